using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TinyAE.Numerics;

/// <summary>Eight floats in one 256-bit vector register.</summary>
/// <remarks>
/// Generic so that code generic over T can name it; float is meant, and what <see cref="Registers"/> gives. With double there is
/// arithmetic (+ - * / negation, Fma, Sqrt, Abs), comparison, Select, Load and Store; the rest throws <see cref="NotSupportedException"/>.
/// </remarks>
/// <typeparam name="T">float, within these limits double.</typeparam>
public readonly struct Register256<T> : IRegister<Register256<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector256<T> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Register256(Vector256<T> value) => v = value;

    /// <inheritdoc/>
    public static int Count => Vector256<T>.Count;

    /// <inheritdoc/>
    public static Register256<T> Zero => new(Vector256<T>.Zero);

    /// <inheritdoc/>
    public static Register256<T> One => new(Vector256<T>.One);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Load(ref readonly T source) => new(Vector256.LoadUnsafe(in source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target) => v.StoreUnsafe(ref target);

    /// <inheritdoc/>
    public static unsafe Register256<T> LoadPart(ref readonly T source, int count)
    {
        if (!Avx.IsSupported) return Part.Load<Register256<T>, T>(in source, count);
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
    public static Register256<T> Splat(T value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> operator +(Register256<T> a, Register256<T> b) => new(a.v + b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> operator -(Register256<T> a, Register256<T> b) => new(a.v - b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> operator *(Register256<T> a, Register256<T> b) => new(a.v * b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> operator /(Register256<T> a, Register256<T> b) => new(a.v / b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> operator -(Register256<T> a) => new(a.v ^ Vector256.Create(T.NegativeZero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Fma(Register256<T> a, Register256<T> b, Register256<T> c) => typeof(T) == typeof(double)
        ? new(Vector256.FusedMultiplyAdd(a.v.AsDouble(), b.v.AsDouble(), c.v.AsDouble()).As<double, T>())
        : new(Vector256.FusedMultiplyAdd(a.v.AsSingle(), b.v.AsSingle(), c.v.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Sqrt(Register256<T> a) => new(Vector256.Sqrt(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Abs(Register256<T> a) => new(Vector256.Abs(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Min(Register256<T> a, Register256<T> b) => Avx.IsSupported
        ? new(Avx.Min(Float(b), Float(a)).As<float, T>()) // x86 takes the second operand unless the first is smaller
        : Select(LessThan(b, a), b, a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Max(Register256<T> a, Register256<T> b) => Avx.IsSupported
        ? new(Avx.Max(Float(b), Float(a)).As<float, T>()) // x86 takes the second operand unless the first is larger
        : Select(GreaterThan(b, a), b, a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Floor(Register256<T> a) => new(Vector256.Floor(Float(a)).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Round(Register256<T> a) => new(Vector256.Round(Float(a)).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> CopySign(Register256<T> magnitude, Register256<T> sign) =>
        new(Vector256.ConditionalSelect(Vector256.Create(T.NegativeZero), sign.v, magnitude.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> GreaterThan(Register256<T> a, Register256<T> b) => new(Vector256.GreaterThan(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> GreaterOrEqual(Register256<T> a, Register256<T> b) => new(Vector256.GreaterThanOrEqual(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> LessThan(Register256<T> a, Register256<T> b) => new(Vector256.LessThan(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> LessOrEqual(Register256<T> a, Register256<T> b) => new(Vector256.LessThanOrEqual(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Equal(Register256<T> a, Register256<T> b) => new(Vector256.Equals(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Select(Register256<T> mask, Register256<T> yes, Register256<T> no) =>
        new(Vector256.ConditionalSelect(mask.v, yes.v, no.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Scale(Register256<T> a, Register256<T> n)
    {
        // Two factors 2^i and 2^j with i + j = n, each a normal number: only the second product rounds.
        Vector256<int> power = Vector256.ConvertToInt32Native(Float(n));
        Vector256<int> half = power >> 1;
        Vector256<int> bias = Vector256.Create(127);
        Vector256<float> first = ((half + bias) << 23).AsSingle();
        Vector256<float> second = ((power - half + bias) << 23).AsSingle();
        return new((Float(a) * first * second).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Exponent(Register256<T> a, out Register256<T> significand)
    {
        Vector256<int> bits = Float(a).AsInt32();
        Vector256<int> n = (bits - Vector256.Create(FloatFunctions.SqrtHalfBits)) >> 23;
        significand = new((bits - (n << 23)).AsSingle().As<float, T>());
        return new(Vector256.ConvertToSingle(n).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Exp(Register256<T> a) => From(FloatFunctions.Exp(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Expm1(Register256<T> a) => From(FloatFunctions.Expm1(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Log(Register256<T> a) => From(FloatFunctions.Log(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Log1p(Register256<T> a) => From(FloatFunctions.Log1p(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Tanh(Register256<T> a) => From(FloatFunctions.Tanh(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Sigmoid(Register256<T> a) => From(FloatFunctions.Sigmoid(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Softplus(Register256<T> a) => From(FloatFunctions.Softplus(Single(a)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> FirstLanes(int count) =>
        Float(new(Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).As<int, T>()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Register256<float> Single(Register256<T> a) => new(Float(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Float(Register256<T> a) => typeof(T) == typeof(float)
        ? a.v.AsSingle()
        : throw new NotSupportedException($"A vector register of {typeof(T)} has no such operation; float has.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Register256<T> From(Register256<float> a) => new(a.v.As<float, T>());
}
