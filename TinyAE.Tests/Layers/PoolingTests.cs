using System.Numerics;
using TinyAE.Layers;
using TinyAE.Numerics;
using TinyAE.Study;
using TinyAE.Tests.Numerics;

namespace TinyAE.Tests.Layers;

public class PoolingTests
{
    private static readonly CheckOptions _options = new() { Batch = 2 };

    [Fact]
    public void TheGradientsAreRightForEveryShape()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            Random random = new(seed);
            Extent window = new(random.Next(1, 4), random.Next(1, 4)), stride = new(random.Next(1, 4), random.Next(1, 4));
            Padding padding = seed % 2 == 0 ? Padding.Same : Padding.Valid;
            int least = padding == Padding.Same ? 1 : 3;
            Shape input = new(random.Next(least, 7), random.Next(least, 7), random.Next(1, 4));
            CheckOptions options = _options with { Seed = (ulong)seed };
            GradientCheck.Of(new MaxPool2D<double>(input, window, stride, padding), options).Assert();
            GradientCheck.Of(new AveragePool2D<double>(input, window, stride, padding), options).Assert();
            GradientCheck.Of(new UpSampling2D<double>(input, window), options).Assert();
            GradientCheck.Of(new Flatten<double>(input), options).Assert();
            GradientCheck.Of(new Reshape<double>(input, new Shape(input[2], input.Size / input[2])), options).Assert();
        }
    }

    [Fact]
    public void MistakesAreRejected()
    {
        Shape input = new(5, 5, 2);
        MaxPool2D<double> max = new(input, 3, 2, Padding.Same);
        AssertWrong(max, call =>
        {
            // Each window's gradient goes to where the other channel has its maximum.
            double[] other = [.. call.Cache];
            for (int i = 0; i < other.Length; i += 2)
            {
                (other[i], other[i + 1]) = (other[i + 1], other[i]);
            }

            PoolingShape shape = new(Window.Of(5, 3, 2, Padding.Same), Window.Of(5, 3, 2, Padding.Same), 2);
            if (!call.Dx.IsEmpty)
            {
                MaxPooling.Backward<double>(shape, other, call.Dy, call.Dx, call.Pass.Batch);
            }
        });
        AveragePool2D<double> mean = new(input, 3, 2, Padding.Same);
        AssertWrong(mean, call => // padding counted
        {
            call.Right();
            for (int i = 0; i < call.Dx.Length; i++)
            {
                int y = i / 10 % 5, x = i / 2 % 5;
                call.Dx[i] *= y is 0 or 4 || x is 0 or 4 ? 6.0 / 9 : 1;
            }
        });
        AssertWrong(new UpSampling2D<double>(input, new Extent(1, 2)), call => // mean in place of sum
        {
            call.Right();
            for (int i = 0; i < call.Dx.Length; i++)
            {
                call.Dx[i] /= 2;
            }
        });
    }

    [Fact]
    public void TheFirstMaximumWinsAndPaddingNever()
    {
        MaxPool2D<double> layer = new(new Shape(3, 3, 1), 2, 2, Padding.Same);
        double[] x = [-1, -1, -5, -1, -1, -5, -7, -6, -8];
        (double[] y, double[] dx) = Run(layer, x, [1, 10, 100, 1000]);
        Assert.Equal([-1, -5, -6, -8], y);
        Assert.Equal([1, 0, 10, 0, 0, 0, 0, 100, 1000], dx);
    }

    [Fact]
    public void OverlappingWindowsAdd()
    {
        (double[] y, double[] dx) = Run(new MaxPool2D<double>(new Shape(1, 3, 1), new Extent(1, 2), 1), [1, 9, 2], [3, 4]);
        Assert.Equal([9, 9], y);
        Assert.Equal([0, 7, 0], dx);
        (y, dx) = Run(new AveragePool2D<double>(new Shape(1, 3, 1), new Extent(1, 2), 1, Padding.Same), [1, 9, 2], [3, 4, 5]);
        Assert.Equal([5, 5.5, 2], y); // the last window holds one place
        Assert.Equal([1.5, 3.5, 7], dx);
    }

    [Fact]
    public void ANaNIsAboveEveryNumber()
    {
        MaxPool2D<double> layer = new(new Shape(2, 2, 1));
        (double[] y, double[] dx) = Run(layer, [1, double.NaN, double.NaN, double.PositiveInfinity], [1]);
        Assert.True(double.IsNaN(y[0]));
        Assert.Equal([0, 1, 0, 0], dx);
        (y, dx) = Run(layer, [double.NegativeInfinity, double.NegativeInfinity, double.MinValue, -3], [1]);
        Assert.Equal([-3], y);
        Assert.Equal([0, 0, 0, 1], dx);
    }

    [Fact]
    public void ItIsTheMaximumAndTheMeanOfEachWindow()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            Padding padding = seed % 2 == 0 ? Padding.Same : Padding.Valid;
            Window v = Window.Of(random.Next(4, 9), random.Next(1, 5), random.Next(1, 4), padding);
            Window u = Window.Of(random.Next(4, 9), random.Next(1, 5), random.Next(1, 4), padding);
            PoolingShape shape = new(v, u, random.Next(1, 4));
            float[] x = Draw.Normal<float>(seed, shape.Input.Size), max = new float[shape.Output.Size];
            float[] place = new float[max.Length], mean = new float[max.Length];
            MaxPooling.Forward<float>(shape, x, max, place, 1);
            AveragePooling.Forward<float>(shape, x, mean, 1);
            for (int o = 0; o < max.Length; o++)
            {
                int c = o % shape.Channels, w = o / shape.Channels % u.Output, h = o / shape.Channels / u.Output;
                (int Number, float Value)[] inside =
                [
                    .. from i in Enumerable.Range(0, v.Kernel)
                       from j in Enumerable.Range(0, u.Kernel)
                       let y = h * v.Stride - v.Before + i
                       let z = w * u.Stride - u.Before + j
                       where y >= 0 && y < v.Input && z >= 0 && z < u.Input
                       select (i * u.Kernel + j, x[(y * u.Input + z) * shape.Channels + c]),
                ];
                Assert.Equal(inside.Max(part => part.Value), max[o]);
                Assert.Equal(inside.MaxBy(part => part.Value).Number, place[o]);
                float sum = 0;
                foreach ((_, float value) in inside) sum += value;
                Assert.Equal(sum / inside.Length, mean[o]);
            }
        }
    }

    [Fact]
    public void UpSamplingRepeatsRowsAndColumns()
    {
        UpSampling2D<double> layer = new(new Shape(2, 2, 1), new Extent(2, 3));
        Assert.Equal(new Shape(4, 6, 1), layer.Output);
        (double[] y, double[] dx) = Run(layer, [1, 2, 3, 4], [.. Enumerable.Range(1, 24)]);
        Assert.Equal([1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 3, 3, 3, 4, 4, 4], y);
        Assert.Equal([1 + 2 + 3 + 7 + 8 + 9, 4 + 5 + 6 + 10 + 11 + 12, 13 + 14 + 15 + 19 + 20 + 21, 16 + 17 + 18 + 22 + 23 + 24], dx);
        (y, _) = Run(new UpSampling2D<double>(new Shape(1, 2, 2), 1), [1, 2, 3, 4], [1, 2, 3, 4]);
        Assert.Equal([1, 2, 3, 4], y);
        (y, _) = Run(new UpSampling2D<double>(new Shape(1, 2, 2), new Extent(1, 2)), [1, 2, 3, 4], new double[8]);
        Assert.Equal([1, 2, 1, 2, 3, 4, 3, 4], y); // channels stay together
    }

    [Fact]
    public void FlattenAndReshapeChangeNoNumber()
    {
        double[] x = [.. Enumerable.Range(0, 12)], dy = [.. x.Select(value => 100 + value)];
        Flatten<double> flatten = new(new Shape(2, 3, 2));
        Assert.Equal(new Shape(12), flatten.Output);
        Reshape<double> reshape = new(new Shape(12), new Shape(2, 3, 2));
        Assert.Equal((new Shape(12), new Shape(2, 3, 2)), (reshape.Input, reshape.Output));
        foreach (ILayer<double> layer in new ILayer<double>[] { flatten, reshape })
        {
            (double[] y, double[] dx) = Run(layer, x, dy);
            Assert.Equal(x, y);
            Assert.Equal(dy, dx);
        }

        string message = Assert.Throws<ArgumentException>(() => new Reshape<float>(new Shape(12), new Shape(2, 3))).Message;
        Assert.Contains("(12) has 12", message);
        Assert.Contains("(2, 3) has 6", message);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void AnyNumberOfThreadsGivesTheSameBits(int threads)
    {
        using Workers workers = new(threads);
        Shape input = new(14, 13, 16);
        foreach (ILayer<float> layer in new ILayer<float>[]
        {
            new MaxPool2D<float>(input, 3, 2, Padding.Same), new AveragePool2D<float>(input, 3, 2, Padding.Same),
            new UpSampling2D<float>(input),
        })
        {
            float[] x = Draw.Normal<float>(1, 40 * input.Size), dy = Draw.Normal<float>(2, 40 * layer.Output.Size);
            (float[] y, float[] dx) = Run(layer, x, dy);
            (float[] y2, float[] dx2) = Run(layer, x, dy, workers);
            Widths.AssertSameBits<float>(y, y2, layer.Name);
            Widths.AssertSameBits<float>(dx, dx2, layer.Name);
        }
    }

    [Fact]
    public void TheDefaultsAreThoseOfKeras()
    {
        Assert.Equal(new Shape(3, 2, 4), new MaxPool2D<float>(new Shape(7, 5, 4)).Output);
        Assert.Equal(new Shape(2, 1, 4), new AveragePool2D<float>(new Shape(7, 5, 4), 3).Output);
        Assert.Equal(new Shape(14, 10, 4), new UpSampling2D<float>(new Shape(7, 5, 4)).Output);
        Assert.Contains("(20)", Assert.Throws<ArgumentException>(() => new MaxPool2D<float>(new Shape(20))).Message);
        Assert.Contains("(20)", Assert.Throws<ArgumentException>(() => new UpSampling2D<float>(new Shape(20))).Message);
        Assert.ThrowsAny<ArgumentException>(() => new AveragePool2D<float>(new Shape(1, 2, 3)));
        Assert.ThrowsAny<ArgumentException>(() => new UpSampling2D<float>(new Shape(1, 2, 3), 0));
        Assert.ThrowsAny<ArgumentException>(() => new UpSampling2D<float>(new Shape(2, 2, 3), int.MaxValue));
    }

    private static void AssertWrong(ILayer<double> right, WrongBackward backward)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            GradientReport report = GradientCheck.Of(new WrongLayer(right, backward), _options with { Seed = (ulong)seed });
            Assert.Equal(Verdict.Wrong, Assert.Single(report.Tensors).Verdict);
        }
    }

    private static (T[] Y, T[] Dx) Run<T>(ILayer<T> layer, T[] x, T[] dy, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int batch = x.Length / layer.Input.Size;
        T[] y = [.. dy.Select(_ => T.NaN)], dx = [.. x.Select(_ => T.NaN)], cache = new T[layer.CacheSize(batch)];
        layer.Forward(default, x, y, cache, Draw.Pass(batch, workers: workers));
        layer.Backward(default, x, y, cache, dy, dx, default, Draw.Pass(batch, workers: workers));
        return (y, dx);
    }
}
