using TinyAE.Imaging;
using TinyAE.Reports;
using TinyAE.Study;
using static TinyAE.Recipes.ImageStudyPage;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>The report of the study of beta; each of its sentences is computed from the results.</summary>
internal static class BetaStudyReport
{
    private const string Losses = "losses.png";
    private const string Metric = "disentanglement.png";
    private const string Traversals = "traversals.png";

    public static StudyPage Of(ImageStudyResults results)
    {
        IReadOnlyList<string> factors = BetaStudy.FactorsOf(results.Plan);
        string verdict = Verdict(results, factors);
        MarkdownDocument page = Begin(results, "What does beta buy, and what does it cost?", verdict);
        List<(string File, Image Picture)> pictures = [];
        page.Heading("The losses").Paragraph("Trained on reconstruction + beta · kl, the cross-entropy summed over the pixels and the "
            + $"divergence of the codes from their prior, both in nats an image. *Bound*: reconstruction + kl, what beta = 1 makes small. "
            + $"*Used*: of {results.Plan.Settings.Latent} latents those with more than {ImageStudy.LeastUse} nats.");
        page.Table(Table(results, factors.Count > 0));
        pictures.Add((Losses, new CurvePlot { Title = "Losses on held-out images", X = "beta", Y = "nats an image", LogX = true }
            .Curve(results, "reconstruction", beta => results.Over(beta, ImageStudyPlan.Reconstruction))
            .Curve(results, "kl", beta => results.Over(beta, ImageStudyPlan.Kl))
            .Curve(results, "bound", beta => Bound(results, beta)).Render(900, 560)));
        page.Picture(Losses, "Losses over beta", "Reconstruction, divergence, and their sum.").Bullets(LossWords(results));
        Factors(page, pictures, results, factors);
        Draw(page, pictures, results);
        (IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows) = Rows(results);
        return new StudyPage(verdict, page, pictures, headings, rows);
    }

    private static Statistics Bound(ImageStudyResults results, double beta) =>
        results.Over(beta, result => result.Numbers[ImageStudyPlan.Reconstruction] + result.Numbers[ImageStudyPlan.Kl]);

    private static string Verdict(ImageStudyResults results, IReadOnlyList<string> factors)
    {
        (double first, double last) = (results.Values[0], results.Values[^1]);
        if (results.Least(ImageStudyPlan.Loss) is null)
        {
            return "Every training diverged.";
        }

        string cost = $"From beta {first} to {last} the reconstruction goes from {Median(first, ImageStudyPlan.Reconstruction)} to "
            + $"{Median(last, ImageStudyPlan.Reconstruction)} nats an image, and the latents in use from "
            + $"{Median(first, ImageStudyPlan.Used)} to {Median(last, ImageStudyPlan.Used)}.";
        return factors.Count == 0 ? cost : $"{cost} {Best(results, BetaStudy.Score, "Higgins' metric")}; "
            + $"{Best(results, BetaStudy.Gap, "the information gap")}.";

        string Median(double beta, string number) => Number(results.Over(beta, number).Median);
    }

    private static string Best(ImageStudyResults results, string number, string name) =>
        results.Greatest(number) is not { } best || results.Least(number) is not { } least ? $"{name} could not be measured"
        : $"{name} is greatest at beta {best} ({Number(results.Over(best, number).Median)}) and least at beta {least} "
            + $"({Number(results.Over(least, number).Median)})";

    private static TextTable Table(ImageStudyResults results, bool hasFactors)
    {
        TextTable table = new(["beta>", "reconstruction>", "kl>", "loss>", "bound>", "loss in training>", "used>",
            .. hasFactors ? ["Higgins' metric>", "gap>"] : (string[])[], "time>"]);
        foreach (double beta in results.Values)
        {
            table.Add([$"{beta}", Of(ImageStudyPlan.Reconstruction), Of(ImageStudyPlan.Kl), Of(ImageStudyPlan.Loss),
                Cell(results, Bound(results, beta), Number), Of(ImageStudyPlan.TrainingLoss), Of(ImageStudyPlan.Used),
                .. hasFactors ? [Of(BetaStudy.Score), Of(BetaStudy.Gap)] : (string[])[], Time(results, beta)]);

            string Of(string number) => Cell(results, results.Over(beta, number), Number);
        }

        return table;
    }

