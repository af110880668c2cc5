using TinyAE.Losses;
using TinyAE.Numerics;
using TinyAE.Study;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Losses;

public class GaussianKlTests
{
    private const int Batch = 5;

    /// <summary>Mistakes in the gradient of the mean over the batch: of mu and logVar of one element, N samples.</summary>
    private static readonly Dictionary<string, Func<double, double, (double Dmu, double DlogVar)>> _mistakes = new()
    {
        ["sigma for sigma squared"] = (m, l) => (m / N, 0.5 * (Math.Exp(l / 2) - 1) / N),
        ["the half in logVar left out"] = (m, l) => (m / N, (Math.Exp(l) - 1) / N),
        ["sign"] = (m, l) => (-m / N, -0.5 * (Math.Exp(l) - 1) / N),
        ["logVar's gradient missing"] = (m, _) => (m / N, 0),
        ["mu's gradient missing"] = (_, l) => (0, 0.5 * (Math.Exp(l) - 1) / N),
        ["1/N left out"] = (m, l) => (m, 0.5 * (Math.Exp(l) - 1)),
        ["the entropy left out"] = (m, l) => (m / N, 0.5 * Math.Exp(l) / N),
        ["2 mu"] = (m, l) => (2 * m / N, 0.5 * (Math.Exp(l) - 1) / N),
    };

    private const int N = 3;

    public static TheoryData<string> Mistakes => [.. _mistakes.Keys];

    [Fact]
    public void TheGradientIsRightForEverySeedShapeScaleAndFloor()
    {
        LossScale?[] scales = [null, LossScale.Mean, LossScale.SampleMean, LossScale.Sum, new(true, false)];
        for (int seed = 0; seed < 60; seed++)
        {
            GaussianKl<double> kl = new(scales[seed % 5], freeBits: seed % 3 * 0.4);
            CheckOptions options = new() { Seed = (ulong)seed, Batch = 1 + (seed % 4) };
            GradientCheck.Of(kl, new Shape(1 + (seed % 7)), options).Assert();
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsRejectedForEverySeed(string mistake)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            WrongDivergence wrong = new(_mistakes[mistake]);
            Assert.False(GradientCheck.Of(wrong, new Shape(4), new CheckOptions { Seed = (ulong)seed, Batch = N }).Passed);
        }
    }

    /// <summary>The published formula, written down with the C library.</summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public void ValueAndGradientAreThoseOfTheFormula(bool meanOverLatents, bool meanOverBatch)
    {
        LossScale scale = new(meanOverLatents, meanOverBatch);
        const int latents = 9;
        double[] mu = Draw.Normal<double>(1, Batch * latents), logVar = Draw.Normal<double>(2, mu.Length);
        double f = 1.0 / ((meanOverLatents ? latents : 1) * (meanOverBatch ? Batch : 1));
        double expected = -0.5 * f * mu.Zip(logVar, (m, l) => 1 + l - (m * m) - Math.Exp(l)).Sum();
        (double value, double[] dmu, double[] dlogVar) = Evaluate(new GaussianKl<double>(scale), mu, logVar);
        Assert.Equal(expected, value, 1e-13 * expected);
        for (int i = 0; i < mu.Length; i++)
        {
            Assert.Equal(f * mu[i], dmu[i], 1e-15);
            Assert.Equal(0.5 * f * (Math.Exp(logVar[i]) - 1), dlogVar[i], 1e-14);
        }
    }

