using TinyAE.Imaging;
using TinyAE.Reports;
using TinyAE.Study;
using static TinyAE.Recipes.DenoisingWords;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>The report of the study of noise; each of its sentences is computed from the results.</summary>
internal static class NoiseStudyReport
{
    // By rising noise, as the exercise gives them without saying how much noise that is.
    private static readonly double[] CourseErrors = [0.063, 0.159, 0.274, 1.153];

    public static StudyPage Of(NoiseStudyResults results)
    {
        NoiseStudyPlan plan = results.Plan;
        MarkdownDocument page = new();
        List<(string File, Image Picture)> pictures = [];
        string verdict = Verdict(results);
        page.Heading("What noise should a denoiser be trained on?", 1).Paragraph(verdict);
        if (plan.Scale.Quick)
        {
            page.Paragraph("**This is the quick version**: a tenth of the steps, one seed and few test images; it shows that everything "
                + "works, its answers are not those of the whole study.");
        }

        page.Paragraph($"Each network is tried on {Count(plan.Draws)} noisy images of each of the 32 characters at each level, the same "
            + $"images for all, their noise drawn apart from that of any training. Numbers are medians over {Count(plan.Seeds, "seed")}. "
            + "*Restored*: the share of characters without a wrong pixel. *Nearest character*: the clean character with the least squared "
            + "distance to the noisy one, for pixels of 0 and 1 the Hamming distance; among several nearest ones it draws, which is "
            + "counted by its mean. Where each pixel is turned over independently, or has Gaussian noise that is not clipped, nothing "
            + "restores more on average; clipped noise and erased parts can be undone better. *Doing nothing*: the noisy "
            + "character, ink from 1/2 on.");
        Flips(page, pictures, results);
        Kinds(page, results);
        Rows(page, pictures, results);
        Exercise(page, pictures, results);
        (IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows) = Metrics(results);
        return new StudyPage(verdict, page, pictures, headings, rows);
    }

    private static string Verdict(NoiseStudyResults results)
    {
        string wide = string.Join('-', results.Recipe.Settings.Architecture);
        string course = string.Join('-', results.Course.Settings.Architecture);
        return $"Trained on fresh noise that turns each pixel over with probability 0.1, the wide network ({wide}) restores with 1 to 4 "
            + $"pixels turned over at least {Percent(results.LeastShareOfRule(results.Recipe))} of what the nearest character restores; "
            + $"the course's network ({course}), trained in the same way, {Percent(results.LeastShareOfRule(results.Course))}.";
    }

    private static void Flips(MarkdownDocument page, List<(string, Image)> pictures, NoiseStudyResults results)
    {
        NoiseTraining[] trained = [.. results.Wide.Where(training => training.Noise.Kind is "flips" or "random-flips"), results.Course];
        int[] levels = [.. Enumerable.Range(0, NoiseStudyPlan.MostFlips + 1)];
        page.Heading("Trained at one level, tested at every level");
        page.Paragraph("**Characters restored**, by pixels turned over in the test:");
        page.Table(Table(results, trained, levels, "flips", statistics => results.Restored(statistics.Training, statistics.Test).Median,
            score => score.Characters));
        page.Paragraph("**Wrong pixels**, of all:");
        page.Table(Table(results, trained, levels, "flips", statistics => results.Wrong(statistics.Training, statistics.Test).Median,
            score => score.WrongPixels));
        pictures.Add(("restored-by-level.png", NoiseStudyPictures.Plot(results)));
        page.Picture("restored-by-level.png", "Characters restored over flipped pixels", "One curve a training, medians over the seeds.");
        NoiseTraining none = trained[0];
        List<string> findings =
        [
            $"Without noise in training ({none.NoiseName}) the network restores {Percent(results.Restored(none, 1).Median)} with one pixel "
            + $"turned over and {Percent(results.Restored(none, 2).Median)} with two.",
        ];
        foreach (int k in levels[1..])
        {
            NoiseTraining best = results.BestAt(k, trained);
            findings.Add($"With {Count(k, "pixel")} turned over the best training is {best.Network}, {best.NoiseName}: "
                + $"{Percent(results.Restored(best, k).Median)}; the nearest character restores {Percent(results.Nearest(k).Characters)}.");
        }

        page.Bullets(findings);
    }

