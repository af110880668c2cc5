using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Tests.Models;

/// <summary>Without activations an autoencoder can do no better than the principal components: Bourlard and Kamp (1988).</summary>
public class LinearAutoencoderTests
{
    private const int Samples = 60;
    private const int Features = 10;

    [Fact]
    public void TheEigenvaluesAreThoseOfTheMatrix()
    {
        double[,] scatter = Scatter(Data(1));
        (double Value, double[] Vector)[] pairs = SymmetricEigenvalues.Of(scatter);
        foreach ((double value, double[] vector) in pairs)
        {
            Assert.Equal(1, vector.Sum(x => x * x), 1e-12);
            for (int i = 0; i < Features; i++)
            {
                double image = Enumerable.Range(0, Features).Sum(j => scatter[i, j] * vector[j]);
                Assert.Equal(value * vector[i], image, 1e-10 * pairs[0].Value);
            }
        }
    }

    [Theory]
    [InlineData(1, 1ul)]
    [InlineData(2, 2ul)]
    [InlineData(3, 3ul)]
    [InlineData(5, 4ul)]
    [InlineData(9, 5ul)]
    public void ItReachesTheOptimumOfTheSingularValues(int code, ulong seed)
    {
        double[] x = Data(seed);
        (double Value, double[] Vector)[] pairs = SymmetricEigenvalues.Of(Scatter(x));
        double optimum = pairs.Skip(code).Sum(pair => pair.Value) / (Samples * Features); // what the code has no room for

        Autoencoder<double> model = new(
            new Network<double>("encoder", new Dense<double>(Features, code)),
            new Network<double>("decoder", new Dense<double>(code, Features)),
            new MeanSquaredError<double>(), Samples);
        double loss = Train(model, x, seed, steps: 1000, out double[] theta);
        Assert.InRange(loss, optimum * (1 - 1e-10), optimum * (1 + 1e-4));

        // What comes back is the projection onto the first components, around the mean: moving along a later component changes nothing.
        double[] y = new double[Features];
        double[] moved = new double[Features];
        Pass one = new(1, Training: false, default, Workers.One);
        model.Reconstruct(theta, x.AsSpan(0, Features), y, one);
        foreach ((int index, (double _, double[] vector)) in pairs.Index())
        {
            double[] shifted = [.. x.Take(Features).Zip(vector, (a, b) => a + b)];
            model.Reconstruct(theta, shifted, moved, one);
            double[] expected = index < code ? vector : new double[Features];
            Assert.InRange(Math.Sqrt(moved.Select((m, i) => m - y[i] - expected[i]).Sum(d => d * d)), 0, 1e-4);
        }
    }

    private static double Train(Autoencoder<double> model, double[] x, ulong seed, int steps, out double[] theta)
    {
        Evaluation loss = new(model, x);
        theta = model.Layout.Initialize<double>(seed);
        double[] dtheta = new double[theta.Length];
        LBFGS<double> optimizer = new(memory: 100); // W times a, V divided by a is the same model: such valleys want a long memory
        OptimizerState<double> state = new(optimizer, theta.Length);
        double last = double.NaN;
        for (int t = 0; t <= steps; t++)
        {
            last = loss.Evaluate(theta, dtheta);
            if (Math.Sqrt(dtheta.Sum(g => g * g)) < 1e-8)
            {
                break;
            }

            optimizer.Step(theta, dtheta, state, new StepInfo<double>(1, last, Workers.One, loss));
        }

        return last;
    }

    // Normal noise of standard deviations 2, 1.6, 1.28, ... along random orthogonal directions, around a mean that is not zero.
    private static double[] Data(ulong seed)
    {
        double[] noise = new double[Samples * Features];
        double[] draws = new double[Features * Features];
        Noise.Normal(new RandomKey(seed, RandomPurpose.Data, 0), 0, noise);
        Noise.Normal(new RandomKey(seed, RandomPurpose.Data, 1), 0, draws);
        double[,] symmetric = new double[Features, Features];
        for (int k = 0; k < draws.Length; k++)
        {
            symmetric[k / Features, k % Features] += draws[k];
            symmetric[k % Features, k / Features] += draws[k];
        }

        double[][] directions = [.. SymmetricEigenvalues.Of(symmetric).Select(pair => pair.Vector)];
        double[] x = new double[noise.Length];
        for (int n = 0; n < Samples; n++)
        {
            for (int j = 0; j < Features; j++)
            {
                x[(n * Features) + j] = 0.3 * j;
                for (int k = 0; k < Features; k++)
                {
                    x[(n * Features) + j] += 2 * Math.Pow(0.8, k) * noise[(n * Features) + k] * directions[k][j];
                }
            }
        }

        return x;
    }

    // Σ_n (x_n − mean)(x_n − mean)ᵀ
    private static double[,] Scatter(double[] x)
    {
        double[] mean = new double[Features];
        for (int i = 0; i < x.Length; i++)
        {
            mean[i % Features] += x[i] / Samples;
        }

        double[,] scatter = new double[Features, Features];
        for (int n = 0; n < Samples; n++)
        {
            for (int i = 0; i < Features; i++)
            {
                for (int j = 0; j < Features; j++)
                {
                    scatter[i, j] += (x[(n * Features) + i] - mean[i]) * (x[(n * Features) + j] - mean[j]);
                }
            }
        }

        return scatter;
    }

    private sealed class Evaluation(Autoencoder<double> model, double[] x) : IEvaluation<double>
    {
        private readonly double[] _theta = new double[model.Layout.Count];
        private readonly double[] _terms = new double[1];

        public double Evaluate(ReadOnlySpan<double> theta, Span<double> dtheta)
        {
            theta.CopyTo(_theta);
            return model.Evaluate(_theta, new Batch<double>(x, x), dtheta, _terms, new Pass(Samples, Training: true, default, Workers.One));
        }
    }
}
