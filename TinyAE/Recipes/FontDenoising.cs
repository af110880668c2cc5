namespace TinyAE.Recipes;

/// <summary>Restores noisy characters nearly as well as looking up the nearest clean one.</summary>
/// <remarks>
/// Data: font 1 of data/font.h, 32 characters, four times in each step, each time with other noise: every pixel turned over with
/// probability 0.1.
/// Network: 35-128-64-128-35, tanh, the output as logits. Loss: binary cross-entropy, mean over pixels and samples.
/// Optimizer: Adam 0.002, falling to zero along a cosine, 6,000 steps.
/// </remarks>
public sealed class FontDenoising : IFontRecipe
{
    /// <inheritdoc/>
    public string Name => "font-denoising";

    /// <inheritdoc/>
    public string Summary => "restores noisy characters, nearly as well as looking up the nearest clean one";

    /// <inheritdoc/>
    public string Source => "the course's exercise on font.h; Vincent, Larochelle, Bengio and Manzagol (2008)";

    /// <inheritdoc/>
    public string Expected => "of what the nearest clean character restores, over 97 % with 1 to 4 pixels turned over";

    /// <inheritdoc/>
    public IReadOnlyList<string> Reasons { get; } =
    [
        "**Fresh noise in every step.** A set of noisy characters that stays is learned by heart; noise that never comes again cannot be.",
        "**A random number of flips.** Each pixel is turned over with probability 0.1: 3.5 pixels on average, now none, now eight. The "
        + "network meets every number of flips that it is tested with, and clean characters too.",
        "**A wide code.** A denoiser need not squeeze: its task, not a bottleneck, keeps it from copying. 64 numbers leave room to weigh "
        + "all pixels of all characters; the course's 5 do not.",
        "**tanh and cross-entropy.** The gradient of cross-entropy by a logit is y - t, however far the output is saturated, so that "
        + "pixels which are surely wrong still move. Squared error behind a sigmoid lets go of exactly those.",
        "**Adam, with a rate that falls to zero.** Fresh noise makes each gradient a sample; small last steps average over many of them.",
    ];

    /// <inheritdoc/>
    public FontSettings Settings { get; } = new()
    {
        Font = "1",
        Architecture = [35, 128, 64, 128, 35],
        Activation = "tanh",
        Loss = "binary-cross-entropy-logits",
        Optimizer = "adam",
        LearningRate = 0.002,
        Schedule = "cosine",
        Iterations = 6_000,
        Noise = new NoiseSettings("random-flips", 0.1) { Copies = 4 },
    };
}
