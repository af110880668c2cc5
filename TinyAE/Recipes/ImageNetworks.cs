using System.Numerics;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Recipes;

/// <summary>The networks and the objective that settings describe, for images of a shape: what a trained model is built from again.</summary>
internal static class ImageNetworks
{
    /// <summary>Models have room for so many images at least: pictures and tests decode that many at once.</summary>
    public const int LeastCapacity = 64;

    /// <summary>Refuses a description whose networks its file cannot hold, or that would cost more than a gigabyte to run.</summary>
    /// <exception cref="ArgumentException">It is such a one.</exception>
    public static void CheckSize(ImageSettings settings, Shape image, long bytes)
    {
        IReadOnlyList<ILayer<float>> encoder = NetworkText.Layers<float>(settings.Encoder, image, image);
        Shape code = settings.Latent is { } latent ? new Shape(latent) : encoder[^1].Output;
        ILayer<float>[] layers = [.. encoder, .. NetworkText.Layers<float>(settings.Decoder, code, image)];
        long parameters = layers.Sum(layer => layer.Parameters.Sum(parameter => (long)parameter.Shape.Size));
        long work = 8L * LeastCapacity * layers.Sum(layer => (long)layer.Output.Size);
        if (4 * parameters > bytes || work > 1L << 30)
        {
            throw new ArgumentException(
                $"it has {parameters:N0} parameters and takes {work:N0} bytes to run, but the file has {bytes:N0} bytes.");
        }
    }

    /// <summary>Builds them.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="image">The shape of one image.</param>
    /// <param name="capacity">The largest batch.</param>
    /// <param name="samples">Images to train on; they say how many steps an epoch of warm-up has.</param>
    /// <exception cref="ArgumentException">A setting is unknown, or a network does not fit; the message says which.</exception>
    public static (ILatentModel<T> Model, IReadOnlyList<Network<T>> Networks) Build<T>(
        ImageSettings settings, Shape image, int capacity, int samples)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        IInitializer initializer = Initializers.ByName(settings.Initializer);
        ILoss<T> loss = Loss.ByName<T>(settings.Loss, FontSettings.ScaleOf(settings.LossScale));
        Network<T> encoder = new("encoder", NetworkText.Layers<T>(settings.Encoder, image, image, initializer));
        if (settings.Latent is not { } latent)
        {
            Network<T> plain = Decoder(encoder.Output);
            return (new Autoencoder<T>(encoder, plain, loss, capacity), [encoder, plain]);
        }

        if (encoder.Output.Rank != 1)
        {
            throw new ArgumentException(
                $"The encoder of a variational autoencoder gives a vector; '{settings.Encoder}' gives {encoder.Output}. Add flatten.");
        }

        Network<T> mu = new("mu", new Dense<T>(encoder.Output.Size, latent, initializer));
        Network<T> logVar = new("logVar", new Dense<T>(encoder.Output.Size, latent, initializer));
        Network<T> decoder = Decoder(mu.Output);
        int perEpoch = (samples + settings.BatchSize - 1) / settings.BatchSize;
        VariationalAutoencoder<T> model = new(encoder, mu, logVar, decoder, loss, Divergence(), capacity, settings.Beta,
            warmUpSteps: checked(settings.WarmUpEpochs * perEpoch));
        return (model, [encoder, mu, logVar, decoder]);

        Network<T> Decoder(Shape code)
        {
            Network<T> network = new("decoder", NetworkText.Layers<T>(settings.Decoder, code, image, initializer));
            return network.Output == image ? network : throw new ArgumentException(
                $"The decoder '{settings.Decoder}' gives {network.Output}; the images are {image}.");
        }

        ILatentDivergence<T> Divergence() => settings.Prior switch
        {
            "gaussian" => new GaussianKl<T>(freeBits: settings.FreeBits),
            "mixture" when settings.FreeBits > 0 => throw new ArgumentException(
                "Free bits need the closed form of the Gaussian prior; found the mixture."),
            "mixture" when latent != 2 => throw new ArgumentException(
                $"The mixture of ten Gaussians lies in the plane, so the code has 2 numbers; found {latent}."),
            "mixture" => new MixtureKl<T>(GaussianMixture.Petals()),
            string other => throw new ArgumentException(
                $"Unknown prior '{other}'; allowed: {string.Join(", ", ImageSettings.Priors)}."),
        };
    }
}
