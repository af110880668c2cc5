using System.Globalization;
using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Numerics;

namespace TinyAE.Recipes;

/// <summary>The noise that a denoiser of characters is trained on.</summary>
/// <param name="Kind">One of <see cref="Corruption.All"/>: "flips".</param>
/// <param name="Level">How much of it; the kind says in which unit and range.</param>
public sealed record NoiseSettings(string Kind, double Level)
{
    /// <summary>The name of the training set whose noise is drawn anew in every step.</summary>
    public const string Fresh = "fresh";

    private const int MostNoisy = 100_000;

    /// <summary>
    /// "fresh": every character, with noise drawn anew in every step. "9+18": a set that is made once and stays: 9 clean characters, all
    /// there are, and 18 noisy ones, 2 of each.
    /// </summary>
    public string TrainingSet { get; init; } = Fresh;

    /// <summary>How often each character is in a step with fresh noise, each time with noise of its own; 1 in a set that stays.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>The shape of a character for noise that has a place: (7, 5).</summary>
    public static Shape Image { get; } = new(Glyph.Height, Glyph.Width);

    /// <summary>The noise.</summary>
    /// <exception cref="ArgumentException">An unknown kind, or a level outside its range.</exception>
    public ICorruption ToCorruption() => Corruption.ByName(Kind, Level, Image);

    /// <summary>The noisy copies of each character in a set that stays; 0 where noise is fresh.</summary>
    /// <param name="characters">How many characters there are.</param>
    /// <exception cref="ArgumentException">The text is no training set, or not one of so many characters.</exception>
    public int NoisyCopiesOf(int characters)
    {
        if (TrainingSet == Fresh)
        {
            return 0;
        }

        (int clean, int noisy) = Parse(TrainingSet);
        return clean == characters ? noisy / clean : throw new ArgumentException(
            $"The training set {TrainingSet} has {clean} clean characters; found {characters}: select {clean} of them, or take "
            + $"{characters}+{characters * (noisy / clean)}.");
    }

    /// <summary>Reads "9+18": clean characters and noisy ones.</summary>
    /// <exception cref="ArgumentException">It is not of that form, or the noisy ones are not as many of each character.</exception>
    public static (int Clean, int Noisy) Parse(string text)
    {
        string[] parts = text.Split('+');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int clean)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int noisy)
            && clean >= 1 && noisy is >= 1 and <= MostNoisy && noisy % clean == 0
            ? (clean, noisy)
            : throw new ArgumentException(
                $"A training set is '{Fresh}', or clean + noisy characters, the noisy ones a multiple of the clean ones and at most "
                + $"{MostNoisy:N0}, as 9+18; found '{text}'.", nameof(text));
    }
}
