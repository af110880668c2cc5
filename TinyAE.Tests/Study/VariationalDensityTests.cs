using TinyAE.Losses;
using TinyAE.Metrics;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Study;
using TinyAE.Tests.Layers;
using TinyAE.Tests.Models;

namespace TinyAE.Tests.Study;

public sealed class VariationalDensityTests
{
    [Fact]
    public void TheBoundIsMinusTheModelsLoss()
    {
        // Both estimate the same expectation, each with draws of its own.
        VariationalAutoencoder<double> model = VariationalModels.Dense<double>(8);
        double[] theta = model.Layout.Initialize<double>(1), x = Draw.Uniform<double>(2, 7 * 8, 0, 1), terms = new double[2];
        ModelEvidence found = ModelEvidence.Of<double>(
            new VariationalDensity<double>(model, theta), x, 4000, new RandomKey(1, RandomPurpose.Study, 0));
        double loss = 0, reconstruction = 0;
        for (int draw = 0; draw < 4000; draw++)
        {
            Pass pass = new(8, Training: false, new RandomKey(2, RandomPurpose.Layer, (uint)draw), Workers.One);
            loss += model.Evaluate(theta, new Batch<double>(x, x), [], terms, pass) / 4000;
            reconstruction += terms[0] / 4000;
        }

        Assert.Equal(-loss, found.Elbo, 0.01);
        Assert.Equal(-reconstruction, found.Reconstruction, 0.01);
        Assert.Equal(terms[1], found.Divergence, 1e-12);
        Assert.True(found.Elbo < found.LogLikelihood);
    }

    [Fact]
    public void TheImportanceSampledOneIsTheIntegralOverThePrior()
    {
        // One latent, so that the integral of p(x|z) p(z) can be taken on a grid.
        VariationalAutoencoder<double> model = VariationalModels.Dense<double>(4, latents: 1);
        double[] theta = model.Layout.Initialize<double>(1), x = Draw.Uniform<double>(2, 7 * 4, 0, 1), values = new double[4];

        // A wide q, so that no weight dominates: logVar is 1 everywhere.
        theta.AsSpan(model.Layout.SlotOf(model.LogVar.Layers[0].Parameters[0]).Offset, 5).Clear();
        theta[model.Layout.SlotOf(model.LogVar.Layers[0].Parameters[1]).Offset] = 1;
        VariationalDensity<double> density = new(model, theta);
        double[] sums = new double[4];
        for (double z = -8; z < 8; z += 0.01)
        {
            density.LogLikelihood(x, [z, z, z, z], values, Draw.Pass(4));
            for (int n = 0; n < 4; n++)
            {
                sums[n] += 0.01 * Math.Exp(values[n] - (0.5 * z * z)) / Math.Sqrt(2 * Math.PI);
            }
        }

        ModelEvidence found = ModelEvidence.Of<double>(density, x, 5000, new RandomKey(1, RandomPurpose.Study, 0));
        for (int n = 0; n < 4; n++)
        {
            Assert.Equal(Math.Log(sums[n]), found.LogLikelihoods[n], 0.02);
        }
    }

    [Fact]
    public void WithAMixtureAsPriorTheBoundIsMinusTheModelsLossToo()
    {
        GaussianMixture mixture = GaussianMixture.Petals();
        VariationalAutoencoder<double> model = VariationalModels.Dense<double>(4, new MixtureKl<double>(mixture), latents: 2);
        double[] theta = model.Layout.Initialize<double>(1), x = Draw.Uniform<double>(2, 7 * 4, 0, 1), terms = new double[2];
        ModelEvidence found = ModelEvidence.Of<double>(
            new VariationalDensity<double>(model, theta), x, 4000, new RandomKey(1, RandomPurpose.Study, 0));
        double loss = 0, divergence = 0;
        for (int draw = 0; draw < 4000; draw++)
        {
            Pass pass = new(4, Training: false, new RandomKey(2, RandomPurpose.Layer, (uint)draw), Workers.One);
            loss += model.Evaluate(theta, new Batch<double>(x, x), [], terms, pass) / 4000;
            divergence += terms[1] / 4000;
        }

        Assert.Equal(divergence, found.Divergence, 0.05 * divergence);
        Assert.Equal(-loss, found.Elbo, 0.05 * loss);
        Assert.True(found.Elbo < found.LogLikelihood);
    }

    [Fact]
    public void InFloatItIsTheSameToSixDigits()
    {
        double[] exact = VariationalModels.Dense<double>(8).Layout.Initialize<double>(1), x = Draw.Uniform<double>(2, 7 * 20, 0, 1);
        RandomKey key = new(1, RandomPurpose.Study, 0);
        VariationalDensity<double> reference = new(VariationalModels.Dense<double>(8), exact);
        ModelEvidence wide = ModelEvidence.Of<double>(reference, x, 50, key);
        VariationalAutoencoder<float> model = VariationalModels.Dense<float>(8);
        VariationalDensity<float> density = new(model, Array.ConvertAll(exact, value => (float)value));
        ModelEvidence narrow = ModelEvidence.Of<float>(density, Array.ConvertAll(x, value => (float)value), 50, key);
        Assert.Equal(wide.Elbo, narrow.Elbo, 1e-5);
        Assert.Equal(wide.LogLikelihood, narrow.LogLikelihood, 1e-5);
        Assert.Equal("Bernoulli", density.Likelihood.Description);
    }

    [Fact]
    public void ALossThatIsNoDensityIsRefused() =>
        Assert.Throws<ArgumentException>(
            () => new VariationalDensity<double>(VariationalModels.Dense<double>(2, loss: new SoftmaxCrossEntropy<double>(7)), []));
}
