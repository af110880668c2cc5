namespace TinyAE.Study;

/// <summary>∂L/∂x of one element by central differences, with an estimate of its own error.</summary>
/// <remarks>
/// D(h) = (L(x + h) − L(x − h)) / 2h       error O(h²)
/// R(h) = (64 D(h/8) − D(h)) / 63          error O(h⁴): Richardson's extrapolation
/// s(h) = (L(x + h) − 2 L(x) + L(x − h)) / h   the right-hand less the left-hand slope: about h L'' where L is smooth
///
/// The steps are h_k = 2^-7, 2^-10, ..., 2^-25, from about 1e-2 to 3e-8, times a power of two near |x| if that is above 1. Truncation
/// falls with h, rounding grows as 1/h, so that the estimates R(h_k) have a flat part between. It is found from the estimates alone: the
/// error of R(h_k) is taken as |R(h_k) − R(h_{k+1})|, but not below the rounding of L over the step; the smallest one wins. The sweep
/// ends once neighbours agree to within rounding.
///
/// A kink at x or nearer than the steps lets s persist while h shrinks by 8: it is found by that, not by how well D agrees with
/// anything (at the kink itself D is perfectly flat, and half right).
/// Sources: Richardson (1911); Ridders (1982), Accurate computation of F'(x), for choosing the step by agreement.
/// </remarks>
internal sealed class NumericDerivative
{
    private const int Steps = 7;
    private const double Epsilon = 2.220446049250313e-16; // 2^-52

    private readonly IGradientCase _case;
    private readonly double[] _center;
    private readonly double[] _plus;
    private readonly double[] _minus;
    private readonly double[] _slope = new double[Steps]; // D
    private readonly double[] _bend = new double[Steps]; // s
    private readonly double[] _noise = new double[Steps]; // rounding of D

    public NumericDerivative(IGradientCase @case)
    {
        _case = @case;
        _center = new double[@case.Weights.Length];
        _plus = new double[_center.Length];
        _minus = new double[_center.Length];
        @case.Forward(_center);
        Magnitude = SumOfMagnitudes(_center);
    }

    /// <summary>Σ_k |g_k f_k| at the point: the size against which rounding is measured.</summary>
    public double Magnitude { get; }

    /// <summary>Differentiates by one element and leaves it as it was.</summary>
    public Estimate At(Span<double> values, int index)
    {
        double x = values[index];
        double unit = Math.Abs(x) > 1 ? Math.ScaleB(1, Math.ILogB(x)) : 1;
        Estimate best = new(double.NaN, double.PositiveInfinity, IsKink: false);
        int chosen = 0;
        int k = 0;
        for (; k < Steps; k++)
        {
            Measure(values, index, x, Math.ScaleB(unit, -7 - (3 * k)), k);
            if (k < 2)
            {
                continue;
            }

            double coarse = Extrapolate(k - 2);
            double disagreement = Math.Abs(coarse - Extrapolate(k - 1));
            double error = Math.Max(disagreement, _noise[k - 1]);
            if (error < best.Error)
            {
                best = new Estimate(coarse, error, IsKink: false);
                chosen = k - 2;
            }

            if (disagreement <= 4 * _noise[k])
            {
                k++;
                break;
            }
        }

        return best with { IsKink = IsKink(best, chosen, k) };
    }

    private void Measure(Span<double> values, int index, double x, double h, int k)
    {
        double above = x + h;
        double below = x - h;
        values[index] = above;
        _case.Forward(_plus);
        values[index] = below;
        _case.Forward(_minus);
        values[index] = x;

        double difference = 0;
        double bend = 0;
        ReadOnlySpan<double> g = _case.Weights;
        for (int i = 0; i < g.Length; i++)
        {
            difference += g[i] * (_plus[i] - _minus[i]);
            bend += g[i] * (_plus[i] - _center[i] - (_center[i] - _minus[i]));
        }

        _slope[k] = difference / (above - below);
        _bend[k] = bend / h;
        _noise[k] = Epsilon * 0.5 * (SumOfMagnitudes(_plus) + SumOfMagnitudes(_minus)) / h;
    }

    private double Extrapolate(int k) => ((64 * _slope[k + 1]) - _slope[k]) / 63;

    private bool IsKink(Estimate best, int chosen, int measured)
    {
        double size = Math.Abs(best.Value) + Math.Abs(_bend[measured - 1]);
        bool flat = best.Error <= Math.Max(1e-6 * size, 100 * _noise[chosen + 1]);
        if (flat)
        {
            return Persists(chosen) && Persists(chosen + 1);
        }

        for (int k = 0; k + 1 < measured; k++)
        {
            if (Persists(k))
            {
                return true;
            }
        }

        return false;
    }

    // Where L is smooth, s falls by 8 from one step to the next.
    private bool Persists(int k) => Math.Abs(_bend[k + 1]) > Math.Max(0.5 * Math.Abs(_bend[k]), 64 * _noise[k + 1]);

    private double SumOfMagnitudes(double[] outputs)
    {
        double sum = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            sum += Math.Abs(_case.Weights[i] * outputs[i]);
        }

        return sum;
    }
}
