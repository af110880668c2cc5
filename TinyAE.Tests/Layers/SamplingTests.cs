using TinyAE.Layers;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Layers;

public class SamplingTests
{
    /// <summary>Mistakes in Backward: of mu's and logVar's right gradients, logVar, ε and dz.</summary>
    private static readonly Dictionary<string, Func<Element, (double Dmu, double DlogVar)>> _mistakes = new()
    {
        ["sigma for sigma squared"] = e => (e.Dz, 0.5 * Math.Exp(e.LogVar) * e.Epsilon * e.Dz),
        ["the half in logVar left out"] = e => (e.Dz, Math.Exp(0.5 * e.LogVar) * e.Epsilon * e.Dz),
        ["the half in the exponent left out"] = e => (e.Dz, Math.Exp(e.LogVar) * e.Epsilon * e.Dz),
        ["epsilon left out"] = e => (e.Dz, 0.5 * Math.Exp(0.5 * e.LogVar) * e.Dz),
        ["the path through epsilon dropped"] = e => (e.Dz, 0),
        ["the path through mu dropped"] = e => (0, 0.5 * Math.Exp(0.5 * e.LogVar) * e.Epsilon * e.Dz),
        ["sigma left out"] = e => (e.Dz, 0.5 * e.Epsilon * e.Dz),
        ["sign of the noise"] = e => (e.Dz, -0.5 * Math.Exp(0.5 * e.LogVar) * e.Epsilon * e.Dz),
    };

    private readonly record struct Element(double LogVar, double Epsilon, double Dz);

    public static TheoryData<string> Mistakes => [.. _mistakes.Keys];

