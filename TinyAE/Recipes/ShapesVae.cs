namespace TinyAE.Recipes;

/// <summary>The course's variational autoencoder: four shapes through two random numbers.</summary>
/// <remarks>
/// Data: 15,000 images of 28x28 pixels, circles, squares, triangles and stars, rotated, stretched, shifted, noisy; generated here, a tenth
/// held out. They are drawn black on white and learned white on black. Network and loss: those of <see cref="ConvVae"/>.
/// Adam 0.001, 50 epochs, batch 64; over the first 200 steps the rate rises to its value. Adam's first steps have their full size whatever
/// the gradient is, and where 3,136 inputs are above zero such a step can push ReLU units of the encoder below zero for good. With 16 of
/// them little may be left: seed 1 without the warm-up kept one unit, and all codes lay on a line.
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
        Schedule = "warm-up:200",
        Epochs = 50,
        BatchSize = 64,
    };

    /// <inheritdoc/>
    public ImageSettings Quick => Settings with { Count = 4000, Epochs = 15 };
}
