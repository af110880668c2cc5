namespace TinyAE.Metrics;

/// <summary>The receiver operating characteristic: what share of the positives a detector finds, for what share of false alarms.</summary>
/// <remarks>
/// A sample with a score of at least the threshold counts as positive. Samples with equal scores pass together, by a straight line.
/// Source: Fawcett (2006), An introduction to ROC analysis, algorithms 1 and 2.
/// </remarks>
public sealed class RocCurve
{
    private RocCurve(IReadOnlyList<RocPoint> points, double area)
    {
        Points = points;
        Area = area;
    }

    /// <summary>From (0, 0) to (1, 1), thresholds falling.</summary>
    public IReadOnlyList<RocPoint> Points { get; }

    /// <summary>ROC-AUC, in [0, 1]: P(score of a positive > that of a negative) + ½ P(they are equal); ½ by guessing.</summary>
    public double Area { get; }

    /// <summary>The curve of these scores.</summary>
    /// <param name="scores">The higher, the more positive; infinities are allowed.</param>
    /// <param name="positive">What each sample is.</param>
    /// <exception cref="ArgumentException">Not as many of one as of the other, a NaN, or no sample of one kind.</exception>
    public static RocCurve Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        List<(double Threshold, int TruePositives, int FalsePositives)> steps = Ranking.Of(scores, positive);
        (_, int positives, int negatives) = steps[^1];
        double pairs = 0; // of a positive and a negative in the right order; equal ones count half
        for (int i = 1; i < steps.Count; i++)
        {
            double wrong = steps[i].FalsePositives - steps[i - 1].FalsePositives;
            pairs += wrong * (steps[i].TruePositives + steps[i - 1].TruePositives) / 2;
        }

        RocPoint[] points =
        [
            .. steps.Select(
                step => new RocPoint(step.Threshold, (double)step.FalsePositives / negatives, (double)step.TruePositives / positives)),
        ];
        return new RocCurve(points, pairs / ((double)positives * negatives));
    }
}

/// <summary>A point of a <see cref="RocCurve"/>.</summary>
/// <param name="Threshold">Scores of at least this count as positive; ∞ at the start.</param>
/// <param name="FalsePositiveRate">Share of the negatives, in [0, 1].</param>
/// <param name="TruePositiveRate">Share of the positives, in [0, 1].</param>
public readonly record struct RocPoint(double Threshold, double FalsePositiveRate, double TruePositiveRate);
