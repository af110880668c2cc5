namespace TinyAE.Recipes;

/// <summary>The convolutional variational autoencoder of the well-known Keras example, layer by layer.</summary>
/// <remarks>
/// Encoder: 3x3 convolutions with 32 and 64 filters and stride 2, ReLU, 16 units, ReLU, and from there mu and logVar of two latents:
/// 320 + 18,496 + 50,192 + 34 + 34 = 69,076 parameters. Decoder: 3,136 units as a 7x7x64 image, transposed convolutions with 64, 32 (stride 2)
/// and 1 filters, sigmoid at the end: 9,408 + 36,928 + 18,464 + 289 = 65,089.
/// Loss: cross-entropy summed over the pixels plus the Kullback-Leibler term summed over the latents, both averaged over the batch.
/// Adam 0.001, batch 128. One thing is added: the rate rises over the first 200 steps. Adam's first steps have their full size whatever the
/// gradient is, and where 3,136 inputs are above zero such a step can push ReLU units of the encoder below zero for good; with 16 of them
/// little may be left. On Fashion-MNIST seed 1 without the rise ends with all codes on a line (<c>--schedule constant</c>). The example trains 30 epochs on MNIST's 70,000 digits; by default it learns glyphs here, which need no download.
/// </remarks>
public sealed class ConvVae : IImageRecipe
{
    /// <inheritdoc/>
    public string Name => "conv-vae";

    /// <inheritdoc/>
    public string Summary => "the convolutional variational autoencoder of the Keras example: images through two random numbers";

    /// <inheritdoc/>
    public string Source => "Kingma and Welling (2014), Auto-encoding variational Bayes; the network is that of the Keras documentation";

    /// <inheritdoc/>
    public string Expected => "69,076 + 65,089 parameters; a plane of codes in which classes lie side by side";

    /// <inheritdoc/>
    public ImageSettings Settings { get; } = new()
    {
        Data = "glyphs",
        Encoder = "conv2d:32,3,2,same relu conv2d:64,3,2,same relu flatten dense:16 relu",
        Latent = 2,
        Schedule = "warm-up:200",
        Decoder = "dense:data/4x64 relu reshape:data/4x64 conv2d-transpose:64,3,2,same relu conv2d-transpose:32,3,2,same relu "
            + "conv2d-transpose:data,3,1,same sigmoid",
        Epochs = 10,
    };

    /// <inheritdoc/>
    public ImageSettings Quick => Settings with { Count = 3000, Epochs = 5 };
}
