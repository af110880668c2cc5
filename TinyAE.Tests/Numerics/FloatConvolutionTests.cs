using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

/// <summary>The float kernels of every register width against the oracle's bits, with and without a bias, written over and added.</summary>
public class FloatConvolutionTests
{
    private const float Canary = 12345.678f;

    private static readonly TileKernels[] AllKernels = [TileKernels.Of(512), TileKernels.Of(256), TileKernels.Of(128)];

    [Theory]
    [MemberData(nameof(ConvolutionTests.Shapes), MemberType = typeof(ConvolutionTests))]
    public void EveryShapeAtEveryWidth(int height, int width, int channels, int filters, int kh, int kw, int s, int t, Padding padding) =>
        Compare(new(Window.Of(height, kh, s, padding), Window.Of(width, kw, t, padding), channels, filters), 2, null);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void EverySmallKernelStrideAndImage(int kernel)
    {
        for (int stride = 1; stride <= 3; stride++)
        {
            for (int size = 1; size <= 7; size++)
            {
                Window vertical = Window.Of(size, kernel, stride, Padding.Same);
                Window horizontal = Window.Of(Math.Max(kernel, 8 - size), kernel, 4 - stride, Padding.Valid);
                Compare(new(vertical, horizontal, 1 + size % 3, 1 + (size + stride) % 4), 3, null);
                Compare(new(Window.Transposed(size, kernel, stride, Padding.Same), horizontal, 1, 3), 1, null);
            }
        }
    }

    /// <summary>All edges of the panels: of filters forward, of channels backward.</summary>
    [Fact]
    public void EveryNumberOfChannelsAndFilters()
    {
        Window window = Window.Of(3, 3, 2, Padding.Same);
        for (int n = 1; n <= 68; n++)
        {
            Compare(new(window, window, n, 1 + n % 5), 1, null);
            Compare(new(window, window, 1 + n % 5, n), 1, null);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void ManyTilesOnAnyNumberOfThreads(int threads)
    {
        using Workers workers = new(threads);
        Compare(new(Window.Of(9, 3, 2, Padding.Same), Window.Of(12, 3, 2, Padding.Same), 33, 39), 13, workers);
        Compare(new(Window.Transposed(14, 3, 1, Padding.Same), Window.Transposed(15, 3, 1, Padding.Same), 1, 32), 13, workers);
        Compare(new(Window.Of(28, 3, 2, Padding.Same), Window.Of(28, 3, 2, Padding.Same), 1, 32), 13, workers);
        Compare(new(Window.Of(20, 3, 1, Padding.Same), Window.Of(23, 3, 1, Padding.Same), 9, 1), 5, workers); // lanes of places forward
        Compare(new(Window.Of(60, 2, 1, Padding.Same), Window.Of(3, 3, 1, Padding.Same), 300, 2), 2, workers); // and in bands
        Compare(new(Window.Of(9, 3, 1, Padding.Same), Window.Of(40, 3, 1, Padding.Same), 100, 1), 2, workers); // blocks that end in a tap
        Compare(new(Window.Of(6, 3, 2, Padding.Same), Window.Of(7, 3, 1, Padding.Same), 2, 11), 90, workers);
        Compare(new(Window.Of(6, 3, 2, Padding.Same), Window.Of(7, 3, 1, Padding.Same), 19, 11), 90, workers);
        Compare(new(Window.Of(20, 5, 1, Padding.Valid), Window.Of(17, 4, 3, Padding.Same), 3, 20), 13, workers);
    }

    private static void Compare(ConvolutionShape shape, int batch, Workers? workers)
    {
        (float[] x, float[] w, float[] dy) = ConvolutionTests.Data<float>(shape, batch);
        (float[] y, float[] dx, float[] dw) = new PlainConvolution(shape).InOrder<float>(x, w, dy, batch);
        float[] ofFilters = [.. Enumerable.Range(0, shape.Filters).Select(f => 0.1f * f - 1)];
        float[] ofChannels = [.. Enumerable.Range(0, shape.Channels).Select(c => 0.3f * c - 2)];
        foreach (TileKernels kernels in AllKernels)
        {
            Same(y, target => FloatConvolution.Forward(kernels, shape, x, w, [], target, batch, workers));
            Same(Plus(y, ofFilters), target => FloatConvolution.Forward(kernels, shape, x, w, ofFilters, target, batch, workers));
            Same(dx, target => FloatConvolution.InputGradient(kernels, shape, dy, w, [], target, batch, workers));
            Same(Plus(dx, ofChannels), target => FloatConvolution.InputGradient(kernels, shape, dy, w, ofChannels, target, batch, workers));
            Same(dw, target => KernelSum.Run<float>(kernels, shape, x, dy, target, batch, Write.Over, workers));
            Same([.. dw.Select(value => Canary + value)], target => KernelSum.Run<float>(kernels, shape, x, dy, target, batch, Write.Add, workers));
        }
    }

    private delegate void Product(Span<float> target);

    /// <summary>The bits are as expected, and nothing beside the target is touched.</summary>
    private static void Same(float[] expected, Product product)
    {
        const int margin = 32;
        float[] all = new float[expected.Length + 2 * margin];
        Array.Fill(all, Canary);
        product(all.AsSpan(margin, expected.Length));
        Widths.AssertSameBits<float>(expected, all.AsSpan(margin, expected.Length), "the product");
        Assert.All(all[..margin], value => Assert.Equal(Canary, value));
        Assert.All(all[^margin..], value => Assert.Equal(Canary, value));
    }

    private static float[] Plus(float[] rows, float[] bias) => [.. rows.Select((value, i) => value + bias[i % bias.Length])];
}
