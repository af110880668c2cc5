using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>A size that the compiler knows, so that the code for rows or vectors beyond it vanishes.</summary>
internal interface ISize
{
    static abstract int Value { get; }
}

internal readonly struct Size1 : ISize { public static int Value => 1; }
internal readonly struct Size2 : ISize { public static int Value => 2; }
internal readonly struct Size3 : ISize { public static int Value => 3; }
internal readonly struct Size4 : ISize { public static int Value => 4; }
internal readonly struct Size5 : ISize { public static int Value => 5; }
internal readonly struct Size6 : ISize { public static int Value => 6; }
internal readonly struct Size7 : ISize { public static int Value => 7; }
internal readonly struct Size8 : ISize { public static int Value => 8; }

/// <summary>The innermost loop of the matrix product: one tile of c over one K-block.</summary>
internal static unsafe class MicroKernel
{
    /// <summary>c_rj = Σ_p a[r·aRow + p·aStep] b[p·bStep + j], or added to c_rj, for R rows r and C vectors of columns j.</summary>
    /// <remarks>
    /// Each sum is one ascending chain of fused multiply-adds from zero. The sums are named locals because the compiler keeps only
    /// such in registers; rows and vectors beyond R and C leave no code.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<V, L, R, C>(float* a, nint aRow, nint aStep, float* b, nint bStep, int depth, float* c, nint cRow, bool add)
        where V : struct
        where L : struct, ILanes<V>
        where R : struct, ISize
        where C : struct, ISize
    {
        float* a0 = a, a1 = a0 + aRow, a2 = a1 + aRow, a3 = a2 + aRow, a4 = a3 + aRow, a5 = a4 + aRow, a6 = a5 + aRow, a7 = a6 + aRow;
        V s00 = default, s10 = default, s20 = default, s30 = default, s40 = default, s50 = default, s60 = default, s70 = default;
        V s01 = default, s11 = default, s21 = default, s31 = default, s41 = default, s51 = default, s61 = default, s71 = default;
        for (nint p = 0; depth > 0; depth--, p += aStep, b += bStep)
        {
            V b0 = L.Load(b);
            V b1 = C.Value > 1 ? L.Load(b + L.Count) : default;
            Step<V, L, C>(a0[p], b0, b1, ref s00, ref s01);
            if (R.Value > 1) Step<V, L, C>(a1[p], b0, b1, ref s10, ref s11);
            if (R.Value > 2) Step<V, L, C>(a2[p], b0, b1, ref s20, ref s21);
            if (R.Value > 3) Step<V, L, C>(a3[p], b0, b1, ref s30, ref s31);
            if (R.Value > 4) Step<V, L, C>(a4[p], b0, b1, ref s40, ref s41);
            if (R.Value > 5) Step<V, L, C>(a5[p], b0, b1, ref s50, ref s51);
            if (R.Value > 6) Step<V, L, C>(a6[p], b0, b1, ref s60, ref s61);
            if (R.Value > 7) Step<V, L, C>(a7[p], b0, b1, ref s70, ref s71);
        }
        Finish<V, L, C>(s00, s01, c, add);
        if (R.Value > 1) Finish<V, L, C>(s10, s11, c += cRow, add);
        if (R.Value > 2) Finish<V, L, C>(s20, s21, c += cRow, add);
        if (R.Value > 3) Finish<V, L, C>(s30, s31, c += cRow, add);
        if (R.Value > 4) Finish<V, L, C>(s40, s41, c += cRow, add);
        if (R.Value > 5) Finish<V, L, C>(s50, s51, c += cRow, add);
        if (R.Value > 6) Finish<V, L, C>(s60, s61, c += cRow, add);
        if (R.Value > 7) Finish<V, L, C>(s70, s71, c += cRow, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Step<V, L, C>(float a, V b0, V b1, ref V s0, ref V s1)
        where V : struct
        where L : struct, ILanes<V>
        where C : struct, ISize
    {
        V scale = L.Splat(a);
        s0 = L.Fma(scale, b0, s0);
        if (C.Value > 1) s1 = L.Fma(scale, b1, s1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<V, L, C>(V s0, V s1, float* c, bool add)
        where V : struct
        where L : struct, ILanes<V>
        where C : struct, ISize
    {
        L.Store(add ? L.Add(L.Load(c), s0) : s0, c);
        if (C.Value > 1) L.Store(add ? L.Add(L.Load(c + L.Count), s1) : s1, c + L.Count);
    }
}
