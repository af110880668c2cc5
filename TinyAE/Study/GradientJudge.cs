using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>Compares the analytic gradient of a case with its numeric one, tensor by tensor.</summary>
internal sealed class GradientJudge(CheckOptions options)
{
    // Fewer than ten standard errors of the numeric gradient prove nothing.
    private const double Doubt = 10;

    // A gradient this far below |L| (per unit of the tensor) is zero, if its own uncertainty does not exclude that.
    private const double Nothing = 1e-8;

    public GradientReport Judge(IGradientCase @case)
    {
        NumericDerivative derivative = new(@case);
        IReadOnlyList<string> complaints = @case.Backward();
        if (!double.IsFinite(derivative.Magnitude))
        {
            complaints = [.. complaints, $"L is {derivative.Magnitude} at the point of the check; nothing can be differentiated there."];
        }

        bool repeats = Repeats(@case);
        List<TensorVerdict> verdicts = [];
        foreach (CheckedTensor tensor in @case.Tensors)
        {
            verdicts.Add(
                !repeats ? Bare(tensor, Verdict.NotDeterministic, "two evaluations with one random key differ") :
                tensor.IsFrozen ? JudgeFrozen(tensor) :
                Compare(tensor, derivative));
        }

        verdicts = [.. @case.Tensors.Zip(verdicts, (tensor, verdict) => verdict with { Diagnosis = Diagnose(@case, tensor, verdict) })];

        return new GradientReport(@case.Name, verdicts, complaints);
    }

    private Diagnosis? Diagnose(IGradientCase @case, CheckedTensor tensor, TensorVerdict verdict)
    {
        if (verdict.Verdict != Verdict.Wrong || tensor.IsFrozen)
        {
            return null;
        }

        Diagnosis? found = verdict.RelativeError <= options.Tolerance
            ? null
            : new MistakeCatalogue(@case).Diagnose(tensor, verdict.Indices, verdict.Analytic, verdict.Numeric);
        return found ?? (tensor.Breach is { } breach ? new(breach, Addition.Words(breach), 0, 0, []) : null);
    }

    private static TensorVerdict Bare(CheckedTensor tensor, Verdict verdict, string? remark) =>
        new(tensor.Name, tensor.Shape, tensor.Values.Length, verdict) { Remark = remark };

    private static TensorVerdict JudgeFrozen(CheckedTensor tensor)
    {
        int moved = tensor.Analytic.AsSpan().IndexOfAnyExcept(0.0);
        string? remark = tensor.Remark;
        remark ??= moved < 0 ? null : $"the objective does not move it, but element {moved} has gradient {tensor.Analytic[moved]:g6}";
        return Bare(tensor, remark is null ? Verdict.Frozen : Verdict.Wrong, remark);
    }

    // Bits are compared: 0 and −0, or two NaN, must not pass for each other's repetition by chance of a comparison.
    private static bool Repeats(IGradientCase @case)
    {
        double[] first = new double[@case.Weights.Length];
        double[] second = new double[first.Length];
        @case.Forward(first);
        @case.Forward(second);
        if (!Bits.Same(first, second))
        {
            return false;
        }

        double[][] gradients = [.. @case.Tensors.Select(tensor => tensor.Analytic.ToArray())];
        @case.Backward();
        return @case.Tensors.Select((tensor, t) => Bits.Same(tensor.Analytic, gradients[t])).All(same => same);
    }

    private TensorVerdict Compare(CheckedTensor tensor, NumericDerivative derivative)
    {
        List<int> indices = [];
        List<double> analytic = [];
        List<double> numeric = [];
        Norms norms = default;
        int kinks = 0;
        int worst = -1;
        double largest = 0;
        foreach (int index in Choose(tensor.Values.Length))
        {
            Estimate n = derivative.At(tensor.Values.Span, index);
            if (n.IsKink)
            {
                kinks++;
                continue;
            }

            double a = tensor.Analytic[index];
            double difference = double.IsFinite(a) ? Math.Abs(a - n.Value) : double.PositiveInfinity;
            if (worst < 0 || difference > largest)
            {
                largest = difference;
                worst = indices.Count;
            }

            norms.Add(a, n);
            indices.Add(index);
            analytic.Add(a);
            numeric.Add(n.Value);
        }

        Verdict verdict = Decide(tensor, norms, indices.Count, derivative.Magnitude);
        return new TensorVerdict(tensor.Name, tensor.Shape, tensor.Values.Length, verdict)
        {
            Indices = indices,
            Analytic = analytic,
            Numeric = numeric,
            Kinks = kinks,
            RelativeError = norms.Ratio(norms.Difference),
            Uncertainty = norms.Ratio(norms.Error),
            Worst = worst,
            Remark = tensor.Remark,
        };
    }

    private Verdict Decide(CheckedTensor tensor, in Norms norms, int compared, double magnitude)
    {
        if (tensor.Remark is not null || !double.IsFinite(norms.Analytic))
        {
            return Verdict.Wrong;
        }

        if (compared == 0)
        {
            return Verdict.Kink;
        }

        if (norms.Difference <= options.Tolerance * (norms.Analytic + norms.Numeric))
        {
            return Verdict.Right;
        }

        double zero = Math.Min(Doubt * norms.Error, Nothing * magnitude);
        if (norms.Analytic <= zero && norms.Numeric <= zero)
        {
            return Verdict.Right;
        }

        return norms.Difference > Doubt * norms.Error ? Verdict.Wrong : Verdict.Rounding; // also where the numeric gradient is NaN
    }

    // All elements, or one at random in each of Sample equal parts: spread over the tensor, all different, ascending.
    private int[] Choose(int count)
    {
        if (count <= options.AllUpTo)
        {
            return [.. Enumerable.Range(0, count)];
        }

        double[] place = new double[Math.Min(options.Sample, count)];
        Noise.Uniform(CheckPoint.Key(options, CheckPoint.Choice), 0, place);
        return [.. place.Select((u, part) => (int)Math.Min(count - 1, (part + u) * count / place.Length))];
    }
}
