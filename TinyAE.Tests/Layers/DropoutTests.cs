using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Tests.Layers;

public class DropoutTests
{
    private static readonly Shape _shape = new(1000);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void TheRightShareIsDroppedAndTheRestScaled(double rate)
    {
        const int batch = 100;
        float[] y = Forward(new Dropout<float>(_shape, rate), Ones(batch), Draw.Pass(batch, training: true));
        float kept = (float)(1 / (1 - rate));
        Assert.All(y, value => Assert.True(value == 0 || value == kept));
        double n = y.Length, spread = 5 * Math.Sqrt(n * rate * (1 - rate));
        Assert.InRange(y.Count(value => value == 0), (n * rate) - spread, (n * rate) + spread);
        Assert.Equal(1, y.Average(), 5 * Math.Sqrt(rate / (1 - rate) / n)); // the mean stays
    }

    [Fact]
    public void TheMaskBelongsToTheSampleAndTheKeyNotToTheBatch()
    {
        Dropout<float> layer = new(_shape, 0.5);
        float[] whole = Forward(layer, Ones(8), Draw.Pass(8, training: true));
        float[] part = Forward(layer, Ones(3), Draw.Pass(3, training: true));
        Assert.Equal(whole[..3000], part);
        Assert.NotEqual(whole[..1000], whole[1000..2000]);

        Pass pass = Draw.Pass(8, training: true);
        RandomKey key = pass.Key;
        foreach (RandomKey other in new[] { key with { Step = 1 }, key with { Seed = 2 }, key with { Purpose = key.Purpose + 1 } })
        {
            Assert.NotEqual(whole, Forward(layer, Ones(8), pass with { Key = other }));
        }
    }

    [Fact]
    public void ThreadsDoNotChangeABit()
    {
        using Workers workers = new(3);
        Dropout<float> layer = new(_shape, 0.3);
        float[] x = Draw.Normal<float>(1, 200_000);
        float[] expected = Forward(layer, x, Draw.Pass(200, training: true));
        Assert.Equal(expected, Forward(layer, x, Draw.Pass(200, training: true, workers: workers)));
    }

    [Fact]
    public void BothPrecisionsDropTheSame()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            float[] single = Forward(new Dropout<float>(_shape, 0.4), Ones(4), Draw.Pass(4, training: true, seed));
            Dropout<double> layer = new(_shape, 0.4);
            double[] ones = new double[4000], y = new double[4000], cache = new double[layer.CacheSize(4)];
            Array.Fill(ones, 1);
            layer.Forward(default, ones, y, cache, Draw.Pass(4, training: true, seed));
            Assert.Equal(single.Select(value => value == 0), y.Select(value => value == 0));
        }
    }

    [Theory]
    [InlineData(0.0, true)]
    [InlineData(0.0, false)]
    [InlineData(0.7, false)]
    public void WithoutDroppingItIsTheIdentityToTheBit(double rate, bool training)
    {
        Dropout<float> layer = new(_shape, rate);
        float[] x = Draw.Normal<float>(1, 3000), dx = new float[3000];
        x[0] = float.NaN;
        x[1] = -0f;
        x[2] = float.PositiveInfinity;
        Pass pass = Draw.Pass(3, training);
        float[] y = Forward(layer, x, pass);
        layer.Backward(default, x, y, new float[layer.CacheSize(3)], x, dx, default, pass);
        Assert.True(Bits(x).SequenceEqual(Bits(y)));
        Assert.True(Bits(x).SequenceEqual(Bits(dx)));

        static ReadOnlySpan<int> Bits(float[] values) => System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(values);
    }

    [Fact]
    public void BackwardDropsWhatForwardDropped()
    {
        Dropout<float> layer = new(_shape, 0.5);
        float[] ones = Ones(4), y = new float[4000], dx = new float[4000], cache = new float[layer.CacheSize(4)];
        Pass pass = Draw.Pass(4, training: true);
        layer.Forward(default, ones, y, cache, pass);
        layer.Backward(default, ones, y, cache, ones, dx, default, pass);
        Assert.Equal(y, dx);
        layer.Backward(default, ones, y, cache, ones, [], default, pass); // nobody wants dx
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void ARateOutOfRangeIsRefused(double rate)
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout<float>(_shape, rate)).Message;
        Assert.Contains("[0, 1)", message, StringComparison.Ordinal);
    }

    private static float[] Ones(int batch)
    {
        float[] ones = new float[batch * _shape.Size];
        Array.Fill(ones, 1f);
        return ones;
    }

    private static float[] Forward(Dropout<float> layer, float[] x, Pass pass)
    {
        float[] y = new float[x.Length], cache = new float[layer.CacheSize(pass.Batch)];
        layer.Forward(default, x, y, cache, pass);
        return y;
    }
}
