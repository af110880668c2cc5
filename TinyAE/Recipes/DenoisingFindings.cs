using System.Numerics;
using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>A denoiser's score at one level of noise.</summary>
/// <param name="Level">The level.</param>
/// <param name="Score">What was restored.</param>
public readonly record struct LevelScore(double Level, DenoisingScore Score);

/// <summary>What a trained denoiser makes of noisy characters.</summary>
public sealed class DenoisingFindings
{
    /// <summary>The greatest number of pixels that the test turns over.</summary>
    public const int MostFlips = 6;

    /// <summary>Noisy images of each character and level.</summary>
    public const int Draws = 100;

    /// <summary>The seed of all tests: every run is tried on the same images.</summary>
    public const ulong Seed = 1;

    /// <summary>Noisy images of each character for the curve over the training.</summary>
    private const int DrawsWhileTraining = 4;

    private static readonly double[] Factors = [0.25, 0.5, 1, 1.5, 2];

    private DenoisingFindings(IReadOnlyList<LevelScore> flips, IReadOnlyList<LevelScore> levels, DenoisingTest examples, double[] restored)
    {
        Flips = flips;
        Levels = levels;
        Examples = examples;
        Restored = restored;
        WrongPixels = [.. Enumerable.Range(0, examples.Images).Select(
            n => DenoisingTest.WrongPixels(examples.Clean(n), restored.AsSpan(n * Glyph.Size, Glyph.Size)))];
    }

    /// <summary>With exactly 0, 1, ..., 6 pixels turned over, whatever the network was trained on.</summary>
    public IReadOnlyList<LevelScore> Flips { get; }

    /// <summary>With noise of the kind that it was trained on, at several levels around its own; empty where that is exact flips.</summary>
    public IReadOnlyList<LevelScore> Levels { get; }

    /// <summary>One noisy image of each character, with the noise that it was trained on.</summary>
    public DenoisingTest Examples { get; }

    /// <summary>What the network makes of these, 0 paper to 1 ink.</summary>
    public double[] Restored { get; }

    /// <summary>The wrong pixels of each.</summary>
    public IReadOnlyList<int> WrongPixels { get; }

    /// <summary>Tries a trained network.</summary>
    public static DenoisingFindings Of<T>(FontExperiment<T> experiment, T[] theta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        NoiseSettings noise = experiment.Settings.Noise!;
        CorruptionKind kind = Corruption.KindOf(noise.Kind);
        double[] levels = noise.Kind == "flips" ? [] : [.. Factors.Select(factor => factor * noise.Level)
            .Select(level => kind.IsWhole ? Math.Round(level) : level).Prepend(0)
            .Where(level => level <= kind.Greatest(NoiseSettings.Image)).Distinct()];
        DenoisingTest examples = new(experiment.Font, noise.ToCorruption(), 1, Seed);
        return new DenoisingFindings(
            [.. Enumerable.Range(0, MostFlips + 1).Select(k => Try(experiment, theta, "flips", k))],
            [.. levels.Select(level => Try(experiment, theta, noise.Kind, level))],
            examples, examples.Restore(experiment.Model, theta, examples.Images));
    }

    /// <summary>The share of noisy characters that are restored, for the history: 4 images of each, always the same.</summary>
    internal static Measure<T> MeasureOf<T>(FontExperiment<T> experiment)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        DenoisingTest test = new(experiment.Font, experiment.Settings.Noise!.ToCorruption(), DrawsWhileTraining, Seed);
        return new Measure<T>(DenoisingPictures.RestoredColumn, state => test.Try(experiment.Model, state.Theta).Network.Characters);
    }

    private static LevelScore Try<T>(FontExperiment<T> experiment, T[] theta, string kind, double level)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        DenoisingTest test = new(experiment.Font, Corruption.ByName(kind, level, NoiseSettings.Image), Draws, Seed);
        return new LevelScore(level, test.Try(experiment.Model, theta));
    }
}
