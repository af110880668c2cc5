using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TinyAE.Numerics;

/// <summary>Sixteen floats in one 512-bit vector register.</summary>
/// <remarks>
/// Generic so that code generic over T can name it; float is meant, and what <see cref="Registers"/> gives. With double there is
/// arithmetic (+ - * / negation, Fma, Sqrt, Abs), comparison, Select, Load and Store; the rest throws <see cref="NotSupportedException"/>.
/// </remarks>
/// <typeparam name="T">float, within these limits double.</typeparam>
public readonly struct Register512<T> : IRegister<Register512<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector512<T> v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Register512(Vector512<T> value) => v = value;

    /// <inheritdoc/>
    public static int Count => Vector512<T>.Count;

    /// <inheritdoc/>
    public static Register512<T> Zero => new(Vector512<T>.Zero);

    /// <inheritdoc/>
    public static Register512<T> One => new(Vector512<T>.One);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Load(ref readonly T source) => new(Vector512.LoadUnsafe(in source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target) => v.StoreUnsafe(ref target);

    /// <inheritdoc/>
    public static unsafe Register512<T> LoadPart(ref readonly T source, int count)
    {
        if (!Avx512F.IsSupported) return Part.Load<Register512<T>, T>(in source, count);
        fixed (T* first = &source) return new(Avx512F.MaskLoad((float*)first, FirstLanes(count), Vector512<float>.Zero).As<float, T>());
    }

    /// <inheritdoc/>
    public unsafe void StorePart(ref T target, int count)
    {
        if (!Avx512F.IsSupported) Part.Store(this, ref target, count);
        else fixed (T* first = &target) Avx512F.MaskStore((float*)first, FirstLanes(count), Float(this));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Splat(T value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> operator +(Register512<T> a, Register512<T> b) => new(a.v + b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> operator -(Register512<T> a, Register512<T> b) => new(a.v - b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> operator *(Register512<T> a, Register512<T> b) => new(a.v * b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> operator /(Register512<T> a, Register512<T> b) => new(a.v / b.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> operator -(Register512<T> a) => new(a.v ^ Vector512.Create(T.NegativeZero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Fma(Register512<T> a, Register512<T> b, Register512<T> c) => typeof(T) == typeof(double)
        ? new(Vector512.FusedMultiplyAdd(a.v.AsDouble(), b.v.AsDouble(), c.v.AsDouble()).As<double, T>())
        : new(Vector512.FusedMultiplyAdd(a.v.AsSingle(), b.v.AsSingle(), c.v.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Sqrt(Register512<T> a) => new(Vector512.Sqrt(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Abs(Register512<T> a) => new(Vector512.Abs(a.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Min(Register512<T> a, Register512<T> b) => Avx512F.IsSupported
        ? new(Avx512F.Min(Float(b), Float(a)).As<float, T>()) // x86 takes the second operand unless the first is smaller
        : Select(LessThan(b, a), b, a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Max(Register512<T> a, Register512<T> b) => Avx512F.IsSupported
        ? new(Avx512F.Max(Float(b), Float(a)).As<float, T>()) // x86 takes the second operand unless the first is larger
        : Select(GreaterThan(b, a), b, a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Floor(Register512<T> a) => new(Vector512.Floor(Float(a)).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Round(Register512<T> a) => new(Vector512.Round(Float(a)).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> CopySign(Register512<T> magnitude, Register512<T> sign) =>
        new(Vector512.ConditionalSelect(Vector512.Create(T.NegativeZero), sign.v, magnitude.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> GreaterThan(Register512<T> a, Register512<T> b) => new(Vector512.GreaterThan(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> GreaterOrEqual(Register512<T> a, Register512<T> b) => new(Vector512.GreaterThanOrEqual(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> LessThan(Register512<T> a, Register512<T> b) => new(Vector512.LessThan(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> LessOrEqual(Register512<T> a, Register512<T> b) => new(Vector512.LessThanOrEqual(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Equal(Register512<T> a, Register512<T> b) => new(Vector512.Equals(a.v, b.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Select(Register512<T> mask, Register512<T> yes, Register512<T> no) =>
        new(Vector512.ConditionalSelect(mask.v, yes.v, no.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Scale(Register512<T> a, Register512<T> n)
    {
        if (Avx512F.IsSupported)
        {
            return new(Avx512F.Scale(Float(a), Float(n)).As<float, T>());
        }

        // Two factors 2^i and 2^j with i + j = n, each a normal number: only the second product rounds.
        Vector512<int> power = Vector512.ConvertToInt32Native(Float(n));
        Vector512<int> half = power >> 1;
        Vector512<int> bias = Vector512.Create(127);
        Vector512<float> first = ((half + bias) << 23).AsSingle();
        Vector512<float> second = ((power - half + bias) << 23).AsSingle();
        return new((Float(a) * first * second).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Exponent(Register512<T> a, out Register512<T> significand)
    {
        Vector512<int> bits = Float(a).AsInt32();
        Vector512<int> n = (bits - Vector512.Create(FloatFunctions.SqrtHalfBits)) >> 23;
        significand = new((bits - (n << 23)).AsSingle().As<float, T>());
        return new(Vector512.ConvertToSingle(n).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Exp(Register512<T> a) => From(FloatFunctions.Exp(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Expm1(Register512<T> a) => From(FloatFunctions.Expm1(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Log(Register512<T> a) => From(FloatFunctions.Log(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Log1p(Register512<T> a) => From(FloatFunctions.Log1p(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Tanh(Register512<T> a) => From(FloatFunctions.Tanh(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Sigmoid(Register512<T> a) => From(FloatFunctions.Sigmoid(Single(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Softplus(Register512<T> a) => From(FloatFunctions.Softplus(Single(a)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> FirstLanes(int count) =>
        Float(new(Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).As<int, T>()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Register512<float> Single(Register512<T> a) => new(Float(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Float(Register512<T> a) => typeof(T) == typeof(float)
        ? a.v.AsSingle()
        : throw new NotSupportedException($"A vector register of {typeof(T)} has no such operation; float has.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Register512<T> From(Register512<float> a) => new(a.v.As<float, T>());
}
