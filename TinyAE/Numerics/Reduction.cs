using System.Numerics;

namespace TinyAE.Numerics;

/// <summary>Sums over rows, and rows added to all rows.</summary>
public static class Reduction
{
    /// <summary>y_nj += b_j.</summary>
    /// <param name="y">(rows, columns), added to.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="row">b, columns elements.</param>
    /// <param name="workers">The threads.</param>
    public static void AddRow<T>(Span<T> y, int rows, int columns, ReadOnlySpan<T> row, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int n = 0; n < rows; n++)
        {
            Span<T> one = y.Slice(n * columns, columns);
            for (int j = 0; j < columns; j++)
            {
                one[j] += row[j];
            }
        }
    }

    /// <summary>s_j = Σ_n x_nj, rows in ascending order.</summary>
    /// <param name="x">(rows, columns).</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="sums">columns elements.</param>
    /// <param name="write">Over or added to.</param>
    /// <param name="workers">The threads.</param>
    public static void ColumnSums<T>(ReadOnlySpan<T> x, int rows, int columns, Span<T> sums, Write write, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (write == Write.Over)
        {
            sums[..columns].Clear();
        }

        for (int n = 0; n < rows; n++)
        {
            for (int j = 0; j < columns; j++)
            {
                sums[j] += x[(n * columns) + j];
            }
        }
    }
}
