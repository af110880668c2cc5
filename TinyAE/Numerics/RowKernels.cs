using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TinyAE.Numerics;

/// <summary>A matrix whose rows are summed block by block, as <see cref="Reduction.ColumnSums"/> defines it.</summary>
internal readonly ref struct RowSums<T>(ReadOnlySpan<T> x, int rows, int columns)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> x = x;

    public int Columns => columns;

    public int Blocks => (rows + Reduction.RowBlock - 1) / Reduction.RowBlock;

    /// <summary>Sums of one block for as many columns as <paramref name="target"/> is long.</summary>
    public void Sum<V>(int block, int firstColumn, Span<T> target)
        where V : struct, IRegister<V, T>
    {
        nint stride = columns;
        int firstRow = block * Reduction.RowBlock;
        int count = Math.Min(Reduction.RowBlock, rows - firstRow);
        nint start = firstRow * stride + firstColumn;
        int j = 0;
        for (; j + 2 * V.Count <= target.Length; j += 2 * V.Count)
        {
            V a0 = V.Zero, a1 = V.Zero, a2 = V.Zero, a3 = V.Zero, b0 = V.Zero, b1 = V.Zero, b2 = V.Zero, b3 = V.Zero;
            ref T p = ref Unsafe.Add(ref MemoryMarshal.GetReference(x), start + j);
            nint n = 0;
            for (; n + 4 <= count; n += 4)
            {
                a0 += V.Load(ref p);
                b0 += V.Load(ref Unsafe.Add(ref p, V.Count));
                a1 += V.Load(ref Unsafe.Add(ref p, stride));
                b1 += V.Load(ref Unsafe.Add(ref p, stride + V.Count));
                a2 += V.Load(ref Unsafe.Add(ref p, 2 * stride));
                b2 += V.Load(ref Unsafe.Add(ref p, 2 * stride + V.Count));
                a3 += V.Load(ref Unsafe.Add(ref p, 3 * stride));
                b3 += V.Load(ref Unsafe.Add(ref p, 3 * stride + V.Count));
                p = ref Unsafe.Add(ref p, 4 * stride);
            }

            for (; n < count; n++)
            {
                // Rows n mod 4 = 0, 1, 2 of an incomplete last four.
                if (n % 4 == 0) (a0, b0) = (a0 + V.Load(ref p), b0 + V.Load(ref Unsafe.Add(ref p, V.Count)));
                else if (n % 4 == 1) (a1, b1) = (a1 + V.Load(ref p), b1 + V.Load(ref Unsafe.Add(ref p, V.Count)));
                else (a2, b2) = (a2 + V.Load(ref p), b2 + V.Load(ref Unsafe.Add(ref p, V.Count)));
                p = ref Unsafe.Add(ref p, stride);
            }

            ((a0 + a2) + (a1 + a3)).Store(ref target[j]);
            ((b0 + b2) + (b1 + b3)).Store(ref target[j + V.Count]);
        }

        for (; j < target.Length; j += V.Count)
        {
            V a0 = V.Zero, a1 = V.Zero, a2 = V.Zero, a3 = V.Zero;
            nint at = start + j;
            nint n = 0;
            for (; n + 4 <= count; n += 4, at += 4 * stride)
            {
                a0 += Load<V>(at);
                a1 += Load<V>(at + stride);
                a2 += Load<V>(at + 2 * stride);
                a3 += Load<V>(at + 3 * stride);
            }

            if (n < count) a0 += Load<V>(at);
            if (n + 1 < count) a1 += Load<V>(at + stride);
            if (n + 2 < count) a2 += Load<V>(at + 2 * stride);
            ((a0 + a2) + (a1 + a3)).StorePart(ref target[j], Math.Min(V.Count, target.Length - j));
        }
    }

    // Lanes beyond the last column hold what comes next, or nothing after the matrix; they are not stored.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Load<V>(nint at)
        where V : struct, IRegister<V, T>
    {
        ref T p = ref Unsafe.Add(ref MemoryMarshal.GetReference(x), at);
        nint left = x.Length - at;
        return left >= V.Count ? V.Load(ref p) : V.LoadPart(ref p, (int)left);
    }
}

