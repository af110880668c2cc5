namespace TinyAE.Recipes;

/// <summary>A network and its training as one of several that a study compares.</summary>
/// <param name="Name">How it is called in tables: "adam".</param>
/// <param name="Settings">All but characters, learning rate, iterations and seed.</param>
internal sealed record FontVariant(string Name, FontSettings Settings)
{
    /// <summary>The learning rates to try besides the course's 0.1; null: those of the comparison.</summary>
    public IReadOnlyList<double>? Rates { get; init; }
}

/// <summary>Variants that differ in one thing, on the same characters: one table and one figure each.</summary>
/// <param name="Name">A word for files and cells: "course".</param>
/// <param name="Title">A heading: "The course's network".</param>
/// <param name="Factor">What the variants differ in, in one word: "optimizer".</param>
/// <param name="About">What they share, for the report.</param>
/// <param name="Sets">Names of the sets of characters, see <see cref="FontSets"/>.</param>
/// <param name="Rates">The learning rates to try.</param>
/// <param name="Variants">The variants.</param>
/// <param name="Reference">The variant with which the others are compared.</param>
internal sealed record FontComparison(
    string Name, string Title, string Factor, string About, IReadOnlyList<string> Sets, IReadOnlyList<double> Rates,
    IReadOnlyList<FontVariant> Variants, string Reference)
{
    /// <summary>The course's learning rate.</summary>
    public const double CourseRate = 0.1;

    private const double QuickRate = 0.01;

    /// <summary>The rates of a variant, ascending, the course's among them.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="quick">True: the course's and one other at most.</param>
    public IReadOnlyList<double> RatesOf(FontVariant variant, bool quick) =>
        [.. (variant.Rates ?? Rates).Where(rate => !quick || rate == QuickRate).Append(CourseRate).Distinct().Order()];
}

/// <summary>The sets of characters on which networks are compared.</summary>
internal static class FontSets
{
    /// <summary>The 18 characters of the course's exercise.</summary>
    public const string Subset = "subset";

    /// <summary>All 32 characters of font 1.</summary>
    public const string Whole = "whole";

    /// <summary>The characters of a set; null: all.</summary>
    public static string? CharactersOf(string set) => set == Subset ? "#&()./0123456789>?" : null;

    /// <summary>How many characters a set has.</summary>
    public static int CountOf(string set) => set == Subset ? 18 : 32;

    /// <summary>A set in words.</summary>
    public static string TitleOf(string set) => set == Subset ? "the subset of 18 characters" : "the whole set of 32 characters";
}
