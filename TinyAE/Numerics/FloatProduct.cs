using System.Runtime.CompilerServices;
using unsafe TileKernel = delegate*<float*, nint, nint, float*, nint, int, float*, nint, bool, void>;

namespace TinyAE.Numerics;

/// <summary>The float matrix product: cuts c into blocks for the threads, and blocks into tiles for the micro-kernel.</summary>
/// <remarks>
/// B is cut into panels of columns as wide as a tile. A panel that the micro-kernel cannot read well where it is (transposed, sticking out of
/// the matrix, rows that displace each other from the cache) is packed first, once for all threads. Each block of c is then one piece of work:
/// for every K-block, strips of rows as high as a tile pass along the panels. A strip's part of A is at most 8 KB and stays in the
/// first-level cache, so that packing A as well (Goto and van de Geijn, 2008) was measured to bring nothing.
/// </remarks>
internal readonly unsafe struct FloatProduct
{
    private const int Depth = MatrixProduct.Block;
    private const int BlockRows = 192;
    private const int BlockColumns = 512;
    private const int PackColumns = 128;

    /// <summary>Sharing out fewer operations than these costs more than it brings.</summary>
    private const double ThreadedFlops = 1e6;

    private readonly TileKernels _kernels;
    private readonly float* _a, _b, _c, _packed;
    private readonly int _m, _n, _k;
    private readonly int _aRow, _aStep;
    private readonly bool _bTransposed, _add;
    private readonly int _packFrom;   // columns of B from here on are packed
    private readonly int _packWidth;  // and are so many, with the padding of the last panel

    private FloatProduct(TileKernels kernels, float* a, bool aTransposed, float* b, bool bTransposed, float* c, int m, int n, int k, bool add)
    {
        _kernels = kernels;
        _a = a;
        _b = b;
        _c = c;
        (_m, _n, _k, _add) = (m, n, k, add);
        (_aRow, _aStep) = aTransposed ? (1, m) : (k, 1);
        _bTransposed = bTransposed && n > 1; // one column lies in memory as its transpose does
        int full = n & -kernels.Columns;
        int edge = full == n ? 0 : kernels.PanelWidth(n - full);
        bool pack = _bTransposed || (n > 2 * kernels.Columns && m > (n % 256 == 0 ? 64 : 256));
        _packFrom = pack ? 0 : full + edge == n ? n : full;
        _packWidth = full + edge - _packFrom;
        _packed = _packWidth > 0 ? Scratch.OfThread.PackedB((long)k * _packWidth) : null;
    }

    /// <summary>c = A·B or c += A·B; the arguments have been checked, no size is 0.</summary>
    internal static void Run(TileKernels kernels, ReadOnlySpan<float> a, bool aTransposed, ReadOnlySpan<float> b, bool bTransposed,
        Span<float> c, int m, int n, int k, Write write, Workers? workers)
    {
        fixed (float* pa = a, pb = b, pc = c)
        {
            FloatProduct product = new(kernels, pa, aTransposed, pb, bTransposed, pc, m, n, k, write == Write.Add);
            if (workers is { Count: > 1 } && 2.0 * m * n * k >= ThreadedFlops) product.Share(workers);
            else product.RunAlone();
        }
    }

    private void RunAlone()
    {
        for (int p = 0; _packWidth > 0 && p < _k; p += Depth) Pack(p, _packFrom, _n);
        for (int j = 0; j < _n; j += BlockColumns)
        {
            for (int i = 0; i < _m; i += BlockRows) Multiply(i, Math.Min(BlockRows, _m - i), j, Math.Min(BlockColumns, _n - j));
        }
    }

    private void Share(Workers workers)
    {
        if (_packWidth > 0) workers.Run(Ceiling(_k, Depth) * Ceiling(_packWidth, PackColumns), new PackTask(in this));
        (int rows, int columns) = Split(workers.Count);
        workers.Run(Ceiling(_m, rows) * Ceiling(_n, columns), new MultiplyTask(in this, rows, columns));
    }

    private readonly ref struct PackTask(ref readonly FloatProduct product) : ITileTask
    {
        private readonly ref readonly FloatProduct product = ref product;

        public void Run(int tile)
        {
            (int p, int chunk) = Math.DivRem(tile, Ceiling(product._packWidth, PackColumns));
            int j = product._packFrom + chunk * PackColumns;
            product.Pack(p * Depth, j, Math.Min(product._n, j + PackColumns));
        }
    }

    private readonly ref struct MultiplyTask(ref readonly FloatProduct product, int rows, int columns) : ITileTask
    {
        private readonly ref readonly FloatProduct product = ref product;

        public void Run(int tile)
        {
            (int column, int row) = Math.DivRem(tile, Ceiling(product._m, rows));
            int i = row * rows, j = column * columns;
            product.Multiply(i, Math.Min(rows, product._m - i), j, Math.Min(columns, product._n - j));
        }
    }

    /// <summary>Blocks of c so small that each thread gets several, and all end at about the same time.</summary>
    private (int Rows, int Columns) Split(int threads)
    {
        int rows = Math.Min(_m, BlockRows), columns = Math.Min(_n, BlockColumns);
        while ((long)Ceiling(_m, rows) * Ceiling(_n, columns) < 4 * threads)
        {
            if (rows >= 4 * _kernels.Rows) rows = HalfOf(rows, _kernels.Rows);
            else if (columns > 2 * _kernels.Columns) columns = HalfOf(columns, _kernels.Columns);
            else if (rows > _kernels.Rows) rows = HalfOf(rows, _kernels.Rows);
            else break;
        }
        return (rows, columns);
    }

    private static int Ceiling(int value, int unit) => (value + unit - 1) / unit;

    private static int HalfOf(int value, int unit) => Ceiling(value, 2 * unit) * unit;

    /// <summary>Packs the panels from column j to end of the K-block that begins at p.</summary>
    private void Pack(int p, int j, int end)
    {
        int depth = Math.Min(Depth, _k - p);
        for (int width; j < end; j += width)
        {
            width = _kernels.PanelWidth(_n - j);
            int columns = Math.Min(width, _n - j);
            if (_bTransposed) Packing.PanelOfTranspose(_b + (long)j * _k + p, _k, depth, columns, Packed(p, j, depth), width);
            else Packing.Panel(_b + (long)p * _n + j, _n, depth, columns, Packed(p, j, depth), width);
        }
    }

    private float* Packed(int p, int j, int depth) => _packed + (long)p * _packWidth + (long)(j - _packFrom) * depth;

    /// <summary>Computes the block of c that begins at row i and column j.</summary>
    private void Multiply(int i, int rows, int j, int columns)
    {
        float* c = _c + (long)i * _n + j;
        if (!_add || _k <= Depth)
        {
            Blocks(i, rows, j, columns, c, _n, _add);
            return;
        }
        // What is added to c is the sum of all K-blocks, so they are summed elsewhere first.
        float* total = Scratch.OfThread.Total((long)rows * columns);
        Blocks(i, rows, j, columns, total, columns, add: false);
        PartialTile.Merge(total, columns, c, _n, rows, columns, add: true);
    }

    /// <summary>For each K-block in order, each strip of rows, each panel of columns: one call of the micro-kernel.</summary>
    [SkipLocalsInit]
    private void Blocks(int i, int rows, int j, int columns, float* c, int cRow, bool add)
    {
        int wide = _kernels.Columns, full = columns & -wide, edge = columns - full;
        int edgeWidth = edge == 0 ? 0 : _kernels.PanelWidth(edge);
        TileKernel[] wideKernels = _kernels.ForPanel(wide), edgeKernels = _kernels.ForPanel(edgeWidth);
        float* scratch = stackalloc float[TileKernels.MaxTile];
        for (int p = 0; p < _k; p += Depth, add = true)
        {
            int depth = Math.Min(Depth, _k - p);
            bool packed = j >= _packFrom, edgePacked = j + full >= _packFrom;
            float* b = packed ? Packed(p, j, depth) : _b + (long)p * _n + j;
            int bStep = packed ? wide : _n, bPanel = packed ? wide * depth : wide;
            float* bEdge = edgePacked ? Packed(p, j + full, depth) : _b + (long)p * _n + j + full;
            int bEdgeStep = edgePacked ? edgeWidth : _n;
            float* a = _a + (long)i * _aRow + (long)p * _aStep;
            float* strip = c;
            for (int r = 0; r < rows; r += _kernels.Rows, a += (long)_kernels.Rows * _aRow, strip += (long)_kernels.Rows * cRow)
            {
                int height = Math.Min(_kernels.Rows, rows - r);
                TileKernel kernel = wideKernels[height - 1];
                float* panel = b;
                for (int s = 0; s < full; s += wide, panel += bPanel) kernel(a, _aRow, _aStep, panel, bStep, depth, strip + s, cRow, add);
                if (edge == 0) continue;
                kernel = edgeKernels[height - 1];
                if (edge == edgeWidth)
                {
                    kernel(a, _aRow, _aStep, bEdge, bEdgeStep, depth, strip + full, cRow, add);
                }
                else
                {
                    kernel(a, _aRow, _aStep, bEdge, bEdgeStep, depth, scratch, edgeWidth, false);
                    PartialTile.Merge(scratch, edgeWidth, strip + full, cRow, height, edge, add);
                }
            }
        }
    }
}
