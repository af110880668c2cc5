using System.Xml.Linq;

namespace TinyAE.Reports;

/// <summary>Formulas as MathML Core, which browsers draw without a script.</summary>
internal static class MathML
{
    // Characters: what is wider takes most of a phone's line.
    private const int Wide = 20;

    private static readonly string[] Relations = ["=", "+=", "<", ">", "≤", "≥", "≈"];
    private static readonly string[] Sums = ["+", "−"];

    /// <summary>A formula as inline content of a page: words as text, mathematics as math elements.</summary>
    /// <remarks>Between two math elements a line may be broken: each relation and each summand begins one, and so do a wide factor
    /// and what follows it. On a phone a long formula goes on in the next line.</remarks>
    public static IEnumerable<object> Of(string formula)
    {
        List<MathNode> piece = [];
        foreach (MathNode node in MathNotation.Parse(formula).SelectMany(Flat))
        {
            MathSymbol? words = node as MathSymbol is { Kind: MathSymbolKind.Words } text ? text : null;
            if (piece.Count > 0 && (words is not null || Breaks(node, piece)))
            {
                yield return Math(piece);
                // A comma is not parted from what it ends.
                yield return words is null ? "\u200b" : words.Spaced ? "" : "\u2060";
                piece.Clear();
            }
            else if (words is null && piece.Count == 0 && node.Spaced)
            {
                yield return " ";
            }

            if (words is null)
            {
                piece.Add(node);
            }
            else
            {
                yield return $"{(words.Spaced ? " " : "")}{words.Text}";
            }
        }

        if (piece.Count > 0)
        {
            yield return Math(piece);
        }
    }

    /// <summary>Parentheses around words, or around much, are opened, so that a line can be broken inside.</summary>
    private static IEnumerable<MathNode> Flat(MathNode node)
    {
        if (node is not MathFence { Open: "(" } fence)
        {
            return [node];
        }

        bool hasWords = fence.Inside.Parts.Any(part => part is MathSymbol { Kind: MathSymbolKind.Words });
        MathSymbolKind kind = hasWords ? MathSymbolKind.Words : MathSymbolKind.Operator;
        return hasWords || Width(fence) > Wide
            ?
            [
                new MathSymbol(kind, fence.Open) { Spaced = node.Spaced },
                .. fence.Inside.Parts.SelectMany(Flat),
                new MathSymbol(kind, fence.Close),
            ]
            : [node];
    }

    private static bool IsWide(MathNode node) => node is MathRow && Width(node) > Wide;

    /// <summary>About how many characters wide.</summary>
    private static int Width(MathNode node) => Draw(node).Value.Length;

    /// <summary>Part of a formula without its words, as one math element.</summary>
    public static XElement Math(IEnumerable<MathNode> parts) => new("math", new XAttribute("displaystyle", "true"), Row(parts));

    /// <summary>A name, =, and a matrix or a number.</summary>
    public static XElement Matrix(string name, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        XElement left = new("mrow", Row(MathNotation.Parse(name)));
        if (rows.Count == 1 && rows[0].Count == 1)
        {
            return new XElement("math", left, new XElement("mo", "="), new XElement("mn", rows[0][0]));
        }

        // The brackets are the table's border: not every device has a font whose brackets grow.
        XElement table = new(
            "mtable", new XAttribute("class", "matrix"),
            rows.Select(row => new XElement("mtr", row.Select(cell => new XElement("mtd", new XElement("mn", cell))))));
        return new XElement("math", left, new XElement("mo", "="), table);
    }

    private static bool Breaks(MathNode node, List<MathNode> before) => node is MathSymbol { Kind: MathSymbolKind.Operator } symbol
        && (Relations.Contains(symbol.Text)
            || (Sums.Contains(symbol.Text) && symbol.Spaced && before[^1] is not MathSymbol { Kind: MathSymbolKind.Operator }))
        || (node.Spaced && IsFactor(node) && IsFactor(before[^1]) && (IsWide(node) || IsWide(before[^1])));

