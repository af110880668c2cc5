using System.Text;
using TinyAE.Reports;

namespace TinyAE.Cli;

/// <summary>A table as plain text: columns two spaces apart, a line of dashes under the headings.</summary>
internal static class PlainTable
{
    /// <summary>The table's lines, each ended by a line feed, none with trailing spaces.</summary>
    public static string Draw(TextTable table)
    {
        int[] widths = [.. table.Headings
            .Select((heading, c) => Math.Max(heading.Length, table.Rows.Select(row => row[c].Length).DefaultIfEmpty().Max()))];
        StringBuilder text = new();
        Line(text, table, widths, table.Headings);
        Line(text, table, widths, [.. widths.Select(width => new string('-', width))]);
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            Line(text, table, widths, row);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, TextTable table, int[] widths, IReadOnlyList<string> cells)
    {
        string line = string.Join("  ", cells.Select((cell, c) => table.IsNumeric[c] ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c])));
        text.Append(line.TrimEnd()).Append('\n');
    }
}
