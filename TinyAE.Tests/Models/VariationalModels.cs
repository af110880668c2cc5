using System.Numerics;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Tests.Models;

/// <summary>Small variational autoencoders.</summary>
internal static class VariationalModels
{
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
}
