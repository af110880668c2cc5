namespace TinyAE.Recipes;

/// <summary>The course's own network, as it stands in the exercise: it does not learn the whole set.</summary>
/// <remarks>
/// Data: font 1 of data/font.h, 32 characters.
/// Network: 35-5-2-5-35, sigmoid everywhere. Loss: E = ½ Σ_n Σ_i (y_ni − t_ni)², a sum over pixels and characters.
/// Optimizer: gradient descent, learning rate 0.1, 10,000 steps, each on all characters.
/// The rate belongs to the sum: with the mean over 32 · 35 pixels each step would be 560 times shorter and nothing would be learned.
/// </remarks>
public sealed class FontCourse : IFontRecipe
{
    /// <inheritdoc/>
    public string Name => "font-course";

    /// <inheritdoc/>
    public string Summary => "the course's own 35-5-2-5-35 with sigmoid and gradient descent, and its honest result";

    /// <inheritdoc/>
    public string Source => "the course's exercise on font.h; Rumelhart, Hinton and Williams (1986) for error and descent";

    /// <inheritdoc/>
    public string Expected => "about 150 of 1,120 pixels wrong";

    /// <inheritdoc/>
    public FontSettings Settings { get; } = new()
    {
        Font = "1",
        Architecture = [35, 5, 2, 5, 35],
        Activation = "sigmoid",
        Loss = "half-squared-error",
        LossScale = "sum",
        Optimizer = "gradient-descent",
        LearningRate = 0.1,
        Schedule = "constant",
        Iterations = 10_000,
    };
}
