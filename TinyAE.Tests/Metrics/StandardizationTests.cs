using TinyAE.Metrics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Metrics;

public sealed class StandardizationTests
{
    [Fact]
    public void EachFeatureGetsMean0AndVariance1()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            float[] x = [.. Draw.Uniform<float>(seed, 300, -2, 9).Select((value, i) => value * (1 + (i % 3)))];
            float[] y = Standardization.Of(x, 3).Apply(x);
            for (int i = 0; i < 3; i++)
            {
                double[] feature = [.. y.Where((_, at) => at % 3 == i).Select(value => (double)value)];
                Assert.Equal(0, feature.Average(), 1e-5);
                Assert.Equal(1, feature.Average(value => value * value), 1e-5);
            }
        }
    }

    [Fact]
    public void TwoNumbersBecomeMinus1And1AndAConstantBecomes0()
    {
        Standardization standard = Standardization.Of([1, 0.1f, 5, 0.1f], 2);
        Assert.Equal([3, 0.1f], standard.Mean.ToArray());
        Assert.Equal([2, 1], standard.Deviation.ToArray());
        Assert.Equal([-1, 0, 1, 0], standard.Apply([1, 0.1f, 5, 0.1f]));
        Assert.Equal([0, 0.9f], standard.Apply([3, 1]));
        Assert.Throws<ArgumentException>(() => standard.Apply([1]));
        Assert.Throws<ArgumentException>(() => Standardization.Of([], 2));
    }
}
