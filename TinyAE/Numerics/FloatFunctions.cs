using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>Exponential, logarithm and their relatives in float, written once for every register width.</summary>
/// <remarks>
/// Only exact or once rounded operations (+ - * /, fused multiply-add, comparison, powers of two), so each width gives the same
/// bits. The polynomials are minimax ones, found with the Remez exchange and rounded to float with a search around the rounded
/// coefficients. Method (range reduction, polynomial, reconstruction): Muller, Elementary Functions, 3rd edition, chapters 3 and 11.
/// The errors that <see cref="IRegister{V, T}"/> states were seen over 44 million floats spread evenly over all bit patterns.
/// </remarks>
internal static class FloatFunctions
{
    /// <summary>Bits of the float next to √½, the border between two exponents in <see cref="IRegister{V, T}.Exponent"/>.</summary>
    public const int SqrtHalfBits = 0x3f3504f3;

    private const float Log2E = 1.44269504f;

    // ln 2 = Ln2High + Ln2Low; 24 bits suffice for the high part, because n · Ln2High enters by a fused multiply-add.
    private const float Ln2High = 0.693147182f;
    private const float Ln2Low = -1.90465421e-9f;

    // ln 2 again, its high part so short that n · Ln2Short is exact for |n| < 256.
    private const float Ln2Short = 0.693145752f;
    private const float Ln2Rest = 1.42860677e-6f;

