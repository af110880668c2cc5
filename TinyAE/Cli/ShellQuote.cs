namespace TinyAE.Cli;

/// <summary>Writes a word so that a POSIX shell reads it back as it is.</summary>
internal static class ShellQuote
{
    private const string Safe = "-_./=:,+@%";

    /// <summary>The word, in single quotes where it needs them.</summary>
    public static string Of(string word) => word.Length > 0
        && word.All(c => char.IsAsciiLetterOrDigit(c) || Safe.Contains(c, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", "'\\''")}'";
}
