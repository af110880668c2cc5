using System.Numerics;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Bench;

/// <summary>The variational autoencoders of the examples that Keras and PyTorch ship, with their losses' scales.</summary>
internal static class VariationalNetworks
{
    /// <summary>Keras' example, 28x28x1 and 2 latents: 69,076 parameters before the code, 65,089 behind it.</summary>
    /// <remarks>Cross-entropy of a sigmoid's output (on its logits: the same function) summed over pixels; means over the batch.</remarks>
    public static VariationalAutoencoder<T> Convolutional<T>(int batch)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Conv2D<T> first = new(new Shape(28, 28, 1), 32, 3, 2, Padding.Same), second = new(first.Output, 64, 3, 2, Padding.Same);
        Network<T> encoder = new(
            "encoder", first, new ReLU<T>(first.Output), second, new ReLU<T>(second.Output), new Flatten<T>(second.Output),
            new Dense<T>(second.Output.Size, 16), new ReLU<T>(new Shape(16)));
        Shape grid = new(7, 7, 64);
        Conv2DTranspose<T> third = new(grid, 64, 3, 2, Padding.Same), fourth = new(third.Output, 32, 3, 2, Padding.Same);
        Network<T> decoder = new(
            "decoder", new Dense<T>(2, grid.Size), new ReLU<T>(new Shape(grid.Size)), new Reshape<T>(new Shape(grid.Size), grid),
            third, new ReLU<T>(third.Output), fourth, new ReLU<T>(fourth.Output),
            new Conv2DTranspose<T>(fourth.Output, 1, 3, 1, Padding.Same));
        return new VariationalAutoencoder<T>(
            encoder, new("mu", new Dense<T>(16, 2)), new("logVar", new Dense<T>(16, 2)), decoder,
            new BinaryCrossEntropyWithLogits<T>(LossScale.SampleMean), new GaussianKl<T>(), batch);
    }

    /// <summary>PyTorch's example, 784-400-20-400-784; cross-entropy and divergence summed over everything.</summary>
    public static VariationalAutoencoder<T> Dense<T>(int batch)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(
            new("encoder", new Dense<T>(784, 400), new ReLU<T>(new Shape(400))),
            new("mu", new Dense<T>(400, 20)),
            new("logVar", new Dense<T>(400, 20)),
            new("decoder", new Dense<T>(20, 400), new ReLU<T>(new Shape(400)), new Dense<T>(400, 784)),
            new BinaryCrossEntropyWithLogits<T>(LossScale.Sum), new GaussianKl<T>(LossScale.Sum), batch);
}
