namespace TinyAE.Recipes;

/// <summary>All 32 characters of a font through two numbers, without a wrong pixel.</summary>
/// <remarks>
/// Data: font 1 of data/font.h, 32 characters of 5 x 7 pixels: the set of the course's exercise, so that the two font recipes differ in
/// the network and its training alone.
/// Network: 35-20-2-20-35, tanh, the output as logits. Loss: binary cross-entropy, mean over pixels and characters.
/// Optimizer: Adam 0.005, 10,000 steps, each on all characters. The rate falls to zero along a cosine: with a constant rate Adam's steps
/// keep their size, and now and then one throws a finished network some pixels back, perhaps in the last step of all.
/// </remarks>
public sealed class FontAutoencoder : IFontRecipe
{
    /// <inheritdoc/>
    public string Name => "font";

    /// <inheritdoc/>
    public string Summary => "learns all 32 characters of a 5x7 font through a code of two numbers, without a wrong pixel";

    /// <inheritdoc/>
    public string Source => "the course's exercise on font.h; Kingma and Ba (2015) for Adam, Loshchilov and Hutter (2017) for the cosine";

    /// <inheritdoc/>
    public string Expected => "0 of 1,120 pixels wrong";

    /// <inheritdoc/>
    public FontSettings Settings { get; } = new()
    {
        Font = "1",
        Architecture = [35, 20, 2, 20, 35],
        Activation = "tanh",
        Loss = "binary-cross-entropy-logits",
        Optimizer = "adam",
        LearningRate = 0.005,
        Schedule = "cosine",
        Iterations = 10_000,
    };
}