    private static TextTable Table(NoiseStudyResults results, IReadOnlyList<NoiseTraining> trained, int[] tests, string unit,
        Func<(NoiseTraining Training, int Test), double> value, Func<Restoration, double> part)
    {
        TextTable table = new([$"trained on \\ tested with {unit}", .. tests.Select(test => $"{NoiseStudyPlan.Tests[test].Level}>")]);
        foreach (NoiseTraining training in trained)
        {
            table.Add([$"{training.Network}: {training.NoiseName}", .. tests.Select(test => Percent(value((training, test))))]);
        }

        table.Add(["nearest character", .. tests.Select(test => Percent(part(results.Nearest(test))))]);
        return table.Add(["doing nothing", .. tests.Select(test => Percent(part(results.Nothing(test))))]);
    }

    private static void Kinds(MarkdownDocument page, NoiseStudyResults results)
    {
        page.Heading("Other kinds of noise");
        NoiseTraining[] trained = [.. results.Wide.Where(training => training.Noise.Kind != "flips")];
        List<string> findings = [];
        foreach (IGrouping<string, int> kind in Enumerable.Range(0, NoiseStudyPlan.Tests.Length)
            .Where(test => NoiseStudyPlan.Tests[test].Kind != "flips").GroupBy(test => NoiseStudyPlan.Tests[test].Kind))
        {
            int[] tests = [.. kind];
            page.Heading($"Tested with {kind.Key}", 3);
            page.Table(Table(results, trained, tests, kind.Key, asked => results.Restored(asked.Training, asked.Test).Median,
                score => score.Characters));
            int own = tests.First(test => NoiseStudyPlan.Tests[test] == (kind.Key, OwnLevel(trained, kind.Key)));
            NoiseTraining best = results.BestAt(own, trained);
            NoiseTraining home = trained.First(training => training.Noise.Kind == kind.Key);
            double found = results.Restored(home, own).Median, rule = results.Nearest(own).Characters;
            findings.Add($"At {home.NoiseName} the network that was trained on it restores {Percent(found)}, "
                + (best == home ? "the most of all" : $"the one trained on {best.NoiseName} {Percent(results.Restored(best, own).Median)}")
                + $"; the nearest character restores {Percent(rule)}"
                + (found > rule ? ", less: here it is not the best that can be done." : "."));
        }

        page.Paragraph("In short:").Bullets(findings);
    }

    private static double OwnLevel(NoiseTraining[] trained, string kind) =>
        trained.First(training => training.Noise.Kind == kind).Noise.Level;

    private static void Rows(MarkdownDocument page, List<(string, Image)> pictures, NoiseStudyResults results)
    {
        page.Heading("Clean, noisy, restored, failures").Paragraph("One noisy image of each character. A pixel on the wrong side of 1/2 "
            + "is framed, and counted below its character.");
        NoiseTraining[] shown = [.. results.Wide.Where(training => training.NoiseName is "flips 0" or "flips 2"
            || training.Noise.Kind is not "flips"), results.Course];
        foreach (NoiseTraining training in shown)
        {
            Show(page, pictures, results, training, $"rows-{training.Network}-{training.NoiseName.Replace(' ', '-')}.png");
        }
    }

    private static void Show(
        MarkdownDocument page, List<(string, Image)> pictures, NoiseStudyResults results, NoiseTraining training, string file)
    {
        if (NoiseStudyPictures.Rows(results, training) is not { } rows)
        {
            page.Paragraph($"The training on {training.NoiseName} diverged: there is no picture of it.");
            return;
        }

        (string kind, double level) = NoiseStudyPlan.Tests[NoiseStudyPlan.ExampleOf(training)];
        pictures.Add((file, rows.Picture));
        page.Picture(file, $"{training.Network}, trained on {training.NoiseName}",
            $"Tested with {NoiseTraining.NameOf(kind, level)}, seed {results.Plan.Scale.FirstSeed}: {rows.Failures} of {rows.Images} "
            + "characters are not restored.");
    }

