using TinyAE.Metrics;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Metrics;

public sealed class ReconstructionErrorTests
{
    [Fact]
    public void ItIsThatOfTheFormulas()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            double[] y = Draw.Uniform<double>(seed, 77, 0, 1), x = Draw.Uniform<double>(seed + 100, 77, 0, 1);
            ReconstructionError found = ReconstructionError.Of<double>(y, x);
            double squares = y.Zip(x, (a, b) => (a - b) * (a - b)).Average();
            Assert.Equal(squares, found.MeanSquared, 1e-14);
            Assert.Equal(y.Zip(x, (a, b) => Math.Abs(a - b)).Average(), found.MeanAbsolute, 1e-14);
            Assert.Equal(Math.Sqrt(squares), found.RootMeanSquared, 1e-14);
            Assert.Equal(-10 * Math.Log10(squares), found.PeakSignalToNoise, 1e-11);
        }
    }

    [Theory]
    [InlineData(0.1, 1, 20)]
    [InlineData(0.001, 1, 60)]
    [InlineData(25.5, 255, 20)]
    [InlineData(1, 1, 0)]
    [InlineData(0, 1, double.PositiveInfinity)]
    public void AnErrorOfATenthOfThePeakIs20Decibels(double error, double peak, double decibels)
    {
        double[] y = [0.25 + error, 0.25 - error, 0.25 + error], x = [0.25, 0.25, 0.25];
        Assert.Equal(decibels, ReconstructionError.Of<double>(y, x, peak).PeakSignalToNoise, 1e-9);
    }

    [Fact]
    public void ThreadsDoNotChangeABit()
    {
        using Workers workers = new(3);
        float[] y = Draw.Uniform<float>(1, 200_000, 0, 1), x = Draw.Uniform<float>(2, 200_000, 0, 1);
        Assert.Equal(ReconstructionError.Of<float>(y, x), ReconstructionError.Of<float>(y, x, 1, workers));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.Throws<ArgumentException>(() => ReconstructionError.Of<float>([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => ReconstructionError.Of<float>([], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReconstructionError.Of<float>([1], [1], 0));
    }
}
