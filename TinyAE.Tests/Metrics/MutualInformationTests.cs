using TinyAE.Metrics;

namespace TinyAE.Tests.Metrics;

public sealed class MutualInformationTests
{
    [Fact]
    public void EntropyOfEquallyLikelyValuesIsTheLogarithmOfTheirNumber()
    {
        for (int n = 1; n < 40; n++)
        {
            Assert.Equal(Math.Log(n), MutualInformation.Entropy(Enumerable.Repeat(7, n).ToArray()), 1e-13);
        }

        Assert.Equal(0, MutualInformation.Entropy([]));
        Assert.Equal(0, MutualInformation.Entropy([0, 5, 0]));
        Assert.Equal((0.25 * Math.Log(4)) + (0.75 * Math.Log(4.0 / 3)), MutualInformation.Entropy([1, 0, 3]), 1e-15);
    }

    [Fact]
    public void EachTellsAllAboutItself()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(seed);
            int[] a = [.. Enumerable.Range(0, 200).Select(_ => random.Next(6))];
            int[] renamed = [.. a.Select(value => (value * 5) % 7)];
            double entropy = MutualInformation.Entropy([.. Enumerable.Range(0, 6).Select(value => a.Count(other => other == value))]);
            Assert.Equal(entropy, MutualInformation.Of(a, 6, a, 6), 1e-13);
            Assert.Equal(entropy, MutualInformation.Of(a, 6, renamed, 7), 1e-13);
        }
    }

    [Fact]
    public void AFullGridIsIndependent()
    {
        int[] a = [.. Enumerable.Range(0, 60).Select(i => i % 5)], b = [.. Enumerable.Range(0, 60).Select(i => i / 5)];
        Assert.Equal(0, MutualInformation.Of(a, 5, b, 12), 1e-15);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(3, 10)]
    [InlineData(5, 10)]
    public void ANoisyBitTellsLn2MinusTheEntropyOfItsErrors(int errors, int of)
    {
        // Of each value of a, `errors` of `of` arrive flipped.
        int[] a = [.. Enumerable.Range(0, 2 * of).Select(i => i / of)];
        int[] b = [.. a.Select((value, i) => i % of < errors ? 1 - value : value)];
        double expected = Math.Log(2) - MutualInformation.Entropy([errors, of - errors]);
        Assert.Equal(expected, MutualInformation.Of(a, 2, b, 2), 1e-14);
        Assert.Equal(expected, MutualInformation.Of(b, 2, a, 2), 1e-14);
    }

    [Fact]
    public void OfIndependentSamplesItIsTheStatedBias()
    {
        double mean = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            Random random = new(seed);
            int[] a = [.. Enumerable.Range(0, 2000).Select(_ => random.Next(5))];
            int[] b = [.. Enumerable.Range(0, 2000).Select(_ => random.Next(9))];
            mean += MutualInformation.Of(a, 5, b, 9) / 100;
        }

        Assert.Equal(4.0 * 8 / (2 * 2000), mean, 0.001);
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.Throws<ArgumentException>(() => MutualInformation.Of([1], 2, [1, 0], 2));
        Assert.Throws<ArgumentException>(() => MutualInformation.Of([2], 2, [0], 2));
        Assert.Throws<ArgumentException>(() => MutualInformation.Of([0], 2, [-1], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => MutualInformation.Of([], 0, [], 2));
    }
}
