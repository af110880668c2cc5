using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

public class ElementwiseTests
{
    internal readonly struct Affine<T>(T slope, T offset) : IUnaryMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, IRegister<V, T> => V.Splat(slope) * x + V.Splat(offset);
    }

    private readonly struct TanhDerivative<T> : IBinaryMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public V Apply<V>(V y, V dy)
            where V : struct, IRegister<V, T> => dy * (V.One - y * y);
    }

    private readonly struct Mix<T> : ITernaryMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public V Apply<V>(V a, V b, V c)
            where V : struct, IRegister<V, T> => a * b - c / (a + b);
    }

    private readonly struct Adam<T>(T rate) : IUpdate<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V theta, V gradient, ref V m, ref V v)
            where V : struct, IRegister<V, T>
        {
            V half = V.Splat(T.CreateChecked(0.5));
            m = half * m + half * gradient;
            v = half * v + half * gradient * gradient;
            theta -= V.Splat(rate) * m / (V.Sqrt(v) + V.One);
        }
    }

    private static T[] Values<T>(int count, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        T[] values = new T[count];
        for (int i = 0; i < count; i++) values[i] = T.CreateTruncating(random.NextDouble() * 4 - 2);
        return values;
    }

    private static readonly int[] Offsets = [0, 1, 3, 16];

    private static void EveryLength<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int most = 132;
        T[] a = Values<T>(most + 16, 1), b = Values<T>(most + 16, 2), c = Values<T>(most + 16, 3);
        T slope = T.CreateChecked(1.1), offset = T.CreateChecked(0.3);
        for (int n = 0; n <= most; n++)
        {
            foreach (int at in Offsets)
            {
                T[] y = Values<T>(most + 16, 4);
                T[] expected = (T[])y.Clone();
                for (int i = 0; i < n; i++) expected[at + i] = slope * a[at + i] + offset;
                Elementwise.Map(new Affine<T>(slope, offset), a.AsSpan(at, n), y.AsSpan(at, n));
                Widths.AssertSameBits<T>(expected, y, $"unary, {n} elements at {at}");

                for (int i = 0; i < n; i++) expected[at + i] = b[i] * (T.One - a[at + i] * a[at + i]);
                Elementwise.Map(new TanhDerivative<T>(), a.AsSpan(at, n), b.AsSpan(0, n), y.AsSpan(at, n));
                Widths.AssertSameBits<T>(expected, y, $"binary, {n} elements at {at}");

                for (int i = 0; i < n; i++) expected[at + i] = a[i] * b[at + i] - c[i] / (a[i] + b[at + i]);
                Elementwise.Map(new Mix<T>(), a.AsSpan(0, n), b.AsSpan(at, n), c.AsSpan(0, n), y.AsSpan(at, n));
                Widths.AssertSameBits<T>(expected, y, $"ternary, {n} elements at {at}");

                for (int i = 0; i < n; i++) expected[at + i] += slope * a[i] + offset;
                Elementwise.MapAdd(new Affine<T>(slope, offset), a.AsSpan(0, n), y.AsSpan(at, n));
                Widths.AssertSameBits<T>(expected, y, $"unary added, {n} elements at {at}");

                for (int i = 0; i < n; i++) expected[at + i] += b[i] * (T.One - a[i] * a[i]);
                Elementwise.MapAdd(new TanhDerivative<T>(), a.AsSpan(0, n), b.AsSpan(0, n), y.AsSpan(at, n));
                Widths.AssertSameBits<T>(expected, y, $"binary added, {n} elements at {at}");
            }
        }
    }

    [Fact]
    public void EveryLengthAndOffsetInFloat() => EveryLength<float>();

    [Fact]
    public void EveryLengthAndOffsetInDouble() => EveryLength<double>();

    private static void InPlace<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int n = 0; n <= 132; n++)
        {
            T[] a = Values<T>(n, 5), b = Values<T>(n, 6), c = Values<T>(n, 7), y = new T[n];
            T slope = T.CreateChecked(1.1);
            Elementwise.Map(new Affine<T>(slope, slope), a, y);
            T[] x = (T[])a.Clone();
            Elementwise.Map(new Affine<T>(slope, slope), x, x);
            Widths.AssertSameBits<T>(y, x, $"unary in place, {n} elements");

            Elementwise.Map(new TanhDerivative<T>(), a, b, y);
            x = (T[])b.Clone();
            Elementwise.Map(new TanhDerivative<T>(), a, x, x);
            Widths.AssertSameBits<T>(y, x, $"binary in place, {n} elements");

            Elementwise.Map(new Mix<T>(), a, b, a, y);
            x = (T[])a.Clone();
            Elementwise.Map(new Mix<T>(), x, b, x, x);
            Widths.AssertSameBits<T>(y, x, $"ternary in place, {n} elements");
        }
    }

    [Fact]
    public void TheResultMayTakeThePlaceOfAnInputInFloat() => InPlace<float>();

    [Fact]
    public void TheResultMayTakeThePlaceOfAnInputInDouble() => InPlace<double>();

    private static void UpdatesEveryLength<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T rate = T.CreateChecked(0.1), half = T.CreateChecked(0.5);
        for (int n = 0; n <= 132; n++)
        {
            foreach (int at in Offsets)
            {
                for (int memories = 0; memories < 4; memories++)
                {
                    bool hasM = (memories & 1) != 0, hasV = (memories & 2) != 0;
                    T[] theta = Values<T>(n + at + 3, 1), g = Values<T>(n, 2), m = Values<T>(n + at, 3), v = Values<T>(n + at, 4);
                    for (int i = 0; i < v.Length; i++) v[i] *= v[i];
                    T[] theta2 = (T[])theta.Clone(), m2 = (T[])m.Clone(), v2 = (T[])v.Clone();
                    for (int i = 0; i < n; i++)
                    {
                        T newM = half * (hasM ? m2[at + i] : T.Zero) + half * g[i];
                        T newV = half * (hasV ? v2[at + i] : T.Zero) + half * g[i] * g[i];
                        theta2[at + i] -= rate * newM / (T.Sqrt(newV) + T.One);
                        if (hasM) m2[at + i] = newM;
                        if (hasV) v2[at + i] = newV;
                    }

                    Elementwise.Update(
                        new Adam<T>(rate), theta.AsSpan(at, n), g, hasM ? m.AsSpan(at) : default, hasV ? v.AsSpan(at) : default);
                    Widths.AssertSameBits<T>(theta2, theta, $"theta, {n} elements at {at}");
                    Widths.AssertSameBits<T>(m2, m, $"m, {n} elements at {at}");
                    Widths.AssertSameBits<T>(v2, v, $"v, {n} elements at {at}");
                }
            }
        }
    }

    [Fact]
    public void UpdatesInFloat() => UpdatesEveryLength<float>();

    [Fact]
    public void UpdatesInDouble() => UpdatesEveryLength<double>();

    [Fact]
    public void ThreadsChangeNoBit()
    {
        foreach (int n in new[] { Tiles.SharedFrom - 1, Tiles.SharedFrom, 3 * Tiles.SharedFrom + 17 })
        {
            float[] a = Values<float>(n, 1), b = Values<float>(n, 2), expected = new float[n];
            Elementwise.Map(new TanhDerivative<float>(), a, b, expected);
            foreach (int threads in new[] { 1, 2, 3, 8 })
            {
                using var workers = new Workers(threads);
                float[] y = new float[n];
                Elementwise.Map(new TanhDerivative<float>(), a, b, y, workers);
                Widths.AssertSameBits<float>(expected, y, $"{threads} threads, {n} elements");
                y = (float[])b.Clone();
                Elementwise.Map(new TanhDerivative<float>(), a, y, y, workers);
                Widths.AssertSameBits<float>(expected, y, $"{threads} threads, {n} elements in place");
            }
        }
    }

    [Fact]
    public void WrongLengthsThrow()
    {
        float[] four = new float[4], five = new float[5];
        Assert.Throws<ArgumentException>("x", () => Elementwise.Map(new Affine<float>(1, 0), four, five));
        Assert.Throws<ArgumentException>("b", () => Elementwise.Map(new TanhDerivative<float>(), four, five, new float[4]));
        Assert.Throws<ArgumentException>("c", () => Elementwise.Map(new Mix<float>(), four, four, five, new float[4]));
        Assert.Throws<ArgumentException>("gradient", () => Elementwise.Update(new Adam<float>(1), four, five, default, default));
        Assert.Throws<ArgumentException>("m", () => Elementwise.Update(new Adam<float>(1), four, new float[4], five, default));
        var error = Assert.Throws<ArgumentException>("v", () => Elementwise.Update(new Adam<float>(1), four, new float[4], default, five));
        Assert.Contains("4 and 5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PartialOverlapThrows()
    {
        double[] x = new double[10];
        foreach (int shift in new[] { 1, 2, 4 })
        {
            Assert.Throws<ArgumentException>("x", () => Elementwise.Map(new Affine<double>(1, 0), x.AsSpan(0, 6), x.AsSpan(shift, 6)));
        }

        Assert.Throws<ArgumentException>("a", () => Elementwise.Map(new TanhDerivative<double>(), x.AsSpan(1, 5), new double[5], x.AsSpan(0, 5)));
        Assert.Throws<ArgumentException>("b", () => Elementwise.Map(new TanhDerivative<double>(), new double[5], x.AsSpan(1, 5), x.AsSpan(0, 5)));
        Assert.Throws<ArgumentException>("gradient", () => Elementwise.Update(new Adam<double>(1), x, x, default, default));
        Assert.Throws<ArgumentException>("m", () => Elementwise.Update(new Adam<double>(1), x, new double[10], x, default));
        double[] memory = new double[10];
        Assert.Throws<ArgumentException>("v", () => Elementwise.Update(new Adam<double>(1), x, new double[10], memory, memory));
    }
}
