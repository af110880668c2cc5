namespace TinyAE.Imaging;

/// <summary>One moment of a walk through a space of codes.</summary>
/// <param name="Caption">What stands below the drawing, a few words.</param>
/// <param name="X">The first number of the code.</param>
/// <param name="Y">The second one.</param>
/// <param name="Pixels">The 35 pixels drawn there, 0 paper to 1 ink.</param>
public sealed record WalkStep(string Caption, double X, double Y, IReadOnlyList<float> Pixels);

/// <summary>The pictures of a walk: on the left what is drawn at each step, on the right where in the plane it is.</summary>
/// <remarks><c>AnimatedPng.Save(new GlyphWalk { Plane = plot }.Render(steps), "walk.png", 80);</c></remarks>
public sealed class GlyphWalk
{
    private const int Scale = 36;
    private const int Margin = 40;
    private const int Side = 480;
    private const int PanelWidth = (Glyph.Width * Scale) + (2 * Margin);

    /// <summary>The title, shortened if it is wider than the picture.</summary>
    public string Title { get; init; } = "";

    /// <summary>The plane on the right; null where a code has not two numbers: then the drawing stands alone.</summary>
    public GlyphPlot? Plane { get; init; }

    /// <summary>A picture for each step, all of one size.</summary>
    public IReadOnlyList<Image> Render(IReadOnlyList<WalkStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        PlotFrame? plane = Plane?.Draw(Side, Side);
        int width = PanelWidth + (plane is null ? 0 : Side);
        Canvas background = new(width, Side);
        PlotFrame.DrawTitle(background, plane is null ? Title : "", 2);
        if (plane is not null)
        {
            background.Draw(plane.Canvas.Image, PanelWidth, 0);
        }
        return [.. Enumerable.Range(0, steps.Count).Select(i => Draw(background.Image, plane, steps, i))];
    }

    private static Image Draw(Image background, PlotFrame? plane, IReadOnlyList<WalkStep> steps, int now)
    {
        Canvas canvas = new(new Image(background.Width, background.Height, 3, [.. background.Pixels]));
        int top = (Side - (Glyph.Height * Scale)) / 2;
        WalkStep step = steps[now];
        canvas.Frame(new Box(Margin, top, Glyph.Width * Scale, Glyph.Height * Scale).Grow(2), Rgb.Gray(160), 2);
        Tiles.Draw(canvas, Margin, top, Glyph.Width, Glyph.Height, Scale, i => Palette.Shade(step.Pixels[i], true));
        int textWidth = Lettering.Width(step.Caption, 3);
        canvas.Text(step.Caption, (PanelWidth - textWidth) / 2, top + (Glyph.Height * Scale) + 16, Palette.Ink, 3);
        if (plane is not null)
        {
            (double X, double Y)[] trail =
                [.. steps.Take(now + 1).Select(s => plane.Point(s.X, s.Y)).Select(p => (p.X + PanelWidth, p.Y))];
            canvas.Polyline(trail, Palette.Colors[4], 2, 0.5);
            canvas.Disc(trail[^1].X, trail[^1].Y, 7, Rgb.White);
            canvas.Disc(trail[^1].X, trail[^1].Y, 5.5, Palette.Colors[4]);
        }
        return canvas.Image;
    }
}
