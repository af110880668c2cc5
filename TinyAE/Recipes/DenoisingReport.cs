using TinyAE.Datasets;
using TinyAE.Reports;
using static TinyAE.Recipes.DenoisingWords;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>The page that shows a run of a denoising recipe and says in words what was found.</summary>
internal static class DenoisingReport
{
    /// <summary>Writes the page.</summary>
    /// <param name="options">What was to be done.</param>
    /// <param name="run">What came of it.</param>
    /// <param name="config">Its settings.</param>
    public static MarkdownDocument Of(FontRunOptions options, FontRunResult run, Fields config)
    {
        FontSettings settings = run.Experiment.Settings;
        DenoisingFindings found = run.Denoising!;
        MarkdownDocument page = new();
        page.Heading($"Denoising {Count(run.Experiment.Font.Glyphs.Count, "character")} with {string.Join('-', settings.Architecture)}", 1);
        page.Paragraph(Verdict(run));
        page.Heading("Why it is built like this").Bullets(Recipe.ByName(options.Recipe) is IFontRecipe { Reasons.Count: > 0 } recipe
            ? recipe.Reasons : ["The recipe gives no reasons."]);
        if (options.Recipe is { } name && Recipe.ByName(name) is IFontRecipe { Settings: var defaults } && IsChanged(defaults, settings))
        {
            page.Paragraph("This run departs from the recipe that these reasons are for; its settings stand below.");
        }

        int restored = found.WrongPixels.Count(wrong => wrong == 0);
        page.Heading("What it does").Picture(DenoisingPictures.Examples, "Clean, noisy, restored, failures",
            $"Each character once, with noise drawn apart from that of the training: {found.Examples.Corruption.Description}. "
            + $"{restored} of {found.Examples.Images} come back without a wrong pixel. Where the restored character differs from the clean "
            + "one it is blue (too dark) or red (too light); a pixel on the wrong side of 1/2 is framed, and counted below.");
        Scores(page, found, Corruption.KindOf(settings.Noise!.Kind));
        Training(page, run);
        return FontReport.Ending(page, options, run, config);
    }

    /// <summary>One row a level: the network beside the nearest character and doing nothing.</summary>
    /// <param name="level">What the level is: "pixels turned over".</param>
    /// <param name="scores">The rows.</param>
    public static TextTable Table(string level, IEnumerable<LevelScore> scores)
    {
        TextTable table = new($"{level}>", "restored: network>", "nearest>", "nothing>", "network / nearest>",
            "wrong pixels: network>", "nearest>", "nothing>");
        foreach ((double at, DenoisingScore score) in scores)
        {
            table.Add(Number(at), Percent(score.Network.Characters), Percent(score.Nearest.Characters), Percent(score.Nothing.Characters),
                (score.Network.Characters / score.Nearest.Characters).ToString("0.000"),
                Percent(score.Network.WrongPixels), Percent(score.Nearest.WrongPixels), Percent(score.Nothing.WrongPixels));
        }

        return table;
    }

    private static bool IsChanged(FontSettings recipe, FontSettings run) =>
        !recipe.Architecture.SequenceEqual(run.Architecture) || recipe.Noise != run.Noise || recipe.Activation != run.Activation
        || recipe.Loss != run.Loss || recipe.Optimizer != run.Optimizer || recipe.LearningRate != run.LearningRate
        || recipe.Schedule != run.Schedule || recipe.Iterations != run.Iterations;

    private static void Scores(MarkdownDocument page, DenoisingFindings found, CorruptionKind kind)
    {
        int images = found.Flips[0].Score.Images;
        double least = LeastShareOfRule(found.Flips);
        page.Heading("How much it restores").Paragraph(
            $"{Count(images)} noisy images a row, {DenoisingFindings.Draws} of each character, their noise drawn apart from that of the "
            + "training. *Restored*: the share of characters without a wrong pixel. *Nearest*: the clean character with the "
            + "least squared distance to the noisy one, for pixels of 0 and 1 the Hamming distance; of several "
            + "nearest one is drawn, which is counted by its mean. *Nothing*: the "
            + "noisy character as it is.");
        page.Table(Table("pixels turned over", found.Flips));
        page.Picture(DenoisingPictures.Levels, "Characters restored over flipped pixels",
            $"With 1 to 4 pixels turned over the network restores at least {Percent(least)} of what the nearest character restores.");
        if (found.Levels.Count > 0)
        {
            page.Paragraph($"The same with the kind of noise that it was trained on, `{kind.Name}`:");
            page.Table(Table(kind.Level, found.Levels));
        }
    }

    private static void Training(MarkdownDocument page, FontRunResult run)
    {
        double[] losses = run.State.History.Column("loss"), steps = run.State.History.Column("step");
        int best = Array.IndexOf(losses, losses.Min());
        bool isFresh = run.Experiment.Settings.Noise!.TrainingSet == NoiseSettings.Fresh;
        page.Heading("How it was learned");
        page.Picture(FontPictures.Loss, "Loss over steps",
            $"From {Number(losses[0])} to {Number(losses[^1])}, the least {Number(losses[best])} at step {Count((long)steps[best])}; "
            + "the vertical axis is logarithmic."
            + (isFresh ? " It is not smooth because each step has other noise." : ""));
        page.Picture(DenoisingPictures.Restored, "Characters restored over steps",
            "Four noisy images of each character, the same at all steps, with the noise of the training.");
        page.Paragraph(FontReport.Stopped(run));
        FontReport.Scales(page, run, "samples");
    }
}
