using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Numerics;
using TinyAE.Study;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Losses;

public class MixtureKlTests
{
    private static readonly GaussianMixture[] _priors =
    [
        GaussianMixture.Petals(),
        GaussianMixture.Petals(3, 0.8, 0.6, 0.3),
        GaussianMixture.Standard(2),
        new("uneven", "two of unequal weight",
            new GaussianComponent([1, -0.5], [1, 0.4, 0.4, 0.5], 3), GaussianComponent.Round([-1, 0.2], 0.7)),
    ];

    [Fact]
    public void TheGradientIsRightForEverySeedPriorAndScale()
    {
        LossScale?[] scales = [null, LossScale.Mean, LossScale.Sum];
        for (int seed = 0; seed < 48; seed++)
        {
            MixtureKl<double> kl = new(_priors[seed % 4], scales[seed % 3]);
            CheckOptions options = new() { Seed = (ulong)seed, Batch = 1 + (seed % 5), Low = -1.5, High = 1.5 };
            GradientCheck.Of(kl, new Shape(2), options).Assert();
        }
    }

    [Theory]
    [InlineData("path through z dropped", "dz")]
    [InlineData("prior's pull dropped", "dz")]
    [InlineData("sign of the prior", "dz")]
    [InlineData("direct path to mu dropped", "dmu")]
    [InlineData("the half in logVar left out", "dlogVar")]
    [InlineData("sigma for sigma squared", "dmu dlogVar dz")]
    public void AMistakeIsRejectedForEverySeed(string mistake, string tensors)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            GradientReport report = GradientCheck.Of(
                new WrongMixtureKl(_priors[1], mistake), new Shape(2), new CheckOptions { Seed = (ulong)seed, Low = -1.5, High = 1.5 });
            Assert.Equal(tensors.Split(' '), report.Tensors.Where(tensor => tensor.Verdict == Verdict.Wrong).Select(tensor => tensor.Name));
        }
    }

    [Fact]
    public void TheValueIsLogQMinusLogP()
    {
        double[] mu = Draw.Normal<double>(1, 8), logVar = Draw.Normal<double>(2, 8), z = Draw.Normal<double>(3, 8);
        foreach (GaussianMixture prior in _priors)
        {
            double expected = 0;
            for (int n = 0; n < 4; n++)
            {
                expected -= prior.LogDensity(z.AsSpan(2 * n, 2), []) / 4;
                for (int i = 2 * n; i < (2 * n) + 2; i++)
                {
                    double sigma = Math.Exp(logVar[i] / 2);
                    expected += Math.Log(NormalDistribution.Density((z[i] - mu[i]) / sigma) / sigma) / 4;
                }
            }

            Assert.Equal(expected, new MixtureKl<double>(prior).Evaluate(mu, logVar, z, [], [], [], Draw.Pass(4)), 1e-12 * Math.Abs(expected));
        }
    }

    /// <summary>With one standard component the mean over the noise of value and gradient is the closed form, within 5 standard errors.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void WithOneStandardComponentItIsGaussianKlInTheMean(int seed)
    {
        const int draws = 40_000;
        double[] one = Draw.Normal<double>(seed, 2), two = Draw.Normal<double>(seed + 10, 2);
        double[] mu = [.. Enumerable.Range(0, 2 * draws).Select(i => one[i % 2])], logVar = [.. Enumerable.Range(0, 2 * draws).Select(i => two[i % 2])];
        double[] exactMu = new double[2], exactLogVar = new double[2];
        double exact = new GaussianKl<double>().Evaluate(one, two, [], exactMu, exactLogVar, [], Draw.Pass(1));

        Sampling<double> sampling = new(new Shape(2));
        double[] epsilon = new double[mu.Length], z = new double[mu.Length], dz = new double[mu.Length];
        double[] dmu = new double[mu.Length], dlogVar = new double[mu.Length], direct = new double[mu.Length], directToo = new double[mu.Length];
        Pass pass = Draw.Pass(draws, seed: (ulong)seed);
        sampling.Forward(mu, logVar, epsilon, z, pass);
        MixtureKl<double> kl = new(GaussianMixture.Standard(2), LossScale.Sum);
        double mean = kl.Evaluate(mu, logVar, z, direct, directToo, dz, pass) / draws;
        sampling.Backward(logVar, epsilon, dz, dmu, dlogVar, pass);
        Pass single = Draw.Pass(1);
        Assert.InRange(Math.Abs(mean - exact), 0, 5 * Error(n => kl.Evaluate(one, two, z.AsSpan(2 * n, 2), [], [], [], single), mean));
        for (int j = 0; j < 2; j++)
        {
            double byMu = Enumerable.Range(0, draws).Average(n => dmu[(2 * n) + j] + direct[(2 * n) + j]);
            double byLogVar = Enumerable.Range(0, draws).Average(n => dlogVar[(2 * n) + j] + directToo[(2 * n) + j]);
            Assert.InRange(Math.Abs(byMu - exactMu[j]), 0, 5 * Error(n => dmu[(2 * n) + j] + direct[(2 * n) + j], byMu));
            Assert.InRange(Math.Abs(byLogVar - exactLogVar[j]), 0, 5 * Error(n => dlogVar[(2 * n) + j] + directToo[(2 * n) + j], byLogVar));
        }

        static double Error(Func<int, double> value, double mean) =>
            Math.Sqrt(Enumerable.Range(0, draws).Average(n => (value(n) - mean) * (value(n) - mean)) / draws);
    }

    /// <summary>An estimate of a divergence from the petals agrees with the integral over the plane.</summary>
    [Fact]
    public void ItIsTheIntegralInTheMean()
    {
        double[] mu = [0.9, 0.3], logVar = [-2, -3];
        GaussianMixture prior = GaussianMixture.Petals();
        double integral = 0;
        const double step = 0.05;
        for (double u = -8; u <= 8; u += step)
        {
            for (double v = -8; v <= 8; v += step)
            {
                double[] z = [mu[0] + (Math.Exp(-1) * u), mu[1] + (Math.Exp(-1.5) * v)];
                double q = NormalDistribution.Density(u) * NormalDistribution.Density(v) * step * step;
                integral += q * (-Math.Log(2 * Math.PI) - (0.5 * ((u * u) + (v * v))) + 2.5 - prior.LogDensity(z, []));
            }
        }

        const int draws = 20_000;
        double[] mus = [.. Enumerable.Range(0, 2 * draws).Select(i => mu[i % 2])], logVars = [.. Enumerable.Range(0, 2 * draws).Select(i => logVar[i % 2])];
        double[] epsilon = new double[2 * draws], codes = new double[2 * draws];
        Pass pass = Draw.Pass(draws);
        new Sampling<double>(new Shape(2)).Forward(mus, logVars, epsilon, codes, pass);
        MixtureKl<double> kl = new(prior);
        double mean = kl.Evaluate(mus, logVars, codes, [], [], [], pass);
        double[] each = [.. Enumerable.Range(0, draws).Select(n => kl.Evaluate(mu, logVar, codes.AsSpan(2 * n, 2), [], [], [], Draw.Pass(1)))];
        double error = Math.Sqrt(each.Average(value => (value - mean) * (value - mean)) / draws);
        Assert.InRange(Math.Abs(mean - integral), 0, 5 * error);
        Assert.InRange(error, 0, 0.05 * integral);
    }

    [Fact]
    public void AnotherNumberOfLatentsIsNamed()
    {
        double[] three = new double[3];
        string message = Assert.Throws<ArgumentException>(
            () => new MixtureKl<double>(_priors[0]).Evaluate(three, three, three, [], [], [], Draw.Pass(1))).Message;
        Assert.Contains("3 latents; the mixture has 2 dimensions", message, StringComparison.Ordinal);
    }

    private sealed class WrongMixtureKl(GaussianMixture prior, string mistake) : ILatentDivergence<double>
    {
        private readonly MixtureKl<double> _right = new(prior);

        public string Name => mistake;

        public LossScale Scale => _right.Scale;

        public string Formula => _right.Formula;

        public bool UsesSample => true;

        public double Evaluate(
            ReadOnlySpan<double> mu, ReadOnlySpan<double> logVar, ReadOnlySpan<double> z, Span<double> dmu, Span<double> dlogVar,
            Span<double> dz, in Pass pass)
        {
            double value = _right.Evaluate(mu, logVar, z, dmu, dlogVar, dz, pass);
            for (int i = 0; i < dmu.Length; i++)
            {
                double pull = dmu[i], slope = -dz[i] - pull, wide = pull * Math.Exp(logVar[i] / 2);
                (dmu[i], dlogVar[i], dz[i]) = mistake switch
                {
                    "path through z dropped" => (dmu[i], dlogVar[i], 0),
                    "prior's pull dropped" => (dmu[i], dlogVar[i], -pull),
                    "sign of the prior" => (dmu[i], dlogVar[i], slope - pull),
                    "direct path to mu dropped" => (0, dlogVar[i], dz[i]),
                    "the half in logVar left out" => (dmu[i], 2 * dlogVar[i], dz[i]),
                    _ => (wide, dlogVar[i] * Math.Exp(logVar[i] / 2), -slope - wide),
                };
            }

            return value;
        }
    }
}