    [Fact]
    public void FloatFollowsDouble()
    {
        double[] mu = Draw.Normal<double>(1, 40), logVar = Draw.Normal<double>(2, 40);
        float[] m = [.. mu.Select(x => (float)x)], l = [.. logVar.Select(x => (float)x)], dlogVar = new float[40];
        double value = new GaussianKl<float>().Evaluate(m, l, [], new float[40], dlogVar, [], Draw.Pass(Batch));
        (double expected, _, double[] exact) = Evaluate(new GaussianKl<double>(), mu, logVar);
        Assert.Equal(expected, value, 1e-6 * expected);
        Assert.All(exact.Zip(dlogVar), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    /// <summary>Where q is the prior nothing pulls, to the bit, in either precision and with any floor.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void AtThePriorItIsZeroAndSoIsItsGradient(double freeBits)
    {
        (double value, double[] dmu, double[] dlogVar) = Evaluate(new GaussianKl<double>(freeBits: freeBits), new double[20], new double[20]);
        Assert.Equal(freeBits * 4, value, 1e-15);
        Assert.All(dmu.Concat(dlogVar), slope => Assert.Equal(0, slope));
        float[] zeros = new float[20], dm = new float[20], dl = new float[20];
        double single = new GaussianKl<float>(freeBits: freeBits).Evaluate(zeros, zeros, [], dm, dl, [], Draw.Pass(Batch));
        Assert.Equal(value, single);
        Assert.All(dm.Concat(dl), slope => Assert.Equal(0, slope));
    }

    /// <summary>Near the prior 1 + l − e^l cancels: the value must still be right, in float too.</summary>
    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-3)]
    public void NearThePriorNothingCancels(double small)
    {
        float l = (float)small;
        double expected = (0.25 * l * l) + ((double)l * l * l / 12); // ½ (e^l − 1 − l) to the third order
        double value = new GaussianKl<float>().Evaluate(new float[1], [l], [], [], [], [], Draw.Pass(1));
        Assert.Equal(expected, value, 1e-3 * expected + (6e-8 * small)); // the rest: one rounding of e^l − 1
    }

    /// <summary>∫ q ln(q / p) by the trapezoidal rule, which is as good as exact for such a smooth function on a whole line.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1.5, -1)]
    [InlineData(-0.7, 0.8)]
    [InlineData(3, -4)]
    public void ItIsTheIntegral(double mu, double logVar)
    {
        double sigma = Math.Exp(logVar / 2), integral = 0;
        const double step = 1e-3;
        for (double u = -12; u <= 12; u += step)
        {
            double z = mu + (sigma * u), q = Math.Exp(-u * u / 2) / Math.Sqrt(2 * Math.PI); // q(z) dz = N(u) du
            integral += step * q * ((-0.5 * u * u) - (logVar / 2) + (0.5 * z * z));
        }

        Assert.Equal(integral, Evaluate(new GaussianKl<double>(), [mu], [logVar], 1).Value, 1e-9);
    }

    /// <summary>The mean of ln q(z) − ln p(z) over draws of z, within 5 of its standard errors.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ItIsTheMeanOfManyDraws(int seed)
    {
        const int latents = 4, draws = 50_000;
        double[] mu = Draw.Normal<double>(seed, latents), logVar = Draw.Normal<double>(seed + 10, latents), epsilon = new double[latents];
        double sum = 0, squares = 0;
        for (int s = 0; s < draws; s++)
        {
            Noise.Normal(new RandomKey((ulong)seed, RandomPurpose.Study, 0), (uint)s, epsilon);
            double difference = 0;
            for (int j = 0; j < latents; j++)
            {
                double z = mu[j] + (Math.Exp(logVar[j] / 2) * epsilon[j]);
                difference += (-0.5 * (logVar[j] + (epsilon[j] * epsilon[j]))) + (0.5 * z * z);
            }

            sum += difference;
            squares += difference * difference;
        }

        double mean = sum / draws, error = Math.Sqrt(((squares / draws) - (mean * mean)) / draws);
        double exact = Evaluate(new GaussianKl<double>(), mu, logVar, 1).Value;
        Assert.InRange(Math.Abs(mean - exact), 0, 5 * error);
        Assert.InRange(error, 0, 0.02 * exact); // so that the comparison says something
    }

    [Fact]
    public void FreeBitsOfZeroAreNoneToTheBit()
    {
        double[] mu = Draw.Normal<double>(1, 100), logVar = Draw.Normal<double>(2, 100);
        Assert.Equal(Evaluate(new GaussianKl<double>(), mu, logVar), Evaluate(new GaussianKl<double>(freeBits: 0), mu, logVar), Same);
    }