    [Fact]
    public void TheGradientIsRightForEverySeedAndShape()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            CheckOptions options = new() { Seed = (ulong)seed, Batch = 1 + (seed % 5), Training = seed % 2 == 0, Low = -4, High = 3 };
            GradientCheck.Of(new Sampling<double>(new Shape(1 + (seed % 7))), options).Assert();
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsRejectedForEverySeed(string mistake)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            GradientReport report = GradientCheck.Of(new Wrong(_mistakes[mistake]), new CheckOptions { Seed = (ulong)seed });
            Assert.False(report.Passed);
            string[] wrong = [.. report.Tensors.Where(tensor => tensor.Verdict == Verdict.Wrong).Select(tensor => tensor.Name)];
            Assert.Equal([mistake == "the path through mu dropped" ? "dmu" : "dlogVar"], wrong);
        }
    }

    [Fact]
    public void GradientsThatAddToGarbageAreRejected()
    {
        GradientReport report = GradientCheck.Of(new Wrong(null));
        Assert.All(report.Tensors, tensor => Assert.False(tensor.Passed));
    }

    [Fact]
    public void TheCodeIsWhatTheFormulaSays()
    {
        const int count = 60;
        double[] mu = Draw.Normal<double>(1, count), logVar = Draw.Normal<double>(2, count), epsilon = new double[count], z = new double[count];
        new Sampling<double>(new Shape(3, 4)).Forward(mu, logVar, epsilon, z, Draw.Pass(5));
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(mu[i] + (Math.Exp(logVar[i] / 2) * epsilon[i]), z[i], 1e-14);
        }
    }

    /// <summary>Sample n's noise is its own: the same alone, in a larger batch, in float and whether training or not; another step's is not.</summary>
    [Fact]
    public void TheNoiseFollowsFromKeyAndSampleAlone()
    {
        double[] all = Noise(Draw.Pass(4)), three = Noise(Draw.Pass(3)), training = Noise(Draw.Pass(4, training: true));
        Assert.Equal(all[..15], three);
        Assert.Equal(all, training);
        Assert.NotEqual(all[..5], all[5..10]);
        Assert.NotEqual(all, Noise(Draw.Pass(4, seed: 2)));
        Pass pass = Draw.Pass(4);
        Assert.NotEqual(all, Noise(pass with { Key = pass.Key with { Step = 1 } }));

        float[] zeros = new float[20], epsilon = new float[20], z = new float[20];
        new Sampling<float>(new Shape(5)).Forward(zeros, zeros, epsilon, z, Draw.Pass(4));
        Assert.Equal(all.Select(e => (float)e), epsilon);
        Assert.Equal(epsilon, z);

        static double[] Noise(Pass pass)
        {
            double[] zeros = new double[pass.Batch * 5], epsilon = new double[zeros.Length], z = new double[zeros.Length];
            new Sampling<double>(new Shape(5)).Forward(zeros, zeros, epsilon, z, pass);
            return epsilon;
        }
    }

    /// <summary>The mean of many codes is mu and their variance exp(logVar), within 5 standard errors.</summary>
    [Theory]
    [InlineData(-1.5, 0)]
    [InlineData(2, -2)]
    [InlineData(0.3, 1.4)]
    public void MeanAndVarianceAreThoseOfTheDistribution(double mean, double logVariance)
    {
        const int batch = 40_000;
        double[] mu = [.. Enumerable.Repeat(mean, batch)], logVar = [.. Enumerable.Repeat(logVariance, batch)];
        double[] epsilon = new double[batch], z = new double[batch];
        new Sampling<double>(new Shape(1)).Forward(mu, logVar, epsilon, z, Draw.Pass(batch));
        double variance = Math.Exp(logVariance), found = z.Average(), spread = z.Sum(x => (x - mean) * (x - mean)) / batch;
        Assert.InRange(Math.Abs(found - mean), 0, 5 * Math.Sqrt(variance / batch));
        Assert.InRange(Math.Abs(spread - variance), 0, 5 * variance * Math.Sqrt(2.0 / batch));
    }

    [Fact]
    public void ThreadsChangeNoBit()
    {
        const int batch = 300, size = 400; // enough for the threads to share
        float[] mu = Draw.Normal<float>(1, batch * size), logVar = Draw.Normal<float>(2, batch * size), dz = Draw.Normal<float>(3, batch * size);
        float[][] one = Run(Workers.One);
        foreach (int threads in new[] { 2, 3, 8 })
        {
            using Workers workers = new(threads);
            Assert.Equal(one, Run(workers));
        }

        float[][] Run(Workers workers)
        {
            float[][] found = [.. Enumerable.Range(0, 4).Select(_ => new float[mu.Length])];
            Sampling<float> sampling = new(new Shape(size));
            Pass pass = Draw.Pass(batch, workers: workers);
            sampling.Forward(mu, logVar, found[0], found[1], pass);
            sampling.Backward(logVar, found[0], dz, found[2], found[3], pass);
            return found;
        }
    }

    /// <summary>The sampling with another Backward; null: the right one, added to what its targets held.</summary>
    private sealed class Wrong(Func<Element, (double Dmu, double DlogVar)>? wrong) : ICheckedFunction
    {
        private readonly Sampling<double> _right = new(new Shape(4));
        private double[] _epsilon = [];

        public string Name => "wrong sampling";

        public IReadOnlyList<(string Name, Shape Shape)> Inputs => [("mu", _right.Code), ("logVar", _right.Code)];

        public int OutputCount(int batch) => 4 * batch;

        public void Forward(IReadOnlyList<double[]> inputs, Span<double> outputs, in Pass pass) =>
            _right.Forward(inputs[0], inputs[1], _epsilon = new double[outputs.Length], outputs, pass);

        public void Backward(IReadOnlyList<double[]> inputs, ReadOnlySpan<double> weights, IReadOnlyList<double[]> gradients, in Pass pass)
        {
            double[] dmu = new double[weights.Length], dlogVar = new double[weights.Length];
            _right.Backward(inputs[1], _epsilon, weights, dmu, dlogVar, pass);
            for (int i = 0; i < weights.Length; i++)
            {
                (gradients[0][i], gradients[1][i]) = wrong is null
                    ? (gradients[0][i] + dmu[i], gradients[1][i] + dlogVar[i])
                    : wrong(new Element(inputs[1][i], _epsilon[i], weights[i]));
            }
        }
    }
}
