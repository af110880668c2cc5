using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TinyAE.Numerics;

/// <summary>Copies panels of a product's right factor so that the micro-kernel reads them from front to back.</summary>
internal static unsafe class Packing
{
    /// <summary>A panel of B: target[p·width + j] = b[p·bRow + j] for depth rows p and columns j; 0 for columns ≤ j &lt; width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Panel(float* b, nint bRow, int depth, int columns, float* target, int width)
    {
        for (; depth > 0; depth--, b += bRow, target += width)
        {
            int j = 0;
            for (; j <= columns - 8; j += 8) Vector256.Load(b + j).Store(target + j);
            if (j <= columns - 4)
            {
                Vector128.Load(b + j).Store(target + j);
                j += 4;
            }
            for (; j < columns; j++) target[j] = b[j];
            for (; j < width; j++) target[j] = 0;
        }
    }

    /// <summary>A panel of B whose transpose is stored: target[p·width + j] = b[j·bColumn + p]; 0 for columns ≤ j &lt; width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void PanelOfTranspose(float* b, nint bColumn, int depth, int columns, float* target, int width)
    {
        int j = 0;
        if (Avx.IsSupported)
        {
            for (; j <= columns - 8; j += 8)
            {
                int p = 0;
                for (; p <= depth - 8; p += 8) Transpose8x8(b + j * bColumn + p, bColumn, target + p * width + j, width);
                for (; p < depth; p++)
                {
                    for (int s = 0; s < 8; s++) target[p * width + j + s] = b[(j + s) * bColumn + p];
                }
            }
        }
        for (; j < width; j++)
        {
            if (j < columns)
            {
                for (int p = 0; p < depth; p++) target[p * width + j] = b[j * bColumn + p];
            }
            else
            {
                for (int p = 0; p < depth; p++) target[p * width + j] = 0;
            }
        }
    }

    /// <summary>to[q·toRow + s] = from[s·fromRow + q] for 8 x 8 numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8x8(float* from, nint fromRow, float* to, nint toRow)
    {
        // Rows s and s + 4 share a register, so that the lanes of 128 bits need not be crossed later.
        Vector256<float> a0 = Halves(from, fromRow), a1 = Halves(from + fromRow, fromRow);
        Vector256<float> a2 = Halves(from + 2 * fromRow, fromRow), a3 = Halves(from + 3 * fromRow, fromRow);
        Vector256<float> b0 = Halves(from + 4, fromRow), b1 = Halves(from + fromRow + 4, fromRow);
        Vector256<float> b2 = Halves(from + 2 * fromRow + 4, fromRow), b3 = Halves(from + 3 * fromRow + 4, fromRow);
        Store4(a0, a1, a2, a3, to, toRow);
        Store4(b0, b1, b2, b3, to + 4 * toRow, toRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(float* from, nint fromRow) =>
        Vector256.Create(Vector128.Load(from), Vector128.Load(from + 4 * fromRow));

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
