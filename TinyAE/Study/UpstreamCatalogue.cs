using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>The mistakes that amount to another upstream gradient, and those of the slope of an elementwise layer.</summary>
/// <remarks>
/// With the derivative of each output, ∂f_k/∂v, the gradient for any other weights w is Σ_k w_k ∂f_k/∂v. If the layer ends in an
/// activation, y = f(a), a derivative left out is w = g / f'(a), for f' is part of every path from v to y.
/// </remarks>
internal sealed class UpstreamCatalogue
{
    private readonly IGradientCase _case;
    private readonly double[] _y;
    private readonly List<(Mistake Mistake, string Words, double[] Weights)> _others = [];

    public UpstreamCatalogue(IGradientCase @case)
    {
        _case = @case;
        _y = new double[@case.Weights.Length];
        @case.Forward(_y);
        double[] g = @case.Weights;
        int width = @case.Width, last = g.Length - width;
        if (@case.Batch > 1)
        {
            _others.Add((Mistake.LastSampleOnly, "only the last sample", [.. g.Select((gk, k) => k >= last ? gk : 0)]));
            _others.Add((Mistake.LastSampleLeftOut, "the last sample left out", [.. g.Select((gk, k) => k < last ? gk : 0)]));
        }

        if (@case.Batch > 2)
        {
            _others.Add((Mistake.FirstSampleOnly, "only the first sample", [.. g.Select((gk, k) => k < width ? gk : 0)]));
        }

        double[] one = [.. g.Select(_ => 1.0)];
        _others.Add((Mistake.UpstreamIgnored, "an upstream gradient ignored: dy = 1", one));
        foreach (OutputSlope slope in OutputSlope.Activations.Where(slope => slope.Fits(_y)))
        {
            Add(Mistake.DerivativeLeftOut, $"the derivative{slope.Words} left out", g, y => 1 / slope.At(y));
            Add(Mistake.DerivativeAtInput, $"the derivative{slope.Words} at the input in place of the output", g,
                y => slope.At(slope.Input(y)) / slope.At(y));
            Add(Mistake.DerivativeAtOutput, $"the derivative{slope.Words} at the output in place of the input", g,
                y => slope.At(Function(slope, y)) / slope.At(y));
            Add(Mistake.DerivativeTwice, $"the derivative{slope.Words} twice", g, slope.At);
            Add(Mistake.UpstreamIgnored, $"an upstream gradient ignored, and the derivative{slope.Words} with it", one,
                y => 1 / slope.At(y));
        }

        // f(y), for an f' that is handed y where it expects a.
        double Function(OutputSlope slope, double y) => slope.Low < 0 ? Scalar.Tanh(y) : Scalar.Sigmoid(y);
        void Add(Mistake mistake, string words, double[] upstream, Func<double, double> factor) =>
            _others.Add((mistake, words, OutputSlope.Times(upstream, _y, factor)));
    }

    /// <summary>The gradients of one tensor that these mistakes would give.</summary>
    public List<Suspect> Suspects(CheckedTensor tensor, IReadOnlyList<int> indices)
    {
        double[][] gradients = [.. _others.Select(_ => new double[indices.Count])];
        double[] row = new double[_y.Length], da = new double[_y.Length], slopes = new double[indices.Count];
        bool isElementwise = tensor.IsData && tensor.Values.Length == _y.Length;
        OutputDerivatives derivatives = new(_case);
        for (int i = 0; i < indices.Count; i++)
        {
            derivatives.At(tensor.Values.Span, indices[i], row);
            for (int w = 0; w < gradients.Length; w++)
            {
                gradients[w][i] = Dot(_others[w].Weights, row);
            }

            for (int k = 0; k < row.Length; k++)
            {
                da[k] += _case.Weights[k] * row[k];
                isElementwise &= k == indices[i] || row[k] == 0;
            }

            slopes[i] = isElementwise ? row[indices[i]] : 0;
        }

        List<Suspect> suspects = [.. _others.Select((other, w) => new Suspect(other.Mistake, other.Words, gradients[w]))];
        if (isElementwise)
        {
            suspects.AddRange(Elementwise(tensor.Values.Span, indices, slopes));
        }

        if (!tensor.IsData && tensor.Shape.Rank == 1 && indices.Count == tensor.Values.Length)
        {
            suspects.AddRange(WrongSums(da, indices.Count));
        }

        return suspects;
    }

    internal static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int k = 0; k < a.Length; k++)
        {
            sum += a[k] * b[k];
        }

        return sum;
    }

    // dx = f'(x) dy with another f'. Each is written for the output in the books, and taken at the input here.
    private IEnumerable<Suspect> Elementwise(ReadOnlySpan<double> x, IReadOnlyList<int> indices, double[] slopes)
    {
        double[] g = [.. indices.Select(index => _case.Weights[index])];
        double[] at = new double[g.Length], above = new double[g.Length];
        for (int i = 0; i < at.Length; i++)
        {
            at[i] = x[indices[i]];
            above[i] = _y[indices[i]] - at[i];
        }

        const string words = "the derivative at the input in place of the output";
        const Mistake mistake = Mistake.DerivativeAtInput;
        return
        [
            new(Mistake.DerivativeLeftOut, "the derivative left out: dx = dy", g),
            new(Mistake.DerivativeTwice, "the derivative twice", Slopes(i => slopes[i] * slopes[i])),
            new(mistake, words, Slopes(i => 1 - (at[i] * at[i]))), // tanh: 1 − y²
            new(mistake, words, Slopes(i => at[i] * (1 - at[i]))), // sigmoid: y (1 − y)
            new(mistake, words, Slopes(i => 1 - Scalar.Exp(-at[i]))), // softplus: 1 − exp(−y)
            new(mistake, words, Slopes(i => at[i] < 0 ? slopes[i] - above[i] : slopes[i])), // ELU and SELU: y + α below 0
        ];

        double[] Slopes(Func<int, double> slope) => [.. g.Select((gi, i) => gi * slope(i))];
    }

    // The right sum puts dy_k to element k mod C: its last axis is that of the bias. Another axis has another stride.
    private static IEnumerable<Suspect> WrongSums(double[] da, int count)
    {
        for (int stride = 2; stride < da.Length; stride++)
        {
            if (da.Length % stride == 0)
            {
                double[] sums = new double[count];
                for (int k = 0; k < da.Length; k++)
                {
                    sums[k / stride % count] += da[k];
                }

                yield return new(Mistake.BiasAxis, "a bias summed over the wrong axis", sums);
            }
        }
    }
}