    private static void Exercise(MarkdownDocument page, List<(string, Image)> pictures, NoiseStudyResults results)
    {
        FontSettings settings = results.Exercise[0].Settings;
        page.Heading("The course's exercise").Paragraph($"{string.Join('-', settings.Architecture)}, {settings.Activation}, the error "
            + $"E = ½ Σ (y − t)² over all pixels and samples, rate {settings.LearningRate}, {Count(settings.Iterations)} iterations, on "
            + $"the characters {settings.Characters} and noisy copies of them that stay the same. The course names the least errors "
            + $"{string.Join(", ", CourseErrors)} \"as the noise grew\", but neither its characters, nor how much noise, nor the rule that "
            + $"moves the weights: ours are 1 to 9, 1 to 4 flips, and {settings.Optimizer}. So its figures stand beside ours in order of "
            + "noise, not as the same experiment.");
        int seeds = results.Plan.SeedsOf(results.Exercise[0]).Count();
        TextTable table = new("set", "flips>", "least error: median>", "least of the seeds>", "greatest>", "the course>",
            $"seeds not above the course, of {seeds}>", "restored at its level>", "nearest>", "restored with 1 flip>");
        foreach (NoiseTraining training in results.Exercise)
        {
            int level = (int)training.Noise.Level;
            IReadOnlyList<double> errors = results.LeastErrors(training);
            Statistics statistics = Statistics.Of(errors);
            double course = CourseErrors[level - 1];
            table.Add(training.Noise.TrainingSet, $"{level}", Number(statistics.Median), Number(statistics.Min), Number(statistics.Max),
                Number(course), $"{errors.Count(error => error <= course)}", Percent(results.Restored(training, level).Median),
                Percent(results.Plan.ImagesOf(training)[level].Nearest.Characters), Percent(results.Restored(training, 1).Median));
        }

        page.Table(table);
        int trainings = results.Exercise.Count * seeds;
        int reached = results.Exercise.Sum(training => results.LeastErrors(training).Count(
            error => error <= CourseErrors[(int)training.Noise.Level - 1]));
        double[] medians = [.. results.Exercise.Select(training => results.Restored(training, (int)training.Noise.Level).Median)];
        page.Bullets(
            $"{reached} of {trainings} trainings come as low as the course's figure in their place.",
            $"At the level it was trained on the median training restores {Percent(medians.Min())} to {Percent(medians.Max())} of the "
            + $"characters; the wide network on fresh noise ({results.Recipe.NoiseName}), of all 32 characters, with 1 to 4 flips "
            + $"{Percent(Enumerable.Range(1, 4).Min(k => results.Restored(results.Recipe, k).Median))} or more.",
            Sevens(results));
        foreach (NoiseTraining training in results.Exercise.Where(training => training.Noise.TrainingSet == "9+18"))
        {
            Show(page, pictures, results, training, $"rows-exercise-9-18-{training.NoiseName.Replace(' ', '-')}.png");
        }
    }

    /// <summary>The course shows one failure where a 7 was expected: how it is with ours.</summary>
    private static string Sevens(NoiseStudyResults results)
    {
        const int seven = 6; // in 123456789
        int failed = results.Exercise.Count(training => results.Examples(training) is { } restored && DenoisingTest.WrongPixels(
            results.Plan.ImagesOf(training)[NoiseStudyPlan.ExampleOf(training)].Clean(seven),
            restored.AsSpan(seven * Glyph.Size, Glyph.Size)) > 0);
        return $"The course shows one failure where a 7 was expected. Of our {results.Exercise.Count} trainings with seed "
            + $"{results.Plan.Scale.FirstSeed}, each tried on one noisy 7, {failed} do not restore it.";
    }

    private static (IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows) Metrics(NoiseStudyResults results)
    {
        List<IReadOnlyList<string>> rows = [];
        foreach ((SweepCell cell, CellResult result) in results.All.Finished)
        {
            NoiseTraining training = results.Plan.Trainings.First(
                training => results.Plan.SeedsOf(training).Any(seed => NoiseStudyPlan.CellOf(training, seed).Key == cell.Key));
            IReadOnlyList<DenoisingTest> tests = results.Plan.ImagesOf(training);
            for (int i = 0; i < tests.Count; i++)
            {
                (string kind, double level) = NoiseStudyPlan.Tests[i];
                rows.Add([.. cell.Settings.Values, Text(result.Numbers[NoiseStudyPlan.LeastError]), kind, Text(level),
                    Text(result.Series[NoiseStudyPlan.Restored][i]), Text(tests[i].Nearest.Characters), Text(tests[i].Nothing.Characters),
                    Text(result.Series[NoiseStudyPlan.Wrong][i]), Text(tests[i].Nearest.WrongPixels), Text(tests[i].Nothing.WrongPixels)]);
            }
        }

        return (["network", "noise", "level", "set", "seed", "least_error", "test", "test_level", "restored", "restored_by_nearest",
            "restored_by_nothing", "wrong_pixels", "wrong_pixels_by_nearest", "wrong_pixels_by_nothing"], rows);

        static string Text(double number) => double.IsNaN(number) ? "" : number.ToString("R");
    }
}
