using System.Numerics;
using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>A register of one number: all of double precision, and the float kernels' oracle.</summary>
/// <typeparam name="T">float or double.</typeparam>
public readonly struct ScalarRegister<T> : IRegister<ScalarRegister<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ScalarRegister(T value) => v = value;

    internal T Value => v;

    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    public static ScalarRegister<T> Zero => new(T.Zero);

    /// <inheritdoc/>
    public static ScalarRegister<T> One => new(T.One);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Load(ref readonly T source) => new(source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target) => target = v;

    /// <inheritdoc/>
    public static ScalarRegister<T> LoadPart(ref readonly T source, int count) => count > 0 ? new(source) : Zero;

    /// <inheritdoc/>
    public void StorePart(ref T target, int count)
    {
        if (count > 0) target = v;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Splat(T value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> operator +(ScalarRegister<T> a, ScalarRegister<T> b) => new(a.v + b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> operator -(ScalarRegister<T> a, ScalarRegister<T> b) => new(a.v - b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> operator *(ScalarRegister<T> a, ScalarRegister<T> b) => new(a.v * b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> operator /(ScalarRegister<T> a, ScalarRegister<T> b) => new(a.v / b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> operator -(ScalarRegister<T> a) => new(-a.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Fma(ScalarRegister<T> a, ScalarRegister<T> b, ScalarRegister<T> c) =>
        new(T.FusedMultiplyAdd(a.v, b.v, c.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Sqrt(ScalarRegister<T> a) => new(T.Sqrt(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Abs(ScalarRegister<T> a) => new(T.Abs(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Min(ScalarRegister<T> a, ScalarRegister<T> b) => b.v < a.v ? b : a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Max(ScalarRegister<T> a, ScalarRegister<T> b) => b.v > a.v ? b : a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Floor(ScalarRegister<T> a) => new(T.Floor(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Round(ScalarRegister<T> a) => new(T.Round(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> CopySign(ScalarRegister<T> magnitude, ScalarRegister<T> sign) =>
        new(T.CopySign(magnitude.v, sign.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> GreaterThan(ScalarRegister<T> a, ScalarRegister<T> b) => Mask(a.v > b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> GreaterOrEqual(ScalarRegister<T> a, ScalarRegister<T> b) => Mask(a.v >= b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> LessThan(ScalarRegister<T> a, ScalarRegister<T> b) => Mask(a.v < b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> LessOrEqual(ScalarRegister<T> a, ScalarRegister<T> b) => Mask(a.v <= b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Equal(ScalarRegister<T> a, ScalarRegister<T> b) => Mask(a.v == b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Select(ScalarRegister<T> mask, ScalarRegister<T> yes, ScalarRegister<T> no) =>
        T.IsNaN(mask.v) ? yes : no;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Scale(ScalarRegister<T> a, ScalarRegister<T> n) =>
        new(T.IsNaN(n.v) ? n.v : T.ScaleB(a.v, int.CreateTruncating(n.v)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Exponent(ScalarRegister<T> a, out ScalarRegister<T> significand)
    {
        if (typeof(T) == typeof(double))
        {
            double n = Scalar.Exponent(Unsafe.BitCast<T, double>(a.v), out double m);
            significand = new(Unsafe.BitCast<double, T>(m));
            return new(Unsafe.BitCast<double, T>(n));
        }

        int bits = Unsafe.BitCast<T, int>(a.v);
        int power = (bits - FloatFunctions.SqrtHalfBits) >> 23;
        significand = new(Unsafe.BitCast<int, T>(bits - (power << 23)));
        return new(T.CreateTruncating(power));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Exp(ScalarRegister<T> a) => typeof(T) == typeof(double)
        ? From(Scalar.Exp(Double(a)))
        : From(FloatFunctions.Exp(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Expm1(ScalarRegister<T> a) => typeof(T) == typeof(double)
        ? From(Scalar.Expm1(Double(a)))
        : From(FloatFunctions.Expm1(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Log(ScalarRegister<T> a) => typeof(T) == typeof(double)
        ? From(Scalar.Log(Double(a)))
        : From(FloatFunctions.Log(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Log1p(ScalarRegister<T> a) => typeof(T) == typeof(double)
        ? From(Scalar.Log1p(Double(a)))
        : From(FloatFunctions.Log1p(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Tanh(ScalarRegister<T> a) => typeof(T) == typeof(double)
        ? From(Scalar.Tanh(Double(a)))
        : From(FloatFunctions.Tanh(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Sigmoid(ScalarRegister<T> a) => typeof(T) == typeof(double)
        ? From(Scalar.Sigmoid(Double(a)))
        : From(FloatFunctions.Sigmoid(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarRegister<T> Softplus(ScalarRegister<T> a) => typeof(T) == typeof(double)
        ? From(Scalar.Softplus(Double(a)))
        : From(FloatFunctions.Softplus(Single(a)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Double(ScalarRegister<T> a) => Unsafe.BitCast<T, double>(a.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarRegister<float> Single(ScalarRegister<T> a) => new(Unsafe.BitCast<T, float>(a.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarRegister<T> From(double a) => new(Unsafe.BitCast<double, T>(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarRegister<T> From(ScalarRegister<float> a) => new(Unsafe.BitCast<float, T>(a.v));

    // All bits set is a NaN, no bit set is zero: the two values that a mask can have.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarRegister<T> Mask(bool condition) => new(condition ? T.NaN : T.Zero);
}
