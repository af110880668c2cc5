using System.Text;
using TinyAE.Numerics;

namespace TinyAE.Reports;

/// <summary>A page of Markdown (CommonMark with tables), written part by part: <c>report.md</c>.</summary>
/// <remarks>Text is Markdown; what comes from data (characters, file names) goes through <see cref="Escape"/> or <see
/// cref="Literal"/>.</remarks>
public sealed class MarkdownDocument
{
    private const string Read = "\\`*_{}[]<>#|&!~$"; // what Markdown may read as more than itself

    private readonly StringBuilder _text = new();

    /// <summary>A heading.</summary>
    /// <param name="text">One line.</param>
    /// <param name="level">1 for the page's title, to 6.</param>
    public MarkdownDocument Heading(string text, int level = 2)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(level - 1), 5u, nameof(level));
        return Block($"{new string('#', level)} {text}");
    }

    /// <summary>A paragraph.</summary>
    public MarkdownDocument Paragraph(string text) => Block(text);

    /// <summary>A list of points.</summary>
    public MarkdownDocument Bullets(params IEnumerable<string> points) => Block(string.Join('\n', points.Select(point => $"- {point}")));

    /// <summary>A picture with what there is to see below it.</summary>
    /// <param name="file">The picture's path, relative to the page.</param>
    /// <param name="title">What it is, in a few words: shown where the picture cannot be.</param>
    /// <param name="caption">What there is to see.</param>
    public MarkdownDocument Picture(string file, string title, string caption) =>
        Block($"![{title}]({Link(file)})").Block($"*{title}.* {caption}");

    /// <summary>Text shown as it is, for instance commands.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="language">For a renderer that colours it: "sh"; may be empty.</param>
    public MarkdownDocument Code(string text, string language = "")
    {
        string fence = new('`', Math.Max(3, LongestRun(text) + 1));
        return Block($"{fence}{language}\n{text}\n{fence}");
    }

    /// <summary>A table. A | inside a cell is escaped here; the rest of a cell is Markdown.</summary>
    public MarkdownDocument Table(TextTable table)
    {
        StringBuilder text = new();
        Row(text, table.Headings);
        Row(text, table.IsNumeric.Select(numeric => numeric ? "---:" : "---"));
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            Row(text, row);
        }

        return Block(text.ToString().TrimEnd('\n'));
    }

    /// <summary>The page.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Writes the page as UTF-8; whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToString())));

    /// <summary>The Markdown that shows this text and nothing else.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new();
        foreach (char c in text)
        {
            escaped.Append(Read.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}");
        }

        return escaped.ToString();
    }

    /// <summary>The text as a code span, whatever it holds; one character stays as wide as another there.</summary>
    public static string Literal(string text)
    {
        string ticks = new('`', LongestRun(text) + 1);
        string padding = text.StartsWith('`') || text.EndsWith('`') ? " " : "";
        return $"{ticks}{padding}{text}{padding}{ticks}";
    }

    private static string Link(string file) => string.Join('/', file.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    private static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("\\|", "|").Replace("|", "\\|").Replace('\n', ' ')))
        .Append(" |\n");

    private static int LongestRun(string text)
    {
        int longest = 0;
        for (int i = 0, run = 0; i < text.Length; i++)
        {
            run = text[i] == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private MarkdownDocument Block(string text)
    {
        if (_text.Length > 0)
        {
            _text.Append('\n');
        }

        _text.Append(text).Append('\n');
        return this;
    }
}
