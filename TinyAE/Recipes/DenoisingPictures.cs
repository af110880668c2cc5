using System.Numerics;
using TinyAE.Imaging;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>The pictures of a trained denoiser.</summary>
internal static class DenoisingPictures
{
    /// <summary>Clean over noisy over restored, failures marked.</summary>
    public const string Examples = "denoising.png";

    /// <summary>Characters restored over flipped pixels, beside the rule and doing nothing.</summary>
    public const string Levels = "restored-by-level.png";

    /// <summary>Characters restored over the steps.</summary>
    public const string Restored = "restored.png";

    /// <summary>The history's column of restored characters.</summary>
    public const string RestoredColumn = "restored characters";

    /// <summary>The pictures that there are, in the order of the report.</summary>
    public static IReadOnlyList<string> Files { get; } = [Examples, Levels, FontPictures.Loss, Restored];

    /// <summary>Draws all of them.</summary>
    public static IEnumerable<(string File, Image Picture)> Draw<T>(
        FontExperiment<T> experiment, TrainingState<T> state, DenoisingFindings findings)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        DenoisingTest examples = findings.Examples;
        int restored = findings.WrongPixels.Count(wrong => wrong == 0);
        string title = $"{examples.Corruption.Description}: {restored} of {examples.Images} restored";
        yield return (Examples, Rows(examples, findings.Restored, [.. Enumerable.Range(0, examples.Images)], title));
        yield return (Levels, LevelPlot(findings));
        yield return (FontPictures.Loss, FontPictures.LossPlot(experiment, state));
        yield return (Restored, new CurvePlot { Title = "Noisy characters restored", X = "step", Y = "share of characters" }
            .Add<double, double>("", state.History.Column("step"), state.History.Column(RestoredColumn)).Render(900, 500));
    }

    /// <summary>Some images of a test: clean, noisy, restored, and the pixels that are wrong, framed and counted.</summary>
    /// <param name="test">The test.</param>
    /// <param name="restored">What a network makes of its first images.</param>
    /// <param name="images">Which images to draw.</param>
    /// <param name="title">The sheet's title.</param>
    public static Image Rows(DenoisingTest test, double[] restored, IReadOnlyList<int> images, string title)
    {
        double[] clean = [.. images.SelectMany(n => test.Clean(n).ToArray())];
        double[] output = [.. images.SelectMany(n => restored[(n * Glyph.Size)..((n + 1) * Glyph.Size)])];
        return new GlyphGrid { Title = title }
            .Add<double>("clean", clean)
            .Add<double>("noisy", [.. images.SelectMany(n => test.Noisy(n).ToArray())])
            .Add<double>("restored", output)
            .AddDifference<double>("failures", clean, output).Render();
    }

    private static Image LevelPlot(DenoisingFindings findings)
    {
        double[] flips = [.. findings.Flips.Select(tried => tried.Level)];
        double[] Shares(Func<DenoisingScore, Restoration> of) => [.. findings.Flips.Select(tried => of(tried.Score).Characters)];
        return new CurvePlot { Title = "Characters restored", X = "pixels turned over", Y = "share of characters" }
            .Add<double, double>("network", flips, Shares(score => score.Network))
            .Add<double, double>("nearest character", flips, Shares(score => score.Nearest))
            .Add<double, double>("doing nothing", flips, Shares(score => score.Nothing)).Render(900, 500);
    }
}
