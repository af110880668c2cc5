using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TinyAE.Numerics;

/// <summary>Matrix product in the four transpositions; row-major, generic over float and double.</summary>
/// <remarks>
/// c_ij = Σ_p A_ip B_pj, with A (m, k), B (k, n), c (m, n).
/// <para>
/// The value of each element is fixed to the last bit, whatever the register width, the tile or the number of threads. The sum over p is
/// cut into blocks of 256. Each block is one chain, s = fma(A_ip, B_pj, s) for ascending p, from s = +0. The total is the first block's sum,
/// to which the other blocks' sums are added in ascending order (+0 if k = 0). <see cref="Write.Over"/> stores the total,
/// <see cref="Write.Add"/> stores c_ij + total: the addition to c comes last, so it equals a product written elsewhere and then added.
/// NaN and infinity propagate as in this formula.
/// </para>
/// <para>
/// float takes kernels that reach about nine tenths of the processor's peak; other types take plain loops on the caller's thread, with the
/// same definition. <c>workers</c> only share out the elements of c; null means the caller's thread alone.
/// A span may be longer than its matrix; what follows the matrix is neither read nor written.
/// </para>
/// </remarks>
public static class MatrixProduct
{
    /// <summary>Length of the blocks into which every sum is cut.</summary>
    internal const int Block = 256;

    /// <summary>c = A·B: <paramref name="a"/> holds A (m, k), <paramref name="b"/> holds B (k, n).</summary>
    /// <exception cref="ArgumentException">A span is shorter than its matrix, a size is negative, or c overlaps a or b.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AB<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k,
        Write write = Write.Over, Workers? workers = null) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Run(a, aTransposed: false, b, bTransposed: false, c, m, n, k, write, workers);
    }

    /// <summary>c = Aᵀ·B: <paramref name="a"/> holds the transpose of the left factor, (k, m), <paramref name="b"/> holds (k, n).</summary>
    /// <inheritdoc cref="AB{T}" path="/exception"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AtB<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k,
        Write write = Write.Over, Workers? workers = null) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Run(a, aTransposed: true, b, bTransposed: false, c, m, n, k, write, workers);
    }

    /// <summary>c = A·Bᵀ: <paramref name="a"/> holds (m, k), <paramref name="b"/> holds the transpose of the right factor, (n, k).</summary>
    /// <inheritdoc cref="AB{T}" path="/exception"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ABt<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k,
        Write write = Write.Over, Workers? workers = null) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Run(a, aTransposed: false, b, bTransposed: true, c, m, n, k, write, workers);
    }

    /// <summary>c = Aᵀ·Bᵀ: <paramref name="a"/> holds (k, m), <paramref name="b"/> holds (n, k), the transposes of the factors.</summary>
    /// <inheritdoc cref="AB{T}" path="/exception"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AtBt<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k,
        Write write = Write.Over, Workers? workers = null) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Run(a, aTransposed: true, b, bTransposed: true, c, m, n, k, write, workers);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<T>(ReadOnlySpan<T> a, bool aTransposed, ReadOnlySpan<T> b, bool bTransposed, Span<T> c, int m, int n, int k,
        Write write, Workers? workers) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(a, b, c, m, n, k);
        if (m == 0 || n == 0) return;
        if (typeof(T) == typeof(float) && k > 0)
        {
            FloatProduct.Run(TileKernels.Widest, MemoryMarshal.Cast<T, float>(a), aTransposed, MemoryMarshal.Cast<T, float>(b), bTransposed,
                MemoryMarshal.Cast<T, float>(c), m, n, k, write, workers);
            return;
        }
        (int aRow, int aColumn) = aTransposed ? (1, m) : (k, 1);
        (int bRow, int bColumn) = bTransposed ? (1, k) : (n, 1);
        PlainProduct.Run(a, aRow, aColumn, b, bRow, bColumn, c, m, n, k, write);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Check<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k)
    {
        if ((m | n | k) < 0 || a.Length < (long)m * k || b.Length < (long)k * n || c.Length < (long)m * n)
            throw Wrong(a.Length, b.Length, c.Length, m, n, k);
        if (c.Overlaps(a) || c.Overlaps(b)) throw new ArgumentException("The product's destination c overlaps a factor.", nameof(c));
    }

    private static ArgumentException Wrong(int a, int b, int c, int m, int n, int k)
    {
        if (m < 0) return new ArgumentOutOfRangeException(nameof(m), m, "A matrix has 0 rows or more.");
        if (n < 0) return new ArgumentOutOfRangeException(nameof(n), n, "A matrix has 0 columns or more.");
        if (k < 0) return new ArgumentOutOfRangeException(nameof(k), k, "The common size of two factors is 0 or more.");
        (string name, int found, int rows, int columns) = a < (long)m * k ? ("a", a, m, k) : b < (long)k * n ? ("b", b, k, n) : ("c", c, m, n);
        return new ArgumentException(
            $"{name} has {found} elements; a product with m = {m}, n = {n}, k = {k} needs {rows} x {columns} = {(long)rows * columns}.", name);
    }
}
