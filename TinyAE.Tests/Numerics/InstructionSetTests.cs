using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

/// <summary>The bits of all of Numerics on processors that have less.</summary>
public class InstructionSetTests
{
    private readonly struct Update<T> : IUpdate<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Apply<V>(ref V theta, V gradient, ref V m, ref V v)
            where V : struct, IRegister<V, T>
        {
            m = V.Fma(gradient, V.One + V.One, m);
            v += V.Floor(gradient) * V.Round(theta);
            theta -= V.Select(V.LessThan(m, v), V.Sqrt(V.Abs(v)), V.CopySign(m, V.Min(theta, gradient)));
        }
    }

    private readonly struct Difference<T> : ISumMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public V Apply<V>(V a, V b, out V y)
            where V : struct, IRegister<V, T>
        {
            y = V.Max(a, b);
            return (a - b) * (a - b);
        }
    }

    [Theory]
    [MemberData(nameof(ChildProcess.LesserMachines), MemberType = typeof(ChildProcess))]
    public void TheBitsAreThoseOfThisProcess(string setting) =>
        Assert.Equal(Digests().Split('\n'), ChildProcess.Output(setting, "numerics-digests").Split('\n'));

    [Fact]
    public void TheDigestsSeeASingleBit()
    {
        float[] x = [1, 2, 3], y = [1, 2, MathF.BitIncrement(3)];
        Assert.NotEqual(Digest("x", x), Digest("x", y));
        Assert.Equal(Digest("x", [float.NaN, 1]), Digest("x", [-float.NaN, 1]));
        Assert.NotEqual(Digest("x", [0f]), Digest("x", [-0f]));
    }

    /// <summary>One line for each computation: its name and the hash of the bits of its results.</summary>
    /// <remarks>Small sizes: without hardware for it each fused multiply-add calls the C library.</remarks>
    public static string Digests()
    {
        var text = new StringBuilder();
        Elements<float>(text);
        Elements<double>(text);
        Sums<float>(text);
        Sums<double>(text);
        Products<float>(text);
        Products<double>(text);
        Images<float>(text);
        Images<double>(text);
        Draws<float>(text);
        Draws<double>(text);
        Scalars(text);
        return text.ToString();
    }

    private static void Elements<T>(StringBuilder text)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = [.. Widths.Floats(301, 1).Select(T.CreateTruncating)], y = new T[x.Length];
        foreach (string name in new[] { "exp", "expm1", "log", "log1p", "tanh", "sigmoid", "softplus" })
        {
            Elementwise.Map(new FloatFunctionsTests.Function<T>(name), x, y);
            text.Append(Digest($"{name} {typeof(T).Name}", y));
        }

        foreach (int count in new[] { 3, 7, 13, 37 })
        {
            T[] theta = [.. x[..count]], m = [.. x[100..(100 + count)]], v = [.. x[200..(200 + count)]];
            Elementwise.Update(new Update<T>(), theta, x.AsSpan(150, count), m, v);
            text.Append(Digest($"update of {count} {typeof(T).Name}", [.. theta, .. m, .. v]));
        }
    }

    private static void Sums<T>(StringBuilder text)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] a = Normal<T>(2500, 1), b = Normal<T>(2500, 2), y = new T[2500];
        foreach (int count in new[] { 0, 5, 70, 1024, 2500 })
        {
            double sum = MapSum.Of(new Difference<T>(), a.AsSpan(0, count), b.AsSpan(0, count), y.AsSpan(0, count));
            T[] sums = [Reduction.Sum<T>(a.AsSpan(0, count)), Reduction.Dot<T>(a.AsSpan(0, count), b.AsSpan(0, count)), Reduction.MaxAbs<T>(a.AsSpan(0, count))];
            text.Append(Digest($"sums of {count} {typeof(T).Name}", [.. sums, .. y])).Append(Digest("sum", [sum]));
        }

        foreach ((int rows, int columns) in new[] { (500, 5), (70, 35), (260, 9), (2500, 1) })
        {
            T[] s = Normal<T>(columns, 3), z = (T[])a.Clone();
            Reduction.ColumnSums<T>(a, rows, columns, s, Write.Add);
            Reduction.AddRow<T>(z, rows, columns, s);
            text.Append(Digest($"columns and rows of {rows} x {columns} {typeof(T).Name}", [.. s, .. z]));
        }
    }

    private static void Products<T>(StringBuilder text)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach ((int m, int n, int k) in new[] { (1, 1, 1), (5, 3, 7), (9, 20, 11), (13, 37, 30), (3, 2, 300) })
        {
            T[] a = Normal<T>(m * k, 1), b = Normal<T>(n * k, 2), c = Normal<T>(m * n, 3);
            MatrixProduct.AB<T>(a, b, c, m, n, k, Write.Add);
            MatrixProduct.AtB<T>(a, b, c, m, n, k, Write.Add);
            MatrixProduct.ABt<T>(a, b, c, m, n, k, Write.Add);
            MatrixProduct.AtBt<T>(a, b, c, m, n, k, Write.Add);
            text.Append(Digest($"products {m} x {n} x {k} {typeof(T).Name}", c));
        }
    }

    private static void Images<T>(StringBuilder text)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Window v = Window.Of(5, 3, 2, Padding.Same), u = Window.Of(6, 2, 1, Padding.Same);
        ConvolutionShape shape = new(v, u, 3, 18);
        T[] x = Normal<T>(2 * shape.Input.Size, 1), w = Normal<T>(shape.Kernel.Size, 2), y = new T[2 * shape.Output.Size];
        T[] dx = new T[x.Length], dw = Normal<T>(w.Length, 3), max = new T[2 * v.Output * u.Output * 3], place = new T[max.Length];
        Convolution.Forward<T>(shape, x, w, y, 2);
        Convolution.InputGradient<T>(shape, y, w, dx, 2);
        Convolution.KernelGradient<T>(shape, x, y, dw, 2, Write.Add);
        text.Append(Digest($"convolution {typeof(T).Name}", [.. y, .. dx, .. dw]));
        MaxPooling.Forward<T>(new(v, u, 3), x, max, place, 2);
        text.Append(Digest($"maxima {typeof(T).Name}", [.. max, .. place]));
        AveragePooling.Forward<T>(new(v, u, 3), x, max, 2);
        AveragePooling.Backward<T>(new(v, u, 3), max, dx, 2);
        text.Append(Digest($"means {typeof(T).Name}", [.. max, .. dx]));
    }

    private static void Draws<T>(StringBuilder text)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var key = new RandomKey(1, 2, 3);
        T[] uniform = new T[301], coin = new T[301];
        int[] order = new int[101];
        Noise.Uniform(key, 4, uniform.AsSpan());
        Noise.Bernoulli(key, 4, 0.3, coin.AsSpan());
        Noise.Permutation(key, order);
        text.Append(Digest($"draws {typeof(T).Name}", [.. uniform, .. coin, .. order.Select(T.CreateTruncating)]));
        text.Append(Digest($"normal {typeof(T).Name}", Normal<T>(301, 4)));
    }

    private static void Scalars(StringBuilder text)
    {
        double[] x = Normal<double>(150, 5);
        double[] results =
        [
            .. x.Select(Scalar.Sin), .. x.Select(value => Scalar.Cos(1000 * value)), .. x.Select(value => Scalar.Pow(Math.Abs(value), 50 * value)),
            .. x.Select(value => NormalDistribution.Cdf(3 * value)), .. x.Select(NormalDistribution.Density),
            InnerProduct.Of<double>(x, x), Reduction.SumInOrder<double>(x),
        ];
        text.Append(Digest("scalars", results));
    }

    private static T[] Normal<T>(int count, uint sample)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[count];
        Noise.Normal(new RandomKey(7, 7, 7), sample, values.AsSpan());
        return values;
    }

    // All NaN count as one: their sign and payload are the processor's.
    private static string Digest<T>(string name, T[] values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] plain = [.. values.Select(value => T.IsNaN(value) ? T.NaN : value)];
        return $"{name}: {Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<T>(plain)))[..16]}\n";
    }
}
