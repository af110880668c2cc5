using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Study;

namespace TinyAE.Tests.Models;

public class VariationalAutoencoderGradientTests
{
    private const int Batch = 4;

    /// <summary>Mistakes where the two paths meet, and the terms in which each shows.</summary>
    private static readonly Dictionary<string, (Func<HandVariational.Latent, (double, double)> Wrong, string Terms)> _mistakes = new()
    {
        ["sigma for sigma squared"] = (l => (l.Right.Dmu, (0.5 * Math.Exp(l.LogVar) * l.Epsilon * l.Dz) + l.DlogVarByKl), "reconstruction sum"),
        ["the half in logVar left out"] = (l => (l.Right.Dmu, (2 * l.DlogVarByZ) + l.DlogVarByKl), "reconstruction sum"),
        ["KL sign"] = (l => (l.Dz - l.DmuByKl, l.DlogVarByZ - l.DlogVarByKl), "kl sum"),
        ["KL's dlogVar missing"] = (l => (l.Right.Dmu, l.DlogVarByZ), "kl sum"),
        ["KL's dmu missing"] = (l => (l.Dz, l.Right.DlogVar), "kl sum"),
        ["epsilon path dropped"] = (l => (l.Right.Dmu, l.DlogVarByKl), "reconstruction sum"),
        ["mu path dropped"] = (l => (l.DmuByKl, l.Right.DlogVar), "reconstruction sum"),
        ["beta squared"] = (l => (l.Dz + (0.5 * l.DmuByKl), l.DlogVarByZ + (0.5 * l.DlogVarByKl)), "kl sum"),
        ["heads exchanged"] = (l => (l.Right.DlogVar, l.Right.Dmu), "reconstruction kl sum"),
    };

    public static TheoryData<string> Mistakes => [.. _mistakes.Keys];

    [Fact]
    public void TheGradientOfTheDenseModelIsRightTermByTerm()
    {
        ILatentDivergence<double>?[] divergences =
            [null, new GaussianKl<double>(freeBits: 0.2), new MixtureKl<double>(GaussianMixture.Petals()), new GaussianKl<double>(LossScale.Sum)];
        ILoss<double>?[] losses = [null, new GaussianNegativeLogLikelihood<double>(0.4), new MeanSquaredError<double>()];
        for (int seed = 0; seed < 24; seed++)
        {
            ILatentDivergence<double>? divergence = divergences[seed % 4];
            VariationalAutoencoder<double> model = VariationalModels.Dense(
                Batch, divergence, losses[seed % 3], beta: 0.3 * (seed % 5), warmUpSteps: seed % 3, latents: divergence?.Latents ?? 3);
            GradientReport report = GradientCheck.Of(
                model, options: new CheckOptions { Seed = (ulong)seed, Batch = Batch, Training = seed % 2 == 0 });
            Assert.True(report.Passed, $"seed {seed}: {report}");
            Assert.Equal(["reconstruction", "kl", "sum"], report.Tensors.Select(tensor => tensor.Term).Distinct());
        }
    }

    [Fact]
    public void TheGradientOfTheConvolutionalModelIsRightTermByTerm()
    {
        ILatentDivergence<double>?[] divergences = [null, new MixtureKl<double>(GaussianMixture.Petals())];
        for (int seed = 0; seed < 4; seed++)
        {
            VariationalAutoencoder<double> model = VariationalModels.Convolutional(2, divergences[seed % 2]);
            GradientReport report = GradientCheck.Of(model, options: new CheckOptions { Seed = (ulong)seed, Batch = 2 });
            Assert.True(report.Passed, $"seed {seed}: {report}");
        }
    }

    /// <summary>The model's value and gradient are those of the formulas between the networks written down once more.</summary>
    [Fact]
    public void ByHandItIsTheSame()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            VariationalAutoencoder<double> model = VariationalModels.Dense<double>(
                Batch, seed % 2 == 0 ? null : new MixtureKl<double>(GaussianMixture.Petals()), beta: 0.7, latents: 2);
            VariationalModels.Evaluation one = VariationalModels.Evaluate(model, seed);
            VariationalModels.Evaluation two = VariationalModels.Evaluate(new HandVariational(model), seed);
            Assert.Equal(two.Value, one.Value);
            Assert.Equal(two.Terms, one.Terms);
            Assert.All(two.Gradient.Zip(one.Gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsRejectedInItsTermsForEverySeed(string mistake)
    {
        (Func<HandVariational.Latent, (double, double)> wrong, string terms) = _mistakes[mistake];
        for (int seed = 0; seed < 5; seed++)
        {
            HandVariational model = new(VariationalModels.Dense<double>(Batch, beta: 0.5), wrong);
            GradientReport report = GradientCheck.Of(model, options: new CheckOptions { Seed = (ulong)seed, Batch = Batch });
            TensorVerdict[] found = [.. report.Tensors.Where(tensor => tensor.Verdict == Verdict.Wrong)];
            Assert.Equal(terms.Split(' '), found.Select(tensor => tensor.Term).Distinct());
            Assert.DoesNotContain(found, tensor => tensor.Name.StartsWith("decoder", StringComparison.Ordinal));
        }
    }

    /// <summary>By hand without a mistake the check passes: it is the mistakes that it rejects.</summary>
    [Fact]
    public void WithoutAMistakeItPasses() => GradientCheck.Of(
        new HandVariational(VariationalModels.Dense<double>(Batch, beta: 0.5)), options: new CheckOptions { Batch = Batch }).Assert();
}
