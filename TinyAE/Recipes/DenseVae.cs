namespace TinyAE.Recipes;

/// <summary>The variational autoencoder of one hidden layer: 784-400-20-400-784.</summary>
/// <remarks>
/// Encoder: 400 units, ReLU, and from there mu and logVar of 20 latents. Decoder: 400 units, ReLU, sigmoid at the end.
/// Loss: cross-entropy summed over the pixels plus the Kullback-Leibler term summed over the latents, both averaged over the batch; PyTorch's
/// example sums over the batch too and prints the mean over the data. Adam 0.001, 30 epochs, batch 128.
/// </remarks>
public sealed class DenseVae : IImageRecipe
{
    /// <inheritdoc/>
    public string Name => "vae";

    /// <inheritdoc/>
    public string Summary => "the variational autoencoder of one hidden layer, 784-400-20: new images from random numbers";

    /// <inheritdoc/>
    public string Source => "Kingma and Welling (2014), Auto-encoding variational Bayes; the network is that of PyTorch's example";

    /// <inheritdoc/>
    public string Expected => "samples from the prior that can be read as glyphs";

    /// <inheritdoc/>
    public ImageSettings Settings { get; } = new()
    {
        Data = "glyphs",
        Encoder = "flatten dense:400 relu",
        Latent = 20,
        Decoder = "dense:400 relu dense:data sigmoid reshape:data",
        Epochs = 30,
    };

    /// <inheritdoc/>
    public ImageSettings Quick => Settings with { Count = 5000, Epochs = 15 };
}
