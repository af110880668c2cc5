using System.Runtime.CompilerServices;
using unsafe TileKernel = delegate*<float*, nint, nint, float*, nint, int, float*, nint, bool, void>;

namespace TinyAE.Numerics;

/// <summary>Where the panels of B begin that belong to one K-block and one block of c.</summary>
/// <param name="start">The first panel of full width.</param>
/// <param name="step">From one row of such a panel to the next.</param>
/// <param name="next">From one such panel to the next.</param>
/// <param name="edge">The narrower last panel, if there is one.</param>
/// <param name="edgeStep">From one of its rows to the next.</param>
internal readonly unsafe struct Panels(float* start, int step, int next, float* edge, int edgeStep)
{
    internal readonly float* Start = start, Edge = edge;
    internal readonly int Step = step, Next = next, EdgeStep = edgeStep;
}

/// <summary>The loops around the micro-kernel: one K-block of one block of c.</summary>
internal static unsafe class Strips
{
    /// <summary>c = or += A·B, (rows, columns) with depth ≤ 256: for each strip of rows, each panel of columns.</summary>
    /// <remarks>A strip's part of A is at most 8 KB and stays in the first-level cache while the panels pass through.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]
    internal static void Multiply(TileKernels kernels, float* a, nint aRow, nint aStep, in Panels b, int depth,
        float* c, nint cRow, int rows, int columns, bool add)
    {
        int height = kernels.Rows, wide = kernels.Columns, full = columns & -wide, edge = columns - full;
        int edgeWidth = kernels.PanelWidth(edge), tileRow = Math.Max(edgeWidth, PartialTile.Unit);
        TileKernel[] wideKernels = kernels.ForPanel(wide), edgeKernels = kernels.ForPanel(edgeWidth);
        float* tile = stackalloc float[TileKernels.MaxTile];
        for (; rows > 0; rows -= height, a += height * aRow, c += height * cRow)
        {
            height = Math.Min(height, rows);
            TileKernel kernel = wideKernels[height - 1];
            float* panel = b.Start;
            for (int j = 0; j < full; j += wide, panel += b.Next) kernel(a, aRow, aStep, panel, b.Step, depth, c + j, cRow, add);
            if (edge == 0) continue;
            kernel = edgeKernels[height - 1];
            if (edge == edgeWidth)
            {
                kernel(a, aRow, aStep, b.Edge, b.EdgeStep, depth, c + full, cRow, add);
            }
            else
            {
                kernel(a, aRow, aStep, b.Edge, b.EdgeStep, depth, tile, tileRow, false);
                PartialTile.Merge(tile, tileRow, c + full, cRow, height, edge, add);
            }
        }
    }
}
