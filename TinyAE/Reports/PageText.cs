using System.Text;
using TinyAE.Study;

namespace TinyAE.Reports;

/// <summary>Draws a page as plain lines of Unicode text, for a terminal or a file.</summary>
public static class PageText
{
    /// <summary>The page, each line ended by a line feed.</summary>
    /// <param name="page">The page.</param>
    /// <param name="width">Columns for sentences, at least 20; formulas, code and tables are never broken.</param>
    public static string Of(Page page, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 20);
        StringBuilder text = new();
        text.Append(page.Title).Append('\n').Append('=', page.Title.Length).Append('\n');
        for (int i = 0; i < page.Blocks.Count; i++)
        {
            bool goesOn = page.Blocks[i] is PageStep { Step.Formula: null } && page.Blocks[i - 1] is PageStep;
            text.Append(goesOn ? "" : "\n");
            IEnumerable<string> lines = Lines(page.Blocks[i], width);
            if (page.Blocks[i] is PageFormula)
            {
                // Lines of formulas stand together, as in the file.
                PageFormula[] formulas = [.. page.Blocks.Skip(i).TakeWhile(block => block is PageFormula).Cast<PageFormula>()];
                lines = Formulas(formulas).Select(line => $"  {line}");
                i += formulas.Length - 1;
            }

            foreach (string line in lines)
            {
                text.Append(line.TrimEnd()).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The lines of one block.</summary>
    internal static IEnumerable<string> Lines(PageBlock block, int width) => block switch
    {
        PageHeading heading => [heading.Text, new string(heading.Level == 2 ? '-' : '.', heading.Text.Length)],
        PageParagraph paragraph => Wrap(paragraph.Text, width),
        PageFormula formula => Formulas([formula]),
        PageCode code => code.Statements.SelectMany(Statement),
        PageListing listing => listing.Lines.Select(line => $"{line.Number,4}  {line.Text}"),
        PageArrays arrays => arrays.Arrays.SelectMany(Array),
        PageStep step => Step(step.Step),
        PageTable table => Table(table.Table),
        PageLinks links => links.Links.Select(link => $"  {link.Name}: {link.Description}"),
        _ => throw new NotSupportedException($"A {block.GetType().Name} cannot be drawn."),
    };

    /// <summary>Lines of formulas; the matrix forms stand below each other.</summary>
    internal static IEnumerable<string> Formulas(IReadOnlyList<PageFormula> formulas)
    {
        int first = formulas.Where(formula => formula.Columns.Count > 1)
            .Select(formula => Columns(formula.Columns[0])).DefaultIfEmpty().Max();
        return formulas.Select(formula => formula.Columns.Count == 1 ? formula.Columns[0]
            : formula.Columns[0] + new string(' ', first + 4 - Columns(formula.Columns[0])) + string.Join("    ", formula.Columns.Skip(1)));
    }

    /// <summary>A statement with the numbers of its lines, and its formula behind an arrow below it.</summary>
    internal static IEnumerable<string> Statement(SourceStatement statement)
    {
        for (int i = 0; i < statement.Code.Count; i++)
        {
            yield return $"{statement.FirstLine + i,4}  {statement.Code[i]}";
        }

        if (statement.Formula is { } formula)
        {
            string indent = new(' ', statement.Code[^1].TakeWhile(char.IsWhiteSpace).Count());
            yield return $"      {indent}→ {formula}";
        }
    }

    /// <summary>"x = [ 1  2 ]", a row a line.</summary>
    internal static IEnumerable<string> Array(ExampleArray array)
    {
        if (array.Dimensions.Count == 0)
        {
            return [$"  {array.Name} = {Written.Number(array.Values[0])}"];
        }

        int columns = array.Dimensions[^1];
        string[] cells = [.. array.Values.Select(Written.Number)];
        int[] widths = [.. Enumerable.Range(0, columns).Select(c => cells.Where((_, i) => i % columns == c).Max(cell => cell.Length))];
        return cells.Chunk(columns).Select((row, r) =>
            $"  {(r == 0 ? $"{array.Name} = " : new string(' ', Columns(array.Name) + 3))}[ "
            + string.Join("  ", row.Select((cell, c) => cell.PadLeft(widths[c]))) + " ]");
    }

    private static IEnumerable<string> Step(ExampleStep step) =>
    [
        .. step.Formula is { } formula ? [$"  {formula}"] : Enumerable.Empty<string>(),
        .. step.Lines.Select(line => $"    {line}"),
        .. step.Result.Dimensions.Count > 0 ? Array(step.Result) : [],
    ];

    private static IEnumerable<string> Table(TextTable table)
    {
        int[] widths = [.. table.Headings
            .Select((heading, c) => Math.Max(heading.Length, table.Rows.Select(row => row[c].Length).DefaultIfEmpty().Max()))];
        return table.Rows.Prepend([.. widths.Select(width => new string('-', width))]).Prepend(table.Headings)
            .Select(row => string.Join(
                "  ", row.Select((cell, c) => table.IsNumeric[c] ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c]))));
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        StringBuilder line = new();
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && Columns(line.ToString()) + 1 + Columns(word) > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }

    /// <summary>Columns of a text: a combining mark takes none.</summary>
    private static int Columns(string text) => System.Globalization.StringInfo.ParseCombiningCharacters(text).Length;
}
