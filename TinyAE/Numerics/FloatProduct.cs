using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>The float matrix product: where its factors lie, and which panels of the right one to pack.</summary>
/// <remarks>
/// B is cut into panels of columns as wide as a tile. A panel that the micro-kernel cannot read well where it is (transposed, sticking out of
/// the matrix, or rows that push each other out of the cache) is packed first. A is always read in place: packing it too
/// (Goto and van de Geijn, 2008) was measured to bring nothing.
/// </remarks>
internal readonly unsafe struct FloatProduct
{
    private const int Depth = MatrixProduct.Block;

    /// <summary>Sharing out fewer operations than these costs more than it brings.</summary>
    private const double SharedFlops = 1e6;

    internal readonly TileKernels Kernels;
    internal readonly float* C;
    internal readonly int M, N, K;
    internal readonly bool Add;

    /// <summary>Columns of B from here on are packed, and are so many with the padding of the last panel.</summary>
    internal readonly int PackFrom, PackWidth;

    private readonly float* _a, _b, _packed;
    private readonly int _aRow, _aStep;
    private readonly bool _bTransposed;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private FloatProduct(TileKernels kernels, float* a, bool aTransposed, float* b, bool bTransposed, float* c, int m, int n, int k, bool add)
    {
        Kernels = kernels;
        C = c;
        M = m;
        N = n;
        K = k;
        Add = add;
        _a = a;
        _b = b;
        _aRow = aTransposed ? 1 : k;
        _aStep = aTransposed ? m : 1;
        _bTransposed = bTransposed && n > 1; // one column lies in memory as its transpose does
        int full = n & -kernels.Columns;
        int padded = full == n ? n : full + kernels.PanelWidth(n - full);
        bool packAll = _bTransposed || (n > 2 * kernels.Columns && m > (n % 256 == 0 ? 64 : 256));
        PackFrom = packAll ? 0 : padded == n ? n : full;
        PackWidth = padded - PackFrom;
        _packed = PackWidth > 0 ? Scratch.OfThread.PackedB((long)k * PackWidth) : null;
    }

    /// <summary>c = A·B or c += A·B; the arguments have been checked, no size is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(TileKernels kernels, ReadOnlySpan<float> a, bool aTransposed, ReadOnlySpan<float> b, bool bTransposed,
        Span<float> c, int m, int n, int k, Write write, Workers? workers)
    {
        fixed (float* pa = a, pb = b, pc = c)
        {
            FloatProduct product = new(kernels, pa, aTransposed, pb, bTransposed, pc, m, n, k, write == Write.Add);
            if (workers is { Count: > 1 } && 2.0 * m * n * k >= SharedFlops)
            {
                BlockedProduct.Share(in product, workers);
            }
            else if (!BlockedProduct.IsOneBlock(n, k))
            {
                BlockedProduct.RunAlone(in product);
            }
            else
            {
                product.Pack(0, product.PackFrom, n);
                product.Block(0, 0, m, 0, n, pc, n, product.Add);
            }
        }
    }

    /// <summary>Packs the panels from column j to end of the K-block that begins at p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Pack(int p, int j, int end)
    {
        int depth = Math.Min(Depth, K - p);
        for (int width; j < end; j += width)
        {
            width = Kernels.PanelWidth(N - j);
            int columns = Math.Min(width, N - j);
            if (_bTransposed) Packing.PanelOfTranspose(_b + (long)j * K + p, K, depth, columns, Packed(p, j, depth), width);
            else Packing.Panel(_b + (long)p * N + j, N, depth, columns, Packed(p, j, depth), width, _b + (long)K * N);
        }
    }

    /// <summary>What the K-block that begins at p gives to rows i to i + rows, columns j to j + columns; c is where these begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Block(int p, int i, int rows, int j, int columns, float* c, int cRow, bool add)
    {
        int depth = Math.Min(Depth, K - p), wide = Kernels.Columns, edge = j + (columns & -wide);
        float* b = _b + (long)p * N;
        Panels panels = new(
            j < PackFrom ? b + j : Packed(p, j, depth), j < PackFrom ? N : wide, j < PackFrom ? wide : wide * depth,
            edge < PackFrom ? b + edge : Packed(p, edge, depth), edge < PackFrom ? N : Kernels.PanelWidth(N - edge));
        Strips.Multiply(Kernels, _a + (long)i * _aRow + (long)p * _aStep, _aRow, _aStep, in panels, depth, c, cRow, rows, columns, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float* Packed(int p, int j, int depth) => _packed + (long)p * PackWidth + (long)(j - PackFrom) * depth;
}
