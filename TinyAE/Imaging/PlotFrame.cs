namespace TinyAE.Imaging;

/// <summary>An entry of a legend: a name and what draws its mark, given a box.</summary>
internal readonly record struct LegendEntry(string Name, Action<Canvas, Box> Mark);

/// <summary>What all plots with two axes share: title, legend, axes with round numbers and their titles, the grid.</summary>
/// <remarks>The legend stands in rows between title and frame, where it hides no data.</remarks>
internal sealed class PlotFrame
{
    private readonly Axis xAxis;
    private readonly Axis yAxis;

    private PlotFrame(Canvas canvas, Axis xAxis, Axis yAxis, int scale)
    {
        (Canvas, this.xAxis, this.yAxis, Scale) = (canvas, xAxis, yAxis, scale);
    }

    /// <summary>The picture.</summary>
    public Canvas Canvas { get; }

    /// <summary>Pixels of a pixel of the lettering; also the thickness of lines.</summary>
    public int Scale { get; }

    /// <summary>Where the data are drawn.</summary>
    public Box Area { get; private set; }

    /// <summary>A picture with title, legend and axes, ready for the data; the canvas is clipped to them and the frame.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The picture is smaller than 160 x 120 or larger than allowed.</exception>
    public static PlotFrame Draw(int width, int height, PlotText text, Axis xAxis, Axis yAxis, IReadOnlyList<LegendEntry> legend)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 160);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 120);
        return Draw(width, height, text, xAxis, yAxis, legend, ScaleFor(width, height), 0);
    }

    /// <summary>A picture with title and axes around an area of just this size, with room to the right of it.</summary>
    public static PlotFrame Around(int areaWidth, int areaHeight, PlotText text, Axis xAxis, Axis yAxis, int room = 0)
    {
        int scale = ScaleAround(areaWidth, areaHeight);
        // The margins depend on the title's and the labels' sizes, these on the area: found by trying, settled after two or three times.
        int width = Math.Max(areaWidth, 160), height = Math.Max(areaHeight, 120);
        for (int attempt = 0; ; attempt++)
        {
            PlotFrame frame = Draw(width, height, text, xAxis, yAxis, [], scale, room);
            if ((frame.Area.Width == areaWidth && frame.Area.Height == areaHeight) || attempt == 8)
                return frame;
            (width, height) = (width + areaWidth - frame.Area.Width, height + areaHeight - frame.Area.Height);
        }
    }

    private static PlotFrame Draw(
        int width, int height, PlotText text, Axis xAxis, Axis yAxis, IReadOnlyList<LegendEntry> legend, int scale, int room)
    {
        PlotFrame frame = new(new Canvas(width, height), xAxis, yAxis, scale);
        int line = Lettering.LineHeight * scale, gap = 3 * scale;
        int top = DrawTitle(frame.Canvas, text.Title, scale);
        top = Legend.Draw(frame.Canvas, legend, top, scale, Math.Clamp(height / (7 * line), 1, 4));
        int bottom = (2 * gap) + line + (text.X.Length > 0 ? line + gap : 0) + gap;
        int titleY = text.Y.Length > 0 ? line + gap : 0;
        // The labels' width depends on the ticks, these on the height alone.
        int areaHeight = Math.Max(8, height - top - bottom);
        Tick[] yTicks = yAxis.Ticks(Math.Clamp(areaHeight / (2 * line), 2, 8));
        int labels = yTicks.Select(tick => Lettering.Width(tick.Label, scale)).DefaultIfEmpty().Max();
        int left = (2 * gap) + titleY + labels + (2 * gap), right = (6 * gap) + room;
        frame.Area = new Box(left, top, Math.Max(8, width - left - right), areaHeight);
        frame.DrawX(frame.FitX(), text.X, gap);
        frame.DrawY(yTicks, text.Y, gap);
        frame.Canvas.Frame(frame.Area.Grow(scale), Palette.Ink, scale);
        frame.Canvas.Clip = frame.Area.Grow(2 * scale);
        return frame;
    }

    /// <summary>The scale of the lettering that suits a picture of this size: 2 at 900 x 600.</summary>
    public static int ScaleFor(int width, int height) => Math.Max(1, (Math.Min(width, height * 3 / 2) + 300) / 450);

    /// <summary>The scale of the lettering that suits an area of this size.</summary>
    public static int ScaleAround(int areaWidth, int areaHeight) =>
        Math.Max(areaWidth, areaHeight) < 300 ? 1 : Math.Max(2, ScaleFor(areaWidth, areaHeight));

    /// <summary>Draws the title at the top, in the middle, shortened if it must be; returns the row below it.</summary>
    public static int DrawTitle(Canvas canvas, string title, int scale)
    {
        int gap = 4 * scale, room = canvas.Image.Width - (2 * gap);
        if (title.Length == 0)
            return gap;
        int large = Lettering.Width(title, scale + 1) <= room ? scale + 1 : scale;
        string text = Lettering.Fit(title, large, room);
        canvas.Text(text, (canvas.Image.Width - Lettering.Width(text, large)) / 2, gap, Palette.Ink, large);
        return gap + (Lettering.LineHeight * large) + gap;
    }

    /// <summary>The point of the data in the picture; not finite if the axes cannot show it.</summary>
    public (double X, double Y) Point(double x, double y)
    {
        if (!Axis.Shows(x, xAxis.IsLog) || !Axis.Shows(y, yAxis.IsLog))
            return (double.NaN, double.NaN);
        return (Area.X + 0.5 + (xAxis.Position(x) * (Area.Width - 1)), Area.Bottom - 0.5 - (yAxis.Position(y) * (Area.Height - 1)));
    }

    // As many ticks as leave the width of four letters between their labels.
    private Tick[] FitX()
    {
        for (int count = 10; ; count--)
        {
            Tick[] ticks = xAxis.Ticks(count);
            int end = int.MinValue;
            bool fits = true;
            foreach (Tick tick in ticks.Where(tick => tick.Label.Length > 0))
            {
                int width = Lettering.Width(tick.Label, Scale), start = PixelX(tick.Value) - (width / 2);
                fits &= start > end;
                end = start + width + (4 * Glyph.Width * Scale);
            }
            if (fits || count <= 2)
                return ticks;
        }
    }

    private void DrawX(Tick[] ticks, string title, int gap)
    {
        foreach (Tick tick in ticks)
        {
            int x = PixelX(tick.Value), width = Lettering.Width(tick.Label, Scale);
            bool major = tick.Label.Length > 0;
            if (major)
                Canvas.Fill(new Box(x, Area.Y, 1, Area.Height), Palette.Faint);
            Canvas.Fill(new Box(x - (Scale / 2), Area.Bottom, Scale, Scale + (major ? gap : gap / 2)), Palette.Ink);
            Canvas.Text(tick.Label, Math.Min(x - (width / 2), Canvas.Image.Width - width - 1), Area.Bottom + (2 * gap), Palette.Ink, Scale);
        }
        string text = Lettering.Fit(title, Scale, Canvas.Image.Width - (2 * gap));
        int start = Centred(Area.X, Area.Width, Lettering.Width(text, Scale), Canvas.Image.Width, gap);
        Canvas.Text(text, start, Area.Bottom + (3 * gap) + (Lettering.LineHeight * Scale), Palette.Ink, Scale);
    }

    private void DrawY(Tick[] ticks, string title, int gap)
    {
        foreach (Tick tick in ticks)
        {
            int y = PixelY(tick.Value), length = Scale + (tick.Label.Length > 0 ? gap : gap / 2);
            if (tick.Label.Length > 0)
                Canvas.Fill(new Box(Area.X, y, Area.Width, 1), Palette.Faint);
            Canvas.Fill(new Box(Area.X - length, y - (Scale / 2), length, Scale), Palette.Ink);
            int start = Area.X - (2 * gap) - Lettering.Width(tick.Label, Scale);
            Canvas.Text(tick.Label, start, y - (Glyph.Height * Scale / 2), Palette.Ink, Scale);
        }
        string text = Lettering.Fit(title, Scale, Canvas.Image.Height - (2 * gap));
        int width = Lettering.Width(text, Scale);
        Canvas.TextUpward(text, gap, Centred(Area.Y, Area.Height, width, Canvas.Image.Height, gap) + width, Palette.Ink, Scale);
    }

    // Where a title begins: in the middle of the axis, but with its ends inside the picture.
    private static int Centred(int start, int length, int width, int picture, int gap) =>
        Math.Max(gap, Math.Min(start + ((length - width) / 2), picture - gap - width));

    private int PixelX(double value) => Area.X + (int)Math.Floor((xAxis.Position(value) * (Area.Width - 1)) + 0.5);

    private int PixelY(double value) => Area.Bottom - 1 - (int)Math.Floor((yAxis.Position(value) * (Area.Height - 1)) + 0.5);
}
