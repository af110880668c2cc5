using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>The innermost loop of a convolution with few columns: eight vectors of neighbouring places, one column.</summary>
internal static unsafe class PlaneKernel
{
    /// <summary>Vectors of places.</summary>
    internal const int Vectors = 8;

    /// <summary>target_q = Σ_p w_p b[p·step + q], or added to what is there; p runs through the segments.</summary>
    /// <remarks>Each sum is one ascending chain of fused multiply-adds from zero, in named locals as in <see cref="MicroKernel"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<V, L>(float* w, Segment* segment, Segment* end, float* b, nint step, float* target, bool add)
        where V : struct
        where L : struct, ILanes<V>
    {
        V s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (; segment < end; segment++)
        {
            float* weight = w + segment->Row, row = b + segment->Source;
            for (int length = segment->Length; length > 0; length--, weight++, row += step)
            {
                V scale = L.Splat(*weight);
                s0 = L.Fma(scale, L.Load(row), s0);
                s1 = L.Fma(scale, L.Load(row + L.Count), s1);
                s2 = L.Fma(scale, L.Load(row + 2 * L.Count), s2);
                s3 = L.Fma(scale, L.Load(row + 3 * L.Count), s3);
                s4 = L.Fma(scale, L.Load(row + 4 * L.Count), s4);
                s5 = L.Fma(scale, L.Load(row + 5 * L.Count), s5);
                s6 = L.Fma(scale, L.Load(row + 6 * L.Count), s6);
                s7 = L.Fma(scale, L.Load(row + 7 * L.Count), s7);
            }
        }

        Finish<V, L>(s0, s1, target, add);
        Finish<V, L>(s2, s3, target + 2 * L.Count, add);
        Finish<V, L>(s4, s5, target + 4 * L.Count, add);
        Finish<V, L>(s6, s7, target + 6 * L.Count, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<V, L>(V s0, V s1, float* target, bool add)
        where V : struct
        where L : struct, ILanes<V>
    {
        L.Store(add ? L.Add(L.Load(target), s0) : s0, target);
        L.Store(add ? L.Add(L.Load(target + L.Count), s1) : s1, target + L.Count);
    }
}
