using System.Globalization;

namespace TinyAE.Cli;

/// <summary>Reads the numbers of a command line; what is wrong is said with the range that is allowed.</summary>
internal static class Numbers
{
    /// <summary>A whole number; 10000, 10_000 and 10,000 are the same.</summary>
    public static long Whole(string text, long least, long most)
    {
        string range = most == long.MaxValue ? $"a whole number of at least {least:N0}" : $"a whole number from {least:N0} to {most:N0}";
        return long.TryParse(
            text.Replace("_", "").Replace(",", ""), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            && number >= least && number <= most ? number : throw new UsageException($"'{text}' is not {range}.");
    }

    /// <summary>A seed: any whole number from 0 to 2^64 - 1.</summary>
    public static ulong Seed(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
            ? number : throw new UsageException($"'{text}' is not a whole number from 0 to {ulong.MaxValue}.");

    /// <summary>A finite number in a range.</summary>
    /// <param name="text">0.1, 1e-3.</param>
    /// <param name="allows">True for the numbers that are allowed.</param>
    /// <param name="range">These in words: "a number of at least 0".</param>
    public static double Real(string text, Func<double, bool> allows, string range) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number) && allows(number)
            ? number : throw new UsageException($"'{text}' is not {range}.");
}
