namespace TinyAE.Numerics;

/// <summary>A float product in blocks of c: one after the other, or shared among threads.</summary>
/// <remarks>
/// Sharing happens twice: the panels of B are packed, then the blocks of c are computed, each by one thread from its first K-block
/// to its last. So threads never add to the same element, and their number changes no bit.
/// </remarks>
internal static unsafe class BlockedProduct
{
    /// <summary>Numbers of a K-block of B that belong to one block of c: half of a second-level cache of 1 MB.</summary>
    private const int CachedB = 512 * Depth;

    private const int Rows = 192;
    private const int PackColumns = 128;
    private const int Depth = MatrixProduct.Block;

    /// <summary>True where blocks would bring nothing: B lies in the cache.</summary>
    internal static bool IsOneBlock(int n, int k) => k <= Depth && (long)n * k <= CachedB;

    internal static void RunAlone(in FloatProduct product)
    {
        for (int p = 0; p < product.K && product.PackWidth > 0; p += Depth) product.Pack(p, product.PackFrom, product.N);
        int columns = BlockColumns(in product);
        for (int j = 0; j < product.N; j += columns)
        {
            for (int i = 0; i < product.M; i += Rows) Multiply(in product, i, Rows, j, columns);
        }
    }

    internal static void Share(in FloatProduct product, Workers workers)
    {
        if (product.PackWidth > 0) workers.Run(Ceiling(product.K, Depth) * Ceiling(product.PackWidth, PackColumns), new PackTask(in product));
        (int rows, int columns) = Split(in product, workers.Count);
        workers.Run(Ceiling(product.M, rows) * Ceiling(product.N, columns), new MultiplyTask(in product, rows, columns));
    }

    private readonly ref struct PackTask(ref readonly FloatProduct product) : ITileTask
    {
        private readonly ref readonly FloatProduct product = ref product;

        public void Run(int tile)
        {
            (int p, int chunk) = Math.DivRem(tile, Ceiling(product.PackWidth, PackColumns));
            int j = product.PackFrom + chunk * PackColumns;
            product.Pack(p * Depth, j, Math.Min(product.N, j + PackColumns));
        }
    }

    private readonly ref struct MultiplyTask(ref readonly FloatProduct product, int rows, int columns) : ITileTask
    {
        private readonly ref readonly FloatProduct product = ref product;

        public void Run(int tile)
        {
            (int column, int row) = Math.DivRem(tile, Ceiling(product.M, rows));
            Multiply(in product, row * rows, rows, column * columns, columns);
        }
    }

    /// <summary>Columns of a block of c: as many as the cache bears, and all blocks alike.</summary>
    private static int BlockColumns(in FloatProduct product)
    {
        int most = Math.Max(product.Kernels.Columns, CachedB / Math.Min(Depth, product.K));
        int perBlock = Ceiling(product.N, Ceiling(product.N, most));
        return Ceiling(perBlock, product.Kernels.Columns) * product.Kernels.Columns;
    }

    /// <summary>Blocks of c so small that each thread gets several, and all end at about the same time.</summary>
    private static (int Rows, int Columns) Split(in FloatProduct product, int threads)
    {
        int tileRows = product.Kernels.Rows, tileColumns = product.Kernels.Columns;
        int rows = Math.Min(product.M, Rows), columns = BlockColumns(in product);
        while ((long)Ceiling(product.M, rows) * Ceiling(product.N, columns) < 4 * threads)
        {
            if (rows >= 4 * tileRows) rows = HalfOf(rows, tileRows);
            else if (columns > 2 * tileColumns) columns = HalfOf(columns, tileColumns);
            else if (rows > tileRows) rows = HalfOf(rows, tileRows);
            else break;
        }
        return (rows, columns);
    }

    private static int Ceiling(int value, int unit) => (value + unit - 1) / unit;

    private static int HalfOf(int value, int unit) => Ceiling(value, 2 * unit) * unit;

    /// <summary>Computes the block of c that begins at row i and column j, and is so large unless c ends before.</summary>
    private static void Multiply(in FloatProduct product, int i, int rows, int j, int columns)
    {
        rows = Math.Min(rows, product.M - i);
        columns = Math.Min(columns, product.N - j);
        float* c = product.C + (long)i * product.N + j;
        if (!product.Add || product.K <= Depth)
        {
            for (int p = 0; p < product.K; p += Depth) product.Block(p, i, rows, j, columns, c, product.N, product.Add || p > 0);
            return;
        }
        // What is added to c is the sum of all K-blocks, so they are summed elsewhere first.
        int totalRow = Ceiling(columns, PartialTile.Unit) * PartialTile.Unit;
        float* total = Scratch.OfThread.Total((long)rows * totalRow);
        for (int p = 0; p < product.K; p += Depth) product.Block(p, i, rows, j, columns, total, totalRow, p > 0);
        PartialTile.Merge(total, totalRow, c, product.N, rows, columns, add: true);
    }
}
