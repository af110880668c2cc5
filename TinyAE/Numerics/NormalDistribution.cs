using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>The standard normal distribution, mean 0 and variance 1.</summary>
public static class NormalDistribution
{
    /// <summary>The x with P(X &lt;= x) = <paramref name="probability"/>; relative error about 10^-15.</summary>
    /// <remarks>
    /// Rational functions of q² for |q| = |p - 1/2| &lt;= 0.425, and of √(-ln min(p, 1 - p)) beyond; -∞ at 0, ∞ at 1, NaN outside of [0, 1].
    /// Source: Wichura, "Algorithm AS 241: the percentage points of the normal distribution" (1988), PPND16.
    /// </remarks>
    public static double InverseCdf(double probability)
    {
        double q = probability - 0.5;
        if (Math.Abs(q) <= MiddleHalfWidth) return Middle(new ScalarRegister<double>(q)).Value;
        double tail = q < 0 ? probability : 1 - probability;
        if (tail > 0) return Math.CopySign(Tail(tail), q);
        return tail == 0 ? Math.CopySign(double.PositiveInfinity, q) : double.NaN;
    }

    /// <summary>P(X &lt;= x); relative error about 10^-15 also far out on the left.</summary>
    /// <remarks>
    /// |x| &lt; 1.2: 1/2 + φ(x) (x + x³/3 + x⁵/15 + …). Beyond: 1 - P = φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))).
    /// Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.11 and 26.2.14.
    /// </remarks>
    public static double Cdf(double x)
    {
        double a = Math.Abs(x);
        if (!(a <= 39)) return x < 0 ? 0 : x > 0 ? 1 : x;

        double density = Density(x);
        if (a < 1.2)
        {
            double term = x;
            double sum = x;
            for (int k = 3; Math.Abs(term) > Math.Abs(sum) * 1e-17; k += 2)
            {
                term *= x * x / k;
                sum += term;
            }

            return 0.5 + density * sum;
        }

        double fraction = a;
        for (int k = 300; k > 0; k--) fraction = a + k / fraction;
        double outside = density / fraction;
        return x < 0 ? outside : 1 - outside;
    }

    /// <summary>φ(x) = e^(-x²/2) / √(2π).</summary>
    public static double Density(double x)
    {
        // x²/2 to twice double precision, for an error in it becomes a relative one of the result.
        double square = x * x;
        double rest = Math.FusedMultiplyAdd(x, x, -square);
        return 0.3989422804014327 * Scalar.Exp(-0.5 * square, -0.5 * rest);
    }

    /// <summary>Up to this |p - 1/2| <see cref="Middle"/> holds.</summary>
    internal const double MiddleHalfWidth = 0.425;

    /// <summary>The percentage point of 1/2 + q.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Middle<V>(V q)
        where V : struct, IRegister<V, double>
    {
        V r = V.Splat(0.180625) - q * q;
        V a = Polynomial(r, 2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
            13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608);
        V b = Polynomial(r, 5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
            5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1);
        return q * a / b;
    }

    /// <summary>-x for the probability <paramref name="p"/> of all below x, p at most 0.075.</summary>
    internal static double Tail(double p)
    {
        double r = Math.Sqrt(-Scalar.Log(p));
        if (r <= 5)
        {
            r -= 1.6;
            double c = Polynomial(r, 7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
                3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734);
            double d = Polynomial(r, 1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
                0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1);
            return c / d;
        }

        r -= 5;
        double e = Polynomial(r, 2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
            0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772);
        double f = Polynomial(r, 2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
            0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1);
        return e / f;
    }

    private static double Polynomial(
        double r, double c7, double c6, double c5, double c4, double c3, double c2, double c1, double c0) =>
        Polynomial(new ScalarRegister<double>(r), c7, c6, c5, c4, c3, c2, c1, c0).Value;

    // c7 r^7 + … + c0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Polynomial<V>(
        V r, double c7, double c6, double c5, double c4, double c3, double c2, double c1, double c0)
        where V : struct, IRegister<V, double>
    {
        V sum = V.Fma(V.Splat(c7), r, V.Splat(c6));
        sum = V.Fma(sum, r, V.Splat(c5));
        sum = V.Fma(sum, r, V.Splat(c4));
        sum = V.Fma(sum, r, V.Splat(c3));
        sum = V.Fma(sum, r, V.Splat(c2));
        sum = V.Fma(sum, r, V.Splat(c1));
        return V.Fma(sum, r, V.Splat(c0));
    }
}
