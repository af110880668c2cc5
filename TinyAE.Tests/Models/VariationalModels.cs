using System.Numerics;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Models;

/// <summary>Small variational autoencoders.</summary>
internal static class VariationalModels
{
    public const int Batch = 4;

    /// <summary>What an evaluation gives.</summary>
    public sealed record Evaluation(double Value, double[] Terms, double[] Gradient);

    /// <summary>7-5-3-5-7 with tanh; the reconstruction is Bernoulli by its logits.</summary>
    public static VariationalAutoencoder<T> Dense<T>(
        int capacity, ILatentDivergence<T>? divergence = null, ILoss<T>? loss = null, double beta = 1, int warmUpSteps = 0,
        int latents = 3, int data = 7, int hidden = 5)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(
            new("encoder", new Dense<T>(data, hidden), new Tanh<T>(new Shape(hidden))),
            new("mu", new Dense<T>(hidden, latents)),
            new("logVar", new Dense<T>(hidden, latents)),
            new("decoder", new Dense<T>(latents, hidden), new Tanh<T>(new Shape(hidden)), new Dense<T>(hidden, data)),
            loss ?? new BinaryCrossEntropyWithLogits<T>(LossScale.SampleMean), divergence ?? new GaussianKl<T>(), capacity, beta, warmUpSteps);

    /// <summary>6x5 images through two convolutions and back.</summary>
    public static VariationalAutoencoder<T> Convolutional<T>(int capacity, ILatentDivergence<T>? divergence = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Conv2D<T> conv = new(new Shape(6, 6, 1), 3, 3, 2, Padding.Same);
        Conv2DTranspose<T> first = new(new Shape(3, 3, 2), 3, 3, 2, Padding.Same);
        return new(
            new("encoder", conv, new Tanh<T>(conv.Output), new Flatten<T>(conv.Output), new Dense<T>(27, 4), new Softplus<T>(new Shape(4))),
            new("mu", new Dense<T>(4, 2)),
            new("logVar", new Dense<T>(4, 2)),
            new("decoder", new Dense<T>(2, 18), new Tanh<T>(new Shape(18)), new Reshape<T>(new Shape(18), new Shape(3, 3, 2)),
                first, new Tanh<T>(first.Output), new Conv2DTranspose<T>(first.Output, 1, 3, 1, Padding.Same),
                new Sigmoid<T>(new Shape(6, 6, 1))),
            new BinaryCrossEntropy<T>(LossScale.SampleMean), divergence ?? new GaussianKl<T>(), capacity);
    }

    /// <summary>Inputs in (0, 1).</summary>
    public static double[] Data(IObjective<double> model, int seed) => Draw.Uniform<double>(seed + 100, Batch * model.Input.Size, 0, 1);

    /// <summary>Initial parameters, each moved a little, so that biases too are away from zero.</summary>
    public static double[] Theta(IObjective<double> model, int seed) =>
        [.. model.Layout.Initialize<double>((ulong)seed).Zip(Draw.Normal<double>(seed, model.Layout.Count), (value, noise) => value + (0.1 * noise))];

    public static Evaluation Evaluate(IObjective<double> model, int seed, TermSet wanted = default)
    {
        double[] x = Data(model, seed), terms = new double[2], gradient = new double[model.Layout.TrainableCount];
        gradient.AsSpan().Fill(double.NaN);
        double value = model.Evaluate(Theta(model, seed), new Batch<double>(x, x), gradient, terms, Draw.Pass(Batch), wanted);
        return new Evaluation(value, terms, gradient);
    }
}
