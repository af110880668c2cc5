using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>Philox4x32-10: 128 bits of counter and 64 bits of key become 128 random bits, without any state.</summary>
/// <remarks>
/// Ten rounds; each multiplies two of the four words by a constant and mixes the halves of the products with the key, which grows by
/// the Weyl constants from round to round:
/// (c0, c1, c2, c3) → (hi(M1·c2) ⊕ c1 ⊕ k0, lo(M1·c2), hi(M0·c0) ⊕ c3 ⊕ k1, lo(M0·c0)).
/// Because a number depends on its counter alone, any thread can draw any number, in any order.
/// Source: Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as easy as 1, 2, 3.
/// </remarks>
public static class Philox
{
    internal const uint M0 = 0xD2511F53;
    internal const uint M1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9; // the golden ratio
    internal const uint Weyl1 = 0xBB67AE85; // √3 − 1
    internal const int Rounds = 10;

    /// <summary>Four random words.</summary>
    /// <param name="c0">Counter, lowest word.</param>
    /// <param name="c1">Counter.</param>
    /// <param name="c2">Counter.</param>
    /// <param name="c3">Counter, highest word.</param>
    /// <param name="k0">Key, low word.</param>
    /// <param name="k1">Key, high word.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (uint R0, uint R1, uint R2, uint R3) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = (ulong)M0 * c0;
            ulong p1 = (ulong)M1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }
}
