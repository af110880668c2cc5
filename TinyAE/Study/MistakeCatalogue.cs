namespace TinyAE.Study;

/// <summary>Finds out which known mistake a wrong gradient comes from, by making each on purpose.</summary>
/// <remarks>
/// A mistake is one of four things, and each gives a gradient that can be computed without the code under test:
/// the right gradient times a constant (<see cref="FactorCatalogue"/>); the right one with its elements elsewhere (a transpose, a shift);
/// the right one for another upstream gradient (dy = 1, one sample's dy, dy over the activation's slope), which follows from every
/// output's own derivative; the right one at another point (a weight transposed, x := y, logVar halved).
/// A mistake is named if its gradient agrees with the wrong one to 1e-5 of its norm and is not the right one; an equal is named beside it.
/// </remarks>
internal sealed class MistakeCatalogue(IGradientCase @case)
{
    // More than this many derivatives of single outputs take longer than the check.
    private const long MostDerivatives = 20_000_000;

    /// <summary>The diagnosis of a wrong gradient; null if it looks like nothing known.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="indices">The elements that were compared.</param>
    /// <param name="analytic">The gradient there, by the code under test.</param>
    /// <param name="numeric">The gradient there, by differences.</param>
    public Diagnosis? Diagnose(
        CheckedTensor tensor, IReadOnlyList<int> indices, IReadOnlyList<double> analytic, IReadOnlyList<double> numeric)
    {
        if (indices.Count == 0 || !analytic.All(double.IsFinite) || !numeric.All(double.IsFinite))
        {
            return null;
        }

        if (analytic.All(a => a == 0))
        {
            return new Diagnosis(Mistake.Missing, "a gradient that is never computed: it is zero", 0, 0, []);
        }

        Diagnosis? factor = FactorCatalogue.Diagnose(@case, tensor, Likeness.Of(analytic, numeric));
        return factor ?? Best(analytic, numeric,
        [
            .. new ConvolutionCatalogue(@case).Suspects(tensor, indices, numeric),
            .. Rearranged(tensor, indices, numeric),
            .. Recomputed(tensor, indices),
        ]);
    }

    private static Diagnosis? Best(IReadOnlyList<double> analytic, IReadOnlyList<double> numeric, IEnumerable<Suspect> suspects)
    {
        List<(Suspect Suspect, Likeness Likeness)> found = [];
        foreach (Suspect suspect in suspects)
        {
            Likeness likeness = Likeness.Of(analytic, suspect.Gradient);
            bool isLike = likeness.Is(1) || (likeness.IsMultiple && likeness.Known > 2);
            if (isLike && likeness.Known > 1 && 4 * likeness.Known >= numeric.Count && !Likeness.Of(numeric, suspect.Gradient).Is(1))
            {
                found.Add((suspect, likeness));
            }
        }

        if (found.Count == 0)
        {
            return null;
        }

        // A gradient that is equal convinces more than a multiple, and one that is known whole more than a part.
        found = [.. found.OrderByDescending(match => match.Likeness.Is(1)).ThenByDescending(match => match.Likeness.Known)];
        (Suspect best, Likeness of) = found[0];
        string[] others =
        [
            .. found.Where(match => match.Suspect.Mistake != best.Mistake)
                .Where(match => match.Likeness.Is(1) == of.Is(1) && match.Likeness.Known == of.Known)
                .Select(match => match.Suspect.Detail).Distinct(),
        ];
        return new Diagnosis(best.Mistake, best.Detail, of.Cosine, of.Ratio, others);
    }

    private IEnumerable<Suspect> Rearranged(CheckedTensor tensor, IReadOnlyList<int> indices, IReadOnlyList<double> numeric)
    {
        double[] whole = new double[tensor.Values.Length];
        whole.AsSpan().Fill(double.NaN);
        for (int i = 0; i < indices.Count; i++)
        {
            whole[indices[i]] = numeric[i];
        }

        int[] shape = tensor.IsData ? [@case.Batch, .. tensor.Shape.ToArray()] : tensor.Shape.ToArray();
        List<(Mistake Mistake, Rearrangement How)> hows = [];
        if (!tensor.IsData)
        {
            hows.AddRange(Rearrangement.Transposes(shape).Select(how => (Mistake.Transposed, how)));
        }

        int first = tensor.IsData ? 1 : 0; // of the two axes of the places: (N, h, w, c) or (kh, kw, in, out)
        if (shape.Length == 4)
        {
            hows.Add((Mistake.KernelFlipped, Rearrangement.Flip(shape, first, first + 1)));
            hows.AddRange(Rearrangement.Shifts(shape, first, first + 1).Select(how => (Mistake.Shifted, how)));
        }

        foreach ((Mistake mistake, Rearrangement how) in hows)
        {
            double[] moved = how.Of(whole);
            yield return new(mistake, how.Words, [.. indices.Select(index => moved[index])]);
        }

        if (tensor.IsData && @case.Batch > 1)
        {
            int last = (@case.Batch - 1) * tensor.Shape.Size;
            double[] only = [.. indices.Select((at, i) => at >= last ? numeric[i] : 0)];
            double[] without = [.. indices.Select((at, i) => at < last ? numeric[i] : 0)];
            yield return new(Mistake.LastSampleOnly, "only the last sample", only);
            yield return new(Mistake.LastSampleLeftOut, "the last sample left out", without);
        }
    }

    private IEnumerable<Suspect> Recomputed(CheckedTensor tensor, IReadOnlyList<int> indices)
    {
        bool isFew = (long)indices.Count * @case.Weights.Length <= MostDerivatives;
        IEnumerable<Suspect> all = [];
        if (isFew)
        {
            all = @case.IsFunctional ? new UpstreamCatalogue(@case).Suspects(tensor, indices) : [];
            all = all.Concat(new PointCatalogue(@case).Suspects(tensor, indices));
        }

        return all;
    }
}
