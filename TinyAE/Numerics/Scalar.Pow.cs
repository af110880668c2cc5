namespace TinyAE.Numerics;

public static partial class Scalar
{
    /// <summary>x^y = e^(y ln x). Error below 1 ulp; the special cases are those of IEEE 754 (and <see cref="Math.Pow"/>).</summary>
    /// <remarks>
    /// x^0 and 1^y are 1, even for NaN; a negative x needs an integer y, otherwise the result is NaN; 0 to a negative power is ∞.
    /// The logarithm is taken to about 118 bits, since an error in it is multiplied by up to 745.
    /// </remarks>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
        {
            return 1;
        }

        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return double.NaN;
        }

        double a = Math.Abs(x);
        if (double.IsInfinity(y))
        {
            return a == 1 ? 1 : a > 1 == y > 0 ? double.PositiveInfinity : 0;
        }

        bool integer = y == Math.Floor(y);
        bool odd = integer && Math.Abs(y) < 9007199254740992.0 && ((long)y & 1) != 0;
        double sign = double.IsNegative(x) && odd ? -1 : 1;
        if (a == 0 || double.IsInfinity(a))
        {
            return a == 0 == y > 0 ? sign * 0.0 : sign * double.PositiveInfinity;
        }

        if (x < 0 && !integer)
        {
            return double.NaN;
        }

        double log = PreciseLog(a, out double logRest);
        double product = y * log;
        if (Math.Abs(product) > 800)
        {
            return product > 0 ? sign * double.PositiveInfinity : sign * 0.0;
        }

        double rest = Math.FusedMultiplyAdd(y, log, -product) + y * logRest;
        return sign * Exp(product, rest);
    }

    // ln x as the sum of two doubles. The terms n ln 2, 2s and 2/3 s³ are carried to twice double precision, s⁵ R(s²) is small.
    private static double PreciseLog(double x, out double rest)
    {
        double n = Exponent(x, out double m);
        double f = m - 1;
        double d = 2 + f;
        double dRest = f - (d - 2);
        double s = f / d;
        double sRest = (Math.FusedMultiplyAdd(-s, d, f) - s * dRest) / d;
        double z = s * s;
        double zRest = Math.FusedMultiplyAdd(s, s, -z) + 2 * s * sRest;
        double cube = s * z;
        double cubeRest = Math.FusedMultiplyAdd(s, z, -cube) + s * zRest + sRest * z;
        double third = cube * 0.6666666666666666;
        double thirdRest = Math.FusedMultiplyAdd(cube, 0.6666666666666666, -third)
            + cube * 3.700743415417188e-17 + cubeRest * 0.6666666666666666;
        double r = 0.13196523885500383;
        r = Math.FusedMultiplyAdd(r, z, 0.13256797052209046);
        r = Math.FusedMultiplyAdd(r, z, 0.1538675820545865);
        r = Math.FusedMultiplyAdd(r, z, 0.18181784348460422);
        r = Math.FusedMultiplyAdd(r, z, 0.22222222520132554);
        r = Math.FusedMultiplyAdd(r, z, 0.2857142857009842);
        r = Math.FusedMultiplyAdd(r, z, 0.40000000000002256);
        double small = cube * z * r;

        // Fast two-sums, from the largest term down.
        double high = n * Ln2Short;
        double first = high + 2 * s;
        double firstRest = 2 * s - (first - high);
        double second = first + third;
        double secondRest = third - (second - first);
        double low = small + (thirdRest + 2 * sRest + n * Ln2Rest + firstRest + secondRest);
        double result = second + low;
        rest = low - (result - second);
        return result;
    }
}