    private static IEnumerable<string> LossWords(ImageStudyResults results)
    {
        double[] finite = [.. results.Values.Where(beta => double.IsFinite(Bound(results, beta).Median))];
        if (finite.Length == 0)
        {
            yield return "Every training diverged.";
            yield break;
        }

        double[] reconstruction = results.Medians(ImageStudyPlan.Reconstruction), kl = results.Medians(ImageStudyPlan.Kl);
        int[] rising = [.. Enumerable.Range(1, reconstruction.Length - 1)
            .Where(i => reconstruction[i] > reconstruction[i - 1] && kl[i] < kl[i - 1])];
        yield return rising.Length == reconstruction.Length - 1
            ? "Each greater beta gives a greater reconstruction loss and a smaller divergence than the one before."
            : $"Of the {reconstruction.Length - 1} steps to a greater beta {rising.Length} raise the reconstruction loss and lower the "
                + "divergence.";
        double best = finite.MinBy(beta => Bound(results, beta).Median);
        yield return $"The bound is least at beta {best}: {Number(Bound(results, best).Median)} nats.";
        yield return "The loss on held-out images less that in training, the mean over the last epoch, its steps included: "
            + string.Join(", ", finite.Select(beta => $"{Number(results.Over(beta, result =>
                result.Numbers[ImageStudyPlan.Loss] - result.Numbers[ImageStudyPlan.TrainingLoss]).Median)} nats at beta {beta}"))
            + ". Far above 0 would be images learned by heart.";
    }

    private static void Factors(MarkdownDocument page, List<(string File, Image Picture)> pictures, ImageStudyResults results,
        IReadOnlyList<string> factors)
    {
        page.Heading("One latent, one factor?");
        if (factors.Count == 0)
        {
            page.Paragraph("These images do not tell what they were made from, so nothing is measured here. dSprites do: put "
                + "dsprites\\_ndarray\\_co1sh3sc6or40x32y32\\_64x64.npz of github.com/google-deepmind/dsprites-dataset where `tinyae data "
                + "list` looks for dsprites.");
            return;
        }

        page.Paragraph($"The images vary in {factors.Count} factors: {string.Join(", ", factors)}. *Higgins' metric*: how often a linear "
            + "classifier tells from the mean differences of the codes of pairs which factor the pairs share; guessing gives "
            + $"{Number(1.0 / factors.Count)}. *Gap* (MIG): of the latent that tells most of a factor and the second one the difference of "
            + "what they tell, as a share of all there is to tell; the mean over the factors. Both are from 0 to 1.");
        pictures.Add((Metric, new CurvePlot { Title = "Disentanglement on held-out images", X = "beta", Y = "score", LogX = true }
            .Curve(results, "Higgins' metric", beta => results.Over(beta, BetaStudy.Score))
            .Curve(results, "information gap", beta => results.Over(beta, BetaStudy.Gap)).Render(900, 560)));
        page.Picture(Metric, "Disentanglement over beta", "1 would be one latent for each factor.");
        page.Bullets($"{Upper(Best(results, BetaStudy.Score, "Higgins' metric"))}.", $"{Upper(Best(results, BetaStudy.Gap, "the gap"))}.");
        page.Paragraph("**By factor**, of the training with the first seed: how often it is told right, and the gap, with the latent that "
            + "tells most of it:");
        TextTable table = new(["beta>", .. factors.SelectMany(factor => (string[])[$"{factor}>", $"{factor}: gap>"])]);
        foreach (double beta in results.Values)
        {
            table.Add([$"{beta}", .. Enumerable.Range(0, factors.Count).SelectMany(k => (string[])
                [First(beta, BetaStudy.FactorScores, k),
                $"{First(beta, BetaStudy.FactorGaps, k)} (z{First(beta, BetaStudy.FactorLatents, k)})"])]);
        }

        page.Table(table);

        string First(double beta, string series, int k) =>
            results.OfFirstSeed(beta, series) is { } numbers ? numbers[k].ToString("0.###") : "diverged";
    }

    private static void Draw(MarkdownDocument page, List<(string File, Image Picture)> pictures, ImageStudyResults results)
    {
        page.Heading("Traversals");
        List<Image> sheets = [];
        foreach (double beta in results.Values)
        {
            if (results.OfFirstSeed(beta, BetaStudy.Traversals) is not { } bytes)
            {
                page.Paragraph($"At beta {beta} the training diverged: there is no picture of it.");
                continue;
            }

            double[] latents = results.OfFirstSeed(beta, BetaStudy.Traversed)!, kl = results.OfFirstSeed(beta, ImageStudyPlan.KlByLatent)!;
            ImageSheet sheet = Sheet(results, $"beta {beta}", [.. BetaStudy.Steps.Select(step => $"{step}")]);
            int row = bytes.Length / latents.Length;
            for (int i = 0; i < latents.Length; i++)
            {
                sheet.Add<double>($"z{latents[i]} {kl[(int)latents[i] - 1]:0.00}", Pixels(bytes[(i * row)..((i + 1) * row)]));
            }

            sheets.Add(sheet.Render(ImageStudyPage.Scale(results)));
        }

        if (sheets.Count > 0)
        {
            pictures.Add((Traversals, ImageGrid.Arrange(OfOneSize(sheets), Math.Min(sheets.Count, 3), gap: 12)));
            page.Picture(Traversals, "Traversals at each beta", "The code of the held-out image with the most ink, one latent at a time "
                + $"set to {BetaStudy.Steps[0]} to {BetaStudy.Steps[^1]}, the others kept: the {BetaStudy.MostTraversed} that use most, "
                + "and how many nats. A latent that uses none changes nothing.");
        }
    }

    // Labels differ in width: what is missing at the right becomes white.
    private static List<Image> OfOneSize(List<Image> images)
    {
        int width = images.Max(image => image.Width), height = images.Max(image => image.Height);
        return [.. images.Select(image =>
        {
            Image whole = new(width, height, image.Channels);
            whole.Pixels.AsSpan().Fill(byte.MaxValue);
            for (int y = 0; y < image.Height; y++)
            {
                image.Row(y).CopyTo(whole.Row(y));
            }

            return whole;
        })];
    }

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
