using TinyAE.Imaging;

namespace TinyAE.Recipes;

/// <summary>The pictures of the study of noise.</summary>
internal static class NoiseStudyPictures
{
    /// <summary>Characters restored over flipped pixels: some trainings, the rule, doing nothing.</summary>
    public static Image Plot(NoiseStudyResults results)
    {
        double[] flips = [.. Enumerable.Range(0, NoiseStudyPlan.MostFlips + 1)];
        CurvePlot plot = new() { Title = "Characters restored", X = "pixels turned over", Y = "share of characters" };
        plot.Add<double, double>("nearest character", flips, Shares(k => results.Nearest(k).Characters));
        foreach (NoiseTraining training in results.Wide.Where(training => training.Noise.Kind is "flips" or "random-flips"))
        {
            plot.Add<double, double>($"wide, {training.NoiseName}", flips, Shares(k => results.Restored(training, k).Median));
        }

        return plot
            .Add<double, double>($"course, {results.Course.NoiseName}", flips, Shares(k => results.Restored(results.Course, k).Median))
            .Add<double, double>("doing nothing", flips, Shares(k => results.Nothing(k).Characters)).Render(1000, 640);

        double[] Shares(Func<int, double> of) => [.. flips.Select(k => of((int)k))];
    }

    /// <summary>What a training of the first seed makes of one noisy image of each character; null: it diverged.</summary>
    public static (Image Picture, int Failures, int Images)? Rows(NoiseStudyResults results, NoiseTraining training)
    {
        if (results.Examples(training) is not { } restored)
        {
            return null;
        }

        DenoisingTest test = results.Plan.ImagesOf(training)[NoiseStudyPlan.ExampleOf(training)];
        int count = restored.Length / Glyph.Size;
        int failures = Enumerable.Range(0, count).Count(
            n => DenoisingTest.WrongPixels(test.Clean(n), restored.AsSpan(n * Glyph.Size, Glyph.Size)) > 0);
        string trained = training.Network == NoiseTraining.Exercise ? "" : $"{training.Network}, trained on ";
        string title = $"{trained}{training.NoiseName}: {failures} of {count} not restored";
        return (DenoisingPictures.Rows(test, restored, [.. Enumerable.Range(0, count)], title), failures, count);
    }
}
