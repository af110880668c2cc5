using System.Numerics;

namespace TinyAE.Metrics;

/// <summary>The share of samples whose class is told right.</summary>
public static class Accuracy
{
    /// <summary>1/N Σ_n [predicted_n = label_n], in [0, 1].</summary>
    /// <exception cref="ArgumentException">There are none, or not as many of one as of the other.</exception>
    public static double Of(ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels)
    {
        if (predicted.Length != labels.Length || labels.IsEmpty)
        {
            throw new ArgumentException(
                $"There are as many predictions as labels, at least one; found {predicted.Length} and {labels.Length}.", nameof(predicted));
        }

        int right = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            right += predicted[n] == labels[n] ? 1 : 0;
        }

        return (double)right / labels.Length;
    }

    /// <summary>The accuracy of the class with the greatest score: <see cref="Decide"/>, then <see cref="Of"/>.</summary>
    /// <param name="scores">Logits or probabilities, (N, C).</param>
    /// <param name="labels">N of them.</param>
    /// <param name="classes">C, at least 1.</param>
    /// <exception cref="ArgumentException">The scores are not C for each label, or there are none.</exception>
    public static double OfScores<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels, int classes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int[] predicted = new int[labels.Length];
        Decide(scores, predicted, classes);
        return Of(predicted, labels);
    }

    /// <summary>The class with the greatest score, argmax_i s_ni; of equal ones the first; −1 where a score is NaN.</summary>
    /// <param name="scores">(N, C).</param>
    /// <param name="predicted">N of them, overwritten.</param>
    /// <param name="classes">C, at least 1.</param>
    /// <exception cref="ArgumentException">The scores are not C for each prediction.</exception>
    public static void Decide<T>(ReadOnlySpan<T> scores, Span<int> predicted, int classes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        if (scores.Length != (long)predicted.Length * classes)
        {
            throw new ArgumentException(
                $"{predicted.Length} predictions of {classes} classes are made from {(long)predicted.Length * classes} scores; "
                + $"found {scores.Length}.", nameof(scores));
        }

        for (int n = 0; n < predicted.Length; n++)
        {
            predicted[n] = Greatest(scores.Slice(n * classes, classes));
        }
    }

    private static int Greatest<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int best = 0;
        for (int i = 0; i < row.Length; i++)
        {
            if (T.IsNaN(row[i]))
            {
                return -1;
            }

            best = row[i] > row[best] ? i : best;
        }

        return best;
    }
}
