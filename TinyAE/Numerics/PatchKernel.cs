using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>The innermost loop of the convolutions: one tile of the result, over the segments of one block of terms.</summary>
internal static unsafe class PatchKernel
{
    /// <summary>c[to_r + j] = Σ_p a[from_r + p·step] b[p·bStep + j], or added to what is there; then + bias_j, where there is a bias.</summary>
    /// <remarks>
    /// R rows r, C vectors of columns j; p runs through the segments, each of which says anew where in a and b it begins.
    /// Each sum is one ascending chain of fused multiply-adds from zero, in named locals as in <see cref="MicroKernel"/>.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<V, L, R, C>(
        float* a, nint* from, nint step, Segment* segment, Segment* end, float* b, nint bStep, float* bias, float* c, nint* to, bool add)
        where V : struct
        where L : struct, ILanes<V>
        where R : struct, ISize
        where C : struct, ISize
    {
        float* a0 = a + from[0], a1 = R.Value > 1 ? a + from[1] : a, a2 = R.Value > 2 ? a + from[2] : a, a3 = R.Value > 3 ? a + from[3] : a;
        float* a4 = R.Value > 4 ? a + from[4] : a, a5 = R.Value > 5 ? a + from[5] : a, a6 = R.Value > 6 ? a + from[6] : a;
        float* a7 = R.Value > 7 ? a + from[7] : a;
        V s00 = default, s10 = default, s20 = default, s30 = default, s40 = default, s50 = default, s60 = default, s70 = default;
        V s01 = default, s11 = default, s21 = default, s31 = default, s41 = default, s51 = default, s61 = default, s71 = default;
        for (; segment < end; segment++)
        {
            float* row = b + segment->Row * bStep;
            nint p = segment->Source;
            for (int length = segment->Length; length > 0; length--, p += step, row += bStep)
            {
                V b0 = L.Load(row);
                V b1 = C.Value > 1 ? L.Load(row + L.Count) : default;
                MicroKernel.Step<V, L, C>(a0[p], b0, b1, ref s00, ref s01);
                if (R.Value > 1) MicroKernel.Step<V, L, C>(a1[p], b0, b1, ref s10, ref s11);
                if (R.Value > 2) MicroKernel.Step<V, L, C>(a2[p], b0, b1, ref s20, ref s21);
                if (R.Value > 3) MicroKernel.Step<V, L, C>(a3[p], b0, b1, ref s30, ref s31);
                if (R.Value > 4) MicroKernel.Step<V, L, C>(a4[p], b0, b1, ref s40, ref s41);
                if (R.Value > 5) MicroKernel.Step<V, L, C>(a5[p], b0, b1, ref s50, ref s51);
                if (R.Value > 6) MicroKernel.Step<V, L, C>(a6[p], b0, b1, ref s60, ref s61);
                if (R.Value > 7) MicroKernel.Step<V, L, C>(a7[p], b0, b1, ref s70, ref s71);
            }
        }

        Finish<V, L, C>(s00, s01, bias, c + to[0], add);
        if (R.Value > 1) Finish<V, L, C>(s10, s11, bias, c + to[1], add);
        if (R.Value > 2) Finish<V, L, C>(s20, s21, bias, c + to[2], add);
        if (R.Value > 3) Finish<V, L, C>(s30, s31, bias, c + to[3], add);
        if (R.Value > 4) Finish<V, L, C>(s40, s41, bias, c + to[4], add);
        if (R.Value > 5) Finish<V, L, C>(s50, s51, bias, c + to[5], add);
        if (R.Value > 6) Finish<V, L, C>(s60, s61, bias, c + to[6], add);
        if (R.Value > 7) Finish<V, L, C>(s70, s71, bias, c + to[7], add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<V, L, C>(V s0, V s1, float* bias, float* c, bool add)
        where V : struct
        where L : struct, ILanes<V>
        where C : struct, ISize
    {
        if (add)
        {
            s0 = L.Add(L.Load(c), s0);
            if (C.Value > 1) s1 = L.Add(L.Load(c + L.Count), s1);
        }

        if (bias != null)
        {
            s0 = L.Add(s0, L.Load(bias));
            if (C.Value > 1) s1 = L.Add(s1, L.Load(bias + L.Count));
        }

        L.Store(s0, c);
        if (C.Value > 1) L.Store(s1, c + L.Count);
    }
}
