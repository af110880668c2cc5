using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

public static partial class Scalar
{
    // ln 2 with a high part so short (40 bits) that n · Ln2Short is exact.
    private const double Ln2Short = 0.6931471805601177;
    private const double Ln2Rest = -1.7239444525614835e-13;

    private const long SqrtHalfBits = 0x3fe6a09e667f3bcd;

    /// <summary>Natural logarithm. Error below 1 ulp; -∞ at 0, NaN below.</summary>
    public static double Log(double x)
    {
        if (!(x > 0 && x < double.PositiveInfinity))
        {
            return LogSpecial(x);
        }

        double n = Exponent(x, out double m);
        return LogReduced(n, m - 1);
    }

    /// <summary>ln(1 + x), also near 0 without cancellation. Error below 1 ulp; -∞ at -1, NaN below; the sign of zero is kept.</summary>
    public static double Log1p(double x)
    {
        if (!(x > -1 && x < double.PositiveInfinity))
        {
            return LogSpecial(1 + x);
        }

        // 1 + x = u + rest exactly (Knuth's two-sum); rest is scaled along with u.
        double u = 1 + x;
        double t = u - 1;
        double rest = 1 - (u - t) + (x - t);
        double n = Exponent(u, out double m);
        return Math.CopySign(LogReduced(n, m - 1 + rest * Scale(1, -n)), x);
    }

    /// <summary>ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|). Error below 2 ulp; never overflows.</summary>
    public static double Softplus(double x) => (x < 0 ? 0 : x) + Log1p(Exp(-Math.Abs(x)));

    // x = m · 2^n with √½ <= m < √2, for positive x; a denormal x is lifted first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Exponent(double x, out double m)
    {
        bool denormal = x < 2.2250738585072014e-308;
        long bits = BitConverter.DoubleToInt64Bits(denormal ? x * 18014398509481984.0 : x);
        long n = (bits - SqrtHalfBits) >> 52;
        m = BitConverter.Int64BitsToDouble(bits - (n << 52));
        return denormal ? n - 54 : n;
    }

    // n ln 2 + ln(1 + f) for √½ <= 1 + f < √2. With s = f / (2 + f), ln(1 + f) = 2 atanh s = 2s + s z R(z), z = s²; 2s and
    // f - f²/2 + s f²/2 are the same number, and the second form needs no exact s. Relative error of the polynomial 2^-59.
    private static double LogReduced(double n, double f)
    {
        double s = f / (2 + f);
        double z = s * s;
        double r = 0.14796261140163616;
        r = Math.FusedMultiplyAdd(r, z, 0.15314021109763368);
        r = Math.FusedMultiplyAdd(r, z, 0.18183565408137778);
        r = Math.FusedMultiplyAdd(r, z, 0.222221985537563);
        r = Math.FusedMultiplyAdd(r, z, 0.2857142874256256);
        r = Math.FusedMultiplyAdd(r, z, 0.3999999999941396);
        r = Math.FusedMultiplyAdd(r, z, 0.6666666666666734);
        double half = 0.5 * f * f;
        double tail = Math.FusedMultiplyAdd(s, Math.FusedMultiplyAdd(z, r, half), n * Ln2Rest) - half;
        // n · Ln2Short + f = sum + lost exactly (fast two-sum, since |n · Ln2Short| > |f| or n = 0).
        double high = n * Ln2Short;
        double sum = high + f;
        double lost = f - (sum - high);
        return sum + (lost + tail);
    }

    private static double LogSpecial(double x) => x == 0 ? double.NegativeInfinity : x < 0 ? double.NaN : x;
}
