namespace TinyAE.Study;

/// <summary>The mistakes that multiply a gradient by a constant, and what the constant is.</summary>
internal static class FactorCatalogue
{
    /// <summary>The factor named; null if the gradients differ by more than one.</summary>
    public static Diagnosis? Diagnose(IGradientCase @case, CheckedTensor tensor, in Likeness likeness)
    {
        List<(Mistake Mistake, string Words)> found = [];
        foreach ((Mistake mistake, string words, double factor) in All(@case, tensor.Name))
        {
            // In a layer a mean over elements is the last thing to think of.
            if (likeness.Is(factor) && (found.Count == 0 || !@case.IsFunctional))
            {
                found.Add((mistake, words));
            }
        }

        if (found.Count == 0 && likeness.IsMultiple && likeness.Known > 1)
        {
            found.Add((Mistake.Factor, "a constant factor"));
        }

        return found.Count == 0 ? null
            : new(found[0].Mistake, found[0].Words, likeness.Cosine, likeness.Ratio, [.. found.Skip(1).Select(other => other.Words)]);
    }

    private static IEnumerable<(Mistake Mistake, string Words, double Factor)> All(IGradientCase @case, string name)
    {
        double n = @case.Batch;
        double d = @case.Width;
        yield return (Mistake.Sign, "the opposite sign", -1);
        if (n > 1)
        {
            yield return (Mistake.MissingMeanOverBatch, "a missing 1/N", n);
            yield return (Mistake.DoubledMeanOverBatch, "a 1/N too many", 1 / n);
        }

        yield return name.Contains("logVar", StringComparison.OrdinalIgnoreCase)
            ? (Mistake.MissingHalfOfLogVar, "a missing factor 1/2 of logVar: sigma = exp(logVar / 2)", 2)
            : (Mistake.Doubled, "a gradient added twice, or a missing factor 1/2", 2);
        yield return (Mistake.Halved, "a factor 1/2 too many, or a missing 2", 0.5);

        if (d > 1)
        {
            yield return (Mistake.MissingMeanOverElements, "a missing 1/D", d);
            yield return (Mistake.DoubledMeanOverElements, "a 1/D too many", 1 / d);
        }

        if (n > 1 && d > 1)
        {
            yield return (Mistake.MissingMean, "a missing 1/(N D)", n * d);
            yield return (Mistake.DoubledMean, "a 1/(N D) too many", 1 / (n * d));
        }
    }
}
