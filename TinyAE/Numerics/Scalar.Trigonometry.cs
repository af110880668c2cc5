namespace TinyAE.Numerics;

public static partial class Scalar
{
    /// <summary>Largest |x| that <see cref="Sin"/> and <see cref="Cos"/> take: 2^20.</summary>
    public const double LargestAngle = 1048576;

    // π/2 = first + second + third to 160 bits.
    private const double HalfPi1 = 1.5707963267948966;
    private const double HalfPi2 = 6.123233995736766e-17;
    private const double HalfPi3 = -1.4973849048591698e-33;

    /// <summary>sin x, x in radians. Error below 1 ulp; NaN for ±∞.</summary>
    /// <exception cref="ArgumentOutOfRangeException">|x| is finite and above <see cref="LargestAngle"/>.</exception>
    public static double Sin(double x) => Turn(x, 0);

    /// <summary>cos x, x in radians. Error below 1 ulp; NaN for ±∞.</summary>
    /// <exception cref="ArgumentOutOfRangeException">|x| is finite and above <see cref="LargestAngle"/>.</exception>
    public static double Cos(double x) => Turn(x, 1);

    // sin(x + quarters π/2). With x = n π/2 + r, n + quarters decides between ±sin r and ±cos r.
    private static double Turn(double x, int quarters)
    {
        double a = Math.Abs(x);
        if (a < 1e-8) return quarters == 0 ? x : 1;
        if (!double.IsFinite(x)) return double.NaN;
        if (a > LargestAngle) throw new ArgumentOutOfRangeException(nameof(x), x, $"An angle must lie within ±{LargestAngle}.");

        double n = Math.FusedMultiplyAdd(x, 0.6366197723675814, Magic) - Magic;
        double r = Reduce(n, x, out double rest);
        int quadrant = ((int)n + quarters) & 3;
        double result = (quadrant & 1) == 0 ? SinReduced(r, rest) : CosReduced(r, rest);
        return (quadrant & 2) == 0 ? result : -result;
    }

    // x - n π/2 = r + rest. The first step is exact; the product with the second part and the difference are kept to twice
    // double precision, so that an x next to a multiple of π/2 loses nothing.
    private static double Reduce(double n, double x, out double rest)
    {
        double high = Math.FusedMultiplyAdd(n, -HalfPi1, x);
        double product = n * HalfPi2;
        double productRest = Math.FusedMultiplyAdd(n, HalfPi2, -product);
        double difference = high - product;
        double taken = high - difference;
        double differenceRest = high - (difference + taken) + (taken - product);
        double low = differenceRest - productRest - n * HalfPi3;
        double r = difference + low;
        rest = difference - r + low;
        return r;
    }

    // sin(r + rest) = r + r³ S(r²) + rest (1 - r²/2) for |r| <= π/4; relative error of the polynomial 2^-57.
    private static double SinReduced(double r, double rest)
    {
        double z = r * r;
        double s = 1.5896504909031644e-10;
        s = Math.FusedMultiplyAdd(s, z, -2.5050753263734188e-08);
        s = Math.FusedMultiplyAdd(s, z, 2.755731366205154e-06);
        s = Math.FusedMultiplyAdd(s, z, -0.00019841269829725186);
        s = Math.FusedMultiplyAdd(s, z, 0.008333333333322316);
        s = Math.FusedMultiplyAdd(s, z, -0.16666666666666632);
        return r + Math.FusedMultiplyAdd(r * z, s, Math.FusedMultiplyAdd(-0.5 * z, rest, rest));
    }

    // cos(r + rest) = 1 - r²/2 + r⁴ C(r²) - r rest; 1 - r²/2 is rounded once and its error added back.
    private static double CosReduced(double r, double rest)
    {
        double z = r * r;
        double c = -1.1359448624190597e-11;
        c = Math.FusedMultiplyAdd(c, z, 2.0875719557601217e-09);
        c = Math.FusedMultiplyAdd(c, z, -2.755731432602231e-07);
        c = Math.FusedMultiplyAdd(c, z, 2.4801587289394896e-05);
        c = Math.FusedMultiplyAdd(c, z, -0.001388888888887399);
        c = Math.FusedMultiplyAdd(c, z, 0.0416666666666666);
        double half = 0.5 * z;
        double most = 1 - half;
        return most + (1 - most - half + Math.FusedMultiplyAdd(z * z, c, -r * rest));
    }
}
