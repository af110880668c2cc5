using System.Numerics;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Numerics;

public class ConvolutionTests
{
    /// <summary>height, width, channels, filters, kh, kw, s, t, padding.</summary>
    public static TheoryData<int, int, int, int, int, int, int, int, Padding> Shapes => new()
    {
        { 5, 6, 2, 3, 3, 3, 1, 1, Padding.Same },
        { 5, 6, 2, 3, 3, 2, 1, 1, Padding.Valid },
        { 7, 8, 3, 2, 3, 3, 2, 2, Padding.Same }, // kernel > stride
        { 8, 7, 1, 5, 4, 5, 3, 2, Padding.Valid },
        { 6, 4, 2, 2, 2, 2, 2, 2, Padding.Same }, // kernel = stride
        { 7, 9, 2, 3, 2, 1, 3, 4, Padding.Same }, // kernel < stride
        { 7, 9, 2, 3, 1, 2, 2, 3, Padding.Valid },
        { 1, 1, 3, 4, 1, 1, 1, 1, Padding.Valid }, // one place
        { 1, 1, 2, 2, 3, 4, 2, 1, Padding.Same },
        { 1, 9, 2, 2, 1, 4, 1, 1, Padding.Same }, // even kernels: more padding after
        { 5, 3, 2, 2, 2, 6, 1, 5, Padding.Same },
        { 4, 5, 70, 9, 2, 2, 1, 2, Padding.Same }, // 280 terms: two blocks forward
        { 6, 5, 4, 70, 4, 4, 2, 2, Padding.Same }, // and backward
        { 17, 16, 1, 4, 3, 3, 1, 1, Padding.Same },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ItIsTheSumOfAllProducts(int height, int width, int channels, int filters, int kh, int kw, int s, int t, Padding padding)
    {
        ConvolutionShape shape = new(Window.Of(height, kh, s, padding), Window.Of(width, kw, t, padding), channels, filters);
        IsTheSumOfItsProducts(shape, batch: 3);
    }

    [Theory]
    [InlineData(3, 4, 3, 2, Padding.Same, null, null)]
    [InlineData(3, 4, 3, 2, Padding.Same, 0, 1)]
    [InlineData(3, 2, 4, 3, Padding.Same, 2, 1)]
    [InlineData(2, 3, 3, 2, Padding.Valid, 1, 0)]
    [InlineData(2, 3, 2, 4, Padding.Valid, null, null)]
    [InlineData(2, 3, 1, 3, Padding.Valid, 2, 0)]
    [InlineData(1, 1, 5, 3, Padding.Same, null, null)]
    public void SoItIsWithTheWindowsOfATransposedOne(int height, int width, int kernel, int stride, Padding padding, int? down, int? across)
    {
        Window vertical = Window.Transposed(height, kernel, stride, padding, down);
        IsTheSumOfItsProducts(new(vertical, Window.Transposed(width, kernel, stride, padding, across), 3, 2), batch: 2);
    }

    /// <summary>Independent loops in double, and the float sums to the bit in the order that the documentation states.</summary>
    private static void IsTheSumOfItsProducts(ConvolutionShape shape, int batch)
    {
        PlainConvolution plain = new(shape);
        (double[] x, double[] w, double[] dy) = Data<double>(shape, batch);
        (double[] y, double[] dx, double[] dw) = Run<double>(shape, batch, Workers.One);
        Near(plain.Forward(x, w, batch), y);
        Near(plain.InputGradient(dy, w, batch), dx);
        Near([.. plain.KernelGradient(x, dy, batch).Select(value => value + 0.5)], dw);
        IsInOrder<float>(shape, batch, Workers.One);
        IsInOrder<double>(shape, batch, Workers.One);
    }

    /// <summary>2 x 2 to 4 x 4 by a 3 x 3 kernel in steps of 2; same keeps the first four rows and columns of five.</summary>
    [Fact]
    public void TheTransposedConvolutionOf2x2To4x4ByHand()
    {
        ConvolutionShape shape = new(Window.Transposed(2, 3, 2, Padding.Same), Window.Transposed(2, 3, 2, Padding.Same), 1, 1);
        double[] y = new double[16], kernel = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        Convolution.InputGradient<double>(shape, [1, 10, 100, 1000], kernel, y, 1);
        Assert.Equal(
            [
                1, 2, 3 + 10, 20,
                4, 5, 6 + 40, 50,
                7 + 100, 8 + 200, 9 + 70 + 300 + 1000, 80 + 2000,
                400, 500, 600 + 4000, 5000,
            ], y);
    }

    [Fact]
    public void TheTransposedIsTheAdjoint()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            int s = random.Next(1, 4), t = random.Next(1, 4), batch = random.Next(1, 4);
            ConvolutionShape shape = new(
                Window.Of(random.Next(5, 12), random.Next(1, 6), s, seed % 2 == 0 ? Padding.Same : Padding.Valid),
                Window.Transposed(random.Next(2, 5), random.Next(1, 6), t, seed % 3 == 0 ? Padding.Same : Padding.Valid),
                random.Next(1, 5), random.Next(1, 5));
            double[] u = Draw.Normal<double>(seed, batch * shape.Input.Size);
            double[] v = Draw.Normal<double>(seed + 1000, batch * shape.Output.Size);
            double[] w = Draw.Normal<double>(seed + 2000, shape.Kernel.Size), of = new double[v.Length], back = new double[u.Length];
            Convolution.Forward<double>(shape, u, w, of, batch);
            Convolution.InputGradient<double>(shape, v, w, back, batch);
            double size = Enumerable.Range(0, v.Length).Sum(i => Math.Abs(of[i] * v[i]));
            Assert.Equal(Dot(of, v), Dot(u, back), 1e-13 * size);
        }

