using System.Text;
using TinyAE.Numerics;

namespace TinyAE.Reports;

/// <summary>Writes tables as CSV (RFC 4180, lines ended by a line feed): <c>metrics.csv</c>.</summary>
public static class CsvFile
{
    /// <summary>Writes a heading and rows of numbers; whole or not at all.</summary>
    /// <param name="path">The target.</param>
    /// <param name="headings">One a column.</param>
    /// <param name="rows">Each as long as the headings. A number is written with as many digits as reading it back exactly takes;
    /// what is not a number leaves its cell empty.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">A row is longer or shorter than the headings.</exception>
    public static void Save(string path, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<double>> rows) =>
        Save(path, headings, rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Text)]));

    /// <summary>A number as a cell has it.</summary>
    public static string Text(double number) => double.IsNaN(number) ? "" : number.ToString("R");

    /// <summary>Writes a heading and rows of texts; whole or not at all.</summary>
    /// <param name="path">The target.</param>
    /// <param name="headings">One a column.</param>
    /// <param name="rows">Each as long as the headings.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">A row is longer or shorter than the headings.</exception>
    public static void Save(string path, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        StringBuilder text = new();
        text.AppendJoin(',', headings.Select(Quote)).Append('\n');
        foreach (IReadOnlyList<string> row in rows)
        {
            if (row.Count != headings.Count)
            {
                throw new ArgumentException(
                    $"A row of {Path.GetFileName(path)} has {headings.Count} cells; found {row.Count}.", nameof(rows));
            }

            text.AppendJoin(',', row.Select(Quote)).Append('\n');
        }

        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"")}\"";
}
