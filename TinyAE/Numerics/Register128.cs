using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TinyAE.Numerics;

/// <summary>Four floats in one 128-bit vector register.</summary>
/// <remarks>
/// Generic so that code generic over T can name it; float is meant, and what <see cref="Registers"/> gives. With double there is
/// arithmetic (+ - * / negation, Fma, Sqrt, Abs), comparison, Select, Load and Store; the rest throws <see cref="NotSupportedException"/>.
/// </remarks>
/// <typeparam name="T">float, within these limits double.</typeparam>
public readonly struct Register128<T> : IRegister<Register128<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector128<T> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Register128(Vector128<T> value) => v = value;

    /// <inheritdoc/>
    public static int Count => Vector128<T>.Count;

    /// <inheritdoc/>
    public static Register128<T> Zero => new(Vector128<T>.Zero);

    /// <inheritdoc/>
    public static Register128<T> One => new(Vector128<T>.One);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Load(ref readonly T source) => new(Vector128.LoadUnsafe(in source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target) => v.StoreUnsafe(ref target);

    /// <inheritdoc/>
    public static unsafe Register128<T> LoadPart(ref readonly T source, int count)
    {
        if (!Avx.IsSupported) return Part.Load<Register128<T>, T>(in source, count);
        fixed (T* first = &source) return new(Avx.MaskLoad((float*)first, FirstLanes(count)).As<float, T>());
    }

    /// <inheritdoc/>
    public unsafe void StorePart(ref T target, int count)
    {
        if (!Avx.IsSupported) Part.Store(this, ref target, count);
        else fixed (T* first = &target) Avx.MaskStore((float*)first, FirstLanes(count), Float(this));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Splat(T value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> operator +(Register128<T> a, Register128<T> b) => new(a.v + b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> operator -(Register128<T> a, Register128<T> b) => new(a.v - b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> operator *(Register128<T> a, Register128<T> b) => new(a.v * b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> operator /(Register128<T> a, Register128<T> b) => new(a.v / b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> operator -(Register128<T> a) => new(a.v ^ Vector128.Create(T.NegativeZero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Fma(Register128<T> a, Register128<T> b, Register128<T> c) => typeof(T) == typeof(double)
        ? new(Vector128.FusedMultiplyAdd(a.v.AsDouble(), b.v.AsDouble(), c.v.AsDouble()).As<double, T>())
        : new(Vector128.FusedMultiplyAdd(a.v.AsSingle(), b.v.AsSingle(), c.v.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Sqrt(Register128<T> a) => new(Vector128.Sqrt(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Abs(Register128<T> a) => new(Vector128.Abs(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Min(Register128<T> a, Register128<T> b) => Sse.IsSupported
        ? new(Sse.Min(Float(b), Float(a)).As<float, T>()) // x86 takes the second operand unless the first is smaller
        : Select(LessThan(b, a), b, a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Max(Register128<T> a, Register128<T> b) => Sse.IsSupported
        ? new(Sse.Max(Float(b), Float(a)).As<float, T>()) // x86 takes the second operand unless the first is larger
        : Select(GreaterThan(b, a), b, a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Floor(Register128<T> a) => new(Vector128.Floor(Float(a)).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Round(Register128<T> a) => new(Vector128.Round(Float(a)).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> CopySign(Register128<T> magnitude, Register128<T> sign) =>
        new(Vector128.ConditionalSelect(Vector128.Create(T.NegativeZero), sign.v, magnitude.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> GreaterThan(Register128<T> a, Register128<T> b) => new(Vector128.GreaterThan(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> GreaterOrEqual(Register128<T> a, Register128<T> b) => new(Vector128.GreaterThanOrEqual(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> LessThan(Register128<T> a, Register128<T> b) => new(Vector128.LessThan(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> LessOrEqual(Register128<T> a, Register128<T> b) => new(Vector128.LessThanOrEqual(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Equal(Register128<T> a, Register128<T> b) => new(Vector128.Equals(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Select(Register128<T> mask, Register128<T> yes, Register128<T> no) =>
        new(Vector128.ConditionalSelect(mask.v, yes.v, no.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Scale(Register128<T> a, Register128<T> n)
    {
        // Two factors 2^i and 2^j with i + j = n, each a normal number: only the second product rounds.
        Vector128<int> power = Vector128.ConvertToInt32Native(Float(n));
        Vector128<int> half = power >> 1;
        Vector128<int> bias = Vector128.Create(127);
        Vector128<float> first = ((half + bias) << 23).AsSingle();
        Vector128<float> second = ((power - half + bias) << 23).AsSingle();
        return new((Float(a) * first * second).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Exponent(Register128<T> a, out Register128<T> significand)
    {
        Vector128<int> bits = Float(a).AsInt32();
        Vector128<int> n = (bits - Vector128.Create(FloatFunctions.SqrtHalfBits)) >> 23;
        significand = new((bits - (n << 23)).AsSingle().As<float, T>());
        return new(Vector128.ConvertToSingle(n).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Exp(Register128<T> a) => From(FloatFunctions.Exp(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Expm1(Register128<T> a) => From(FloatFunctions.Expm1(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Log(Register128<T> a) => From(FloatFunctions.Log(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Log1p(Register128<T> a) => From(FloatFunctions.Log1p(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Tanh(Register128<T> a) => From(FloatFunctions.Tanh(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Sigmoid(Register128<T> a) => From(FloatFunctions.Sigmoid(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Softplus(Register128<T> a) => From(FloatFunctions.Softplus(Single(a)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> FirstLanes(int count) =>
        Float(new(Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).As<int, T>()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Register128<float> Single(Register128<T> a) => new(Float(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Float(Register128<T> a) => typeof(T) == typeof(float)
        ? a.v.AsSingle()
        : throw new NotSupportedException($"A vector register of {typeof(T)} has no such operation; float has.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Register128<T> From(Register128<float> a) => new(a.v.As<float, T>());
}