        static double Dot(double[] a, double[] b) => a.Zip(b, (p, q) => p * q).Sum();
    }

    /// <summary>Large enough that threads share it: several blocks of each sum, edges of every kind.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void AnyNumberOfThreadsGivesTheBitsOfTheDocumentedOrder(int threads)
    {
        using Workers workers = new(threads);
        ConvolutionShape shape = new(Window.Of(14, 3, 2, Padding.Same), Window.Of(13, 3, 2, Padding.Same), 32, 70);
        Assert.True(2.0 * 11 * 7 * 6 * 32 * 70 > 1e6); // so much even in the phase of a single tap
        IsInOrder<float>(shape, 11, workers);
        IsInOrder<float>(new(Window.Of(28, 3, 1, Padding.Same), Window.Of(28, 3, 1, Padding.Same), 1, 8), 11, workers);
        IsInOrder<double>(new(Window.Of(28, 4, 3, Padding.Valid), Window.Of(28, 5, 2, Padding.Same), 5, 8), 11, workers);
    }

    /// <summary>More blocks than are summed at once; a kernel so large that its blocks are summed one by one.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void SoDoLongSumsAndLargeKernels(int threads)
    {
        using Workers workers = new(threads);
        Window window = Window.Of(14, 3, 1, Padding.Same);
        foreach ((int channels, int filters, int batch) in new[] { (32, 32, 40), (128, 128, 2) })
        {
            ConvolutionShape shape = new(window, window, channels, filters);
            (float[] y, float[] dx, float[] dw) = Run<float>(shape, batch, Workers.One);
            (float[] y2, float[] dx2, float[] dw2) = Run<float>(shape, batch, workers);
            Widths.AssertSameBits<float>(y, y2, "y");
            Widths.AssertSameBits<float>(dx, dx2, "dx");
            Widths.AssertSameBits<float>(dw, dw2, "dW");
        }
    }

    [Fact]
    public void NothingIsReadOrWrittenBehindTheArrays()
    {
        ConvolutionShape shape = new(Window.Of(5, 3, 2, Padding.Same), Window.Of(4, 2, 1, Padding.Same), 2, 3);
        (double[] x, double[] w, double[] dy) = Data<double>(shape, 2);
        (double[] y, double[] dx, double[] dw) = Run<double>(shape, 2, Workers.One);
        double[] longY = Longer(new double[y.Length]), longDx = Longer(new double[dx.Length]), longDw = Longer(new double[dw.Length]);
        Convolution.Forward<double>(shape, Longer(x), Longer(w), longY, 2);
        Convolution.InputGradient<double>(shape, Longer(dy), Longer(w), longDx, 2);
        longDw.AsSpan(0, dw.Length).Fill(0.5);
        Convolution.KernelGradient<double>(shape, Longer(x), Longer(dy), longDw, 2, Write.Add);
        Assert.Equal(Longer(y), longY);
        Assert.Equal(Longer(dx), longDx);
        Assert.Equal(Longer(dw), longDw);

        static double[] Longer(double[] values) => [.. values, double.NaN, double.NaN];
    }

    [Fact]
    public void ABiasIsAddedToTheRoundedSum()
    {
        ConvolutionShape shape = new(Window.Of(5, 3, 2, Padding.Same), Window.Of(4, 2, 1, Padding.Same), 2, 3);
        (double[] x, double[] w, double[] dy) = Data<double>(shape, 2);
        (double[] y, double[] dx, double[] _) = Run<double>(shape, 2, Workers.One);
        double[] ofFilters = [0.3, -2, 5], ofChannels = [1, -0.7], withBias = new double[y.Length], back = new double[dx.Length];
        Convolution.Forward<double>(shape, x, w, ofFilters, withBias, 2);
        Convolution.InputGradient<double>(shape, dy, w, ofChannels, back, 2);
        Assert.Equal(y.Select((value, i) => value + ofFilters[i % 3]), withBias);
        Assert.Equal(dx.Select((value, i) => value + ofChannels[i % 2]), back);
    }

    [Fact]
    public void AnEmptyBatchGivesNothing()
    {
        ConvolutionShape shape = new(Window.Of(5, 3, 2, Padding.Same), Window.Of(4, 2, 1, Padding.Same), 2, 3);
        double[] w = new double[shape.Kernel.Size], over = [.. w.Select(_ => 7.0)], add = [.. over];
        Convolution.Forward<double>(shape, [], w, [], 0);
        Convolution.InputGradient<double>(shape, [], w, [], 0);
        Convolution.KernelGradient<double>(shape, [], [], over, 0, Write.Over);
        Convolution.KernelGradient<double>(shape, [], [], add, 0, Write.Add);
        Assert.All(over, value => Assert.Equal(0, value));
        Assert.All(add, value => Assert.Equal(7, value));
    }

    [Fact]
    public void WrongSpansAreRefusedWithTheirName()
    {
        ConvolutionShape shape = new(Window.Of(5, 3, 2, Padding.Same), Window.Of(4, 2, 1, Padding.Same), 2, 3);
        (float[] x, float[] w, float[] dy) = Data<float>(shape, 2);
        float[] y = new float[dy.Length], dx = new float[x.Length], dw = new float[w.Length], all = new float[x.Length + dy.Length];
        Refused("x has 79", () => Convolution.Forward<float>(shape, x.AsSpan(1), w, y, 2));
        Refused("w has", () => Convolution.Forward<float>(shape, x, w.AsSpan(1), y, 2));
        Refused("y has", () => Convolution.Forward<float>(shape, x, w, y.AsSpan(1), 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Convolution.Forward<float>(shape, x, w, y, -1));
        Refused("dx has", () => Convolution.InputGradient<float>(shape, dy, w, dx.AsSpan(1), 2));
        Refused("dw has", () => Convolution.KernelGradient<float>(shape, x, dy, dw.AsSpan(1), 2, Write.Over));
        Refused("b has 2 elements", () => Convolution.Forward<float>(shape, x, w, new float[2], y, 2));
        Refused("b has 1 elements", () => Convolution.InputGradient<float>(shape, dy, w, new float[1], dx, 2));
        Refused("overlaps", () => Convolution.Forward<float>(shape, x, w, y.AsSpan(3, 3), y, 2));
        Refused("overlaps", () => Convolution.Forward<float>(shape, all, w, all, 2));
        Refused("overlaps", () => Convolution.InputGradient<float>(shape, all, w, all, 2));
        Refused("overlaps", () => Convolution.KernelGradient<float>(shape, all, dy, all, 2, Write.Over));

        static void Refused(string words, Action call) => Assert.Contains(words, Assert.Throws<ArgumentException>(call).Message);
    }

    private static void IsInOrder<T>(ConvolutionShape shape, int batch, Workers workers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T[] x, T[] w, T[] dy) = Data<T>(shape, batch);
        (T[] ofY, T[] ofDx, T[] ofDw) = new PlainConvolution(shape).InOrder<T>(x, w, dy, batch);
        (T[] y, T[] dx, T[] dw) = Run<T>(shape, batch, workers);
        Widths.AssertSameBits<T>(ofY, y, "y");
        Widths.AssertSameBits<T>(ofDx, dx, "dx");
        Widths.AssertSameBits<T>([.. ofDw.Select(value => T.CreateChecked(0.5) + value)], dw, "dW");
    }

    internal static (T[] X, T[] W, T[] Dy) Data<T>(ConvolutionShape shape, int batch)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (Draw.Normal<T>(1, batch * shape.Input.Size), Draw.Normal<T>(2, shape.Kernel.Size), Draw.Normal<T>(3, batch * shape.Output.Size));

    /// <summary>y and dx over garbage, dW added to 1/2.</summary>
    private static (T[] Y, T[] Dx, T[] Dw) Run<T>(ConvolutionShape shape, int batch, Workers workers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T[] x, T[] w, T[] dy) = Data<T>(shape, batch);
        T[] y = [.. dy.Select(_ => T.NaN)], dx = [.. x.Select(_ => T.NaN)], dw = [.. w.Select(_ => T.CreateChecked(0.5))];
        Convolution.Forward<T>(shape, x, w, y, batch, workers);
        Convolution.InputGradient<T>(shape, dy, w, dx, batch, workers);
        Convolution.KernelGradient<T>(shape, x, dy, dw, batch, Write.Add, workers);
        T[] over = [.. w.Select(_ => T.NaN)];
        Convolution.KernelGradient<T>(shape, x, dy, over, batch, Write.Over, workers);
        Assert.Equal(dw, over.Select(value => T.CreateChecked(0.5) + value));
        return (y, dx, dw);
    }

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-12);
        }
    }
}

