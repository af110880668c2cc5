namespace TinyAE.Reports;

/// <summary>Rows of text under headings: what a report, a terminal and a plain listing each draw in their own way.</summary>
/// <remarks><c>new TextTable("loss", "value&gt;")</c>: a heading that ends in &gt; is a column of numbers, aligned to the right.</remarks>
public sealed class TextTable
{
    private readonly List<string[]> _rows = [];

    /// <summary>A table with no row yet.</summary>
    /// <param name="headings">One a column; a last character &gt; is taken off and aligns the column to the right.</param>
    /// <exception cref="ArgumentException">There is no column.</exception>
    public TextTable(params IReadOnlyList<string> headings)
    {
        if (headings.Count == 0)
        {
            throw new ArgumentException("A table has at least one column; found none.", nameof(headings));
        }

        IsNumeric = [.. headings.Select(heading => heading.EndsWith('>'))];
        Headings = [.. headings.Select((heading, c) => IsNumeric[c] ? heading[..^1] : heading)];
    }

    /// <summary>The headings, one a column.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>Whether each column is aligned to the right.</summary>
    public IReadOnlyList<bool> IsNumeric { get; }

    /// <summary>The rows, each as long as the headings.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    /// <summary>Adds a row and returns the table.</summary>
    /// <exception cref="ArgumentException">The number of cells is not that of the columns.</exception>
    public TextTable Add(params IEnumerable<string> cells)
    {
        string[] row = [.. cells];
        if (row.Length != Headings.Count)
        {
            throw new ArgumentException($"A row of this table has {Headings.Count} cells; found {row.Length}.", nameof(cells));
        }

        _rows.Add(row);
        return this;
    }
}
