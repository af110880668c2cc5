using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TinyAE.Numerics;

/// <summary>The operations of <see cref="PhiloxLanes"/> on a vector of 64-bit lanes.</summary>
internal interface IWords<V>
    where V : struct
{
    static abstract int Count { get; }

    static abstract V Splat(uint value);

    /// <summary>first, first + 1, and so on, each modulo 2^32.</summary>
    static abstract V From(uint first);

    /// <summary>The 64-bit products of the lanes' low halves.</summary>
    static abstract V Multiply(V a, V b);

    static abstract V High(V a);

    static abstract V Xor(V a, V b, V c);

    /// <summary>The low half of <paramref name="low"/> below that of <paramref name="high"/>.</summary>
    static abstract V Join(V low, V high);

    static abstract void Store(V value, Span<ulong> target);
}

/// <summary>Philox blocks side by side, one in each 64-bit lane: the same words as <see cref="Philox.Block"/>, several times as fast.</summary>
/// <remarks>Only the low half of a lane counts; what a product leaves in the high half is dropped by the next product or at the end.</remarks>
internal static class PhiloxLanes
{
    /// <summary>Fills a span with blocks for as long as they come in whole vectors; returns how many words were written.</summary>
    public static int Fill(RandomKey key, uint sample, uint block, Span<uint> words) =>
        Avx512F.IsSupported ? Fill<Vector512<ulong>, Words512>(key, sample, block, words)
        : Avx2.IsSupported ? Fill<Vector256<ulong>, Words256>(key, sample, block, words)
        : 0;

    internal static int Fill<V, TWords>(RandomKey key, uint sample, uint block, Span<uint> words)
        where V : struct
        where TWords : IWords<V>
    {
        int written = 0;
        V m0 = TWords.Splat(Philox.M0), m1 = TWords.Splat(Philox.M1);
        Span<ulong> pairs = stackalloc ulong[2 * TWords.Count];
        for (; words.Length - written >= 4 * TWords.Count; written += 4 * TWords.Count, block += (uint)TWords.Count)
        {
            V c0 = TWords.From(block), c1 = TWords.Splat(sample), c2 = TWords.Splat(key.Step), c3 = TWords.Splat(key.Purpose);
            uint k0 = (uint)key.Seed, k1 = (uint)(key.Seed >> 32);
            for (int round = 0; round < Philox.Rounds; round++, k0 += Philox.Weyl0, k1 += Philox.Weyl1)
            {
                V p0 = TWords.Multiply(c0, m0), p1 = TWords.Multiply(c2, m1);
                c0 = TWords.Xor(TWords.High(p1), c1, TWords.Splat(k0));
                c2 = TWords.Xor(TWords.High(p0), c3, TWords.Splat(k1));
                c1 = p1;
                c3 = p0;
            }

            TWords.Store(TWords.Join(c0, c1), pairs);
            TWords.Store(TWords.Join(c2, c3), pairs[TWords.Count..]);
            Span<uint> target = words[written..];
            for (int i = 0; i < TWords.Count; i++)
            {
                target[4 * i] = (uint)pairs[i];
                target[4 * i + 1] = (uint)(pairs[i] >> 32);
                target[4 * i + 2] = (uint)pairs[TWords.Count + i];
                target[4 * i + 3] = (uint)(pairs[TWords.Count + i] >> 32);
            }
        }

        return written;
    }
}

/// <summary>Eight blocks.</summary>
internal readonly struct Words512 : IWords<Vector512<ulong>>
{
    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Splat(uint value) => Vector512.Create((ulong)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> From(uint first) => Vector512<ulong>.Indices + Vector512.Create((ulong)first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Multiply(Vector512<ulong> a, Vector512<ulong> b) => Avx512F.IsSupported
        ? Avx512F.Multiply(a.AsUInt32(), b.AsUInt32())
        : (a & Vector512.Create((ulong)uint.MaxValue)) * (b & Vector512.Create((ulong)uint.MaxValue));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> High(Vector512<ulong> a) => a >> 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c) => a ^ b ^ c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Join(Vector512<ulong> low, Vector512<ulong> high) =>
        (low & Vector512.Create((ulong)uint.MaxValue)) | (high << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<ulong> value, Span<ulong> target) => value.CopyTo(target);
}

/// <summary>Four blocks.</summary>
internal readonly struct Words256 : IWords<Vector256<ulong>>
{
    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Splat(uint value) => Vector256.Create((ulong)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> From(uint first) => Vector256<ulong>.Indices + Vector256.Create((ulong)first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Multiply(Vector256<ulong> a, Vector256<ulong> b) => Avx2.IsSupported
        ? Avx2.Multiply(a.AsUInt32(), b.AsUInt32())
        : (a & Vector256.Create((ulong)uint.MaxValue)) * (b & Vector256.Create((ulong)uint.MaxValue));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> High(Vector256<ulong> a) => a >> 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c) => a ^ b ^ c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Join(Vector256<ulong> low, Vector256<ulong> high) =>
        (low & Vector256.Create((ulong)uint.MaxValue)) | (high << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<ulong> value, Span<ulong> target) => value.CopyTo(target);
}