[Collection(nameof(CountsAllocation))]
public class ConvolutionAllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void AfterTheFirstStepsNothingIsAllocated(int threads)
    {
        using Workers workers = new(threads);
        ConvolutionShape large = new(Window.Of(14, 3, 2, Padding.Same), Window.Of(14, 3, 2, Padding.Same), 16, 32);
        ConvolutionShape small = new(Window.Of(4, 3, 1, Padding.Same), Window.Of(4, 3, 1, Padding.Same), 1, 2);
        PoolingShape pooling = new(Window.Of(28, 2, 2, Padding.Valid), Window.Of(28, 2, 2, Padding.Valid), 16);
        float[] x = new float[16 * 28 * 28 * 16], y = new float[x.Length], z = new float[x.Length], w = new float[large.Kernel.Size];
        // Which thread gets which tile changes from call to call; each allocates its own working memory when it first needs it.
        for (int i = 0; i < 100; i++) Step();
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Step();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);

        void Step()
        {
            foreach (ConvolutionShape shape in (ReadOnlySpan<ConvolutionShape>)[large, small])
            {
                Convolution.Forward<float>(shape, x, w, y, 16, workers);
                Convolution.InputGradient<float>(shape, y, w, z, 16, workers);
                Convolution.KernelGradient<float>(shape, x, y, w, 16, Write.Add, workers);
                Convolution.KernelGradient<float>(shape, x, y, w, 16, Write.Over, workers);
            }

            MaxPooling.Forward<float>(pooling, x, y, z, 16, workers);
            MaxPooling.Backward<float>(pooling, z, y, x, 16, workers);
            AveragePooling.Forward<float>(pooling, x, y, 16, workers);
            AveragePooling.Backward<float>(pooling, y, x, 16, workers);
            Upsampling.Forward<float>(pooling.Output, 2, y, x, 16, workers);
            Upsampling.Backward<float>(pooling.Output, 2, x, y, 16, workers);
        }
    }
}