    // 1.5 · 2^23: adding it rounds a number below 2^22 to an integer.
    private const float Magic = 12582912f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : struct, IRegister<V, float>
    {
        V one = V.One;
        // Beyond these the result is ∞ or 0 anyway, and Scale stays within its range. NaN passes.
        V n = Reduce(V.Max(V.Min(x, V.Splat(90f)), V.Splat(-110f)), out V r);
        return V.Scale(one + V.Fma(r * r, Curve(r), r), n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<V>(V x)
        where V : struct, IRegister<V, float>
    {
        // 2^n (r + r² q) + (2^n - 1), all halved, because 2^128 is no float; r joins 2^n - 1 in a fast two-sum.
        V n = Reduce(V.Max(V.Min(x, V.Splat(88.8f)), V.Splat(-30f)), out V r);
        V half = V.Splat(0.5f);
        V power = V.Scale(half, n);
        V offset = power - half;
        V scaled = power * r;
        V sum = offset + scaled;
        V lost = (offset - sum) + scaled;
        V result = sum + V.Fma(power, r * r * Curve(r), lost);
        return V.CopySign(result + result, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x)
        where V : struct, IRegister<V, float>
    {
        V e = Exp(-V.Abs(x));
        return V.Select(V.LessThan(x, V.Zero), e, V.One) / (V.One + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x)
        where V : struct, IRegister<V, float>
    {
        // |x| >= 0.625: 1 - 2 / (e^2|x| + 1). Below: |x| + |x|³ p(x²), free of cancellation.
        V a = V.Abs(x);
        V one = V.One;
        V large = one - V.Splat(2f) / (Exp(a + a) + one);
        V u = a * a;
        V p = V.Splat(-0.005705143325f);
        p = V.Fma(p, u, V.Splat(0.02063889056f));
        p = V.Fma(p, u, V.Splat(-0.05373958498f));
        p = V.Fma(p, u, V.Splat(0.1333143711f));
        p = V.Fma(p, u, V.Splat(-0.3333328068f));
        V small = V.Fma(a * u, p, a);
        return V.CopySign(V.Select(V.LessThan(a, V.Splat(0.625f)), small, large), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x)
        where V : struct, IRegister<V, float>
    {
        // Denormal numbers are lifted to normal ones first.
        V denormal = V.LessThan(x, V.Splat(1.17549435e-38f));
        V lifted = V.Select(denormal, x * V.Splat(33554432f), x);
        V n = V.Exponent(lifted, out V m) - V.Select(denormal, V.Splat(25f), V.Zero);
        V result = LogReduced(n, m - V.One);
        return LogSpecial(x, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p<V>(V x)
        where V : struct, IRegister<V, float>
    {
        // 1 + x = u + rest exactly (Knuth's two-sum); rest is scaled along with u.
        V one = V.One;
        V u = one + x;
        V t = u - one;
        V rest = (one - (u - t)) + (x - t);
        V n = V.Exponent(u, out V m);
        V result = LogReduced(n, (m - one) + rest * V.Scale(one, -n));
        return V.CopySign(LogSpecial(u, result), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<V>(V x)
        where V : struct, IRegister<V, float>
    {
        // ln(1 + e) = e + e² p(e) for e = e^-|x| <= 1, without a division or an exponent; relative error of the polynomial 2^-26.
        V e = Exp(-V.Abs(x));
        V p = V.Splat(-0.003318448318f);
        p = V.Fma(p, e, V.Splat(0.02020457573f));
        p = V.Fma(p, e, V.Splat(-0.05766444653f));
        p = V.Fma(p, e, V.Splat(0.1068055481f));
        p = V.Fma(p, e, V.Splat(-0.1535539776f));
        p = V.Fma(p, e, V.Splat(0.1969540119f));
        p = V.Fma(p, e, V.Splat(-0.2495858967f));
        p = V.Fma(p, e, V.Splat(0.3333051205f));
        p = V.Fma(p, e, V.Splat(-0.4999993145f));
        return V.Max(x, V.Zero) + V.Fma(e * e, p, e);
    }

    // x = n ln 2 + r with |r| <= ln(2)/2. The first step is exact, the second rounds once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Reduce<V>(V x, out V r)
        where V : struct, IRegister<V, float>
    {
        V magic = V.Splat(Magic);
        V n = V.Fma(x, V.Splat(Log2E), magic) - magic;
        r = V.Fma(n, V.Splat(-Ln2Low), V.Fma(n, V.Splat(-Ln2High), x));
        return n;
    }

    // q(r) of e^r - 1 = r + r² q(r) for |r| <= ln(2)/2; relative error of the sum 2^-26.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Curve<V>(V r)
        where V : struct, IRegister<V, float>
    {
        V q = V.Splat(0.001389836776f);
        q = V.Fma(q, r, V.Splat(0.008366131224f));
        q = V.Fma(q, r, V.Splat(0.04166685045f));
        q = V.Fma(q, r, V.Splat(0.1666654795f));
        return V.Fma(q, r, V.Splat(0.5f));
    }

    // n ln 2 + ln(1 + f) for √½ <= 1 + f < √2, with ln(1 + f) = f - f²/2 + f³ p(f); relative error of the polynomial 2^-27.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogReduced<V>(V n, V f)
        where V : struct, IRegister<V, float>
    {
        V p = V.Splat(-0.0763494223f);
        p = V.Fma(p, f, V.Splat(0.1276216805f));
        p = V.Fma(p, f, V.Splat(-0.1316044927f));
        p = V.Fma(p, f, V.Splat(0.1420172304f));
        p = V.Fma(p, f, V.Splat(-0.166233182f));
        p = V.Fma(p, f, V.Splat(0.2000122964f));
        p = V.Fma(p, f, V.Splat(-0.2500082254f));
        p = V.Fma(p, f, V.Splat(0.3333333135f));
        V square = f * f;
        V tail = V.Fma(square, V.Fma(p, f, V.Splat(-0.5f)), n * V.Splat(Ln2Rest));
        // n · Ln2Short + f = sum + lost exactly (fast two-sum, since |n · Ln2Short| > |f| or n = 0).
        V high = n * V.Splat(Ln2Short);
        V sum = high + f;
        V lost = f - (sum - high);
        return sum + (lost + tail);
    }

    // ∞ and NaN stay what they are, 0 gives -∞, negative numbers NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogSpecial<V>(V x, V result)
        where V : struct, IRegister<V, float>
    {
        result = V.Select(V.LessThan(x, V.Splat(float.PositiveInfinity)), result, x);
        V notPositive = V.Select(V.Equal(x, V.Zero), V.Splat(float.NegativeInfinity), V.Splat(float.NaN));
        return V.Select(V.GreaterThan(x, V.Zero), result, notPositive);
    }
}
