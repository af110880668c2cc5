using TinyAE.Metrics;
using TinyAE.Models;
using TinyAE.Reports;
using TinyAE.Training;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>The page that shows a run of a recipe for images and says in words what was found.</summary>
internal static class ImageReport
{
    /// <summary>Writes the page.</summary>
    /// <param name="options">What was to be done.</param>
    /// <param name="run">What came of it.</param>
    /// <param name="config">Its settings.</param>
    public static MarkdownDocument Of(ImageRunOptions options, ImageRunResult run, Fields config)
    {
        ImageExperiment<float> experiment = run.Experiment;
        MarkdownDocument page = new();
        page.Heading($"{options.Recipe.Name}: {Count(experiment.Images.Training.Count, "image")} through "
            + Count(experiment.CodeSize, "number"), 1);
        page.Paragraph($"{UpperFirst(options.Recipe.Summary)}. {ImageWords.Outcome(run)}");
        page.Table(AtAGlance(run));
        Pictures(page, run);
        page.Heading("How it was learned").Picture(ImagePictures.Losses, "Losses, epoch by epoch", ImageWords.Fit(run));
        page.Table(Epochs(run));
        Ledger(page, run);
        page.Heading("The networks");
        foreach (Network<float> network in experiment.Networks)
        {
            page.Table(NetworkTable.Of(network));
        }

        page.Paragraph(NetworkTable.Totals(experiment));
        page.Paragraph($"Source: {options.Recipe.Source}. To expect: {options.Recipe.Expected}.");
        if (options.Recipe.Reasons.Count > 0)
        {
            page.Bullets(options.Recipe.Reasons);
        }

        page.Heading("Settings").Table(FontReport.Settings(config));
        page.Heading("Files").Bullets(
            $"[{RunFolder.Metrics}]({RunFolder.Metrics}): the losses on both parts, {Count(run.State.History.Count, "row")}",
            $"[{RunFolder.Config}]({RunFolder.Config}): every setting, defaults and random choices included",
            $"[{RunFolder.Model}]({RunFolder.Model}): the weights, laid out as in Keras; Python reads them with `safetensors.numpy.load_file`",
            $"[{RunFolder.Checkpoint}]({RunFolder.Checkpoint}): the whole state of the training, for `--resume`");
        page.Heading("Again")
            .Paragraph("This command gives the same numbers to the last bit, on any machine and with any number of threads:");
        return page.Code(options.Run.Command, "sh");
    }

    private static TextTable AtAGlance(ImageRunResult run)
    {
        ImageExperiment<float> experiment = run.Experiment;
        TextTable table = new("what", "found");
        foreach (string column in ImageHistory.LossColumns(run.State.History))
        {
            table.Add($"`{ImageHistory.NameOf(column)}`", Number(run.State.History.Column(column)[^1]));
        }

        table.Add("images", $"{Count(experiment.Images.Training.Count)} to train, {Count(experiment.Images.HeldOut.Count)} held out, "
            + $"{experiment.Images.Training.Shape}, from {MarkdownDocument.Escape(experiment.Images.Training.Name)}");
        table.Add("training", $"{Count(run.Training.Epochs, "epoch")}, {Count(run.Training.Steps, "step")} in "
            + Duration(TimeSpan.FromSeconds(run.Training.Seconds)));
        return table.Add("parameters", Count(experiment.Model.Layout.TrainableCount));
    }

    private static void Pictures(MarkdownDocument page, ImageRunResult run)
    {
        page.Heading("What it learned");
        foreach (string file in run.Pictures.Where(file => file != ImagePictures.Losses))
        {
            (string title, string caption) = ImageWords.Caption(file, run);
            page.Picture(file, title, caption);
        }
    }

    private static TextTable Epochs(ImageRunResult run)
    {
        History history = run.State.History;
        string[] columns = [.. ImageHistory.LossColumns(history)];
        TextTable table = new(["epoch>", .. columns.Select(column => $"{ImageHistory.NameOf(column)}>")]);
        int[] ends = ImageHistory.EpochEnds(history);
        int every = Math.Max(1, (ends.Length + 24) / 25);
        foreach (int row in ends.Where((_, i) => i == 0 || (i + 1) % every == 0 || i + 1 == ends.Length))
        {
            table.Add([Count((long)history.Column("epoch")[row]), .. columns.Select(column => Number(history.Column(column)[row]))]);
        }

        return table;
    }

    /// <summary>The loss term by term, and on the scales of others: the question that users of every such library ask.</summary>
    private static void Ledger(MarkdownDocument page, ImageRunResult run)
    {
        if (ImageWords.LedgerOf(run) is not { } ledger)
        {
            return;
        }

        page.Heading("The loss ledger");
        page.Paragraph("Each term on the held-out images after the last epoch, with its sums and means; the terms, times their weights, add up "
            + "to the loss.");
        page.Table(TableOf(LossLedger.TermHeadings, ledger.Terms));
        page.Paragraph($"The same loss as others print it; an image has {Count(run.Experiment.Images.Training.Shape.Size)} values:");
        page.Table(TableOf(LossLedger.ScaleHeadings, ledger.Rows.Select(row => row.Cells)));
    }

    private static TextTable TableOf(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        TextTable table = new([.. headings]);
        foreach (IReadOnlyList<string> row in rows)
        {
            table.Add([.. row.Select(MarkdownDocument.Escape)]);
        }

        return table;
    }

    private static string UpperFirst(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
