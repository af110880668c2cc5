namespace TinyAE.Recipes;

/// <summary>The beta-VAE: a heavier divergence term, so that each number of the code takes up one factor of the images.</summary>
/// <remarks>
/// Encoder: 3x3 convolutions with 32 and 64 filters and stride 2, ReLU, 128 units, ReLU, mu and logVar of 10 latents; the decoder mirrors
/// it, sigmoid at the end. Loss: cross-entropy summed over the pixels plus beta = 4 times the Kullback-Leibler term.
/// Adam 0.0005, its rate rising over the first 200 steps, 20 epochs, batch 64. The paper's data are dSprites (<c>--data dsprites</c>), 64x64, and its encoder has four
/// convolutions (<c>--encoder</c>); by default it learns the embedded shapes at 28x28.
/// </remarks>
public sealed class BetaVae : IImageRecipe
{
    /// <inheritdoc/>
    public string Name => "beta-vae";

    /// <inheritdoc/>
    public string Summary => "a variational autoencoder held closer to its prior (beta 4): one number of the code, one factor of the image";

    /// <inheritdoc/>
    public string Source => "Higgins et al. (2017), beta-VAE: Learning basic visual concepts with a constrained variational framework";

    /// <inheritdoc/>
    public string Expected => "most latents unused, the others each moving one thing: see the traversals";

    /// <inheritdoc/>
    public ImageSettings Settings { get; } = new()
    {
        Data = "shapes",
        Invert = true,
        Schedule = "warm-up:200",
        Encoder = "conv2d:32,3,2,same relu conv2d:64,3,2,same relu flatten dense:128 relu",
        Latent = 10,
        Decoder = "dense:128 relu dense:data/4x64 relu reshape:data/4x64 conv2d-transpose:64,3,2,same relu "
            + "conv2d-transpose:32,3,2,same relu conv2d-transpose:data,3,1,same sigmoid",
        Beta = 4,
        LearningRate = 0.0005,
        Epochs = 20,
        BatchSize = 64,
    };

    /// <inheritdoc/>
    public ImageSettings Quick => Settings with { Count = 3000, Epochs = 5 };
}
