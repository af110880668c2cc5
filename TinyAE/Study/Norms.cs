namespace TinyAE.Study;

/// <summary>Euclidean norms over the compared elements: analytic and numeric gradient, their difference, the uncertainty.</summary>
internal struct Norms
{
    private double _analytic;
    private double _numeric;
    private double _difference;
    private double _error;

    public readonly double Analytic => Math.Sqrt(_analytic);

    public readonly double Numeric => Math.Sqrt(_numeric);

    public readonly double Difference => Math.Sqrt(_difference);

    public readonly double Error => Math.Sqrt(_error);

    public void Add(double analytic, Estimate numeric)
    {
        _analytic += analytic * analytic;
        _numeric += numeric.Value * numeric.Value;
        _difference += (analytic - numeric.Value) * (analytic - numeric.Value);
        _error += numeric.Error * numeric.Error;
    }

    /// <summary>norm / (||a|| + ||n||); 0 / 0 is 0.</summary>
    public readonly double Ratio(double norm) => norm == 0 ? 0 : norm / (Analytic + Numeric);
}
