namespace TinyAE.Metrics;

/// <summary>Samples in the order of falling scores, as curves of detectors read them: samples with equal scores pass together.</summary>
internal static class Ranking
{
    /// <summary>How many positives and negatives score at least each threshold: the first step has none, the last one all.</summary>
    /// <param name="scores">The higher, the more positive; none NaN.</param>
    /// <param name="positive">What each sample is.</param>
    /// <exception cref="ArgumentException">Not as many of one as of the other, a NaN, or no sample of one kind.</exception>
    public static List<(double Threshold, int TruePositives, int FalsePositives)> Of(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        if (scores.Length != positive.Length)
        {
            throw new ArgumentException($"Each score has a truth; found {scores.Length} scores and {positive.Length}.", nameof(positive));
        }

        if (!positive.Contains(true) || !positive.Contains(false))
        {
            throw new ArgumentException("A curve needs positive and negative samples, at least one of each.", nameof(positive));
        }

        for (int n = 0; n < scores.Length; n++)
        {
            if (double.IsNaN(scores[n]))
            {
                throw new ArgumentException($"A score is a number; sample {n} has NaN.", nameof(scores));
            }
        }

        double[] sorted = scores.ToArray();
        bool[] truth = positive.ToArray();
        Array.Sort(sorted, truth, Comparer<double>.Create((a, b) => b.CompareTo(a)));
        List<(double, int, int)> steps = [(double.PositiveInfinity, 0, 0)];
        (int right, int wrong) = (0, 0);
        for (int n = 0; n < sorted.Length; n++)
        {
            right += truth[n] ? 1 : 0;
            wrong += truth[n] ? 0 : 1;
            if (n + 1 == sorted.Length || sorted[n + 1] != sorted[n])
            {
                steps.Add((sorted[n], right, wrong));
            }
        }

        return steps;
    }
}