    private static IEnumerable<XElement> Row(IEnumerable<MathNode> parts)
    {
        MathNode? before = null;
        foreach (MathNode part in parts)
        {
            // Two factors that only a blank holds apart.
            if (part.Spaced && before is not null && IsFactor(before) && IsFactor(part))
            {
                yield return new XElement("mspace", new XAttribute("width", "0.2em"));
            }

            yield return Draw(part, isFirst: before is null);
            before = part;
        }
    }

    private static bool IsFactor(MathNode node) => node is not MathSymbol { Kind: MathSymbolKind.Operator };

    private static XElement Draw(MathNode node, bool isFirst = false) => node switch
    {
        MathSymbol symbol => Symbol(symbol, isFirst),
        MathRow row => Grouped(row),
        MathFence fence => new XElement("mrow", Fence(fence.Open, "prefix"), Row(fence.Inside.Parts), Fence(fence.Close, "postfix")),
        MathScripts { Base: MathSymbol { Text: "Σ" }, Sub: { } under, Super: null } =>
            new XElement("munder", new XElement("mo", new XAttribute("movablelimits", "false"), "∑"), Draw(under)),
        MathScripts { Super: MathSymbol { Text: "′" } prime } scripts => new XElement(
            "mrow", Draw(scripts with { Super = null }),
            new XElement("mo", new XAttribute("lspace", "0"), new XAttribute("rspace", "0"), prime.Text)),
        MathScripts { Sub: null, Super: null } scripts => Draw(scripts.Base),
        MathScripts { Sub: { } sub, Super: { } super } scripts => new XElement("msubsup", Draw(scripts.Base), Draw(sub), Draw(super)),
        MathScripts { Sub: { } sub } scripts => new XElement("msub", Draw(scripts.Base), Draw(sub)),
        MathScripts scripts => new XElement("msup", Draw(scripts.Base), Draw(scripts.Super!)),
        MathFraction fraction => new XElement("mfrac", Draw(fraction.Above), Draw(fraction.Below)),
        MathRoot root => new XElement("msqrt", Draw(root.Of)),
        MathAccent accent => new XElement(
            "mover", new XAttribute("accent", "true"), Draw(accent.Base),
            new XElement("mo", new XAttribute("stretchy", "false"), Mark(accent.Mark))),
        _ => throw new NotSupportedException($"A {node.GetType().Name} cannot be drawn."),
    };

    private static XElement Symbol(MathSymbol symbol, bool isFirst) => symbol.Kind switch
    {
        MathSymbolKind.Identifier when symbol.Text is ['d', char of] =>
            new XElement("mrow", new XElement("mi", "d"), new XElement("mi", of)),
        MathSymbolKind.Identifier => new XElement("mi", symbol.Text),
        MathSymbolKind.Number => new XElement("mn", symbol.Text),
        MathSymbolKind.Words => new XElement("mtext", $"\u00a0{symbol.Text}\u00a0"),
        _ when symbol.Text == "Σ" => new XElement("mo", "∑"),

        // A piece that begins with an operator goes on from the piece before it.
        _ when isFirst && (Relations.Contains(symbol.Text) || (Sums.Contains(symbol.Text) && symbol.Spaced)) =>
            new XElement("mo", new XAttribute("form", "infix"), symbol.Text),
        _ when symbol.Text is "(" or ")" => new XElement("mo", new XAttribute("stretchy", "false"), symbol.Text),
        _ => new XElement("mo", symbol.Text),
    };

    private static XElement Grouped(MathRow row) => row.WasGroup
        ? new XElement("mrow", new XAttribute("class", "group"), Row(row.Parts))
        : new XElement("mrow", Row(row.Parts));

    private static XElement Fence(string fence, string form) =>
        new("mo", new XAttribute("form", form), new XAttribute("stretchy", fence is "(" or ")" or "[" or "]" ? "true" : "false"), fence);

    private static string Mark(string combining) => combining switch
    {
        "\u0302" => "^",
        "\u0303" => "~",
        "\u0304" => "¯",
        _ => combining,
    };
}
