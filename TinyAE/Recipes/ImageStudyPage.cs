using TinyAE.Imaging;
using TinyAE.Numerics;
using TinyAE.Reports;
using TinyAE.Study;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>What the reports of the studies of autoencoders of images have in common.</summary>
internal static class ImageStudyPage
{
    /// <summary>The title, the verdict, what was trained, and a caution where one is due.</summary>
    public static MarkdownDocument Begin(ImageStudyResults results, string title, string verdict)
    {
        ImageStudyPlan plan = results.Plan;
        ImageSettings settings = plan.Settings;
        MarkdownDocument page = new MarkdownDocument().Heading(title, 1).Paragraph(verdict);
        if (plan.Scale.Quick)
        {
            page.Paragraph("**This is the quick version**: few images and few epochs; it shows that everything works, its answers are not "
                + "those of the whole study.");
        }

        Shape image = plan.Images.Training.Shape;
        Optimizers.IOptimizer<float> optimizer = Optimizers.Optimizer.ByName<float>(settings.Optimizer);
        page.Paragraph($"Data: {MarkdownDocument.Escape(settings.Data)}, {Count(plan.Images.Training.Count, "image")} of {image[0]} x "
            + $"{image[1]} to train on, {Count(plan.Images.HeldOut.Count)} others held out; all numbers but the "
            + $"loss in training are of these. Encoder `{settings.Encoder}`, decoder `{settings.Decoder}`; {optimizer.Description}, rate "
            + $"{settings.LearningRate ?? optimizer.DefaultLearningRate} ({settings.Schedule}), batches of "
            + $"{settings.BatchSize}, {Count(settings.Epochs, "epoch")}.");
        return page.Paragraph(plan.Seeds == 1
            ? "There is one training of each kind, so how much of a difference is chance is not measured; more: `--seeds`."
            : $"Numbers are medians over {Count(plan.Seeds, "seed")}; in brackets the least and the greatest.");
    }

    /// <summary>A column of a table: its heading, and the text of a value's statistics.</summary>
    public static string Cell(ImageStudyResults results, Statistics statistics, Func<double, string> text) =>
        statistics.Count == 0 ? "diverged"
        : statistics.Min == statistics.Max ? text(statistics.Median)
        : $"{text(statistics.Median)} ({text(statistics.Min)} to {text(statistics.Max)})";

    /// <summary>The time of a training.</summary>
    public static string Time(ImageStudyResults results, double value) =>
        Duration(TimeSpan.FromSeconds(results.Over(value, result => result.Seconds[0]).Median));

    /// <summary>Adds a curve of medians, with a band from the least to the greatest where there are several seeds.</summary>
    public static CurvePlot Curve(this CurvePlot plot, ImageStudyResults results, string name, Func<double, Statistics> of)
    {
        double[] x = [.. results.Values];
        Statistics[] y = [.. x.Select(of)];
        double[] medians = [.. y.Select(statistics => statistics.Median)];
        return results.Plan.Seeds == 1
            ? plot.Add<double, double>(name, x, medians)
            : plot.Add<double, double>(name, x, medians,
                [.. y.Select(statistics => statistics.Min)], [.. y.Select(statistics => statistics.Max)]);
    }

    /// <summary>A sheet for images of the study's size.</summary>
    public static ImageSheet Sheet(ImageStudyResults results, string title, IReadOnlyList<string>? headings = null)
    {
        Shape image = results.Plan.Images.Training.Shape;
        return new ImageSheet(image[1], image[0], image[2]) { Title = title, Headings = headings ?? [] };
    }

    /// <summary>How large a pixel is drawn.</summary>
    public static int Scale(ImageStudyResults results) =>
        Math.Clamp(64 / Math.Max(results.Plan.Images.Training.Shape[0], results.Plan.Images.Training.Shape[1]), 1, 8);

    /// <summary>The values of kept bytes.</summary>
    public static double[] Pixels(double[] bytes) => [.. bytes.Select(b => b / byte.MaxValue)];

    /// <summary>Every number of every training.</summary>
    public static (IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows) Rows(ImageStudyResults results)
    {
        string[] numbers = [.. results.All.Finished.SelectMany(cell => cell.Result.Numbers.Keys).Distinct()];
        return (
            [results.Plan.Study.Varied.Replace(' ', '_'), "seed", .. numbers.Select(number => number.Replace(' ', '_'))],
            [.. results.All.Finished.Select(cell => (IReadOnlyList<string>)
                [.. cell.Cell.Settings.Values, .. numbers.Select(number => Text(cell.Result.Numbers.TryGetValue(number, out double value)
                    ? value : double.NaN))])]);

        static string Text(double number) => double.IsNaN(number) ? "" : number.ToString("R");
    }
}
