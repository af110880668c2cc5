using System.Runtime.InteropServices;

namespace TinyAE.Training;

/// <summary>How a training went: a table with named columns and one row for each recorded step.</summary>
/// <remarks>
/// The first columns are "step" and "epoch", both counted from 1. Then for each phase its terms, its "loss" (their sum) and its
/// "learning rate", each name preceded by the phase's and a colon where there are several phases. Last the caller's measures, and
/// "seconds".
/// A loss or term is the mean over the samples of the epoch so far, as Keras prints it: at the last step of an epoch it is the
/// epoch's mean, and with full batches it is the step's own value. Each batch's value is the one before its step moved; a measure
/// is taken after the step.
/// About a thousand rows at most, however long the training. Always the first and the last step; the last step of each epoch, and of
/// more than 1,000 epochs that of every k-th, k being 2, 5, 10, 20, ...; between them as many steps, evenly, as the thousand allows.
/// With full batches an epoch is a step: 10,000 steps have the rows 1, 10, 20, ..., 10,000. An interruption leaves no row.
/// With a measure of whole epochs (<see cref="Measure{T}.IsOfEpochs"/>) steps within an epoch have none, the last of all excepted.
/// </remarks>
public sealed class History
{
    private readonly List<double> _values = [];

    /// <summary>An empty table.</summary>
    /// <param name="columns">The columns' names, all different; at least one.</param>
    /// <exception cref="ArgumentException">No column, or one name twice.</exception>
    public History(IReadOnlyList<string> columns)
    {
        if (columns.Count == 0 || columns.Distinct().Count() != columns.Count)
        {
            string found = string.Join(", ", columns);
            throw new ArgumentException($"A history has one column or more, all of different names; found [{found}].", nameof(columns));
        }

        Columns = columns;
    }

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int Count => _values.Count / Columns.Count;

    /// <summary>All values, row after row: what a checkpoint saves.</summary>
    public ReadOnlySpan<double> Values => CollectionsMarshal.AsSpan(_values);

    /// <summary>One row; valid until the next one is added.</summary>
    /// <param name="row">0 to Count - 1.</param>
    public ReadOnlySpan<double> this[int row] => Values.Slice(row * Columns.Count, Columns.Count);

    /// <summary>The values of one column, one for each row.</summary>
    /// <exception cref="ArgumentException">No such column; the message lists the names.</exception>
    public double[] Column(string name)
    {
        int column = Columns.ToList().IndexOf(name);
        if (column < 0)
        {
            throw new ArgumentException($"Unknown column '{name}'; allowed: {string.Join(", ", Columns)}.", nameof(name));
        }

        double[] values = new double[Count];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = this[row][column];
        }

        return values;
    }

    /// <summary>Adds rows.</summary>
    /// <param name="values">A multiple of Columns.Count values, row after row.</param>
    internal void Add(ReadOnlySpan<double> values) => _values.AddRange(values);

    /// <summary>Replaces all rows.</summary>
    internal void Replace(ReadOnlySpan<double> values)
    {
        _values.Clear();
        _values.AddRange(values);
    }

    /// <summary>Makes room for rows to come, so that adding them allocates nothing.</summary>
    internal void Reserve(int rows) => _values.EnsureCapacity(checked(_values.Count + rows * Columns.Count));
}
