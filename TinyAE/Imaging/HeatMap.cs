using System.Numerics;

namespace TinyAE.Imaging;

/// <summary>A matrix as coloured squares, row 0 at the top: blue below zero, white at zero, red above, with a colour bar.</summary>
/// <remarks>
/// Squares become oblong where the whole matrix would be less than 32 pixels wide or high.
/// <code>Image picture = new HeatMap { Title = "Weights", X = "output", Y = "input" }.Render(weights, rows, columns);</code>
/// </remarks>
public sealed class HeatMap
{
    private const int LeastArea = 32;

    /// <summary>The title, shortened if it is wider than the picture.</summary>
    public string Title { get; init; } = "";

    /// <summary>The title of the columns.</summary>
    public string X { get; init; } = "";

    /// <summary>The title of the rows.</summary>
    public string Y { get; init; } = "";

    /// <summary>The size that has the strongest colour; 0: the largest finite size in the matrix, or 1 if that is 0.</summary>
    public double Limit { get; init; }

    /// <summary>Draws the matrix; what is not a number is yellow.</summary>
    /// <param name="matrix">(rows, columns).</param>
    /// <param name="rows">At least 1.</param>
    /// <param name="columns">At least 1.</param>
    /// <param name="scale">The side of a square, 1 to 256; 0: what makes the longer side about 500 pixels.</param>
    /// <exception cref="ArgumentException">The matrix has not rows * columns values, or the limit is negative or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scale is outside its range, or the picture would be too large.</exception>
    public Image Render<T>(ReadOnlySpan<T> matrix, int rows, int columns, int scale = 0)
        where T : INumber<T>
    {
        Tiles.CheckScale(scale, 0, 256);
        if (Tiles.Count(matrix.Length, columns, rows) != 1)
            throw new ArgumentException($"A matrix of {rows} x {columns} has not {matrix.Length} values.", nameof(matrix));
        if (!(Limit >= 0) || !Axis.Shows(Limit, false))
            throw new ArgumentException($"The limit is 0 to 1e250, found {Limit}.", nameof(matrix));
        double[] values = Values.Of(matrix);
        double largest = values.Where(value => Axis.Shows(value, false)).Select(Math.Abs).DefaultIfEmpty().Max();
        double limit = Limit > 0 ? Limit : largest > 0 ? largest : 1;
        int side = scale > 0 ? scale : Math.Clamp(500 / Math.Max(rows, columns), 1, 32);
        Axis colors = Axis.Between(-limit, limit);
        int cellWidth = Math.Max(side, (LeastArea + columns - 1) / columns), cellHeight = Math.Max(side, (LeastArea + rows - 1) / rows);
        int areaWidth = columns * cellWidth, areaHeight = rows * cellHeight;
        int text = PlotFrame.ScaleAround(areaWidth, areaHeight), bar = 10 * text;
        Tick[] ticks = colors.Ticks(Math.Clamp(areaHeight / (3 * Lettering.LineHeight * text), 2, 7));
        int room = bar + (14 * text) + ticks.Select(tick => Lettering.Width(tick.Label, text)).DefaultIfEmpty().Max();
        PlotFrame frame = PlotFrame.Around(areaWidth, areaHeight, new PlotText(Title, X, Y),
            Axis.Between(-0.5, columns - 0.5, whole: true), Axis.Between(rows - 0.5, -0.5, whole: true), room);
        Box area = frame.Area;
        Tiles.Draw(frame.Canvas, area.X, area.Y, columns, rows, cellWidth, cellHeight, i => Palette.Diverging(values[i] / limit));
        frame.Canvas.Clip = frame.Canvas.Bounds;
        Box box = new(area.Right + (6 * text), area.Y, bar, area.Height);
        for (int y = 0; y < box.Height; y++)
            frame.Canvas.Fill(new Box(box.X, box.Y + y, bar, 1), Palette.Diverging(1 - (2 * (y + 0.5) / box.Height)));
        frame.Canvas.Frame(box.Grow(text), Palette.Ink, text);
        foreach (Tick tick in ticks)
        {
            int y = box.Bottom - 1 - (int)Math.Floor((colors.Position(tick.Value) * (box.Height - 1)) + 0.5);
            frame.Canvas.Fill(new Box(box.Right + text, y - (text / 2), 3 * text, text), Palette.Ink);
            frame.Canvas.Text(tick.Label, box.Right + (6 * text), y - (Glyph.Height * text / 2), Palette.Ink, text);
        }
        return frame.Canvas.Image;
    }
}
