using TinyAE.Study;

namespace TinyAE.Recipes;

/// <summary>The results of the study of noise: medians over the seeds.</summary>
internal sealed class NoiseStudyResults
{
    private readonly Dictionary<string, CellResult> _cells;

    public NoiseStudyResults(NoiseStudyPlan plan, SweepResults results)
    {
        Plan = plan;
        All = results;
        _cells = results.Finished.ToDictionary(cell => cell.Cell.Key, cell => cell.Result);
        Wide = [.. plan.Trainings.Where(training => training.Network == NoiseTraining.Wide)];
        Course = plan.Trainings.First(training => training.Network == NoiseTraining.Course);
        Exercise = [.. plan.Trainings.Where(training => training.Network == NoiseTraining.Exercise)];
        Recipe = Wide.First(training => training.Noise.Kind == "random-flips");
    }

    /// <summary>What was planned.</summary>
    public NoiseStudyPlan Plan { get; }

    /// <summary>Every cell.</summary>
    public SweepResults All { get; }

    /// <summary>The recipe's network, trained on each noise.</summary>
    public IReadOnlyList<NoiseTraining> Wide { get; }

    /// <summary>The recipe itself.</summary>
    public NoiseTraining Recipe { get; }

    /// <summary>The course's network, trained as the recipe's.</summary>
    public NoiseTraining Course { get; }

    /// <summary>The course's exercise as it stands.</summary>
    public IReadOnlyList<NoiseTraining> Exercise { get; }

    /// <summary>The share of characters restored in a test, over the seeds.</summary>
    public Statistics Restored(NoiseTraining training, int test) => Over(training, result => result.Series[NoiseStudyPlan.Restored][test]);

    /// <summary>The share of wrong pixels in a test, over the seeds.</summary>
    public Statistics Wrong(NoiseTraining training, int test) => Over(training, result => result.Series[NoiseStudyPlan.Wrong][test]);

    /// <summary>The least error of each training.</summary>
    public IReadOnlyList<double> LeastErrors(NoiseTraining training) =>
        [.. Results(training).Select(result => result.Numbers[NoiseStudyPlan.LeastError])];

    /// <summary>What a training of the first seed made of its examples; null: it diverged.</summary>
    public double[]? Examples(NoiseTraining training) =>
        Results(training).First().Series.TryGetValue(NoiseStudyPlan.Examples, out double[]? pixels) ? pixels : null;

    /// <summary>What the rule restores in a test.</summary>
    public Restoration Nearest(int test) => Plan.ImagesOf(Recipe)[test].Nearest;

    /// <summary>What doing nothing restores in a test.</summary>
    public Restoration Nothing(int test) => Plan.ImagesOf(Recipe)[test].Nothing;

    /// <summary>Over 1 to 4 flipped pixels the least share that the median training restores of what the rule restores.</summary>
    public double LeastShareOfRule(NoiseTraining training) =>
        Enumerable.Range(1, 4).Min(k => Restored(training, k).Median / Nearest(k).Characters);

    /// <summary>The training whose median is greatest in a test, the first of equals.</summary>
    public NoiseTraining BestAt(int test, IEnumerable<NoiseTraining> among) => among.MaxBy(training => Restored(training, test).Median)!;

    private IEnumerable<CellResult> Results(NoiseTraining training) =>
        Plan.SeedsOf(training).Select(seed => _cells[NoiseStudyPlan.CellOf(training, seed).Key]);

    private Statistics Over(NoiseTraining training, Func<CellResult, double> value) => Statistics.Of(Results(training).Select(value));
}
