namespace TinyAE.Study;

/// <summary>How well a gradient a is a multiple of another, d, over the elements where d is known.</summary>
/// <remarks>
/// r = ⟨a, d⟩ / ⟨d, d⟩          the factor by least squares
/// c = ⟨a, d⟩ / (||a|| ||d||)    the cosine of their angle
/// e = ||a − r d|| / ||a|| = √(1 − c²), summed up as such: 1 − c² itself would be lost to rounding
/// </remarks>
/// <param name="Known">Elements where d is known.</param>
/// <param name="Cosine">c; 0 where a or d is zero.</param>
/// <param name="Ratio">r; NaN where d is zero.</param>
/// <param name="Rest">e; NaN where a or d is zero.</param>
internal readonly record struct Likeness(int Known, double Cosine, double Ratio, double Rest)
{
    // The numeric gradient is good to about 1e-9; what differs by more than this is not the same.
    private const double Same = 1e-5;

    /// <summary>True if the two differ by a factor and nothing else.</summary>
    public bool IsMultiple => Rest <= Same;

    /// <summary>True if a = factor · d.</summary>
    public bool Is(double factor) => IsMultiple && Math.Abs((Ratio / factor) - 1) <= Same;

    /// <summary>Compares a with d.</summary>
    public static Likeness Of(IReadOnlyList<double> a, IReadOnlyList<double> d)
    {
        double aa = 0, dd = 0, ad = 0, rest = 0;
        int known = 0;
        for (int i = 0; i < d.Count; i++)
        {
            if (double.IsFinite(d[i]))
            {
                known++;
                aa += a[i] * a[i];
                dd += d[i] * d[i];
                ad += a[i] * d[i];
            }
        }

        double ratio = ad / dd;
        for (int i = 0; i < d.Count; i++)
        {
            if (double.IsFinite(d[i]))
            {
                double left = a[i] - (ratio * d[i]);
                rest += left * left;
            }
        }

        return aa == 0 || dd == 0 ? new(known, 0, double.NaN, double.NaN)
            : new(known, ad / Math.Sqrt(aa * dd), ratio, Math.Sqrt(rest / aa));
    }
}
