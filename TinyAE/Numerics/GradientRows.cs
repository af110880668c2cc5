using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>Right factors of a kernel gradient: some rows of dy, the last columns copied where they fill no whole register.</summary>
internal readonly unsafe struct GradientRows
{
    private readonly TileKernels _kernels;
    private readonly float* _dy, _edge;
    private readonly int _filters, _edgeFrom, _edgeWidth;

    /// <summary>So many rows of dy, from <paramref name="dy"/> on; the calling thread's packed memory holds the copy.</summary>
    /// <param name="kernels">The micro-kernels.</param>
    /// <param name="dy">The first row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="filters">Numbers of a row.</param>
    /// <param name="end">Where dy ends.</param>
    internal GradientRows(TileKernels kernels, float* dy, int rows, int filters, float* end)
    {
        _kernels = kernels;
        _dy = dy;
        _filters = _edgeFrom = filters;
        for (int j = 0, width; j < filters; j += width)
        {
            width = kernels.PanelWidth(filters - j);
            if (filters - j < width) (_edgeFrom, _edgeWidth) = (j, width);
        }

        if (_edgeFrom == filters) return;
        _edge = Scratch.OfThread.PackedB((long)rows * _edgeWidth);
        Packing.Panel(dy + _edgeFrom, filters, rows, filters - _edgeFrom, _edge, _edgeWidth, end);
    }

    /// <summary>Rows of a gradient dW: dW_rf += Σ_p a[from_r + p·step] dy_pf, block by block, for at most <see cref="TileKernels.Rows"/> of them.</summary>
    /// <param name="a">The image.</param>
    /// <param name="from">Where each row's numbers begin.</param>
    /// <param name="step">From a term's number to the next.</param>
    /// <param name="segments">The terms, ascending.</param>
    /// <param name="end">Behind the last segment.</param>
    /// <param name="dw">The first of the rows, which lie one after the other.</param>
    /// <param name="height">Rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]
    internal void AddTo(float* a, nint* from, nint step, Segment* segments, Segment* end, float* dw, int height)
    {
        float* tile = stackalloc float[TileKernels.MaxTile];
        nint* to = stackalloc nint[8], tileTo = stackalloc nint[8];
        int tileRow = Math.Max(_edgeWidth, PartialTile.Unit);
        for (int r = 0; r < height; r++) (to[r], tileTo[r]) = (r * _filters, r * tileRow);
        for (Segment* s = segments, next; s < end; s = next)
        {
            for (next = s + 1; next < end && next->Block == s->Block;) next++;
            for (int j = 0, width; j < _edgeFrom; j += width)
            {
                width = _kernels.PanelWidth(_edgeFrom - j);
                _kernels.ForPatches(width)[height - 1](a, from, step, s, next, _dy + j, _filters, null, dw + j, to, true);
            }

            if (_edgeFrom == _filters) continue;
            _kernels.ForPatches(_edgeWidth)[height - 1](a, from, step, s, next, _edge, _edgeWidth, null, tile, tileTo, false);
            PartialTile.Merge(tile, tileRow, dw + _edgeFrom, _filters, height, _filters - _edgeFrom, add: true);
        }
    }
}
