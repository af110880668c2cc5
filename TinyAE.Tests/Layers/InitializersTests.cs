using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Tests.Layers;

public class InitializersTests
{
    private const int FanIn = 30;
    private const int FanOut = 50;

    /// <summary>Name, variance, and whether the values are uniform.</summary>
    public static TheoryData<string, double, bool> Scaled => new()
    {
        { "glorot-uniform", 2.0 / (FanIn + FanOut), true },
        { "glorot-normal", 2.0 / (FanIn + FanOut), false },
        { "he-uniform", 2.0 / FanIn, true },
        { "he-normal", 2.0 / FanIn, false },
        { "lecun-uniform", 1.0 / FanIn, true },
        { "lecun-normal", 1.0 / FanIn, false },
    };

    [Theory]
    [MemberData(nameof(Scaled))]
    public void MeanVarianceAndBoundsAreThoseOfTheFormula(string name, double variance, bool uniform)
    {
        const int seeds = 100, count = FanIn * FanOut;
        double sum = 0, squares = 0, largest = 0;
        for (ulong seed = 0; seed < seeds; seed++)
        {
            foreach (double value in Fill<double>(name, seed, count))
            {
                sum += value;
                squares += value * value;
                largest = Math.Max(largest, Math.Abs(value));
            }
        }

        // Five standard deviations of the estimates: of the mean √(v/n), of the variance v √((kurtosis − 1)/n).
        const double n = seeds * count;
        Assert.InRange(sum / n, -5 * Math.Sqrt(variance / n), 5 * Math.Sqrt(variance / n));
        double spread = 5 * Math.Sqrt(((uniform ? 1.8 : 3.0) - 1) / n);
        Assert.InRange(squares / n, variance * (1 - spread), variance * (1 + spread));

        double radius = Math.Sqrt(3 * variance);
        if (uniform)
        {
            Assert.InRange(largest, 0.999 * radius, radius);
        }
        else
        {
            Assert.InRange(largest, 4 * Math.Sqrt(variance), 7 * Math.Sqrt(variance)); // not truncated
        }
    }

    [Theory]
    [MemberData(nameof(Scaled))]
    public void UniformValuesLieStrictlyInside(string name, double variance, bool uniform)
    {
        float radius = (float)Math.Sqrt(3 * variance);
        for (ulong seed = 0; seed < 20 && uniform; seed++)
        {
            Assert.All(Fill<float>(name, seed, 2000), value => Assert.InRange(value, -radius, radius));
        }
    }

    [Theory]
    [MemberData(nameof(Scaled))]
    public void BothPrecisionsSeeTheSameDraws(string name, double variance, bool uniform)
    {
        double ulps = (uniform ? 2 : 16) * Math.Pow(2, -24);
        for (ulong seed = 0; seed < 20; seed++)
        {
            float[] single = Fill<float>(name, seed, 1000);
            double[] exact = Fill<double>(name, seed, 1000);
            Assert.Equal(single, Fill<float>(name, seed, 1000));
            Assert.NotEqual(single, Fill<float>(name, seed + 1, 1000));
            for (int i = 0; i < single.Length; i++)
            {
                Assert.Equal(exact[i], single[i], ulps * Math.Max(Math.Abs(exact[i]), Math.Sqrt(3 * variance)));
            }
        }
    }

    [Theory]
    [InlineData("zeros", 0)]
    [InlineData("ones", 1)]
    public void ConstantsAreConstant(string name, double value)
    {
        Assert.All(Fill<double>(name, 7, 100), element => Assert.Equal(value, element));
        Assert.All(Fill<float>(name, 8, 100), element => Assert.Equal((float)value, element));
    }

    [Fact]
    public void EachNameFindsItsInitializer()
    {
        Assert.Equal(Initializers.All.Count, Initializers.All.Select(initializer => initializer.Name).Distinct().Count());
        Assert.All(Initializers.All, initializer => Assert.Same(initializer, Initializers.ByName(initializer.Name)));
        string message = Assert.Throws<ArgumentException>(() => Initializers.ByName("xavier")).Message;
        Assert.Contains("'xavier'", message, StringComparison.Ordinal);
        Assert.All(Initializers.All, initializer => Assert.Contains(initializer.Name, message, StringComparison.Ordinal));
    }

    private static T[] Fill<T>(string name, ulong seed, int count)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        T[] values = new T[count];
        Parameter parameter = new("W", new Shape(count), Initializers.Zeros, FanIn, FanOut);
        Initializers.ByName(name).Fill(parameter, new RandomKey(seed, RandomPurpose.Initialization, 0), values);
        return values;
    }
}
