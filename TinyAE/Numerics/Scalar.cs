using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>Elementary functions in double precision whose bits are the same on every processor and operating system.</summary>
/// <remarks>
/// <see cref="Math"/> takes exp, log, sin and their like from the C library, which differs from system to system; these are built
/// from + - * /, fused multiply-add and bit shifts alone. Polynomials are minimax ones (Remez exchange). Method: Muller, Elementary
/// Functions, 3rd edition, chapters 3 and 11. Special values are those of <see cref="Math"/>; NaN gives NaN.
/// </remarks>
public static partial class Scalar
{
    private const double Log2E = 1.4426950408889634;

    // ln 2 = Ln2High + Ln2Low to 107 bits.
    private const double Ln2High = 0.6931471805599453;
    private const double Ln2Low = 2.3190468138462996e-17;

    // 1.5 · 2^52: adding it rounds a number below 2^51 to an integer.
    private const double Magic = 6755399441055744.0;

    /// <summary>e^x. Error below 0.8 ulp; ∞ above 709.78, denormal below -708.4, 0 below -745.13.</summary>
    public static double Exp(double x) => Exp(x, 0);

    /// <summary>e^x - 1, also near 0 without cancellation. Error below 1 ulp; the sign of zero is kept.</summary>
    public static double Expm1(double x)
    {
        double a = Math.Abs(x);
        if (!(a < 709.79)) return x > 0 ? double.PositiveInfinity : x < 0 ? -1 : x;
        if (a < 1e-17) return x;

        // 2^n (r + tail) + (2^n - 1), halved because 2^1024 is no double; r joins 2^n - 1 in a fast two-sum.
        double n = Reduce(x, 0, out double r, out double rest);
        double power = Scale(0.5, n);
        double offset = power - 0.5;
        double scaled = power * r;
        double sum = offset + scaled;
        double lost = offset - sum + scaled;
        double result = sum + Math.FusedMultiplyAdd(power, Tail(r, rest), lost);
        return Math.CopySign(result + result, x);
    }

    /// <summary>σ(x) = 1 / (1 + e^-x). Error below 2 ulp; keeps its precision where it is near 0.</summary>
    public static double Sigmoid(double x)
    {
        double e = Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /// <summary>tanh x = (e^x - e^-x) / (e^x + e^-x). Error below 2 ulp; odd to the bit, never above 1.</summary>
    public static double Tanh(double x)
    {
        double a = Math.Abs(x);
        double t = Expm1(a + a);
        double d = t + 2;
        if (!(a < 0.55)) return Math.CopySign(1 - 2 / d, x);

        // t / (t + 2) with the remainder of the division and the rounding of t + 2 put right.
        double q = t / d;
        double remainder = Math.FusedMultiplyAdd(-q, d, t) - q * (t - (d - 2));
        return Math.CopySign(q + remainder / d, x);
    }

    /// <summary>e^(x + rest) for a rest far below x.</summary>
    internal static double Exp(double x, double rest)
    {
        if (!(Math.Abs(x) < 750)) return x > 0 ? double.PositiveInfinity : x < 0 ? 0 : x;

        double n = Reduce(x, rest, out double r, out double low);
        return Scale(1 + (r + Tail(r, low)), n);
    }

    // x + xRest = n ln 2 + r + rest with |r| <= ln(2)/2. The first step is exact; rest is what r lost by rounding.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Reduce(double x, double xRest, out double r, out double rest)
    {
        double n = Math.FusedMultiplyAdd(x, Log2E, Magic) - Magic;
        double high = Math.FusedMultiplyAdd(n, -Ln2High, x);
        double low = n * Ln2Low - xRest;
        r = high - low;
        rest = high - r - low;
        return n;
    }

    // e^(r + rest) - 1 - r = r²/2 + r³ q(r) + rest (1 + r); the polynomial's relative error is 2^-59.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Tail(double r, double rest)
    {
        double q = 2.0878902810333474e-09;
        q = Math.FusedMultiplyAdd(q, r, 2.5108732394796297e-08);
        q = Math.FusedMultiplyAdd(q, r, 2.7557387188221847e-07);
        q = Math.FusedMultiplyAdd(q, r, 2.755724517419205e-06);
        q = Math.FusedMultiplyAdd(q, r, 2.4801587197932753e-05);
        q = Math.FusedMultiplyAdd(q, r, 0.00019841269885048784);
        q = Math.FusedMultiplyAdd(q, r, 0.0013888888888942857);
        q = Math.FusedMultiplyAdd(q, r, 0.008333333333322123);
        q = Math.FusedMultiplyAdd(q, r, 0.041666666666666574);
        q = Math.FusedMultiplyAdd(q, r, 0.16666666666666677);
        q = Math.FusedMultiplyAdd(q, r, 0.5);
        return Math.FusedMultiplyAdd(r * r, q, Math.FusedMultiplyAdd(rest, r, rest));
    }

    // a · 2^n for 1/4 <= |a| <= 4 and |n| <= 2000: two exact powers of two, so that only the second product rounds.
    internal static double Scale(double a, double n)
    {
        long power = (long)n;
        long half = power >> 1;
        return a * Power(half) * Power(power - half);

        static double Power(long exponent) => BitConverter.Int64BitsToDouble((exponent + 1023) << 52);
    }
}
