using TinyAE.Losses;
using TinyAE.Metrics;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Metrics;

public sealed class ModelEvidenceTests
{
    private static readonly double[] _lengths = [2, 1, 0.5];

    // N(0, I) as one mixture of many: then nobody knows a closed form.
    private static readonly GaussianMixture _plain = GaussianMixture.Standard(3);

    [Fact]
    public void WithTheTruePosteriorEachDrawGivesTheTruth()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            LinearGaussian model = new(_lengths, 6, 0.7);
            double[] x = Draw.Uniform<double>(seed, 6 * 5, -2, 2);
            ModelEvidence found = ModelEvidence.Of<double>(model, x, 1 + (seed % 3), Key(seed));
            for (int n = 0; n < 5; n++)
            {
                Assert.Equal(model.Truth(x.AsSpan(6 * n, 6)), found.LogLikelihoods[n], 1e-11);
            }

            // With the divergence estimated from the same draws, the bound is exact too.
            LinearGaussian sampled = new(_lengths, 6, 0.7) { Prior = _plain };
            Assert.Equal(found.LogLikelihood, ModelEvidence.Of<double>(sampled, x, 2, Key(seed)).Elbo, 1e-11);
        }
    }

    [Fact]
    public void TheTruthIsThatOfAPlainGrid()
    {
        // The formula that the other tests trust, by integrating p(x|z) p(z) over a latent.
        LinearGaussian model = new([1.5], 3, 0.6);
        double[] x = [0.3, -1, 0.8], value = new double[1];
        double sum = 0;
        for (double z = -8; z < 8; z += 0.01)
        {
            model.LogLikelihood(x, [z], value, Draw.Pass(1));
            sum += 0.01 * Math.Exp(value[0] - (0.5 * z * z)) / Math.Sqrt(2 * Math.PI);
        }

        Assert.Equal(Math.Log(sum), model.Truth(x), 1e-10);
    }

    [Fact]
    public void TheBoundIsBelowTheTruthByTheDivergenceFromThePosterior()
    {
        foreach ((double shift, double widening) in new[] { (0.0, 2.0), (0.5, 1), (0.7, 0.6), (1, 1.5) })
        {
            LinearGaussian model = new(_lengths, 6, 0.7, shift, widening);
            double[] x = Draw.Uniform<double>(1, 6 * 40, -2, 2);
            double truth = Enumerable.Range(0, 40).Average(n => model.Truth(x.AsSpan(6 * n, 6)));
            ModelEvidence found = ModelEvidence.Of<double>(model, x, 500, Key(1));
            ModelEvidence sampled = ModelEvidence.Of<double>(
                new LinearGaussian(_lengths, 6, 0.7, shift, widening) { Prior = _plain }, x, 500, Key(1));
            Assert.Equal(truth - model.Gap, found.Elbo, 0.06);
            Assert.Equal(truth - model.Gap, sampled.Elbo, 0.06);
            Assert.Equal(found.Divergence, sampled.Divergence, 0.06);
            Assert.Equal(found.Reconstruction, sampled.Reconstruction, 1e-12);
            Assert.Equal(found.LogLikelihood, sampled.LogLikelihood, 1e-9);
            Assert.Equal(found.Reconstruction - found.Divergence, found.Elbo, 1e-12);
        }
    }

    [Fact]
    public void MoreDrawsRaiseTheEstimateTowardsTheTruth()
    {
        LinearGaussian model = new(_lengths, 6, 0.7, shift: 0.8, widening: 1.3);
        double[] x = Draw.Uniform<double>(2, 6 * 300, -2, 2);
        double truth = Enumerable.Range(0, 300).Average(n => model.Truth(x.AsSpan(6 * n, 6)));
        double Gap(int draws) => truth - ModelEvidence.Of<double>(model, x, draws, Key(3)).LogLikelihood;
        double[] gaps = [Gap(1), Gap(4), Gap(16), Gap(64), Gap(256)];
        Assert.Equal(model.Gap, gaps[0], 0.25); // one draw is an estimate of the bound
        for (int i = 1; i < gaps.Length; i++)
        {
            Assert.InRange(gaps[i], -0.01, 0.8 * gaps[i - 1]);
        }

        Assert.InRange(gaps[^1], -0.01, 0.02);
    }

    [Fact]
    public void EachSampleIsBetweenItsBoundAndTheTruth()
    {
        // By Jensen's inequality the mean of ln w is never above ln of the mean of w, draw for draw.
        for (int seed = 0; seed < 20; seed++)
        {
            LinearGaussian model = new(_lengths, 6, 0.7, 0.5, 1.5) { Prior = _plain };
            double[] x = Draw.Uniform<double>(seed, 60, -2, 2);
            ModelEvidence found = ModelEvidence.Of<double>(model, x, 20, Key(seed));
            Assert.All(found.Elbos.Zip(found.LogLikelihoods), pair => Assert.True(pair.First < pair.Second));
        }
    }

    [Fact]
    public void BatchAndThreadsDoNotChangeABit()
    {
        using Workers workers = new(3);
        double[] x = Draw.Uniform<double>(2, 6 * 21, -2, 2);
        ModelEvidence one = ModelEvidence.Of<double>(new LinearGaussian(_lengths, 6, 0.7, 1, 2, capacity: 64), x, 7, Key(3));
        foreach (int capacity in new[] { 1, 4, 20, 21 })
        {
            LinearGaussian model = new(_lengths, 6, 0.7, 1, 2, capacity);
            ModelEvidence other = ModelEvidence.Of<double>(model, x, 7, Key(3), workers);
            Assert.Equal(one.LogLikelihoods, other.LogLikelihoods);
            Assert.Equal(one.Elbos, other.Elbos);
            Assert.Equal(one.ElboError, other.ElboError);
        }

        Assert.NotEqual(one.Elbo, ModelEvidence.Of<double>(new LinearGaussian(_lengths, 6, 0.7, 1, 2), x, 7, Key(4)).Elbo);
    }

    [Fact]
    public void FarFromZeroNothingOverflows()
    {
        double[] x = Draw.Uniform<double>(2, 60, -2, 2);
        LinearGaussian near = new(_lengths, 6, 0.7, 1, 2);
        foreach (double error in new[] { 1e4, -1e4 })
        {
            LinearGaussian far = new(_lengths, 6, 0.7, 1, 2) { ErrorOfLikelihood = error };
            double difference = ModelEvidence.Of<double>(far, x, 9, Key(1)).LogLikelihood
                - ModelEvidence.Of<double>(near, x, 9, Key(1)).LogLikelihood;
            Assert.Equal(error, difference, 1e-8);
        }

        LinearGaussian never = new(_lengths, 6, 0.7) { ErrorOfLikelihood = double.NegativeInfinity };
        Assert.Equal(double.NegativeInfinity, ModelEvidence.Of<double>(never, x, 3, Key(1)).LogLikelihood);
        LinearGaussian broken = new(_lengths, 6, 0.7) { ErrorOfLikelihood = double.NaN };
        Assert.True(double.IsNaN(ModelEvidence.Of<double>(broken, x, 3, Key(1)).LogLikelihood));
    }

    [Fact]
    public void TheErrorIsThatOfTheMean()
    {
        double[] x = Draw.Uniform<double>(2, 60, -2, 2);
        ModelEvidence found = ModelEvidence.Of<double>(new LinearGaussian(_lengths, 6, 0.7, 1, 2), x, 3, Key(1));
        double variance = found.Elbos.Sum(value => Math.Pow(value - found.Elbo, 2)) / 9;
        Assert.Equal(Math.Sqrt(variance / 10), found.ElboError, 1e-12);
        Assert.Equal(found.LogLikelihoods.Average(), found.LogLikelihood, 1e-12);
        Assert.Equal((10, 3), (found.Count, found.Draws));
        Assert.True(double.IsNaN(ModelEvidence.Of<double>(new LinearGaussian(_lengths, 6, 0.7), x.AsSpan(0, 6), 3, Key(1)).ElboError));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        LinearGaussian model = new(_lengths, 6, 0.7);
        Assert.Throws<ArgumentException>(() => ModelEvidence.Of<double>(model, new double[7], 1, Key(1)));
        Assert.Throws<ArgumentException>(() => ModelEvidence.Of<double>(model, [], 1, Key(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelEvidence.Of<double>(model, new double[6], 0, Key(1)));
    }

    private static RandomKey Key(int seed) => new((ulong)seed, RandomPurpose.Study, 0);
}
