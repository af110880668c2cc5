using TinyAE.Imaging;
using TinyAE.Study;
using static TinyAE.Recipes.FontStudyTables;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>What the numbers of a comparison say, in sentences that are computed from them.</summary>
internal static class FontStudyWords
{
    /// <summary>A training that ends with more than so many times the least error that it had before has lost what it knew.</summary>
    private const double Lost = 1.5;

    /// <summary>The outcome of one comparison on one set: a sentence for the head of the report.</summary>
    public static string Outcome(FontStudyResults results, FontComparison comparison, string set)
    {
        string network = LowerFirst(comparison.Title);
        (FontVariant Variant, FontTrainings Trainings)[] ranked = Ranked(comparison, variant => results.Best(comparison, set, variant));
        (FontVariant Variant, FontTrainings Trainings)[] right = [.. ranked.Where(pair => pair.Trainings.AllExact)];
        if (right.Length == 0)
        {
            (FontVariant winner, FontTrainings best) = ranked[0];
            string own = winner.Name == comparison.Reference ? "" : $"; {comparison.Reference} at the course's rate of 0.1 leaves "
                + Range(results.AtCourseRate(comparison, set, results.Reference(comparison)).FinalWrong, Wrong);
            return $"With {network} no {comparison.Factor} learns {FontSets.TitleOf(set)} in every seed: the best, {winner.Name} at rate "
                + $"{best.Rate}, leaves {Range(best.FinalWrong, Wrong)} of {Count(FontSets.CountOf(set) * Glyph.Size)} pixels wrong{own}.";
        }

        string who = right.Length == ranked.Length ? $"every {comparison.Factor} learns"
            : $"{right.Length} of {ranked.Length} {comparison.Factor}s learn";
        string names = right.Length == ranked.Length ? "" : $": {string.Join(", ", right.Select(pair => pair.Variant.Name))}";
        (FontVariant quick, FontTrainings quickest) = right.MinBy(pair => pair.Trainings.FirstRight());
        return $"With {network} {who} {FontSets.TitleOf(set)} without a wrong pixel in every seed, each at its best rate{names}. "
            + $"The fewest steps for that takes {quick.Name}: {When(results, quickest, quickest.FirstRight())}, in the median.";
    }

    /// <summary>What the tables of one comparison on one set show, sentence by sentence.</summary>
    public static IEnumerable<string> Findings(FontStudyResults results, FontComparison comparison, string set)
    {
        (FontVariant Variant, FontTrainings Trainings)[] best = Ranked(comparison, variant => results.Best(comparison, set, variant));
        (FontVariant Variant, FontTrainings Trainings)[] course =
            Ranked(comparison, variant => results.AtCourseRate(comparison, set, variant));
        FontTrainings winner = best[0].Trainings;
        yield return $"The best of all is **{best[0].Variant.Name}** at rate {winner.Rate}: error {Range(winner.FinalError, Error)}, "
            + $"wrong pixels {Range(winner.FinalWrong, Wrong)}; {Exact(winner)}.";
        if (best[1..].Where(pair => pair.Trainings.IsLike(winner)).ToArray() is { Length: > 0 } alike)
        {
            yield return $"Not to be told apart from it by these seeds, for the ranges of the error overlap: {Names(alike)}.";
        }

        if (best[1..].Where(pair => !pair.Trainings.IsLike(winner)).ToArray() is { Length: > 0 } worse)
        {
            yield return $"Worse in every seed, from the better to the worse: {Names(worse)}.";
        }

        yield return $"At the course's rate of 0.1 the best is {course[0].Variant.Name}, error "
            + $"{Range(course[0].Trainings.FinalError, Error)}, and the worst {course[^1].Variant.Name}, "
            + $"{Range(course[^1].Trainings.FinalError, Error)}. The rates that suit best: {Rates(best)}.";
        string[] lost = [.. course.Select(pair => Loses(results, pair.Variant, pair.Trainings)).OfType<string>()];
        if (lost.Length > 0)
        {
            yield return $"At 0.1 these lose again what they had learned, a sign of steps that are too long: {string.Join("; ", lost)}.";
        }

        string[] stopped = [.. course.Select(pair => Stops(pair.Variant, pair.Trainings)).OfType<string>()];
        if (stopped.Length > 0)
        {
            yield return $"At 0.1 these come to a stop where no parameter changes any more: {string.Join("; ", stopped)}.";
        }

        string[] diverged = [.. course.Where(pair => pair.Trainings.FinalError.Diverged > 0)
            .Select(pair => $"{pair.Variant.Name} ({pair.Trainings.FinalError.Diverged} of {pair.Trainings.Seeds.Count} seeds)")];
        if (diverged.Length > 0)
        {
            yield return $"At 0.1 the loss grows beyond all numbers: {string.Join("; ", diverged)}.";
        }
    }

    /// <summary>The variants from the best to the worst.</summary>
    public static (FontVariant Variant, FontTrainings Trainings)[] Ranked(
        FontComparison comparison, Func<FontVariant, FontTrainings> select) =>
        [.. comparison.Variants.Select(variant => (variant, select(variant))).OrderBy(pair => pair.Item2.Rank)];

    /// <summary>"5,000 steps, 40 ms".</summary>
    public static string When(FontStudyResults results, FontTrainings trainings, int place) =>
        place < 0 ? "never" : $"{Count(results.Plan.Steps[place], "step")}, {Time(trainings.Seconds(place))}";

    private static string? Loses(FontStudyResults results, FontVariant variant, FontTrainings trainings)
    {
        int least = Enumerable.Range(0, results.Plan.Steps.Count).MinBy(place =>
            trainings.Error(place) is { Diverged: 0 } at ? Math.Max(at.Median, FontTrainings.NoError) : double.PositiveInfinity);
        double before = trainings.Error(least).Median, end = trainings.FinalError.Median;
        return end > Lost * Math.Max(before, FontTrainings.NoError)
            ? $"{variant.Name} ({Error(before)} after {Count(results.Plan.Steps[least], "step")}, {Error(end)} at the end)" : null;
    }

    private static string? Stops(FontVariant variant, FontTrainings trainings)
    {
        Statistics stopped = Statistics.Of(trainings.Seeds.Select(seed => seed.Numbers[FontCell.StoppedAt]));
        return stopped.Count > 0 ? $"{variant.Name} ({stopped.Count} of {Count(trainings.Seeds.Count, "seed")}, after "
            + $"{Range(stopped with { Diverged = 0 }, step => Count((long)step))} steps)" : null;
    }

    private static string Rates(IEnumerable<(FontVariant Variant, FontTrainings Trainings)> pairs) => string.Join("; ",
        pairs.GroupBy(pair => pair.Trainings.Rate).OrderBy(group => group.Key).Select(group => $"{group.Key} for {Names(group)}"));

    private static string Names(IEnumerable<(FontVariant Variant, FontTrainings Trainings)> pairs) =>
        string.Join(", ", pairs.Select(pair => pair.Variant.Name));

    private static string Exact(FontTrainings trainings) => trainings.Exact switch
    {
        0 => "no seed draws every character right",
        int exact when exact == trainings.Seeds.Count => $"{(exact == 1 ? "the" : "every")} seed draws every character right",
        int exact => $"{exact} of {trainings.Seeds.Count} seeds draw{(exact == 1 ? "s" : "")} every character right",
    };

    /// <summary>A sentence's first letter, in capitals.</summary>
    public static string UpperFirst(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    private static string LowerFirst(string text) => $"{char.ToLowerInvariant(text[0])}{text[1..]}";
}
