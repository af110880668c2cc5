using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

public sealed class NoiseTests
{
    private const int Many = 200_000;

    [Fact]
    public void UniformFillsTheOpenIntervalEvenly()
    {
        float[] values = new float[Many];
        Noise.Uniform(new RandomKey(7, 1000, 3), 2, values);
        Assert.All(values, value => Assert.True(value is > 0 and < 1));

        // Chi-square over 100 bins: 99 degrees of freedom, mean 99, deviation 14.
        int[] bins = new int[100];
        foreach (float value in values)
        {
            bins[(int)(value * 100)]++;
        }

        double expected = Many / 100.0;
        Assert.InRange(bins.Sum(count => (count - expected) * (count - expected) / expected), 50, 160);
    }

    [Fact]
    public void NormalFollowsItsDistribution()
    {
        double[] values = new double[Many];
        Noise.Normal(new RandomKey(11, 1000, 0), 0, values);
        Assert.Equal(0, values.Average(), 5 / Math.Sqrt(Many));
        Assert.Equal(1, values.Average(value => value * value), 5 * Math.Sqrt(2.0 / Many));

        // Kolmogorov and Smirnov: the largest gap is below 1.95 / √n with probability 0.999.
        Array.Sort(values);
        double gap = values.Select((value, i) => Math.Abs(NormalDistribution.Cdf(value) - ((i + 0.5) / Many))).Max();
        Assert.True(gap < 1.95 / Math.Sqrt(Many), $"gap {gap}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void BernoulliHitsItsProbability(double probability)
    {
        float[] values = new float[Many];
        Noise.Bernoulli(new RandomKey(5, 1000, 1), 0, probability, values);
        Assert.All(values, value => Assert.True(value is 0 or 1));
        double deviation = Math.Sqrt(probability * (1 - probability) / Many);
        Assert.Equal(probability, values.Average(value => (double)value), (5 * deviation) + 1e-12);
    }

    [Fact]
    public void BothPrecisionsSeeTheSameNoiseAtEveryLength()
    {
        for (int length = 0; length <= 40; length++)
        {
            RandomKey key = new((ulong)length, 1000, 9);
            float[] single = new float[length];
            double[] twice = new double[length];
            Noise.Uniform(key, 1, single);
            Noise.Uniform(key, 1, twice);
            Assert.Equal(twice, single.Select(value => (double)value));
            Noise.Normal(key, 1, single);
            Noise.Normal(key, 1, twice);
            Assert.Equal(twice.Select(value => (float)value), single);

            // A number does not depend on how many are drawn.
            double[] longer = new double[length + 5];
            Noise.Normal(key, 1, longer);
            Assert.Equal(twice, longer[..length]);
        }
    }

    [Fact]
    public void StreamsOfOtherKeysAreUnrelated()
    {
        RandomKey key = new(1, 1000, 1);
        RandomKey[] others = [key with { Seed = 2 }, key with { Seed = 1 + (1UL << 32) }, key with { Purpose = 1001 }, key with { Step = 2 }];
        double[] a = new double[10_000], b = new double[10_000];
        Noise.Normal(key, 0, a);
        foreach ((RandomKey other, uint sample) in others.Select(other => (other, 0u)).Append((key, 1u)))
        {
            Noise.Normal(other, sample, b);
            double correlation = a.Zip(b, (x, y) => x * y).Sum() / a.Length;
            Assert.InRange(correlation, -0.05, 0.05);
        }
    }

    [Fact]
    public void PermutationsAreBijectionsAndEvenlySpread()
    {
        int[] first = new int[5];
        for (uint seed = 0; seed < 5000; seed++)
        {
            int[] order = new int[5];
            Noise.Permutation(new RandomKey(seed, RandomPurpose.Shuffle, 0), order);
            Assert.Equal([0, 1, 2, 3, 4], order.Order());
            first[order[0]]++;
        }

        Assert.All(first, count => Assert.InRange(count, 850, 1150)); // 1,000 expected, deviation 28

        foreach (int length in new[] { 0, 1, 2, 3, 100, 60_000 })
        {
            int[] order = new int[length];
            Noise.Permutation(new RandomKey(3, RandomPurpose.Shuffle, 1), order);
            Assert.Equal(Enumerable.Range(0, length), order.Order());
        }
    }

    [Fact]
    public void BadArgumentsAreNamed()
    {
        float[] values = new float[3];
        foreach (double probability in new[] { -0.1, 1.1, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Noise.Bernoulli(default, 0, probability, values.AsSpan()));
        }

        uint next = 0;
        Assert.Throws<ArgumentOutOfRangeException>(() => Noise.Below(default, ref next, 0));
    }
}
