namespace TinyAE.Recipes;

/// <summary>The course's variational autoencoder: four shapes through two random numbers.</summary>
/// <remarks>
/// Data: 15,000 images of 28x28 pixels, circles, squares, triangles and stars, rotated, stretched, shifted, noisy; generated here, a tenth
/// held out. They are drawn black on white and learned white on black. Network and loss: those of <see cref="ConvVae"/>.
/// Adam 0.001, rising over the first 200 steps as there, 50 epochs, batch 64.
/// </remarks>
public sealed class ShapesVae : IImageRecipe
{
    /// <inheritdoc/>
    public string Name => "shapes-vae";

    /// <inheritdoc/>
    public string Summary => "the course's four shapes through two random numbers: a plane in which each shape has its region";

    /// <inheritdoc/>
    public string Source => "the course's exercise on Keras' variational autoencoder with the Four Shapes data";

    /// <inheritdoc/>
    public string Expected => "a manifold in which circles, squares, triangles and stars can be told apart";

    /// <inheritdoc/>
    public ImageSettings Settings { get; } = new ConvVae().Settings with
    {
        Data = "shapes",
        Count = 15_000,
        Invert = true,
        Epochs = 50,
        BatchSize = 64,
    };

    /// <inheritdoc/>
    public ImageSettings Quick => Settings with { Count = 4000, Epochs = 15 };
}
