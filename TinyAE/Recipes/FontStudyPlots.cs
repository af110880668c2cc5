using TinyAE.Imaging;

namespace TinyAE.Recipes;

/// <summary>The plots of a study of font autoencoders: the median error with the range over the seeds, on logarithmic axes.</summary>
internal static class FontStudyPlots
{
    /// <summary>Adds the plots of one comparison on one set.</summary>
    public static void Add(FontStudyPage page, FontStudyResults results, FontComparison comparison, string set)
    {
        string file = $"{comparison.Name}-{set}", title = $"{comparison.Title}, {FontSets.TitleOf(set)}";
        Func<FontVariant, FontTrainings> best = variant => results.Best(comparison, set, variant);
        Func<FontVariant, FontTrainings> course = variant => results.AtCourseRate(comparison, set, variant);
        page.Picture($"{file}-best-iterations.png", Draw(results, comparison, title, best, time: false),
            "Error against iterations, each at its best rate",
            "Lines: the median over the seeds; bands: from the least to the greatest. Both axes are logarithmic; an error below 0.01 is "
            + "drawn at 0.01.");
        page.Picture($"{file}-best-time.png", Draw(results, comparison, title, best, time: true),
            "Error against time, each at its best rate", "The same trainings by the clock: what a step costs counts here.");
        page.Picture($"{file}-course-iterations.png", Draw(results, comparison, title, course, time: false),
            "Error against iterations at rate 0.1", "A line that ends early has diverged.");
    }

    private static Image Draw(
        FontStudyResults results, FontComparison comparison, string title, Func<FontVariant, FontTrainings> select, bool time)
    {
        CurvePlot plot = new() { Title = title, X = time ? "seconds" : "iterations", Y = "error E", LogX = true, LogY = true };
        foreach (FontVariant variant in comparison.Variants)
        {
            FontTrainings trainings = select(variant);
            int[] places = [.. Enumerable.Range(0, results.Plan.Steps.Count)];
            double[] x = [.. places.Select(place => time ? trainings.Seconds(place) : results.Plan.Steps[place])];
            plot.Add<double, double>(variant.Name, x,
                [.. places.Select(place => Shown(trainings.Error(place).Median))],
                [.. places.Select(place => Shown(trainings.Error(place).Min))],
                [.. places.Select(place => Shown(trainings.Error(place).Max))]);
        }

        return plot.Render(1000, 620);
    }

    private static double Shown(double error) => double.IsNaN(error) ? error : Math.Max(error, FontTrainings.NoError);
}
