using System.Numerics;

namespace TinyAE.Imaging;

/// <summary>The latent plane of an alphabet: each character drawn at its code.</summary>
/// <remarks>
/// <code>Image picture = new GlyphPlot { Title = "Codes", X = "z1", Y = "z2" }.Add(font.Glyphs, codes).Render();</code>
/// A character stands on its point. Where characters would cover each other they step aside, and one that has left its point is
/// joined by a line to a dot there. Points that are not finite or over 1e250 in size are skipped. The picture depends on nothing but the arguments.
/// </remarks>
public sealed class GlyphPlot
{
    private readonly List<Mark> marks = [];

    /// <summary>The title, shortened if it is wider than the picture.</summary>
    public string Title { get; init; } = "";

    /// <summary>The title of the horizontal axis.</summary>
    public string X { get; init; } = "";

    /// <summary>The title of the vertical axis.</summary>
    public string Y { get; init; } = "";

    /// <summary>Adds characters at their points: (n, 2), x and y of a point side by side.</summary>
    /// <returns>This plot.</returns>
    /// <param name="glyphs">The characters.</param>
    /// <param name="points">Their points.</param>
    /// <param name="stressed">True: drawn in red in a red frame, to stand out from the others.</param>
    /// <exception cref="ArgumentException">There are not two values for each character.</exception>
    public GlyphPlot Add<T>(IReadOnlyList<Glyph> glyphs, ReadOnlySpan<T> points, bool stressed = false)
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(glyphs);
        if (points.Length != 2 * glyphs.Count)
            throw new ArgumentException($"{glyphs.Count} characters have two coordinates each, found {points.Length}.", nameof(points));
        (double[] x, double[] y) = Values.Columns(points);
        for (int i = 0; i < x.Length; i++)
            marks.Add(new Mark(glyphs[i], x[i], y[i], stressed));
        return this;
    }

    /// <summary>Draws the plot.</summary>
    /// <param name="width">Columns, at least 160.</param>
    /// <param name="height">Rows, at least 120.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is too small, or too large for an <see cref="Image"/>.</exception>
    public Image Render(int width = 800, int height = 800) => Draw(width, height).Canvas.Image;

    /// <summary>Draws the plot and keeps its axes, for whoever draws on top of it.</summary>
    internal PlotFrame Draw(int width, int height)
    {
        Mark[] shown = [.. marks.Where(mark => Axis.Shows(mark.X, false) && Axis.Shows(mark.Y, false))];
        PlotFrame frame = PlotFrame.Draw(width, height, new PlotText(Title, X, Y),
            Axis.Of(shown.Select(mark => mark.X), false, 0.06), Axis.Of(shown.Select(mark => mark.Y), false, 0.06), []);
        int scale = frame.Scale + (shown.Length <= 64 ? frame.Scale : 1), plate = frame.Scale;
        (double X, double Y)[] points = [.. shown.Select(mark => frame.Point(mark.X, mark.Y))];
        Box[] boxes = LabelPlacement.Place(points, (Glyph.Width * scale) + (2 * plate), (Glyph.Height * scale) + (2 * plate), frame.Area);
        for (int i = 0; i < points.Length; i++)
        {
            (double x, double y) = LabelPlacement.Nearest(boxes[i], points[i]);
            frame.Canvas.Line(points[i].X, points[i].Y, x, y, Rgb.Gray(120), 0.5 * frame.Scale);
        }
        for (int i = 0; i < points.Length; i++)
        {
            Rgb ink = shown[i].Stressed ? Palette.Colors[4] : Palette.Colors[0];
            frame.Canvas.Fill(boxes[i], Rgb.White);
            frame.Canvas.Frame(shown[i].Stressed ? boxes[i].Grow(1) : boxes[i], shown[i].Stressed ? ink : Rgb.Gray(190));
            frame.Canvas.Draw(shown[i].Glyph, boxes[i].X + plate, boxes[i].Y + plate, ink, scale);
        }
        // A dot on top of a character would read as a part of it.
        for (int i = 0; i < points.Length; i++)
        {
            if (!boxes[i].Contains((int)points[i].X, (int)points[i].Y))
                frame.Canvas.Disc(points[i].X, points[i].Y, frame.Scale, Palette.Colors[1]);
        }
        return frame;
    }

    private readonly record struct Mark(Glyph Glyph, double X, double Y, bool Stressed);
}
