using TinyAE.Reports;
using TinyAE.Study;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>The tables of a study of font autoencoders.</summary>
internal static class FontStudyTables
{
    /// <summary>A row for each variant, at the course's rate.</summary>
    public static TextTable AtCourseRate(FontStudyResults results, FontComparison comparison, string set) =>
        Of(results, comparison, set, variant => results.AtCourseRate(comparison, set, variant), _ => null);

    /// <summary>A row for each variant, at its best rate.</summary>
    public static TextTable AtBestRate(FontStudyResults results, FontComparison comparison, string set) =>
        Of(results, comparison, set, variant => results.Best(comparison, set, variant),
            variant => $"{results.Best(comparison, set, variant).Rate}{(results.IsAtEdge(comparison, set, variant) ? " \\*" : "")}");

    private static TextTable Of(
        FontStudyResults results, FontComparison comparison, string set, Func<FontVariant, FontTrainings> select,
        Func<FontVariant, string?> rate)
    {
        FontStudyPlan plan = results.Plan;
        bool hasRate = rate(comparison.Variants[0]) is not null;
        TextTable table = new([
            comparison.Factor, .. hasRate ? (string[])["rate>"] : [], .. plan.Milestones.Select(steps => $"error at {Count(steps)}>"),
            "wrong pixels>", "all right>", "time>", "as good as the course's end>", "no pixel wrong>"]);
        double goal = results.CourseEnd(set);
        foreach (FontVariant variant in comparison.Variants)
        {
            FontTrainings trainings = select(variant);
            table.Add([
                variant.Name, .. hasRate ? (string[])[rate(variant)!] : [],
                .. plan.Milestones.Select(steps => Range(trainings.Error(Place(plan, steps)), Error)),
                Range(trainings.FinalWrong, Wrong), $"{trainings.Exact} of {trainings.Seeds.Count}",
                Time(trainings.Seconds(plan.Steps.Count - 1)),
                FontStudyWords.When(results, trainings, trainings.FirstBelow(goal)),
                FontStudyWords.When(results, trainings, trainings.FirstRight())]);
        }

        return table;
    }

    /// <summary>"53.4 (47.9 to 56.2)", and how many diverged.</summary>
    public static string Range(Statistics values, Func<double, string> show)
    {
        if (values.Count == 0)
        {
            return "diverged";
        }

        string median = show(values.Median), min = show(values.Min), max = show(values.Max);
        string range = min == max ? median : $"{median} ({min} to {max})";
        return values.Diverged == 0 ? range : $"{range}, {values.Diverged} diverged";
    }

    /// <summary>An error with three digits; below 0.005 it is as good as none.</summary>
    public static string Error(double error) => error switch
    {
        < 0.005 => "0.00",
        < 9.995 => $"{error:0.00}",
        < 99.95 => $"{error:0.0}",
        _ => $"{error:N0}",
    };

    /// <summary>A time, short ones with a digit after the point.</summary>
    public static string Time(double seconds) => seconds < 0.00995 ? $"{1000 * seconds:0.0} ms" : Duration(TimeSpan.FromSeconds(seconds));

    /// <summary>A median of wrong pixels: whole, or a half.</summary>
    public static string Wrong(double wrong) => wrong.ToString("#,0.#");

    private static int Place(FontStudyPlan plan, long steps) => plan.Steps.ToList().IndexOf(steps);
}
