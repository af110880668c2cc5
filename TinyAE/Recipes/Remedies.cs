using TinyAE.Reports;
using TinyAE.Study;
using static TinyAE.Recipes.FontStudyTables;

namespace TinyAE.Recipes;

/// <summary>What may cure the course's network on the whole set: each remedy alone, all together, and all but each.</summary>
internal static class Remedies
{
    private const string AllButPrefix = "all-but-";

    private static readonly FontSettings Course = new FontCourse().Settings;

    private static readonly (string Name, Func<FontSettings, FontSettings> Apply)[] Each =
    [
        ("width", settings => settings with { Architecture = [35, 20, 2, 20, 35] }),
        ("cross-entropy", settings => settings with { Loss = "binary-cross-entropy-logits" }),
        ("adam", settings => settings with { Optimizer = "adam" }),
        ("initialization", settings => settings with { Initializer = "he-normal" }),
    ];

    /// <summary>The course's network as it is.</summary>
    public static FontVariant None { get; } = new("none", Course);

    /// <summary>All remedies together.</summary>
    public static FontVariant All { get; } = new("all", Each.Aggregate(Course, (settings, remedy) => remedy.Apply(settings)));

    /// <summary>The comparison.</summary>
    public static FontComparison Comparison { get; } = new(
        "remedies", "Remedies", "remedy",
        "35-5-2-5-35 as in the course (none), with one of four remedies, with all four, and with all but one. *Width*: 35-20-2-20-35. "
        + "*Cross-entropy*: on logits and summed, in place of half the squared error; its gradient at a logit is y − t, that of the "
        + "squared error (y − t) y (1 − y), at most a quarter of it. *Adam*: in place of gradient descent. *Initialization*: He's "
        + "normal weights of variance 2 / inputs in place of Glorot's uniform ones of variance 2 / (inputs + outputs).",
        [FontSets.Whole], [0.003, 0.01, 0.03],
        [
            None,
            .. Each.Select(remedy => new FontVariant(remedy.Name, remedy.Apply(Course))),
            .. Each.Select(left => new FontVariant(AllButPrefix + left.Name,
                Each.Where(remedy => remedy != left).Aggregate(Course, (settings, remedy) => remedy.Apply(settings)))),
            All,
        ],
        None.Name);

    /// <summary>What each remedy brings alone, and what is lost without it.</summary>
    public static void Add(MarkdownDocument page, FontStudyResults results)
    {
        TextTable table = new("remedy", "alone, at 0.1>", "alone, best rate>", "the other three, best rate>");
        foreach ((string name, _) in Each)
        {
            table.Add(name, Wrong(results.AtCourseRate(Comparison, FontSets.Whole, Find(name))), Wrong(Best(results, Find(name))),
                Wrong(Best(results, Find(AllButPrefix + name))));
        }

        page.Paragraph($"Wrong pixels at the end. Without any remedy they are "
            + $"{Wrong(results.AtCourseRate(Comparison, FontSets.Whole, None))} at 0.1 and "
            + $"{Wrong(Best(results, None))} at the best rate; with all four {Wrong(Best(results, All))}.");
        page.Table(table);
        page.Bullets(Each.Select(remedy => $"*{FontStudyWords.UpperFirst(remedy.Name)}* alone {Alone(results, Find(remedy.Name))}; "
            + $"{Without(results, Find(AllButPrefix + remedy.Name))}."));
    }

    /// <summary>The remedy that alone, at its best rate, leaves the fewest wrong pixels in the median.</summary>
    public static FontVariant Strongest(FontStudyResults results) =>
        Each.Select(remedy => Find(remedy.Name)).MinBy(variant => Best(results, variant).FinalWrong.Median)!;

    /// <summary>The trainings of a variant at its best rate.</summary>
    public static FontTrainings Best(FontStudyResults results, FontVariant variant) => results.Best(Comparison, FontSets.Whole, variant);

    private static string Alone(FontStudyResults results, FontVariant variant)
    {
        Statistics with = Best(results, variant).FinalWrong, none = Best(results, None).FinalWrong;
        string change = $"takes the median of the wrong pixels from {FontStudyTables.Wrong(none.Median)} to "
            + $"{FontStudyTables.Wrong(with.Median)}";
        return with.Max < none.Min ? $"{change}, fewer in every seed" : with.Min > none.Max ? $"{change}, more in every seed"
            : $"{change}, which these seeds cannot tell from chance";
    }

    private static string Without(FontStudyResults results, FontVariant variant)
    {
        Statistics without = Best(results, variant).FinalWrong, all = Best(results, All).FinalWrong;
        return without.Min > all.Max ? $"the other three without it leave {FontStudyTables.Wrong(without.Median)}, more in every seed "
            + "than all four"
            : without.Max < all.Min ? "the other three without it leave fewer in every seed than all four"
            : "beside the other three these seeds do not show a need for it";
    }

    private static string Wrong(FontTrainings trainings) => Range(trainings.FinalWrong, FontStudyTables.Wrong);

    private static FontVariant Find(string name) => Comparison.Variants.First(variant => variant.Name == name);
}
