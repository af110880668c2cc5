namespace TinyAE.Recipes;

/// <summary>A convolutional autoencoder: convolution and pooling down to 3x3x64, transposed convolution up again.</summary>
/// <remarks>
/// Encoder: 3x3 convolutions with 16, 32 and 64 filters, SELU, each followed by pooling over 2x2. Decoder: transposed 3x3 convolutions with
/// stride 2 and 32 filters (valid padding: from 3 to 7), 16 and 1, SELU, sigmoid at the end.
/// Loss: cross-entropy, mean over pixels and images. Gradient descent with rate 1, 5 epochs, batch 32.
/// </remarks>
public sealed class ConvAutoencoder : IImageRecipe
{
    /// <inheritdoc/>
    public string Name => "conv-autoencoder";

    /// <inheritdoc/>
    public string Summary => "convolution and pooling down, transposed convolution up: images through 3x3x64 numbers";

    /// <inheritdoc/>
    public string Source => "the convolutional autoencoder of Géron's notebook on autoencoders (2nd edition, chapter 17)";

    /// <inheritdoc/>
    public string Expected => "on Fashion-MNIST a held-out cross-entropy of 0.2671 a pixel or less";

    /// <inheritdoc/>
    public int CheckSide => 12;

    /// <inheritdoc/>
    public ImageSettings Settings { get; } = new()
    {
        Data = "glyphs",
        Encoder = "conv2d:16,3,same selu max-pool2d:2 conv2d:32,3,same selu max-pool2d:2 conv2d:64,3,same selu max-pool2d:2",
        Decoder = "conv2d-transpose:32,3,2 selu conv2d-transpose:16,3,2,same selu conv2d-transpose:data,3,2,same sigmoid",
        LossScale = "mean",
        Optimizer = "gradient-descent",
        LearningRate = 1,
        Epochs = 5,
        BatchSize = 32,
    };

    /// <inheritdoc/>
    public ImageSettings Quick => Settings with { Count = 2000, Epochs = 3 };
}
