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
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void ABatchIsItsSamplesOnAnyNumberOfThreads(int threads)
    {
        using Workers workers = new(threads);
        RandomKey key = new(3, 1000, 7);
        foreach ((int samples, int size) in new[] { (1, 5), (4, 0), (7, 300), (64, 700), (3, 20_000) })
        {
            float[] batch = new float[samples * size], expected = new float[samples * size];
            Noise.BernoulliBatch(key, 0.3, batch.AsSpan(), samples, workers);
            for (int n = 0; n < samples; n++)
            {
                Noise.Bernoulli(key, (uint)n, 0.3, expected.AsSpan(n * size, size));
            }

            Assert.Equal(expected, batch);
        }
    }

    [Fact]
    public void ABatchThatItsSamplesCannotShareIsRefused()
    {
        Assert.Throws<ArgumentException>(() => Noise.BernoulliBatch(default, 0.5, new float[7].AsSpan(), 2));
        Assert.Throws<ArgumentException>(() => Noise.BernoulliBatch(default, 0.5, new float[7].AsSpan(), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Noise.BernoulliBatch(default, 1.5, new float[7].AsSpan(), 7));
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
    public void NormalHasTheMomentsAndNoMemory()
    {
        for (uint seed = 0; seed < 3; seed++)
        {
            double[] x = new double[Many];
            Noise.Normal(new RandomKey(seed, 1000, 1), 2, x);
            Assert.Equal(0, x.Average(v => v * v * v), 4 * Math.Sqrt(15.0 / Many));
            Assert.Equal(3, x.Average(v => v * v * v * v), 4 * Math.Sqrt(96.0 / Many));
            Assert.InRange(x.Max(Math.Abs), 4, 6.34);
            for (int lag = 1; lag <= 4; lag++)
            {
                Assert.Equal(0, x.Zip(x.Skip(lag), (a, b) => a * b).Average(), 4 / Math.Sqrt(Many));
                Assert.Equal(1, x.Zip(x.Skip(lag), (a, b) => a * a * b * b).Average(), 4 * Math.Sqrt(8.0 / Many));
            }
        }
    }

    [Fact]
    public void EachNumberIsTheStatedFunctionOfItsWord()
    {
        // The lengths around the chunks in which words are drawn, too.
        RandomKey key = new(0xfedcba9876543210, 1000, 77);
        foreach (int length in Enumerable.Range(0, 131).Concat([255, 256, 257, 511, 512, 513, 1027]))
        {
            double[] uniform = new double[length], normal = new double[length], coin = new double[length];
            float[] single = new float[length];
            Noise.Uniform(key, 4, uniform);
            Noise.Normal(key, 4, normal);
            Noise.Normal(key, 4, single);
            Noise.Bernoulli(key, 4, 0.3, coin);
            for (int i = 0; i < length; i++)
            {
                uint word = key.Word(4, (uint)i);
                double u = (word + 0.5) / 4294967296;
                Assert.Equal(((word >> 9) + 0.5) / 8388608, uniform[i]);
                Assert.Equal(NormalDistribution.InverseCdf(u), normal[i]);
                Assert.Equal((float)normal[i], single[i]);
                Assert.Equal(u < 0.3 ? 1 : 0, coin[i]);
            }
        }
    }

    [Fact]
    public void EveryOrderIsEquallyLikely()
    {
        const int draws = 48_000;
        int[] order = new int[4];
        Dictionary<string, int> counts = [];
        for (uint step = 0; step < draws; step++)
        {
            Noise.Permutation(new RandomKey(3, RandomPurpose.Shuffle, step), order);
            string name = string.Join(',', order);
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        // Chi-square with 23 degrees of freedom, deviation 6.8.
        Assert.Equal(24, counts.Count);
        Assert.InRange(counts.Values.Sum(count => Math.Pow(count - draws / 24.0, 2) / (draws / 24.0)), 4, 23 + 4 * 6.8);
    }

    [Fact]
    public void ALargeBoundIsNotBiased()
    {
        // Without rejection w · 3·2²⁹ / 2³² would leave the integers unevenly covered: a third of them by 3 words, the others by 2.
        const uint bound = 3u << 29;
        int[] remainders = new int[3];
        uint next = 0;
        for (int i = 0; i < 60_000; i++)
        {
            int drawn = Noise.Below(new RandomKey(1, 1000, 0), ref next, bound);
            Assert.InRange(drawn, 0, (int)bound - 1);
            remainders[drawn % 3]++;
        }

        Assert.All(remainders, count => Assert.InRange(count, 20_000 - 500, 20_000 + 500)); // deviation 115
        Assert.InRange(next, 60_000u * 4 / 3 - 1000, 60_000u * 4 / 3 + 1000); // a quarter of the words is turned down
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
