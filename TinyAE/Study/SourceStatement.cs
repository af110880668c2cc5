using System.Text.RegularExpressions;

namespace TinyAE.Study;

/// <summary>A statement of a method with the line of mathematics that it implements.</summary>
/// <param name="FirstLine">The number of its first line in the file; the file's first line is 1.</param>
/// <param name="LastLine">The number of its last line.</param>
/// <param name="Code">Its lines as they stand, without the comment at the end.</param>
/// <param name="Formula">The comment at the end where it is a formula, "dW += xᵀ·dy"; else null.</param>
public sealed partial record SourceStatement(int FirstLine, int LastLine, IReadOnlyList<string> Code, string? Formula)
{
    /// <summary>What the formula computes: "dW"; null without a formula.</summary>
    public string? Quantity => Formula is null ? null : Assignment().Match(Formula).Groups[1].Value;

    /// <summary>True where the formula adds to its quantity: "+=".</summary>
    public bool Adds => Formula is not null && Assignment().Match(Formula).Groups[2].Value == "+=";

    /// <summary>A statement from its lines.</summary>
    internal static SourceStatement Of(int firstLine, string[] lines)
    {
        // Blank lines and comments before the statement are not part of it.
        int skip = lines.TakeWhile(line => CodeOf(line).Trim().Length == 0).Count();
        lines = lines[Math.Min(skip, lines.Length - 1)..];
        string last = lines[^1];
        int comment = last.IndexOf("// ", StringComparison.Ordinal);
        string? formula = comment >= 0 && CodeOf(last).EndsWith(';') && Assignment().IsMatch(last[(comment + 3)..])
            ? last[(comment + 3)..].TrimEnd() : null;
        return new SourceStatement(firstLine + skip, firstLine + skip + lines.Length - 1, [.. lines.Select(CodeOf)], formula);
    }

    /// <summary>A line without its comment.</summary>
    internal static string CodeOf(string line) => line.Split("//")[0].TrimEnd();

    // The quantity may have blanks in it ("dz by KL"), but no operator.
    [GeneratedRegex(@"^([^=+]+?) (\+?=) \S")]
    private static partial Regex Assignment();
}
