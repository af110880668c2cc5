using System.Globalization;
using System.Text;

namespace TinyAE.Datasets;

/// <summary>One way through a table of numbers, of which one column may hold labels. <see cref="CsvImages"/> has the rules.</summary>
internal sealed class CsvTable
{
    private const int MostLabel = 200;
    private static readonly string[] LabelNames = ["label", "class", "target", "y"];

    private readonly TextLines _lines;
    private readonly byte _separator;
    private readonly int _labelColumn = -1;
    private byte[]? _first; // the first line, if it is a row

    /// <summary>Reads the first line.</summary>
    /// <exception cref="InvalidDataException">There is none, or its columns make no square image.</exception>
    public CsvTable(DataInput input)
    {
        _lines = new TextLines(input);
        if (!NextLine(out ReadOnlySpan<byte> line))
        {
            throw input.Error("it has no lines; expected a line an image");
        }

        _separator = line.Contains((byte)',') ? (byte)',' : line.Contains((byte)';') ? (byte)';' : (byte)'\t';
        int columns = line.Count(_separator) + 1;
        bool fits = Side(columns) > 0;
        List<int> words = [];
        int column = 0;
        foreach (Range field in line.Split(_separator))
        {
            ReadOnlySpan<byte> text = Trimmed(line[field]);
            if (!TryNumber(text, out _))
            {
                words.Add(column);
            }

            if (text.Length <= MostLabel && LabelNames.Contains(Encoding.UTF8.GetString(text), StringComparer.OrdinalIgnoreCase))
            {
                _labelColumn = column;
            }

            column++;
        }

        // One word alone, where the label would stand, is a label and no header.
        bool isRow = words.Count == 0 || (!fits && columns > 2 && words is [0] && _labelColumn < 0);
        if (isRow)
        {
            _first = line.ToArray();
            _labelColumn = !fits ? 0 : -1;
        }

        Pixels = columns - (_labelColumn < 0 ? 0 : 1);
        if (Side(Pixels) == 0)
        {
            throw _lines.Error($"it has {columns} columns{(_labelColumn < 0 ? "" : $", {Pixels} besides the label")}; expected are the "
                + $"pixels of a square image of 1 x 1 to {DataOptions.MostSide} x {DataOptions.MostSide}, such as 784");
        }
    }

    /// <summary>Pixels of an image, a square number.</summary>
    public int Pixels { get; }

    /// <summary>Whether there is a column of labels.</summary>
    public bool HasLabels => _labelColumn >= 0;

    /// <summary>The root of a square number; 0 for any other, or one of too large an image.</summary>
    public static int Side(int pixels)
    {
        int side = (int)Math.Sqrt(pixels);
        return side * side == pixels && side <= DataOptions.MostSide ? side : 0;
    }

    /// <summary>An error at the line that was read last.</summary>
    public InvalidDataException Error(string what) => _lines.Error(what);

    /// <summary>Reads the next row.</summary>
    /// <param name="values">Overwritten with the row's numbers, Pixels of them.</param>
    /// <param name="label">The text of its label.</param>
    /// <returns>False after the last one.</returns>
    /// <exception cref="InvalidDataException">A row of another length, or a field that is no number of 0 to 255.</exception>
    public bool Next(Span<double> values, out string label)
    {
        label = "";
        ReadOnlySpan<byte> line = _first;
        if (_first is null && !NextLine(out line))
        {
            return false;
        }

        _first = null;
        (int column, int written) = (0, 0);
        int columns = Pixels + (HasLabels ? 1 : 0);
        foreach (Range range in line.Split(_separator))
        {
            ReadOnlySpan<byte> field = Trimmed(line[range]);
            if (column == _labelColumn)
            {
                label = field.Length is > 0 and <= MostLabel ? Encoding.UTF8.GetString(field)
                    : throw Error($"its label has {field.Length} bytes; allowed are 1 to {MostLabel}");
            }
            else if (written < values.Length)
            {
                values[written++] = TryNumber(field, out double value) && value is >= 0 and <= byte.MaxValue ? value
                    : throw Error($"column {column + 1} is '{Shown(field)}'; allowed are numbers of 0 to 255");
            }

            column++;
        }

        return column == columns ? true : throw Error($"it has {column} columns, the first line {columns}");
    }

    private bool NextLine(out ReadOnlySpan<byte> line)
    {
        while (_lines.Next(out line))
        {
            if (!line.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> field)
    {
        field = field.Trim((byte)' ');
        return field.Length >= 2 && field[0] == '"' && field[^1] == '"' ? field[1..^1] : field;
    }

    // Whole numbers of few digits, which nearly all are, take a short way.
    private static bool TryNumber(ReadOnlySpan<byte> field, out double value)
    {
        value = 0;
        if (field.Length is 0 or > 9 || field.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        }

        foreach (byte digit in field)
        {
            value = (10 * value) + (digit - '0');
        }

        return true;
    }

    private static string Shown(ReadOnlySpan<byte> field) =>
        Encoding.ASCII.GetString(field[..Math.Min(field.Length, 30)]) + (field.Length > 30 ? "..." : "");
}
