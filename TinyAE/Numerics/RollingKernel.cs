using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>Terms that lie side by side in one plane, the same for the three rows of a kernel; then what becomes of each row's sums.</summary>
/// <param name="Source">Where the terms begin, from the place's own number on.</param>
/// <param name="Term">The first term within a row of the kernel.</param>
/// <param name="Length">Terms.</param>
/// <param name="After">Two bits a row: 1, its block of terms is the first and ends here; 2, it is a later one and ends here; else 0.</param>
internal readonly record struct RollingSegment(int Source, int Term, int Length, int After);

/// <summary>The innermost loop of a convolution with one column and a kernel of three rows: each line of the image is read for all three.</summary>
/// <remarks>
/// Line r of the padded image meets the kernel's rows 0, 1 and 2 in the lines r, r − 1 and r − 2 of the result. Taken line by line, each
/// result therefore still sees its terms in ascending order: row 0 at line r, row 1 at line r + 1, row 2 at line r + 2. One load serves
/// three multiply-adds, which counts because most loads here cross a cache line.
/// </remarks>
internal static unsafe class RollingKernel
{
    /// <summary>Rows of the kernel.</summary>
    internal const int Rows = 3;

    /// <summary>Two vectors of neighbouring places, in all lines: target_y,q = Σ_i Σ_p w_i,p b[(y + i)·width + source_p + q].</summary>
    /// <remarks>Each sum is one ascending chain of fused multiply-adds from zero, in named locals as in <see cref="MicroKernel"/>.</remarks>
    /// <param name="w">Row 0 of the kernel.</param>
    /// <param name="terms">Terms of a row.</param>
    /// <param name="begin">The segments of a row.</param>
    /// <param name="end">Behind the last.</param>
    /// <param name="b">The planes, at the first line and place.</param>
    /// <param name="width">From a line of a plane to the next.</param>
    /// <param name="plane">From a plane to the next.</param>
    /// <param name="target">The sums of the first line.</param>
    /// <param name="step">From a line of sums to the next.</param>
    /// <param name="lines">Lines of the result.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<V, L>(float* w, int terms, RollingSegment* begin, RollingSegment* end, float* b, nint width, nint plane,
        float* target, nint step, int lines)
        where V : struct
        where L : struct, ILanes<V>
    {
        V s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default;
        for (int r = 0; r < lines + Rows - 1; r++, b += width, target += step)
        {
            for (RollingSegment* segment = begin; segment < end; segment++)
            {
                float* w0 = w + segment->Term, w1 = w0 + terms, w2 = w1 + terms, source = b + segment->Source;
                for (int p = 0; p < segment->Length; p++, source += plane)
                {
                    V b0 = L.Load(source), b1 = L.Load(source + L.Count);
                    V scale = L.Splat(w0[p]);
                    s00 = L.Fma(scale, b0, s00);
                    s01 = L.Fma(scale, b1, s01);
                    scale = L.Splat(w1[p]);
                    s10 = L.Fma(scale, b0, s10);
                    s11 = L.Fma(scale, b1, s11);
                    scale = L.Splat(w2[p]);
                    s20 = L.Fma(scale, b0, s20);
                    s21 = L.Fma(scale, b1, s21);
                }

                if (segment->After == 0) continue;
                if ((segment->After & 3) != 0) Finish<V, L>(ref s00, ref s01, target, segment->After & 3, r < lines);
                if ((segment->After >> 2 & 3) != 0)
                    Finish<V, L>(ref s10, ref s11, target - step, segment->After >> 2 & 3, r >= 1 && r <= lines);
                if ((segment->After >> 4 & 3) != 0) Finish<V, L>(ref s20, ref s21, target - 2 * step, segment->After >> 4 & 3, r >= 2);
            }

            (s20, s21) = (s10, s11);
            (s10, s11) = (s00, s01);
            (s00, s01) = (default, default);
        }
    }

    // Lines outside the result have sums, too; nobody keeps them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<V, L>(ref V s0, ref V s1, float* target, int after, bool isInside)
        where V : struct
        where L : struct, ILanes<V>
    {
        if (isInside)
        {
            bool add = after == 2;
            L.Store(add ? L.Add(L.Load(target), s0) : s0, target);
            L.Store(add ? L.Add(L.Load(target + L.Count), s1) : s1, target + L.Count);
        }

        (s0, s1) = (default, default);
    }
}
