namespace TinyAE.Numerics;

/// <summary>The standard normal distribution: its cumulative distribution function Φ and the inverse.</summary>
public static class NormalDistribution
{
    private const double InverseRootOfTwoPi = 0.39894228040143267794;

    /// <summary>The density φ(x) = exp(−x²/2) / √(2π).</summary>
    public static double Density(double x) => InverseRootOfTwoPi * Scalar.Exp(-0.5 * x * x);

    /// <summary>Φ(x) = ∫_{−∞}^x φ(t) dt, about 1e-15 absolute, 1e-13 relative in the lower tail.</summary>
    /// <remarks>
    /// Near 0 the series Φ(x) = 1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + x⁷/(3·5·7) + ...) (Marsaglia 2004, Evaluating the normal distribution);
    /// in the tails Laplace's continued fraction 1 − Φ(x) = φ(x) / (x + 1/(x + 2/(x + 3/(x + ...)))).
    /// </remarks>
    public static double Cdf(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        double size = Math.Abs(x);
        if (size < 3)
        {
            double term = x, sum = x;
            for (int odd = 3; sum + term != sum; odd += 2)
            {
                term *= x * x / odd;
                sum += term;
            }

            return 0.5 + (Density(x) * sum);
        }

        double fraction = size;
        for (int k = 120; k >= 1; k--)
        {
            fraction = size + (k / fraction);
        }

        double tail = size > 40 ? 0 : Density(size) / fraction;
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>The x with Φ(x) = <paramref name="p"/>, about 1e-16 relative; −∞ at 0, +∞ at 1, NaN outside [0, 1].</summary>
    /// <remarks>
    /// Rational approximations of degree 7 in three ranges: |p − 1/2| ≤ 0.425 in p itself, the tails in r = √(−log p).
    /// Source: Wichura (1988), Algorithm AS 241, PPND16.
    /// </remarks>
    public static double InverseCdf(double p)
    {
        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double s = 0.180625 - (q * q);
            return q
                * Polynomial(s, 2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
                    1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e0)
                / Polynomial(s, 5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
                    5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1);
        }

        double tail = q < 0 ? p : 1 - p;
        if (!(tail > 0))
        {
            return tail == 0 ? (q < 0 ? double.NegativeInfinity : double.PositiveInfinity) : double.NaN;
        }

        double r = Math.Sqrt(-Scalar.Log(tail));
        double x;
        if (r <= 5)
        {
            r -= 1.6;
            x = Polynomial(r, 7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0,
                    3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0, 1.42343711074968357734e0)
                / Polynomial(r, 1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
                    6.89767334985100004550e-1, 1.67638483018380384940e0, 2.05319162663775882187e0, 1);
        }
        else
        {
            r -= 5;
            x = Polynomial(r, 2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
                    2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0, 6.65790464350110377720e0)
                / Polynomial(r, 2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
                    1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1);
        }

        return q < 0 ? -x : x;
    }

    // c7 x⁷ + ... + c0 by Horner's rule; fused, so that every machine rounds alike.
    private static double Polynomial(double x, double c7, double c6, double c5, double c4, double c3, double c2, double c1, double c0)
    {
        double sum = Math.FusedMultiplyAdd(c7, x, c6);
        sum = Math.FusedMultiplyAdd(sum, x, c5);
        sum = Math.FusedMultiplyAdd(sum, x, c4);
        sum = Math.FusedMultiplyAdd(sum, x, c3);
        sum = Math.FusedMultiplyAdd(sum, x, c2);
        sum = Math.FusedMultiplyAdd(sum, x, c1);
        return Math.FusedMultiplyAdd(sum, x, c0);
    }
}
