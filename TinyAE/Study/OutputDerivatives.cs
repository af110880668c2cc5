namespace TinyAE.Study;

/// <summary>∂f_k/∂x of every output k by one element: what any other upstream gradient would make of it follows by a sum.</summary>
/// <remarks>
/// D_k(h) = (f_k(x + h) − f_k(x − h)) / 2h, and (64 D_k(h/8) − D_k(h)) / 63 at h = 2^-10: fixed steps, since a mistake is recognized at
/// 1e-5. The verdict never comes from here.
/// </remarks>
internal sealed class OutputDerivatives(IGradientCase @case)
{
    private readonly double[] _plus = new double[@case.Weights.Length];
    private readonly double[] _minus = new double[@case.Weights.Length];

    /// <summary>Differentiates by one element and leaves it as it was.</summary>
    public void At(Span<double> values, int index, Span<double> derivatives)
    {
        double x = values[index];
        double h = Math.ScaleB(Math.Abs(x) > 1 ? Math.ScaleB(1, Math.ILogB(x)) : 1, -10);
        derivatives.Clear();
        Add(values, index, h, -1.0 / 63, derivatives);
        Add(values, index, h / 8, 64.0 / 63, derivatives);
        values[index] = x;
    }

    private void Add(Span<double> values, int index, double h, double factor, Span<double> derivatives)
    {
        double x = values[index], above = x + h, below = x - h;
        values[index] = above;
        @case.Forward(_plus);
        values[index] = below;
        @case.Forward(_minus);
        values[index] = x;
        for (int k = 0; k < derivatives.Length; k++)
        {
            derivatives[k] += factor * (_plus[k] - _minus[k]) / (above - below);
        }
    }
}
