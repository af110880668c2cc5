using TinyAE.Imaging;
using TinyAE.Losses;
using TinyAE.Reports;
using TinyAE.Training;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>The page that shows a run of a font recipe and says in words what was found.</summary>
internal static class FontReport
{
    /// <summary>Writes the page.</summary>
    /// <param name="options">What was to be done.</param>
    /// <param name="run">What came of it.</param>
    /// <param name="config">Its settings.</param>
    public static MarkdownDocument Of(FontRunOptions options, FontRunResult run, Fields config)
    {
        FontFindings found = run.Findings;
        MarkdownDocument page = new();
        page.Heading($"Font autoencoder: {Count(found.Count, "character")} through {Count(found.CodeSize, "number")}", 1);
        page.Paragraph(FontWords.Verdict(run));
        page.Table(AtAGlance(run));
        Reconstruction(page, run);
        Codes(page, run);
        Training(page, run);
        page.Heading("Character by character").Table(Characters(found));
        page.Paragraph("*Least sure pixel*: of the 35 predicted pixels the one nearest to 1/2 on the right side, "
            + "or, if it is negative, the one furthest on the wrong side.");
        return Ending(page, options, run, config);
    }

    /// <summary>How every page of a run ends: its settings, its files, the command that does it again.</summary>
    public static MarkdownDocument Ending(MarkdownDocument page, FontRunOptions options, FontRunResult run, Fields config)
    {
        string measured = run.Denoising is null ? FontPictures.WrongColumn : DenoisingPictures.RestoredColumn;
        page.Heading("Settings").Table(Settings(config));
        page.Heading("Files").Bullets(
            $"[{RunFolder.Metrics}]({RunFolder.Metrics}): loss and {measured}, {Count(run.State.History.Count, "row")}",
            $"[{RunFolder.Config}]({RunFolder.Config}): every setting, defaults and random choices included",
            $"[{RunFolder.Model}]({RunFolder.Model}): the weights; Python reads them with `safetensors.numpy.load_file`",
            $"[{RunFolder.Checkpoint}]({RunFolder.Checkpoint}): the whole state of the training, for `--resume`");
        page.Heading("Again")
            .Paragraph("This command gives the same numbers to the last bit, on any machine and with any number of threads:");
        return page.Code(options.Run.Command, "sh");
    }

    private static TextTable AtAGlance(FontRunResult run)
    {
        FontFindings found = run.Findings;
        TextTable table = new("what", "found");
        table.Add("wrong pixels", $"{Count(found.Wrong)} of {Count(found.Pixels)}");
        table.Add("characters without a wrong pixel", $"{found.Exact} of {found.Count}");
        table.Add("least sure pixel",
            $"{Number(Math.Abs(found.Margins.Min()))} from 1/2, {(found.Margins.Min() > 0 ? "on the right side" : "on the wrong side")}");
        if (found.Count > 1)
        {
            (int first, int second, double distance) = found.Closest;
            table.Add("closest two codes", $"{Show(found, first)} and {Show(found, second)}, {Number(distance)} apart");
        }

        table.Add("loss", $"{Number(run.Training.Loss)} ({run.Experiment.Model.Loss.Scale})");
        table.Add("training", $"{Count(run.Training.Steps, "step")} in {Duration(TimeSpan.FromSeconds(run.Training.Seconds))}");
        return table.Add("parameters", Count(run.Experiment.Model.Layout.TrainableCount));
    }

    private static void Reconstruction(MarkdownDocument page, FontRunResult run)
    {
        FontFindings found = run.Findings;
        page.Heading("What comes back").Picture(FontPictures.Reconstruction, "Input, output and difference",
            "Above the characters as the font has them, below them what the decoder draws from their codes, from paper (0) to ink (1), "
            + "and below that the difference: blue where the output is too dark, red where it is too light. A pixel is wrong if the output "
            + "lies on the other side of 1/2; wrong pixels are framed and counted.");
        if (found.Wrong == 0)
        {
            return;
        }

        int[] worst = [.. Enumerable.Range(0, found.Count).Where(n => found.WrongPixels[n] > 0)
            .OrderByDescending(n => found.WrongPixels[n])];
        page.Paragraph($"Most wrong: {string.Join(", ", worst.Take(8).Select(n => $"{Show(found, n)} ({found.WrongPixels[n]})"))}.");
        if (found.Confused is { Count: > 0 } groups)
        {
            page.Paragraph("These come out as one and the same picture, so the network does not tell them apart:");
            page.Bullets(groups.Select(group => string.Join(' ', group.Select(n => Show(found, n)))));
        }
    }

    private static void Codes(MarkdownDocument page, FontRunResult run)
    {
        FontFindings found = run.Findings;
        page.Heading("What the code looks like");
        if (found.CodeSize != 2)
        {
            page.Paragraph($"A code has {Count(found.CodeSize, "number")} here; the plane of codes is drawn where it has two.");
            return;
        }

        string closest = "";
        if (found.Count > 1)
        {
            (int first, int second, double distance) = found.Closest;
            closest = $"The closest two are {Show(found, first)} and {Show(found, second)}, {Number(distance)} apart; they differ in "
                + $"{Count(found.Font.Glyphs[first].Distance(found.Font.Glyphs[second]), "pixel")}.";
        }

        page.Picture(FontPictures.LatentPlane, "The latent plane",
            $"Each character at its code: the two numbers that the encoder makes of its 35 pixels. {closest}".TrimEnd());
        page.Picture(FontPictures.DecodedPlane, "The decoded plane",
            "What the decoder draws at each point between the outermost codes. On the way from one character to another it draws what "
            + "nobody has shown it.");
    }

