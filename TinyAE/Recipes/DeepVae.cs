namespace TinyAE.Recipes;

/// <summary>The variational autoencoder of two hidden layers: 784-150-100-10-100-150-784, SELU.</summary>
/// <remarks>
/// Encoder: 150 and 100 units, SELU, and from there mu and logVar of 10 latents; the decoder mirrors it, sigmoid at the end.
/// Loss: cross-entropy, mean over pixels and images, plus the Kullback-Leibler term divided by the 784 pixels, so that both are on one scale.
/// RMSprop 0.001, 25 epochs, batch 128.
/// </remarks>
public sealed class DeepVae : IImageRecipe
{
    /// <inheritdoc/>
    public string Name => "deep-vae";

    /// <inheritdoc/>
    public string Summary => "the variational autoencoder of two hidden layers, 784-150-100-10, SELU, RMSprop";

    /// <inheritdoc/>
    public string Source => "Géron's notebook on autoencoders (2nd edition, chapter 17), variational autoencoder";

    /// <inheritdoc/>
    public string Expected => "on Fashion-MNIST a held-out loss of 0.3133 or less: cross-entropy a pixel + KL / 784";

    /// <inheritdoc/>
    public ImageSettings Settings { get; } = new()
    {
        Data = "glyphs",
        Encoder = "flatten dense:150 selu dense:100 selu",
        Latent = 10,
        Decoder = "dense:100 selu dense:150 selu dense:data sigmoid reshape:data",
        LossScale = "mean",
        Beta = 1.0 / 784,
        Optimizer = "rmsprop",
        Epochs = 25,
    };

    /// <inheritdoc/>
    public ImageSettings Quick => Settings with { Count = 3000, Epochs = 10 };
}
