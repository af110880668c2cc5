using TinyAE.Study;

namespace TinyAE.Recipes;

/// <summary>The results of a study of autoencoders of images, by value.</summary>
internal sealed class ImageStudyResults
{
    private readonly Dictionary<string, CellResult> _cells;

    public ImageStudyResults(ImageStudyPlan plan, SweepResults results)
    {
        Plan = plan;
        All = results;
        _cells = results.Finished.ToDictionary(cell => cell.Cell.Key, cell => cell.Result);
    }

    /// <summary>What was planned.</summary>
    public ImageStudyPlan Plan { get; }

    /// <summary>Every cell.</summary>
    public SweepResults All { get; }

    /// <summary>The values.</summary>
    public IReadOnlyList<double> Values => Plan.Study.Values;

    /// <summary>A number over the seeds.</summary>
    public Statistics Over(double value, string number) =>
        Over(value, result => result.Numbers.TryGetValue(number, out double found) ? found : double.NaN);

    /// <summary>Something over the seeds.</summary>
    public Statistics Over(double value, Func<CellResult, double> of) =>
        Statistics.Of(Plan.SeedNumbers.Select(seed => of(_cells[Plan.CellOf(value, seed).Key])));

    /// <summary>Element i of a series over the seeds; a training that diverged has none.</summary>
    public Statistics Over(double value, string series, int i) =>
        Over(value, result => result.Series.TryGetValue(series, out double[]? numbers) ? numbers[i] : double.NaN);

    /// <summary>The median of a number for each value.</summary>
    public double[] Medians(string number) => [.. Values.Select(value => Over(value, number).Median)];

    /// <summary>A series of the training with the first seed; null: it diverged, or has none.</summary>
    public double[]? OfFirstSeed(double value, string series) =>
        _cells[Plan.CellOf(value, Plan.Scale.FirstSeed).Key].Series.TryGetValue(series, out double[]? numbers) ? numbers : null;

    /// <summary>The value whose median is least; null where no median is finite.</summary>
    public double? Least(string number) => Best(number, -1);

    /// <summary>The value whose median is greatest; null where no median is finite.</summary>
    public double? Greatest(string number) => Best(number, 1);

    private double? Best(string number, int sign)
    {
        double[] medians = Medians(number);
        int[] finite = [.. Enumerable.Range(0, medians.Length).Where(i => double.IsFinite(medians[i]))];
        return finite.Length == 0 ? null : Values[finite.MaxBy(i => sign * medians[i])];
    }
}
