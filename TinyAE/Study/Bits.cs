using System.Runtime.InteropServices;

namespace TinyAE.Study;

/// <summary>Comparison by bits: 0 differs from −0, a NaN equals itself.</summary>
internal static class Bits
{
    public static bool Same(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        MemoryMarshal.AsBytes(a).SequenceEqual(MemoryMarshal.AsBytes(b));
}
