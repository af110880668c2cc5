namespace TinyAE.Metrics;

/// <summary>Precision (what share of the alarms is right) against recall (what share of the positives is found) of a detector.</summary>
/// <remarks>
/// A sample with a score of at least the threshold counts as positive; samples with equal scores pass together.
/// Source: Davis and Goadrich (2006), The relationship between precision-recall and ROC curves.
/// </remarks>
public sealed class PrecisionRecallCurve
{
    private PrecisionRecallCurve(IReadOnlyList<PrecisionRecallPoint> points, double area)
    {
        Points = points;
        Area = area;
    }

    /// <summary>Thresholds falling, recall rising to 1; the first point is that of the highest score.</summary>
    public IReadOnlyList<PrecisionRecallPoint> Points { get; }

    /// <summary>PR-AUC as average precision, Σ_i (R_i − R_(i−1)) P_i with R_0 = 0, in (0, 1]; the share of positives by guessing.</summary>
    /// <remarks>Steps, no straight lines between the points: those would promise too much.</remarks>
    public double Area { get; }

    /// <summary>The curve of these scores.</summary>
    /// <param name="scores">The higher, the more positive; infinities are allowed.</param>
    /// <param name="positive">What each sample is.</param>
    /// <exception cref="ArgumentException">Not as many of one as of the other, a NaN, or no sample of one kind.</exception>
    public static PrecisionRecallCurve Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        List<(double Threshold, int TruePositives, int FalsePositives)> steps = Ranking.Of(scores, positive);
        double positives = steps[^1].TruePositives;
        PrecisionRecallPoint[] points =
        [
            .. steps.Skip(1).Select(
                step => new PrecisionRecallPoint(
                    step.Threshold, step.TruePositives / positives,
                    (double)step.TruePositives / (step.TruePositives + step.FalsePositives))),
        ];
        double area = 0, recall = 0;
        foreach (PrecisionRecallPoint point in points)
        {
            area += (point.Recall - recall) * point.Precision;
            recall = point.Recall;
        }

        return new PrecisionRecallCurve(points, area);
    }
}

/// <summary>A point of a <see cref="PrecisionRecallCurve"/>.</summary>
/// <param name="Threshold">Scores of at least this count as positive.</param>
/// <param name="Recall">Share of the positives that are found, in [0, 1].</param>
/// <param name="Precision">Share of the found that are positive, in [0, 1].</param>
public readonly record struct PrecisionRecallPoint(double Threshold, double Recall, double Precision);