    private static void Training(MarkdownDocument page, FontRunResult run)
    {
        History history = run.State.History;
        double[] losses = history.Column("loss");
        page.Heading("How it was learned");
        page.Picture(FontPictures.Loss, "Loss over steps",
            $"From {Number(losses[0])} to {Number(losses[^1])}; the vertical axis is logarithmic.");
        page.Picture(FontPictures.WrongPixels, "Wrong pixels over steps", Learned(run));
        page.Paragraph(Stopped(run));
        Scales(page, run, "characters");
    }

    /// <summary>The loss on each scale, and its penalty.</summary>
    /// <param name="page">Added to.</param>
    /// <param name="run">What was trained.</param>
    /// <param name="samples">What a batch holds: "characters".</param>
    public static void Scales(MarkdownDocument page, FontRunResult run, string samples)
    {
        History history = run.State.History;
        ILoss<float> loss = run.Experiment.Model.Loss;
        double reconstruction = history.Column("reconstruction")[^1];
        int batch = run.Experiment.Settings.BatchSize ?? run.Experiment.Data.Count;
        page.Paragraph($"**The scale of the loss.** The loss is `{loss.Formula}`: {loss.Scale}, with N = {Count(batch)} {samples} in a "
            + $"batch and D = {Glyph.Size} pixels. The same reconstruction loss on the scales in which others may give it:");
        page.Table(Scales(loss.Scale, reconstruction, batch));
        if (run.Experiment.Model.WeightPenalty is { } penalty)
        {
            page.Paragraph($"The loss of the curve also has the penalty `{penalty.Formula}` over all weights, not biases: "
                + $"{Number(history.Column("weight penalty")[^1])} at the end.");
        }
    }

    private static TextTable Scales(LossScale own, double reconstruction, int batch)
    {
        TextTable scales = new("scale", "reconstruction loss>");
        foreach (LossScale scale in (LossScale[])[LossScale.Mean, LossScale.SampleMean, LossScale.Sum])
        {
            scales.Add($"{scale}{(scale == own ? " (this run)" : "")}", Number(own.Convert(reconstruction, scale, batch, Glyph.Size)));
        }

        return scales;
    }

    private static string Learned(FontRunResult run)
    {
        double[] wrong = run.State.History.Column(FontPictures.WrongColumn), steps = run.State.History.Column("step");
        int last = Array.FindLastIndex(wrong, count => count > 0);
        int first = Array.FindIndex(wrong, count => count == 0);
        return last == wrong.Length - 1
            ? first < 0 ? $"There are {Count((long)wrong[^1])} at the end; the least were {Count((long)wrong.Min())}."
                : $"There are {Count((long)wrong[^1])} at the end, although there was none at step {Count((long)steps[first])}."
            : $"No pixel has been wrong since step {Count((long)steps[last + 1])}.";
    }

    /// <summary>Why the training ended.</summary>
    public static string Stopped(FontRunResult run) => run.Training.Reason == StopReason.LossReached
        ? $"Training ended at step {Count(run.Training.Steps)} of at most {Count(run.Experiment.Settings.Iterations)}, "
          + $"as soon as the loss lay below {run.Experiment.Settings.StopError}."
        : $"Training took all of its {Count(run.Training.Steps, "step")}; nothing stopped it early.";

    private static TextTable Characters(FontFindings found)
    {
        TextTable table = new("character", "code", "wrong pixels>", "least sure pixel>", "nearest code");
        for (int n = 0; n < found.Count; n++)
        {
            (int other, double distance) = found.Nearest[n];
            string code = string.Join(", ", found.Code(n).ToArray().Select(number => number.ToString("0.000")));
            string nearest = other == n ? "" : $"{Show(found, other)}, {Number(distance)}";
            table.Add(Show(found, n), code, $"{found.WrongPixels[n]}", found.Margins[n].ToString("0.0000"), nearest);
        }

        return table;
    }

    /// <summary>Every setting and its value.</summary>
    public static TextTable Settings(Fields config)
    {
        TextTable table = new("setting", "value");
        foreach ((string path, string value) in config.Flatten().Where(leaf => leaf.Path is not ("data.rows" or "run.finished")))
        {
            bool isData = path is "data.characters" or "model.characters" or "line.from" or "line.to" or "walk.through";
            string shown = isData ? MarkdownDocument.Literal(value) : MarkdownDocument.Escape(value);
            table.Add(MarkdownDocument.Escape(path.Replace('_', ' ')), shown);
        }

        return table;
    }

    /// <summary>A character as a code span; the space and control characters by name.</summary>
    public static string Show(char character) => character switch
    {
        ' ' => "space",
        char c when char.IsControl(c) => $"0x{(int)c:x2}",
        char c => MarkdownDocument.Literal($"{c}"),
    };

    private static string Show(FontFindings found, int n) => Show(found.Font.Glyphs[n].Character);
}