    /// <summary>A floor below every latent's mean changes nothing but roundings; one above all of them leaves a constant.</summary>
    [Fact]
    public void FreeBitsAreAFloorForEachLatentsMean()
    {
        const int latents = 4;
        double[] mu = Draw.Normal<double>(1, Batch * latents), logVar = Draw.Normal<double>(2, mu.Length);
        double[] means = [.. Enumerable.Range(0, latents).Select(j => Enumerable.Range(0, Batch)
            .Average(n => Evaluate(new GaussianKl<double>(), [mu[(n * latents) + j]], [logVar[(n * latents) + j]], 1).Value))];
        (double plain, double[] dmu, double[] dlogVar) = Evaluate(new GaussianKl<double>(), mu, logVar);

        (double low, double[] same, double[] sameToo) = Evaluate(new GaussianKl<double>(freeBits: means.Min() / 2), mu, logVar);
        Assert.Equal(plain, low, 1e-13);
        Assert.All(dmu.Zip(same).Concat(dlogVar.Zip(sameToo)), pair => Assert.Equal(pair.First, pair.Second, 1e-15));

        (double high, double[] none, double[] noneToo) = Evaluate(new GaussianKl<double>(freeBits: 100), mu, logVar);
        Assert.Equal(latents * 100, high, 1e-10);
        Assert.All(none.Concat(noneToo), slope => Assert.Equal(0, slope));

        double[] sorted = [.. means.Order()];
        double floor = (sorted[1] + sorted[2]) / 2;
        (double middle, double[] some, _) = Evaluate(new GaussianKl<double>(freeBits: floor), mu, logVar);
        Assert.Equal(means.Sum(mean => Math.Max(floor, mean)), middle, 1e-12);
        for (int i = 0; i < mu.Length; i++)
        {
            Assert.Equal(means[i % latents] > floor ? dmu[i] : 0, some[i], 1e-15);
        }
    }

    [Fact]
    public void ThreadsChangeNoBit()
    {
        float[] mu = Draw.Normal<float>(1, 100_000), logVar = Draw.Normal<float>(2, mu.Length);
        (double value, float[] dmu, float[] dlogVar) one = Run(Workers.One);
        foreach (int threads in new[] { 2, 3, 8 })
        {
            using Workers workers = new(threads);
            (double value, float[] dmu, float[] dlogVar) = Run(workers);
            Assert.Equal(one.value, value);
            Assert.Equal(one.dmu, dmu);
            Assert.Equal(one.dlogVar, dlogVar);
        }

        (double Value, float[] Dmu, float[] DlogVar) Run(Workers workers)
        {
            float[] dmu = new float[mu.Length], dlogVar = new float[mu.Length];
            return (new GaussianKl<float>().Evaluate(mu, logVar, [], dmu, dlogVar, [], Draw.Pass(1000, workers: workers)), dmu, dlogVar);
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ImpossibleFreeBitsAreNamed(double bits) =>
        Assert.Equal(bits, Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianKl<float>(freeBits: bits)).ActualValue);

    private static bool Same((double, double[], double[]) a, (double, double[], double[]) b) =>
        a.Item1.Equals(b.Item1) && a.Item2.SequenceEqual(b.Item2) && a.Item3.SequenceEqual(b.Item3);

    private static (double Value, double[] Dmu, double[] DlogVar) Evaluate(
        GaussianKl<double> kl, double[] mu, double[] logVar, int batch = Batch)
    {
        double[] dmu = new double[mu.Length], dlogVar = new double[mu.Length];
        double value = kl.Evaluate(mu, logVar, [], dmu, dlogVar, [], Draw.Pass(batch));
        Assert.Equal(value, kl.Evaluate(mu, logVar, [], [], [], [], Draw.Pass(batch))); // with or without a gradient
        return (value, dmu, dlogVar);
    }

    private sealed class WrongDivergence(Func<double, double, (double Dmu, double DlogVar)> wrong) : ILatentDivergence<double>
    {
        private readonly GaussianKl<double> _right = new();

        public string Name => "wrong";

        public LossScale Scale => _right.Scale;

        public string Formula => _right.Formula;

        public bool UsesSample => false;

        public double Evaluate(
            ReadOnlySpan<double> mu, ReadOnlySpan<double> logVar, ReadOnlySpan<double> z, Span<double> dmu, Span<double> dlogVar,
            Span<double> dz, in Pass pass)
        {
            for (int i = 0; i < dmu.Length; i++)
            {
                (dmu[i], dlogVar[i]) = wrong(mu[i], logVar[i]);
            }

            return _right.Evaluate(mu, logVar, z, [], [], dz, pass);
        }
    }
}
