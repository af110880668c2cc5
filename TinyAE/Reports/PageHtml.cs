using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Reports;

/// <summary>Draws a page as one self-contained HTML file: mathematics as MathML, no script, nothing fetched. It is well-formed XML
/// too.</summary>
public static class PageHtml
{
    // One column on a phone; code and formula side by side where there is room. Code and formulas wrap, and what cannot be broken scrolls.
    // No > or &: they would have to be escaped, which a style element does not read.
    private const string Style = """
        :root { color-scheme: light dark; --line: #8884; --dim: #777; --back: #8881; }
        body { font: 17px/1.55 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem 1rem 4rem; }
        h1 { font-size: clamp(1.4rem, 6vw, 1.8rem); line-height: 1.2; margin: .6rem 0; overflow-wrap: anywhere; }
        h2 { font-size: 1.25rem; margin: 2.2rem 0 .5rem; }
        h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; color: var(--dim); overflow-wrap: anywhere; }
        p { overflow-wrap: anywhere; }
        a { color: inherit; }
        nav { font-size: .9rem; color: var(--dim); }
        math { font-family: "STIX Two Math", "Latin Modern Math", "Cambria Math", "Noto Sans Math", math; font-size: 1.08em; }
        mtd { padding: .1em .5em; }
        .matrix { border: solid; border-width: 0 1.5px; border-radius: .3em; }
        .scroll { overflow-x: auto; overflow-y: hidden; }
        .formula { padding: .25rem 0 .25rem .8rem; border-left: 3px solid var(--line); }
        .formula p { margin: .3rem 0; }
        .formula p.more { margin-left: 1.2rem; }
        .code { font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
        .code div { white-space: pre-wrap; overflow-wrap: anywhere; padding-left: 5ch; text-indent: -5ch; }
        .code i { color: var(--dim); font-style: normal; }
        .row { display: grid; grid-template-columns: minmax(0, 1fr); border-top: 1px solid var(--line); padding: .4rem 0; gap: .2rem 1rem; }
        .row p { margin: 0; padding-left: 1.5rem; }
        .listing { background: var(--back); padding: .6rem; }
        .step { margin: 1.2rem 0 .2rem; }
        .step.aside { margin: .2rem 0; }
        .step p { margin: .2rem 0; }
        .arrays { display: flex; flex-wrap: wrap; gap: .8rem 2rem; align-items: center; padding: .3rem 0; }
        table { border-collapse: collapse; }
        th, td { text-align: left; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: bottom; }
        .number { text-align: right; }
        @media (min-width: 50rem) {
          .row { grid-template-columns: minmax(0, 11fr) minmax(0, 9fr); align-items: center; }
          .row.plain { grid-template-columns: minmax(0, 1fr); }
          .row p { padding-left: 0; }
        }
        """;

