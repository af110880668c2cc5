using System.Numerics;

namespace TinyAE.Numerics;

/// <summary>One or more <typeparamref name="T"/> that are worked on together: a vector register, or a single number.</summary>
/// <remarks>
/// Code written once over <typeparamref name="V"/> is compiled for every width. All members are exact or rounded once as IEEE 754
/// says, lane by lane, so that the bits of a result do not depend on the width, the instruction set or the operating system
/// (only the payload and sign of a NaN are left open). A comparison returns a mask for <see cref="Select"/>: all bits set where it
/// holds, none where it does not; a mask is no number.
/// Of the functions below the errors in float are stated; in double they are those of <see cref="Scalar"/>.
/// </remarks>
/// <typeparam name="V">The register itself.</typeparam>
/// <typeparam name="T">What one lane holds: float or double.</typeparam>
public interface IRegister<V, T>
    where V : struct, IRegister<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>0 in each lane.</summary>
    static abstract V Zero { get; }

    /// <summary>1 in each lane.</summary>
    static abstract V One { get; }

    /// <summary>Reads <see cref="Count"/> consecutive numbers, the first of them <paramref name="source"/>; no bounds are checked.</summary>
    static abstract V Load(ref readonly T source);

    /// <summary>Writes <see cref="Count"/> consecutive numbers, the first of them <paramref name="target"/>; no bounds are checked.</summary>
    void Store(ref T target);

    /// <summary>Reads the first <paramref name="count"/> lanes, 0 to <see cref="Count"/>; the others are 0 and their memory is not touched.</summary>
    static abstract V LoadPart(ref readonly T source, int count);

    /// <summary>Writes the first <paramref name="count"/> lanes, 0 to <see cref="Count"/>; the memory of the others is not touched.</summary>
    void StorePart(ref T target, int count);

    /// <summary>The same number in each lane.</summary>
    static abstract V Splat(T value);

    /// <summary>a + b.</summary>
    static abstract V operator +(V a, V b);

    /// <summary>a - b.</summary>
    static abstract V operator -(V a, V b);

    /// <summary>a · b.</summary>
    static abstract V operator *(V a, V b);

    /// <summary>a / b.</summary>
    static abstract V operator /(V a, V b);

    /// <summary>-a: the sign is flipped, also that of a zero.</summary>
    static abstract V operator -(V a);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract V Fma(V a, V b, V c);

    /// <summary>Square root; NaN below zero.</summary>
    static abstract V Sqrt(V a);

    /// <summary>|a|.</summary>
    static abstract V Abs(V a);

    /// <summary>The smaller of two: b where b &lt; a, else a. So a NaN in a stays, one in b is dropped.</summary>
    static abstract V Min(V a, V b);

    /// <summary>The larger of two: b where b &gt; a, else a. So a NaN in a stays, one in b is dropped.</summary>
    static abstract V Max(V a, V b);

    /// <summary>The largest integer not above a.</summary>
    static abstract V Floor(V a);

    /// <summary>The nearest integer, the even one of two equally near.</summary>
    static abstract V Round(V a);

    /// <summary>|magnitude| with the sign bit of <paramref name="sign"/>.</summary>
    static abstract V CopySign(V magnitude, V sign);

    /// <summary>Mask of a &gt; b; false where either is NaN.</summary>
    static abstract V GreaterThan(V a, V b);

    /// <summary>Mask of a &gt;= b; false where either is NaN.</summary>
    static abstract V GreaterOrEqual(V a, V b);

    /// <summary>Mask of a &lt; b; false where either is NaN.</summary>
    static abstract V LessThan(V a, V b);

    /// <summary>Mask of a &lt;= b; false where either is NaN.</summary>
    static abstract V LessOrEqual(V a, V b);

    /// <summary>Mask of a = b; false where either is NaN, so that "not Equal(a, a)" finds NaN.</summary>
    static abstract V Equal(V a, V b);

    /// <summary><paramref name="yes"/> where the mask is set, <paramref name="no"/> elsewhere.</summary>
    static abstract V Select(V mask, V yes, V no);

    /// <summary>a · 2^n, rounded once.</summary>
    /// <param name="a">Any number with 1/4 &lt;= |a| &lt;= 4, or NaN.</param>
    /// <param name="n">An integer from -250 to 250 (float), -2000 to 2000 (double).</param>
    static abstract V Scale(V a, V n);

    /// <summary>The integer n of a = significand · 2^n, with √½ &lt;= significand &lt; √2.</summary>
    /// <param name="a">A positive normal number; for any other the results mean nothing.</param>
    /// <param name="significand">a · 2^-n.</param>
    static abstract V Exponent(V a, out V significand);

    /// <summary>e^a.</summary>
    /// <remarks>Error, float: 1.02 ulp; ∞ above 88.73, denormal below -87.3, 0 below -103.97.</remarks>
    static abstract V Exp(V a);

    /// <summary>e^a - 1, also near 0 without cancellation.</summary>
    /// <remarks>Error, float: 1.25 ulp. The sign of zero is kept.</remarks>
    static abstract V Expm1(V a);

    /// <summary>Natural logarithm; -∞ at 0, NaN below.</summary>
    /// <remarks>Error, float: 0.85 ulp.</remarks>
    static abstract V Log(V a);

    /// <summary>ln(1 + a), also near 0 without cancellation; -∞ at -1, NaN below.</summary>
    /// <remarks>Error, float: 1.5 ulp. The sign of zero is kept.</remarks>
    static abstract V Log1p(V a);

    /// <summary>tanh a = (e^a - e^-a) / (e^a + e^-a).</summary>
    /// <remarks>Error, float: 1.3 ulp. Odd to the bit, never above 1.</remarks>
    static abstract V Tanh(V a);

    /// <summary>σ(a) = 1 / (1 + e^-a).</summary>
    /// <remarks>Error, float: 2.3 ulp. Keeps its precision where it is near 0.</remarks>
    static abstract V Sigmoid(V a);

    /// <summary>ln(1 + e^a) = max(a, 0) + ln(1 + e^-|a|).</summary>
    /// <remarks>Error, float: 1.8 ulp. Never overflows.</remarks>
    static abstract V Softplus(V a);
}
