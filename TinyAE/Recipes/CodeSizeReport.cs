using TinyAE.Imaging;
using TinyAE.Reports;
using TinyAE.Study;
using static TinyAE.Recipes.ImageStudyPage;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>The report of the study of code sizes; each of its sentences is computed from the results.</summary>
internal static class CodeSizeReport
{
    private const string Losses = "losses.png";
    private const string Samples = "samples.png";
    private const string Reconstructions = "reconstructions.png";

    public static StudyPage Of(ImageStudyResults results)
    {
        string verdict = Verdict(results);
        MarkdownDocument page = Begin(results, "How many numbers should a code have?", verdict);
        List<(string File, Image Picture)> pictures = [];
        page.Heading("The losses").Paragraph("Trained on the cross-entropy summed over the pixels plus the divergence of the codes from "
            + "their prior, both in nats an image; the loss, their sum, bounds from above what an image costs to describe. *Used*: numbers "
            + $"of the code with more than {ImageStudy.LeastUse} nats.");
        page.Table(Table(results));
        pictures.Add((Losses, new CurvePlot { Title = "Losses on held-out images", X = "numbers of the code", Y = "nats an image" }
            .Curve(results, "reconstruction", size => results.Over(size, ImageStudyPlan.Reconstruction))
            .Curve(results, "kl", size => results.Over(size, ImageStudyPlan.Kl))
            .Curve(results, "loss", size => results.Over(size, ImageStudyPlan.Loss)).Render(900, 560)));
        page.Picture(Losses, "Losses over the size of the code", "Reconstruction, divergence, and their sum.").Bullets(Words(results));
        Draw(page, pictures, results);
        (IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows) = Rows(results);
        return new StudyPage(verdict, page, pictures, headings, rows);
    }

    private static string Verdict(ImageStudyResults results)
    {
        if (results.Least(ImageStudyPlan.Loss) is not { } best)
        {
            return "Every training diverged.";
        }

        double first = results.Values[0];
        return $"On held-out images the loss is least with a code of {best} numbers: {Loss(best)} nats an image; with {first} it is "
            + $"{Loss(first)}.";

        string Loss(double size) => Number(results.Over(size, ImageStudyPlan.Loss).Median);
    }

    private static TextTable Table(ImageStudyResults results)
    {
        TextTable table = new("numbers>", "reconstruction>", "kl>", "loss>", "loss in training>", "used>", "time>");
        foreach (double size in results.Values)
        {
            table.Add($"{size}", Of(ImageStudyPlan.Reconstruction), Of(ImageStudyPlan.Kl), Of(ImageStudyPlan.Loss),
                Of(ImageStudyPlan.TrainingLoss), Of(ImageStudyPlan.Used), Time(results, size));

            string Of(string number) => Cell(results, results.Over(size, number), Number);
        }

        return table;
    }

    private static IEnumerable<string> Words(ImageStudyResults results)
    {
        foreach ((double from, double to) in results.Values.Zip(results.Values.Skip(1)))
        {
            Statistics before = results.Over(from, ImageStudyPlan.Loss), after = results.Over(to, ImageStudyPlan.Loss);
            double change = after.Median - before.Median;
            if (double.IsNaN(change))
            {
                continue;
            }

            string overlap = results.Plan.Seeds == 1 ? ""
                : after.Min <= before.Max && before.Min <= after.Max ? "; the ranges over the seeds overlap"
                : "; the ranges over the seeds do not overlap";
            string moves = change < 0 ? "falls" : "rises";
            yield return $"From {from} to {to} numbers the loss {moves} by {Number(Math.Abs(change))} nats{overlap}.";
        }

        double last = results.Values[^1];
        if (results.Over(last, ImageStudyPlan.Used).Count == 0)
        {
            yield break;
        }

        yield return $"Of {last} numbers the median training uses {Number(results.Over(last, ImageStudyPlan.Used).Median)}.";
    }

    private static void Draw(MarkdownDocument page, List<(string File, Image Picture)> pictures, ImageStudyResults results)
    {
        ImageSheet samples = Sheet(results, "Samples from the prior");
        ImageSheet outputs = Sheet(results, "Held-out images, and what comes back");
        bool inputs = false;
        foreach (double size in results.Values)
        {
            string label = $"{size,2} numbers";
            if (results.OfFirstSeed(size, CodeSizeStudy.Samples) is not { } drawn
                || results.OfFirstSeed(size, CodeSizeStudy.Reconstructions) is not { } back)
            {
                page.Paragraph($"With {size} numbers the training diverged: there is no picture of it.");
                continue;
            }

            double[] pixels = Pixels(drawn);
            int row = pixels.Length / CodeSizeStudy.Rows;
            for (int i = 0; i < CodeSizeStudy.Rows; i++)
            {
                samples.Add<double>(i == 0 ? label : "", pixels.AsSpan(i * row, row));
            }

            if (!inputs)
            {
                inputs = true;
                double[] held = [.. results.Plan.Images.HeldOut.Pixels[..back.Length].ToArray().Select(b => (double)b)];
                outputs.Add<double>("input", Pixels(held));
            }

            outputs.Add<double>(label, Pixels(back));
        }

        if (inputs)
        {
            page.Heading("Samples and reconstructions");
            pictures.Add((Samples, samples.Render(ImageStudyPage.Scale(results))));
            page.Picture(Samples, "Samples from the prior at each size", "Images that nobody has made, of the training with the first "
                + "seed. The draws of one size have nothing to do with those of another.");
            pictures.Add((Reconstructions, outputs.Render(ImageStudyPage.Scale(results))));
            page.Picture(Reconstructions, "Reconstructions at each size", "Above images that training has not seen; below them what each "
                + "decoder makes of their codes.");
        }
    }
}
