namespace TinyAE.Recipes;

/// <summary>How well noisy characters were restored, as shares of all: by a network, by a rule, or by leaving them as they are.</summary>
/// <param name="WrongPixels">The share of pixels that differ from the clean character's, 0 to 1.</param>
/// <param name="Characters">The share of characters without a wrong pixel, 0 to 1.</param>
public readonly record struct Restoration(double WrongPixels, double Characters);

/// <summary>Three ways to deal with the same noisy characters.</summary>
/// <param name="Images">The noisy characters that were tried.</param>
/// <param name="Nothing">Leaving them as they are: ink where the noisy pixel is at least 1/2.</param>
/// <param name="Nearest">The nearest clean character, see <see cref="NearestCharacter"/>.</param>
/// <param name="Network">What the network makes of them: ink where its prediction is at least 1/2.</param>
public sealed record DenoisingScore(int Images, Restoration Nothing, Restoration Nearest, Restoration Network);
