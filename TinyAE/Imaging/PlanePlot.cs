using System.Numerics;

namespace TinyAE.Imaging;

/// <summary>The decoded plane: a grid of points of a two-dimensional latent space, each the image that the decoder makes of it.</summary>
/// <remarks>
/// <code>
/// PlanePlot plane = new() { X = "z1", Y = "z2", Left = -1, Right = 1, Bottom = -1, Top = 1 };
/// float[] images = Decode(plane.Codes&lt;float&gt;());     // (Columns * Rows, 2) -> (Columns * Rows, height, width)
/// Image picture = plane.Render(images);
/// </code>
/// Images narrower than 16 pixels stand two pixels apart, larger ones side by side. They are drawn from paper (0) to ink (1), values
/// outside as the nearer end, what is not a number in yellow.
/// </remarks>
public sealed class PlanePlot
{
    /// <summary>The title, shortened if it is wider than the picture.</summary>
    public string Title { get; init; } = "";

    /// <summary>The title of the horizontal axis.</summary>
    public string X { get; init; } = "";

    /// <summary>The title of the vertical axis.</summary>
    public string Y { get; init; } = "";

    /// <summary>x of the first column.</summary>
    public double Left { get; init; } = -1;

    /// <summary>x of the last column, greater than <see cref="Left"/>.</summary>
    public double Right { get; init; } = 1;

    /// <summary>y of the lowest row.</summary>
    public double Bottom { get; init; } = -1;

    /// <summary>y of the highest row, greater than <see cref="Bottom"/>.</summary>
    public double Top { get; init; } = 1;

    /// <summary>Points side by side, 2 to 256.</summary>
    public int Columns { get; init; } = 17;

    /// <summary>Points one above the other, 2 to 256.</summary>
    public int Rows { get; init; } = 13;

    /// <summary>Columns of an image; that of a glyph by default.</summary>
    public int ImageWidth { get; init; } = Glyph.Width;

    /// <summary>Rows of an image; that of a glyph by default.</summary>
    public int ImageHeight { get; init; } = Glyph.Height;

    /// <summary>1 is black, 0 white paper; false: 1 is white, 0 black, as in photographs.</summary>
    public bool InkIsDark { get; init; } = true;

    /// <summary>The points, (Rows * Columns, 2): row by row from the top, each from left to right.</summary>
    /// <exception cref="InvalidOperationException">
    /// A range is empty, not finite or over 1e250, or there are fewer than 2 or more than 256 points a side.
    /// </exception>
    public T[] Codes<T>()
        where T : INumber<T>
    {
        Check();
        T[] codes = new T[Rows * Columns * 2];
        for (int i = 0; i < Rows * Columns; i++)
        {
            codes[2 * i] = T.CreateChecked(Left + ((Right - Left) * (i % Columns) / (Columns - 1)));
            codes[(2 * i) + 1] = T.CreateChecked(Top - ((Top - Bottom) * (i / Columns) / (Rows - 1)));
        }
        return codes;
    }

    /// <summary>Draws the images at their points; the picture's size follows from the scale.</summary>
    /// <param name="images">(Rows * Columns, height, width), in the order of <see cref="Codes"/>.</param>
    /// <param name="scale">The side of a pixel of the images, 1 to 64.</param>
    /// <exception cref="ArgumentException">The number of values is another one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scale is outside its range, or the picture would be too large.</exception>
    /// <exception cref="InvalidOperationException">As <see cref="Codes"/>.</exception>
    public Image Render<T>(ReadOnlySpan<T> images, int scale = 5)
        where T : INumber<T>
    {
        Check();
        Tiles.CheckScale(scale, 1, 64);
        if (Tiles.Count(images.Length, ImageWidth, ImageHeight) != Rows * Columns)
        {
            string expected = $"{Columns} x {Rows} images of {ImageWidth} x {ImageHeight}";
            throw new ArgumentException($"The plane has {expected}, found {images.Length} values.", nameof(images));
        }
        double[] values = Values.Of(images);
        int size = ImageWidth * ImageHeight, gap = ImageWidth < 16 ? 2 * scale : 0;
        int cellWidth = (ImageWidth * scale) + gap, cellHeight = (ImageHeight * scale) + gap;
        double dx = (Right - Left) / (Columns - 1), dy = (Top - Bottom) / (Rows - 1);
        // An image's middle is its point, so the axes go on for half a cell.
        PlotFrame frame = PlotFrame.Around(Columns * cellWidth, Rows * cellHeight, new PlotText(Title, X, Y),
            Axis.Between(Left - (dx / 2), Right + (dx / 2)), Axis.Between(Bottom - (dy / 2), Top + (dy / 2)));
        frame.Canvas.Fill(frame.Area, InkIsDark ? Rgb.White : Rgb.Black);
        for (int i = 0; i < Rows * Columns; i++)
        {
            int x = frame.Area.X + (i % Columns * cellWidth) + (gap / 2), y = frame.Area.Y + (i / Columns * cellHeight) + (gap / 2);
            int start = i * size;
            Tiles.Draw(frame.Canvas, x, y, ImageWidth, ImageHeight, scale, k => Palette.Shade(values[start + k], InkIsDark));
        }
        return frame.Canvas.Image;
    }

    private void Check()
    {
        if (!(Left < Right && Bottom < Top) || !new[] { Left, Right, Bottom, Top }.All(end => Axis.Shows(end, false)))
        {
            throw new InvalidOperationException(
                $"A plane has Left < Right and Bottom < Top, at most 1e250 in size, found {Left} to {Right} and {Bottom} to {Top}.");
        }
        if (Columns is < 2 or > 256 || Rows is < 2 or > 256)
            throw new InvalidOperationException($"A plane has 2 to 256 columns and rows, found {Columns} x {Rows}.");
    }
}