/// <summary>Sums over all rows for a range of columns.</summary>
internal readonly ref struct ColumnsKernel<T>(RowSums<T> matrix, Span<T> sums, Write write) : IRangeKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Chunk = 512;

    private readonly RowSums<T> matrix = matrix;
    private readonly Span<T> sums = sums;

    [SkipLocalsInit]
    public void Run<V>(int start, int count)
        where V : struct, IRegister<V, T>
    {
        Span<T> totals = stackalloc T[Chunk];
        Span<T> others = stackalloc T[Chunk];
        for (int end = start + count; start < end; start += Chunk)
        {
            int width = Math.Min(Chunk, end - start);
            Span<T> total = totals[..width];
            Span<T> other = others[..width];
            if (matrix.Blocks == 0) total.Clear();
            else matrix.Sum<V>(0, start, total);
            for (int block = 1; block < matrix.Blocks; block++)
            {
                matrix.Sum<V>(block, start, other);
                for (int j = 0; j < width; j++) total[j] += other[j];
            }

            Span<T> target = sums.Slice(start, width);
            if (write == Write.Over) total.CopyTo(target);
            else for (int j = 0; j < width; j++) target[j] += total[j];
        }
    }
}

/// <summary>Sums of a range of blocks, from block <paramref name="first"/> on, for all columns; one block's sums after the other.</summary>
internal readonly ref struct BlockColumnsKernel<T>(RowSums<T> matrix, int first, Span<T> target) : IRangeKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>More columns than these are shared in another way.</summary>
    public const int MaxColumns = 1024;

    private readonly RowSums<T> matrix = matrix;
    private readonly Span<T> target = target;

    public void Run<V>(int start, int count)
        where V : struct, IRegister<V, T>
    {
        for (int i = start; i < start + count; i++) matrix.Sum<V>(first + i, 0, target.Slice(i * matrix.Columns, matrix.Columns));
    }
}

/// <summary>Adds one row to a range of rows.</summary>
internal readonly ref struct AddRowKernel<T>(Span<T> y, int columns, ReadOnlySpan<T> row) : IRangeKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Span<T> y = y;
    private readonly ReadOnlySpan<T> row = row;

    public void Run<V>(int start, int count)
        where V : struct, IRegister<V, T>
    {
        Span<T> rows = y.Slice(start * columns, count * columns);
        if (columns < V.Count && rows.Length >= 4 * columns * V.Count) rows = AddPattern<V>(rows);
        ref T b = ref MemoryMarshal.GetReference(row);
        for (; rows.Length > 0; rows = rows[columns..])
        {
            ref T p = ref MemoryMarshal.GetReference(rows);
            int j = 0;
            for (; j + V.Count <= columns; j += V.Count)
            {
                (V.Load(ref Unsafe.Add(ref p, j)) + V.Load(ref Unsafe.Add(ref b, j))).Store(ref Unsafe.Add(ref p, j));
            }

            for (; j < columns; j++) Unsafe.Add(ref p, j) += Unsafe.Add(ref b, j);
        }
    }

    // Short rows: the row repeated once for each lane fills as many registers as it has columns. Returns the rows that are left.
    private Span<T> AddPattern<V>(Span<T> rows)
        where V : struct, IRegister<V, T>
    {
        Span<T> pattern = stackalloc T[columns * V.Count];
        for (int lane = 0; lane < V.Count; lane++) row.CopyTo(pattern[(lane * columns)..]);
        while (rows.Length >= pattern.Length)
        {
            for (int i = 0; i < pattern.Length; i += V.Count) (V.Load(ref rows[i]) + V.Load(ref pattern[i])).Store(ref rows[i]);
            rows = rows[pattern.Length..];
        }

        return rows;
    }
}
