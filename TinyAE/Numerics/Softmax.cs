using System.Numerics;

namespace TinyAE.Numerics;

/// <summary>The softmax of each row of a matrix, and the cross-entropy of logits with what they should say.</summary>
/// <remarks>
/// p_ni = e^(y_ni − m_n) / Σ_j e^(y_nj − m_n), with m_n = max_j y_nj, so that nothing overflows.
/// Each row is computed in double, one column after the other, and rounded once. Sums over rows: 64 rows in ascending order, then these
/// sums in ascending order. So the bits depend on neither threads nor registers. A row with NaN or an infinity gives NaN.
/// </remarks>
public static class Softmax
{
    private const int Tile = 64; // rows
    private const int TilesAtOnce = 64;
    private const int SharedFrom = 1 << 13; // exponentials

    /// <summary>p = softmax(y), row by row.</summary>
    /// <param name="y">(rows, columns).</param>
    /// <param name="p">As long, overwritten; may be the same span as y.</param>
    /// <param name="columns">At least 1.</param>
    /// <exception cref="ArgumentException">The lengths are no whole number of rows, or differ.</exception>
    public static void Rows<T>(ReadOnlySpan<T> y, Span<T> p, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int rows = RowsOf(y.Length, p.Length, columns);
        for (int n = 0; n < rows; n++)
        {
            ReadOnlySpan<T> row = y.Slice(n * columns, columns);
            (double m, double others) = Peak(row);
            for (int i = 0; i < columns; i++)
            {
                p[n * columns + i] = T.CreateTruncating(Scalar.Exp(double.CreateTruncating(row[i]) - m) / (1 + others));
            }
        }
    }

    /// <summary>Returns Σ_n Σ_i −t_ni ln p_ni with p = softmax(y), and sets dy_ni = f (p_ni Σ_j t_nj − t_ni).</summary>
    /// <param name="y">Logits, (rows, columns).</param>
    /// <param name="target">t, as many.</param>
    /// <param name="dy">As many, overwritten; empty: not wanted; may be the same span as y.</param>
    /// <param name="columns">At least 1.</param>
    /// <param name="f">The factor of the gradient alone.</param>
    /// <param name="workers">Threads that share the rows, or none.</param>
    /// <exception cref="ArgumentException">The lengths are no whole number of rows, or differ.</exception>
    public static double CrossEntropy<T>(
        ReadOnlySpan<T> y, ReadOnlySpan<T> target, Span<T> dy, int columns, double f, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RowsOf(y.Length, target.Length, columns);
        return Sum(y, target, [], dy, columns, f, workers);
    }

    /// <summary>The same for a target that is 1 at the row's label and 0 elsewhere: Σ_n −ln p_n,label, dy = f (p − onehot).</summary>
    /// <param name="y">Logits, (rows, columns).</param>
    /// <param name="labels">One a row, in [0, columns).</param>
    /// <param name="dy">As long as y, overwritten; empty: not wanted; may be the same span as y.</param>
    /// <param name="columns">At least 1.</param>
    /// <param name="f">The factor of the gradient alone.</param>
    /// <param name="workers">Threads that share the rows, or none.</param>
    /// <exception cref="ArgumentException">The logits are not one row a label, or a label is out of range.</exception>
    public static double CrossEntropy<T>(
        ReadOnlySpan<T> y, ReadOnlySpan<int> labels, Span<T> dy, int columns, double f, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (RowsOf(y.Length, y.Length, columns) != labels.Length)
            throw new ArgumentException($"{labels.Length} labels for {y.Length / columns} rows of {columns} logits.", nameof(labels));
        foreach (int label in labels)
        {
            if ((uint)label >= (uint)columns)
                throw new ArgumentException($"A label is 0 to {columns - 1}; found {label}.", nameof(labels));
        }

        return Sum(y, [], labels, dy, columns, f, workers);
    }

    private static double Sum<T>(
        ReadOnlySpan<T> y, ReadOnlySpan<T> target, ReadOnlySpan<int> labels, Span<T> dy, int columns, double f, Workers? workers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!dy.IsEmpty) RowsOf(y.Length, dy.Length, columns);
        int rows = y.Length / columns;
        Span<double> sums = stackalloc double[TilesAtOnce];
        double total = 0;
        for (int first = 0; first < rows; first += TilesAtOnce * Tile)
        {
            Work<T> work = new(y, target, labels, dy, columns, f, first, rows, sums);
            int tiles = (Math.Min(TilesAtOnce * Tile, rows - first) - 1) / Tile + 1;
            if (workers is null || y.Length < SharedFrom)
            {
                for (int tile = 0; tile < tiles; tile++) work.Run(tile);
            }
            else
            {
                workers.Run(tiles, work);
            }

            foreach (double sum in sums[..tiles]) total += sum;
        }

        return total;
    }

    // The row's greatest number m, and Σ e^(y_i − m) without its own 1: so that ln(1 + others) keeps its digits where others is tiny.
    private static (double M, double Others) Peak<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int peak = 0;
        for (int i = 1; i < row.Length; i++) peak = row[i] > row[peak] ? i : peak;
        double m = double.CreateTruncating(row[peak]);
        double others = m - m; // 0, or NaN where m is no number
        for (int i = 0; i < row.Length; i++) others += i == peak ? 0 : Scalar.Exp(double.CreateTruncating(row[i]) - m);
        return (m, others);
    }

    private static int RowsOf(int length, int other, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (length != other || length % columns != 0)
        {
            throw new ArgumentException(
                $"The lengths {length} and {other} should be equal and a whole number of rows of {columns} columns.", nameof(length));
        }

        return length / columns;
    }

    private readonly ref struct Work<T>(
        ReadOnlySpan<T> y, ReadOnlySpan<T> target, ReadOnlySpan<int> labels, Span<T> dy, int columns, double f, int first, int rows,
        Span<double> sums) : ITileTask
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> y = y;
        private readonly ReadOnlySpan<T> target = target;
        private readonly ReadOnlySpan<int> labels = labels;
        private readonly Span<T> dy = dy;
        private readonly Span<double> sums = sums;

        public void Run(int tile)
        {
            int start = first + tile * Tile;
            double sum = 0;
            for (int n = start; n < Math.Min(start + Tile, rows); n++) sum += Row(n);
            sums[tile] = sum;
        }

        private double Row(int n)
        {
            ReadOnlySpan<T> row = y.Slice(n * columns, columns);
            (double m, double others) = Peak(row);
            double log = Scalar.Log1p(others);
            double loss = 0;
            double weight = 0;
            for (int i = 0; i < columns; i++)
            {
                double t = Target(n, i);
                loss += t * (m - double.CreateTruncating(row[i]) + log);
                weight += t;
            }

            for (int i = 0; i < columns && !dy.IsEmpty; i++)
            {
                double p = Scalar.Exp(double.CreateTruncating(row[i]) - m) / (1 + others);
                dy[n * columns + i] = T.CreateTruncating(f * (p * weight - Target(n, i)));
            }

            return loss;
        }

        private double Target(int n, int i) =>
            labels.IsEmpty ? double.CreateTruncating(target[n * columns + i]) : i == labels[n] ? 1 : 0;
    }
}