    /// <summary>The page's text.</summary>
    /// <param name="page">The page.</param>
    /// <param name="links">Links above the title, to other pages of a book; none for a page by itself.</param>
    public static string Of(Page page, IReadOnlyList<(string File, string Name)>? links = null)
    {
        XElement html = new(
            "html", new XAttribute("lang", page.Language),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("title", page.Title),
                new XElement("style", Style)),
            new XElement(
                "body",
                links is { Count: > 0 } ? new XElement("nav", Separated(links)) : null,
                new XElement("h1", page.Title),
                page.Blocks.SelectMany(Block)));
        return $"<!DOCTYPE html>\n{html.ToString(SaveOptions.DisableFormatting)}\n";
    }

    /// <summary>Writes the page as UTF-8; whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(Page page, string path, IReadOnlyList<(string File, string Name)>? links = null) =>
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(Of(page, links))));

    private static IEnumerable<XElement> Block(PageBlock block) => block switch
    {
        PageHeading heading => [new XElement($"h{heading.Level}", heading.Text)],
        PageParagraph paragraph => [new XElement("p", Sentence(paragraph.Text))],
        PageFormula formula => [Formula(formula.Columns)],
        PageCode code => Rows(code.Statements),
        PageListing listing => [new XElement("div", Class("listing"), Code(listing.Lines, indent: 4))],
        PageArrays arrays => [new XElement("div", Class("scroll arrays"), arrays.Arrays.Select(Matrix))],
        PageStep step => [Step(step.Step)],
        PageTable table => [new XElement("div", Class("scroll"), Table(table.Table))],
        PageLinks links => [new XElement("ul", links.Links.Select(Item))],
        _ => throw new NotSupportedException($"A {block.GetType().Name} cannot be drawn."),
    };

    private static XElement Formula(IEnumerable<string> columns) => new(
        "div", Class("scroll formula"),
        columns.Select((column, i) => new XElement("p", i > 0 ? Class("more") : null, MathML.Of(column))));

    /// <summary>A row for each statement with a formula; those without stand together.</summary>
    private static IEnumerable<XElement> Rows(IReadOnlyList<SourceStatement> statements)
    {
        List<(int, string)> plain = [];
        foreach (SourceStatement statement in statements)
        {
            IEnumerable<(int, string)> lines = Numbered(statement.FirstLine, statement.Code);
            if (statement.Formula is null)
            {
                plain.AddRange(lines);
                continue;
            }

            if (plain.Count > 0)
            {
                yield return new XElement("div", Class("row plain"), Code(plain, indent: 8));
                plain.Clear();
            }

            yield return new XElement(
                "div", Class("row"), Code(lines, indent: 8), new XElement("p", Class("scroll"), MathML.Of(statement.Formula)));
        }

        if (plain.Count > 0)
        {
            yield return new XElement("div", Class("row plain"), Code(plain, indent: 8));
        }
    }

    private static IEnumerable<(int Number, string Text)> Numbered(int first, IReadOnlyList<string> lines) =>
        lines.Select((line, i) => (first + i, line));

    /// <summary>Lines of code; one that is too long for the page goes on under its text, not under its number.</summary>
    private static XElement Code(IEnumerable<(int Number, string Text)> lines, int indent) => new(
        "div", Class("code"), lines.Select(line => new XElement(
            "div", new XElement("i", $"{line.Number,3}"), "  ",
            line.Text[Math.Min(indent, line.Text.TakeWhile(c => c == ' ').Count())..])));

    private static XElement Step(ExampleStep step) => new(
        "div", Class(step.Formula is null ? "step aside" : "step"),
        step.Formula is { } formula ? Formula([formula]) : null,
        new XElement("div", Class("scroll"), step.Lines.Select(line => new XElement("p", MathML.Of(line.ToString())))),
        step.Result.Dimensions.Count > 0 ? new XElement("div", Class("scroll arrays"), Matrix(step.Result)) : null);

    private static XElement Matrix(ExampleArray array)
    {
        string[] cells = [.. array.Values.Select(Written.Number)];
        return MathML.Matrix(array.Name, [.. cells.Chunk(array.Dimensions.Count == 0 ? 1 : array.Dimensions[^1])]);
    }

    private static XElement Table(TextTable table)
    {
        XElement Cell(string name, string text, int column) => new(name, table.IsNumeric[column] ? Class("number") : null, text);
        return new XElement(
            "table",
            new XElement("tr", table.Headings.Select((heading, c) => Cell("th", heading, c))),
            table.Rows.Select(row => new XElement("tr", row.Select((cell, c) => Cell("td", cell, c)))));
    }

    private static XElement Item((string File, string Name, string Description) link) =>
        new("li", new XElement("a", new XAttribute("href", link.File), link.Name), ": ", Sentence(link.Description));

    /// <summary>A sentence; words with an index (x_nuvc) are drawn as mathematics, and so is all of a sentence with a sum.</summary>
    private static IEnumerable<object> Sentence(string text) => text.Contains('Σ') ? MathML.Of(text)
        : Regex.Split(text, @"(?<=^|[\s(])(\p{L}+_[\p{L}\d]+)(?=[\s,.;:)]|$)")
            .Select((part, i) => i % 2 == 0 ? (object)part : MathML.Math(MathNotation.Parse(part)));

    private static IEnumerable<object> Separated(IReadOnlyList<(string File, string Name)> links) => links
        .SelectMany((link, i) => (object[])[i > 0 ? " · " : "", new XElement("a", new XAttribute("href", link.File), link.Name)]);

    private static XAttribute Class(string name) => new("class", name);
}
