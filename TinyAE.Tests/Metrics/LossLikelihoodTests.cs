using TinyAE.Losses;
using TinyAE.Metrics;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Metrics;

public sealed class LossLikelihoodTests
{
    private const int N = 5;
    private const int D = 4;

    public static TheoryData<string> Names => [.. Loss.All.Select(loss => loss.Name)];

    [Theory]
    [InlineData("mse", 0.5)]
    [InlineData("squared-norm", 0.5)]
    [InlineData("half-squared-error", 1.0)]
    [InlineData("gaussian-nll", 1.0)]
    public void ASquaredErrorIsANormalDistribution(string name, double variance)
    {
        double[] y = Draw.Normal<double>(1, N * D), x = Draw.Normal<double>(2, N * D), values = new double[N];
        foreach (LossScale scale in new[] { LossScale.Mean, LossScale.SampleMean, LossScale.Sum })
        {
            new LossLikelihood<double>(Loss.ByName<double>(name, scale)).LogDensity(y, x, values);
            for (int n = 0; n < N; n++)
            {
                double truth = Enumerable.Range(n * D, D).Sum(
                    i => (-Math.Pow(x[i] - y[i], 2) / (2 * variance)) - (0.5 * Math.Log(2 * Math.PI * variance)));
                Assert.Equal(truth, values[n], 1e-12);
            }
        }
    }

    [Fact]
    public void AGivenVarianceIsTheLossesOwn()
    {
        LossLikelihood<double> likelihood = new(new GaussianNegativeLogLikelihood<double>(0.3));
        double[] values = new double[1];
        likelihood.LogDensity([1], [1.6], values);
        Assert.Equal(-2 - (0.5 * Math.Log(2 * Math.PI * 0.09)), values[0], 1e-12);
        Assert.Equal("Gaussian, standard deviation 0.3", likelihood.Description);
    }

    [Fact]
    public void ACrossEntropyIsTheProbabilityOfBits()
    {
        // Over all data of four bits the probabilities add up to 1.
        double[] y = Draw.Normal<double>(3, D), logits = new double[16 * D], bits = new double[16 * D], p = new double[16 * D];
        for (int i = 0; i < 16 * D; i++)
        {
            logits[i] = y[i % D];
            bits[i] = (i / D) >> (i % D) & 1;
            p[i] = 1 / (1 + Math.Exp(-logits[i]));
        }

        double[] values = new double[16], ofProbabilities = new double[16];
        new LossLikelihood<double>(new BinaryCrossEntropyWithLogits<double>()).LogDensity(logits, bits, values);
        new LossLikelihood<double>(new BinaryCrossEntropy<double>()).LogDensity(p, bits, ofProbabilities);
        Assert.Equal(1, values.Sum(Math.Exp), 1e-12);
        Assert.Equal(1, ofProbabilities.Sum(Math.Exp), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSamplesLossesAddUpToTheLossOfAll(string name)
    {
        using Workers workers = new(2);
        double[] y = Draw.Uniform<double>(1, N * D, 0.1, 0.9), t = Draw.Uniform<double>(2, N * D, 0, 1), values = new double[N];
        foreach (LossScale scale in new[] { LossScale.Mean, LossScale.SampleMean, LossScale.Sum })
        {
            SampleLosses.Of(Loss.ByName<double>(name, scale), y, t, values, workers);
            Assert.Equal(Loss.ByName<double>(name, LossScale.Sum).Evaluate(y, t, [], Draw.Pass(N)), values.Sum(), 1e-12);
        }

        double first = Loss.ByName<double>(name, LossScale.Sum).Evaluate(y.AsSpan(0, D), t.AsSpan(0, D), [], Draw.Pass(1));
        Assert.Equal(first, values[0], 1e-12);
    }

    [Fact]
    public void WhatIsNoDensityIsRefused()
    {
        Assert.Throws<ArgumentException>(() => new LossLikelihood<float>(new SoftmaxCrossEntropy<float>(3)));
        LossLikelihood<float> likelihood = new(new MeanSquaredError<float>());
        Assert.Throws<ArgumentException>(() => likelihood.LogDensity(new float[6], new float[5], new double[2]));
        Assert.Throws<ArgumentException>(() => likelihood.LogDensity(new float[6], new float[6], new double[4]));
        Assert.Throws<ArgumentException>(() => likelihood.LogDensity([], [], []));
    }
}
