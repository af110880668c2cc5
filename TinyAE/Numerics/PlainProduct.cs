using System.Numerics;

namespace TinyAE.Numerics;

/// <summary>The matrix product in plain loops: what <c>double</c> runs on, and the oracle of the float kernels.</summary>
/// <remarks>
/// Every element is computed as <see cref="MatrixProduct"/> defines it; the loops only interleave the chains of neighbouring
/// columns, so that one chain need not wait for another's additions.
/// </remarks>
internal static class PlainProduct
{
    private const int Columns = 64;

    /// <summary>c_ij = Σ_p a[i·aRow + p·aColumn] b[p·bRow + j·bColumn], c (m, n) row by row.</summary>
    internal static void Run<T>(ReadOnlySpan<T> a, int aRow, int aColumn, ReadOnlySpan<T> b, int bRow, int bColumn,
        Span<T> c, int m, int n, int k, Write write) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> total = stackalloc T[Columns];
        Span<T> block = stackalloc T[Columns];
        for (int j = 0; j < n; j += Columns)
        {
            int width = Math.Min(Columns, n - j);
            for (int i = 0; i < m; i++)
            {
                total.Clear();
                for (int p = 0; p < k; p += MatrixProduct.Block)
                {
                    int depth = Math.Min(MatrixProduct.Block, k - p);
                    Chains(a[(i * aRow + p * aColumn)..], aColumn, b[(p * bRow + j * bColumn)..], bRow, bColumn, block[..width], depth);
                    for (int s = 0; s < width; s++) total[s] = p == 0 ? block[s] : total[s] + block[s];
                }
                Span<T> row = c.Slice(i * n + j, width);
                for (int s = 0; s < row.Length; s++) row[s] = write == Write.Add ? row[s] + total[s] : total[s];
            }
        }
    }

    /// <summary>block_s = Σ_p a_p b_ps over one K-block: for each column one ascending chain of fused multiply-adds from zero.</summary>
    private static void Chains<T>(ReadOnlySpan<T> a, int aColumn, ReadOnlySpan<T> b, int bRow, int bColumn, Span<T> block, int depth)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        block.Clear();
        for (int p = 0; p < depth; p++)
        {
            T scale = a[p * aColumn];
            ReadOnlySpan<T> row = b[(p * bRow)..];
            if (bColumn == 1)
            {
                row = row[..block.Length];
                for (int s = 0; s < block.Length; s++) block[s] = T.FusedMultiplyAdd(scale, row[s], block[s]);
            }
            else
            {
                for (int s = 0, at = 0; s < block.Length; s++, at += bColumn)
                    block[s] = T.FusedMultiplyAdd(scale, row[at], block[s]);
            }
        }
    }
}
