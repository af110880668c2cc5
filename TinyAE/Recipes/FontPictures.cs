using System.Numerics;
using TinyAE.Imaging;
using TinyAE.Numerics;
using TinyAE.Reports;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>The pictures of a trained font autoencoder.</summary>
internal static class FontPictures
{
    /// <summary>Input over reconstruction over difference.</summary>
    public const string Reconstruction = "reconstruction.png";

    /// <summary>Each character at its code.</summary>
    public const string LatentPlane = "latent-plane.png";

    /// <summary>What the decoder makes of a grid of codes.</summary>
    public const string DecodedPlane = "decoded-plane.png";

    /// <summary>The loss over the steps.</summary>
    public const string Loss = "loss.png";

    /// <summary>The wrong pixels over the steps.</summary>
    public const string WrongPixels = "wrong-pixels.png";

    /// <summary>The history's column of wrong pixels.</summary>
    public const string WrongColumn = "wrong pixels";

    /// <summary>The pictures that there are, in the order of the report: those of the plane only where a code has two numbers.</summary>
    public static IReadOnlyList<string> Files(FontFindings findings) =>
        findings.CodeSize == 2 ? [Reconstruction, LatentPlane, DecodedPlane, Loss, WrongPixels] : [Reconstruction, Loss, WrongPixels];

    /// <summary>Draws all of them.</summary>
    public static IEnumerable<(string File, Image Picture)> Draw<T>(
        FontExperiment<T> experiment, TrainingState<T> state, FontFindings findings)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string title = $"{Figures.Count(findings.Count, "character")} through {Figures.Count(findings.CodeSize, "number")}";
        yield return (Reconstruction,
            new GlyphGrid { Title = $"{title}: {Figures.Count(findings.Wrong)} of {Figures.Count(findings.Pixels)} pixels wrong" }
            .Add("input", experiment.Pixels).Add<double>("output", findings.Predictions)
            .AddDifference<double>("difference", FontFindings.ToDouble(experiment.Pixels), findings.Predictions).Render());
        if (findings.CodeSize == 2)
        {
            yield return (LatentPlane, new GlyphPlot { Title = "Each character at its code", X = "first number", Y = "second number" }
                .Add<double>(findings.Font.Glyphs, findings.Codes).Render());
            yield return (DecodedPlane, Plane(experiment, state.Theta, findings));
        }

        double[] steps = state.History.Column("step");
        yield return (Loss, LossPlot(experiment, state));
        yield return (WrongPixels,
            new CurvePlot { Title = $"Wrong pixels, of {Figures.Count(findings.Pixels)}", X = "step", Y = "wrong pixels" }
            .Add<double, double>("", steps, state.History.Column(WrongColumn)).Render(900, 500));
    }

    /// <summary>The loss over the steps.</summary>
    public static Image LossPlot<T>(FontExperiment<T> experiment, TrainingState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new CurvePlot { Title = $"{experiment.Settings.Loss}, {experiment.Model.Loss.Scale}", X = "step", Y = "loss", LogY = true }
            .Add<double, double>("", state.History.Column("step"), state.History.Column("loss")).Render(900, 500);

    private static Image Plane<T>(FontExperiment<T> experiment, T[] theta, FontFindings findings)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (double left, double right) = Range(findings, 0);
        (double bottom, double top) = Range(findings, 1);
        PlanePlot plane = new()
        {
            Title = "What the decoder draws at each point",
            X = "first number",
            Y = "second number",
            Left = left,
            Right = right,
            Bottom = bottom,
            Top = top,
        };
        T[] codes = plane.Codes<T>();
        T[] images = new T[codes.Length / 2 * Glyph.Size];
        int capacity = experiment.Model.Capacity;
        for (int first = 0; first < codes.Length / 2; first += capacity)
        {
            int count = Math.Min(capacity, (codes.Length / 2) - first);
            Pass pass = new(count, Training: false, default, Workers.One);
            experiment.Model.Decode(theta, codes.AsSpan(2 * first, 2 * count), images.AsSpan(first * Glyph.Size, count * Glyph.Size), pass);
        }

        return plane.Render<T>(images);
    }

    /// <summary>From the least to the greatest code, or a little around them where they are all the same.</summary>
    private static (double Least, double Greatest) Range(FontFindings findings, int axis)
    {
        double[] values = [.. findings.Codes.Where((_, i) => i % 2 == axis)];
        (double least, double greatest) = (values.Min(), values.Max());
        return greatest > least ? (least, greatest) : (least - 0.5, greatest + 0.5);
    }
}
