using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TinyAE.Numerics;

/// <summary>Copies panels of a product's right factor so that the micro-kernel reads them from front to back.</summary>
internal static unsafe class Packing
{
    /// <summary>A panel of B: target[p·width + j] = b[p·bRow + j] for depth rows p and columns j; the padding up to width is arbitrary.</summary>
    /// <remarks>Up to <paramref name="end"/>, where B ends, whole vectors are read, also beyond the panel's own columns.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Panel(float* b, nint bRow, int depth, int columns, float* target, int width, float* end)
    {
        if (width == 8)
        {
            for (; depth > 0 && b + 8 <= end; depth--, b += bRow, target += 8) Vector256.Load(b).Store(target);
        }
        for (; depth > 0 && b + width <= end; depth--, b += bRow, target += width)
        {
            for (int j = 0; j < width; j += 4) Vector128.Load(b + j).Store(target + j);
        }
        for (; depth > 0; depth--, b += bRow, target += width)
        {
            for (int j = 0; j < columns; j++) target[j] = b[j];
        }
    }

    /// <summary>A panel of B whose transpose is stored: target[p·width + j] = b[j·bColumn + p]; the padding up to width is arbitrary.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void PanelOfTranspose(float* b, nint bColumn, int depth, int columns, float* target, int width)
    {
        if (!Avx.IsSupported || depth < 8 || width < 8)
        {
            for (int j = 0; j < columns; j++, b += bColumn)
            {
                for (int p = 0; p < depth; p++) target[p * width + j] = b[p];
            }
            return;
        }
        for (int j = 0; j < columns; j += 8)
        {
            int last = Math.Min(columns - j, 8) - 1; // columns beyond the last are the last again
            float* b0 = b + j * bColumn;
            for (int p = 0; p < depth; p += 8)
            {
                int from = Math.Min(p, depth - 8);   // and the last rows may be done twice
                Transpose8x8(b0 + from, bColumn, last, target + from * width + j, width);
            }
        }
    }

    /// <summary>to[q·toRow + s] = from[min(s, last)·fromRow + q] for 8 x 8 numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8x8(float* from, nint fromRow, int last, float* to, nint toRow)
    {
        float* f0 = from, f1 = from + Math.Min(1, last) * fromRow, f2 = from + Math.Min(2, last) * fromRow, f3 = from + Math.Min(3, last) * fromRow;
        float* f4 = from + Math.Min(4, last) * fromRow, f5 = from + Math.Min(5, last) * fromRow;
        float* f6 = from + Math.Min(6, last) * fromRow, f7 = from + Math.Min(7, last) * fromRow;
        // Rows s and s + 4 share a register, so that no number has to cross from one half to the other later.
        Store4(Halves(f0, f4), Halves(f1, f5), Halves(f2, f6), Halves(f3, f7), to, toRow);
        Store4(Halves(f0 + 4, f4 + 4), Halves(f1 + 4, f5 + 4), Halves(f2 + 4, f6 + 4), Halves(f3 + 4, f7 + 4), to + 4 * toRow, toRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(float* low, float* high) => Vector256.Create(Vector128.Load(low), Vector128.Load(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store4(Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3, float* to, nint toRow)
    {
        Vector256<double> low01 = Avx.UnpackLow(r0, r1).AsDouble(), low23 = Avx.UnpackLow(r2, r3).AsDouble();
        Vector256<double> high01 = Avx.UnpackHigh(r0, r1).AsDouble(), high23 = Avx.UnpackHigh(r2, r3).AsDouble();
        Avx.UnpackLow(low01, low23).AsSingle().Store(to);
        Avx.UnpackHigh(low01, low23).AsSingle().Store(to + toRow);
        Avx.UnpackLow(high01, high23).AsSingle().Store(to + 2 * toRow);
        Avx.UnpackHigh(high01, high23).AsSingle().Store(to + 3 * toRow);
    }
}
