using System.Numerics;
using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

public static partial class Reduction
{
    /// <summary>Rows of one block of a sum over rows.</summary>
    internal const int RowBlock = 256;

    /// <summary>y_nj += b_j.</summary>
    /// <param name="y">(rows, columns), added to.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="row">b, columns elements.</param>
    /// <param name="workers">Threads that share the rows, or none.</param>
    /// <exception cref="ArgumentException">A span is shorter than stated, a size is negative, or the spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddRow<T>(Span<T> y, int rows, int columns, ReadOnlySpan<T> row, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        y = y[..Check(y, rows, columns, nameof(y))];
        row = row[..Check(row, 1, columns, nameof(row))];
        if (y.Overlaps(row)) throw new ArgumentException("The row overlaps the matrix.", nameof(row));
        if (!y.IsEmpty) Tiles.Run<T, AddRowKernel<T>>(new(y, columns, row), rows, workers, columns);
    }

    /// <summary>s_j = Σ_n x_nj.</summary>
    /// <remarks>
    /// The rows are cut into blocks of 256. In a block row n is added to sum n mod 4, in ascending order from 0, and the four sums become
    /// (s_0 + s_2) + (s_1 + s_3). The blocks' sums are added in order; with <see cref="Write.Add"/> the total is added to what
    /// <paramref name="sums"/> holds. Float and double alike.
    /// </remarks>
    /// <param name="x">(rows, columns).</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="sums">s, columns elements.</param>
    /// <param name="write">Over or added to.</param>
    /// <param name="workers">Threads that share the columns or the blocks, or none.</param>
    /// <exception cref="ArgumentException">A span is shorter than stated, a size is negative, or the spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ColumnSums<T>(ReadOnlySpan<T> x, int rows, int columns, Span<T> sums, Write write, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        x = x[..Check(x, rows, columns, nameof(x))];
        sums = sums[..Check<T>(sums, 1, columns, nameof(sums))];
        if (x.Overlaps(sums)) throw new ArgumentException("The sums overlap the matrix.", nameof(sums));

        var matrix = new RowSums<T>(x, rows, columns);
        bool shared = x.Length >= Tiles.SharedFrom && workers is { Count: > 1 };
        // Many short rows are shared by blocks of rows, few long ones by columns.
        if (shared && rows >= 8 * RowBlock && columns <= BlockColumnsKernel<T>.MaxColumns)
            SumBlocks(matrix, sums, write, workers!);
        else
            Tiles.Run<T, ColumnsKernel<T>>(new(matrix, sums, write), columns, workers, rows);
    }

    // The blocks' sums of one round lie side by side on the stack, so that they can be added in order.
    private static void SumBlocks<T>(RowSums<T> matrix, Span<T> sums, Write write, Workers workers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int columns = matrix.Columns;
        Span<T> memory = stackalloc T[BlockColumnsKernel<T>.MaxColumns * 4];
        int round = memory.Length / columns;
        Span<T> total = stackalloc T[columns];
        total.Clear();
        for (int block = 0; block < matrix.Blocks; block += round)
        {
            int count = Math.Min(round, matrix.Blocks - block);
            Tiles.Run<T, BlockColumnsKernel<T>>(new(matrix, block, memory), count, workers, RowBlock * columns);
            for (int i = 0; i < count * columns; i++) total[i % columns] += memory[i];
        }

        for (int j = 0; j < columns; j++) sums[j] = write == Write.Over ? total[j] : sums[j] + total[j];
    }

    private static int Check<T>(ReadOnlySpan<T> span, int rows, int columns, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        long length = (long)rows * columns;
        return length <= span.Length ? (int)length
            : throw new ArgumentException($"The span holds {span.Length} elements; {rows} x {columns} need {length}.", name);
    }
}
