namespace TinyAE.Study;

/// <summary>The mistakes that amount to the right gradient elsewhere: for a transposed weight, at y in place of x, with σ for σ².</summary>
internal sealed class PointCatalogue(IGradientCase @case)
{
    /// <summary>The gradients of one tensor that these mistakes would give.</summary>
    public IEnumerable<Suspect> Suspects(CheckedTensor tensor, IReadOnlyList<int> indices)
    {
        double[] y = new double[@case.Weights.Length];
        @case.Forward(y);
        foreach (CheckedTensor other in @case.Tensors)
        {
            if (other.Name.Contains("logVar", StringComparison.OrdinalIgnoreCase) && other.IsData)
            {
                const string words = "sigma for sigma squared, or the other way round";
                yield return At(other, value => value / 2, Mistake.SigmaForVariance, words);
                yield return At(other, value => value * 2, Mistake.SigmaForVariance, words);
            }

            if (@case.IsFunctional && tensor.IsData && !other.IsData && other.Shape.Rank > 1)
            {
                int[] shape = other.Shape.ToArray();
                foreach (Rearrangement how in Rearrangement.Transposes(shape))
                {
                    foreach (Suspect suspect in Moved(other, how, Mistake.Transposed))
                    {
                        yield return suspect;
                    }
                }

                if (shape.Length == 4)
                {
                    foreach (Suspect suspect in Moved(other, Rearrangement.Flip(shape, 0, 1), Mistake.KernelFlipped))
                    {
                        yield return suspect;
                    }
                }
            }
        }

        if (@case.IsFunctional && @case.Tensors.Count == 1 && tensor.IsData && tensor.Values.Length == y.Length)
        {
            double[] gradient = Gradient(tensor, tensor, y, indices, OutputSlope.None, y);
            yield return new(Mistake.DerivativeAtOutput, "the derivative at the output in place of the input", gradient);
        }

        Suspect At(CheckedTensor moved, Func<double, double> to, Mistake mistake, string words) => new(
            mistake, words, Gradient(tensor, moved, [.. moved.Values.ToArray().Select(to)], indices, OutputSlope.None, y));

        // The activation's slope is that of the point itself: it is made up for.
        IEnumerable<Suspect> Moved(CheckedTensor moved, Rearrangement how, Mistake mistake) =>
            new[] { OutputSlope.None }.Concat(OutputSlope.Activations.Where(slope => slope.Fits(y))).Select(slope => new Suspect(
                mistake, how.Words, Gradient(tensor, moved, how.Of(moved.Values.Span), indices, slope, y)));
    }

    // ∂L/∂tensor with the values of one tensor replaced, and put back. The noise and all else stay.
    private double[] Gradient(
        CheckedTensor tensor, CheckedTensor moved, double[] to, IReadOnlyList<int> indices, OutputSlope slope, double[] y)
    {
        double[] before = moved.Values.ToArray();
        double[] outputs = new double[y.Length], row = new double[y.Length], gradient = new double[indices.Count];
        to.CopyTo(moved.Values);
        @case.Forward(outputs);
        double[] weights = slope.Fits(outputs)
            ? [.. @case.Weights.Select((g, k) => g * slope.At(y[k]) / slope.At(outputs[k]))]
            : @case.Weights;
        OutputDerivatives derivatives = new(@case);
        for (int i = 0; i < gradient.Length; i++)
        {
            derivatives.At(tensor.Values.Span, indices[i], row);
            gradient[i] = UpstreamCatalogue.Dot(weights, row);
        }

        before.CopyTo(moved.Values);
        return gradient;
    }
}
