using System.Net;
using System.Text.RegularExpressions;

namespace TinyAE.Study;

/// <summary>What a line of the remarks is.</summary>
public enum RemarkKind
{
    /// <summary>"Shapes: x (N, in), ..."</summary>
    Shapes,

    /// <summary>One or more formulas: "y_nj = Σ_i x_ni W_ij + b_j".</summary>
    Formula,

    /// <summary>What is cached for Backward and why, or what an optimizer remembers: "Keeps ...", "State: ...".</summary>
    Keeps,

    /// <summary>"Source: ...": paper, section, equation.</summary>
    Source,

    /// <summary>Why, or what a name means.</summary>
    Prose,
}

/// <summary>A line of the remarks; one that runs over several lines of the file is one.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its words, without the word that marks its kind and without tags.</param>
public sealed record Remark(RemarkKind Kind, string Text)
{
    /// <summary>The formulas of the line: columns stand three blanks or more apart.</summary>
    public IReadOnlyList<string> Formulas { get; } = Kind == RemarkKind.Formula
        ? [.. Regex.Split(Text, @" {3,}(?! |\+?= )").Select(part => Regex.Replace(part, " {2,}", " ").Trim())]
        : [];
}

/// <summary>The doc comment of a type: its summary, and its remarks line by line, in the order in which they stand.</summary>
/// <param name="Summary">The summary in one line.</param>
/// <param name="All">The remarks.</param>
public sealed partial record SourceRemarks(string Summary, IReadOnlyList<Remark> All)
{
    /// <summary>The texts of one kind.</summary>
    public IEnumerable<string> Of(RemarkKind kind) => All.Where(remark => remark.Kind == kind).Select(remark => remark.Text);

    /// <summary>Takes apart the first doc comment of a file, that of the type.</summary>
    internal static SourceRemarks Of(IEnumerable<string> lines)
    {
        string[] comment =
        [
            .. lines.Select(line => line.Trim())
                .SkipWhile(line => !line.StartsWith("///", StringComparison.Ordinal))
                .TakeWhile(line => line.StartsWith("///", StringComparison.Ordinal)).Select(line => line[3..].Trim()),
        ];
        List<Remark> all = [];
        foreach (string line in Inside(comment, "remarks").Where(line => line.Length > 0))
        {
            if (all.Count > 0 && Continues(all[^1], line))
            {
                all[^1] = new Remark(all[^1].Kind, $"{all[^1].Text} {line}");
            }
            else
            {
                all.Add(Classify(line));
            }
        }

        return new SourceRemarks(
            string.Join(' ', Inside(comment, "summary").Select(line => line.Trim())).Trim(),
            [.. all.Select(remark => new Remark(remark.Kind, remark.Text.Trim()))]);
    }

    private static string[] Inside(string[] comment, string tag)
    {
        string text = string.Join('\n', comment);
        int start = text.IndexOf($"<{tag}>", StringComparison.Ordinal), end = text.IndexOf($"</{tag}>", StringComparison.Ordinal);
        return start < 0 || end < 0 ? [] : Plain(text[(start + tag.Length + 2)..end]).Split('\n');
    }

    /// <summary>The text without tags: a reference becomes the name that it refers to.</summary>
    private static string Plain(string text)
    {
        text = Reference().Replace(text, match => match.Groups[1].Value.Split('{', '(')[0].Split(':')[^1]);
        return WebUtility.HtmlDecode(Tag().Replace(text, ""));
    }

    private static Remark Classify(string line) => line switch
    {
        _ when line.StartsWith("Shapes: ", StringComparison.Ordinal) => new(RemarkKind.Shapes, line[8..]),
        _ when line.StartsWith("Source: ", StringComparison.Ordinal) => new(RemarkKind.Source, line[8..]),
        _ when Marked().IsMatch(line) => new(RemarkKind.Keeps, line),
        _ when Equation().IsMatch(line) => new(RemarkKind.Formula, line),
        _ => new(RemarkKind.Prose, line),
    };

    /// <summary>True if a line goes on with the sentence of the one before it; behind two columns of formulas none does.</summary>
    private static bool Continues(Remark before, string line)
    {
        if (Classify(line).Kind != RemarkKind.Prose)
        {
            return false;
        }

        return before.Kind == RemarkKind.Formula
            ? (before.Formulas.Count == 1 && Lower().IsMatch(line)) || Unfinished().IsMatch(before.Text)
            : !before.Text.EndsWith('.') && !before.Text.EndsWith(':');
    }

    [GeneratedRegex(@"<see\s+cref=""([^""]+)""\s*/>")]
    private static partial Regex Reference();

    [GeneratedRegex(@"</?\w[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^(Keeps|State:|State and) ")]
    private static partial Regex Marked();

    // A quantity ("y_nj", "∂L/∂W_ij", "L(θ')"), then a relation; or the last case of a definition by cases.
    [GeneratedRegex(@"^(?:(?!\p{Lu}\p{Ll}{2,})(?:ln )?[^\s=(]+(?:\([^)]*\))?'?\s+(?:\+?=|<|≤)\s|else\b.*\s=\s)")]
    private static partial Regex Equation();

    [GeneratedRegex(@"^[\p{Ll}\d]")]
    private static partial Regex Lower();

    [GeneratedRegex(@" (of|the|a|an|with|by|in|and|to)$")]
    private static partial Regex Unfinished();
}
