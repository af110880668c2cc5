using System.Numerics;

namespace TinyAE.Imaging;

/// <summary>A sheet of images, gray or in colour, in rows that may have labels: originals over reconstructions, a plane of samples.</summary>
/// <remarks>
/// <code>Image picture = new ImageSheet(28, 28, 1) { Title = "Samples" }.Add("", images).Render(scale: 2);</code>
/// Values run from 0 (black) to 1 (white), values outside count as the nearer end, what is not a number is yellow (in colour images
/// black). The picture depends on nothing but the arguments.
/// </remarks>
public sealed class ImageSheet
{
    private const int TextScale = 2;
    private const int Margin = 8;
    private const int Line = Lettering.LineHeight * TextScale;

    private readonly int width;
    private readonly int height;
    private readonly int channels;
    private readonly List<(string Label, double[] Values)> rows = [];

    /// <summary>An empty sheet for images of one size.</summary>
    /// <param name="width">Columns of an image, at least 1.</param>
    /// <param name="height">Rows of an image, at least 1.</param>
    /// <param name="channels">1 for gray, 3 for red, green and blue.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public ImageSheet(int width, int height, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "An image has 1 or 3 channels.");
        this.width = width;
        this.height = height;
        this.channels = channels;
    }

    /// <summary>The title, shortened if it is wider than the picture.</summary>
    public string Title { get; init; } = "";

    /// <summary>A line below the images, shortened likewise.</summary>
    public string Note { get; init; } = "";

    /// <summary>What stands above each column; empty: nothing.</summary>
    public IReadOnlyList<string> Headings { get; init; } = [];

    /// <summary>Pixels of the picture between two images.</summary>
    public int Gap { get; init; } = 4;

    /// <summary>Adds a row of images, each (height, width, channels), one after another.</summary>
    /// <returns>This sheet.</returns>
    /// <exception cref="ArgumentException">The values are no whole images, or none.</exception>
    public ImageSheet Add<T>(string label, ReadOnlySpan<T> images)
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(label);
        int size = width * height * channels;
        if (images.IsEmpty || images.Length % size != 0)
            throw new ArgumentException($"A row holds whole images of {size} values, at least one; found {images.Length}.", nameof(images));
        rows.Add((label, Values.Of(images)));
        return this;
    }

    /// <summary>Adds rows of so many images each, without labels; the last one may be shorter.</summary>
    /// <returns>This sheet.</returns>
    /// <exception cref="ArgumentException">The values are no whole images, or none.</exception>
    public ImageSheet AddRows<T>(int columns, ReadOnlySpan<T> images)
        where T : INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        for (int row = columns * width * height * channels; images.Length > 0; images = images[Math.Min(row, images.Length)..])
            Add("", images[..Math.Min(row, images.Length)]);
        return this;
    }

    /// <summary>Draws the sheet; its size follows from the scale.</summary>
    /// <param name="scale">The side of a pixel of the images, 1 to 64.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is outside its range, or the sheet too large for a picture.</exception>
    public Image Render(int scale = 2)
    {
        Tiles.CheckScale(scale, 1, 64);
        int cellWidth = (width * scale) + Gap, cellHeight = (height * scale) + Gap;
        int columns = rows.Select(row => row.Values.Length / (width * height * channels)).DefaultIfEmpty(1).Max();
        int labels = rows.Select(row => Lettering.Width(row.Label, TextScale)).DefaultIfEmpty().Max();
        int left = Margin + (labels > 0 ? labels + Margin : 0);
        int whole = Math.Max(left + (columns * cellWidth) - Gap + Margin, 320);
        int head = Math.Max(Margin, Title.Length > 0 ? PlotFrame.DrawTitle(new Canvas(whole, 1), Title, TextScale) : 0);
        int top = head + (Headings.Count > 0 ? Line + (Margin / 2) : 0);
        int bottom = top + Math.Max(rows.Sum(row => RowHeight(row.Label, cellHeight)) - Gap, 0) + Margin;
        Canvas canvas = new(whole, bottom + (Note.Length > 0 ? Line + Margin : 0));
        if (Title.Length > 0)
            PlotFrame.DrawTitle(canvas, Title, TextScale);
        for (int i = 0; i < Math.Min(Headings.Count, columns); i++)
        {
            string heading = Lettering.Fit(Headings[i], TextScale, cellWidth);
            int middle = left + (i * cellWidth) + ((cellWidth - Gap - Lettering.Width(heading, TextScale)) / 2);
            canvas.Text(heading, middle, head, Palette.Ink, TextScale);
        }
        int y = top;
        foreach ((string label, double[] values) in rows)
        {
            canvas.Text(label, Margin, y + (((height * scale) - (Glyph.Height * TextScale)) / 2), Palette.Ink, TextScale);
            for (int i = 0; i < values.Length / (width * height * channels); i++)
                Draw(canvas, values.AsSpan(i * width * height * channels), left + (i * cellWidth), y, scale);
            y += RowHeight(label, cellHeight);
        }
        if (Note.Length > 0)
            canvas.Text(Lettering.Fit(Note, TextScale, whole - (2 * Margin)), Margin, bottom, Palette.Ink, TextScale);
        return canvas.Image;
    }

    // A label needs a line's height even beside small images.
    private static int RowHeight(string label, int cellHeight) => label.Length > 0 ? Math.Max(cellHeight, Line) : cellHeight;

    private void Draw(Canvas canvas, ReadOnlySpan<double> image, int x, int y, int scale)
    {
        for (int i = 0; i < width * height; i++)
        {
            Rgb color = channels == 1
                ? Palette.Shade(image[i], inkIsDark: false)
                : new Rgb(Level(image[3 * i]), Level(image[(3 * i) + 1]), Level(image[(3 * i) + 2]));
            canvas.Fill(new Box(x + (i % width * scale), y + (i / width * scale), scale, scale), color);
        }
    }

    private static byte Level(double value) => value > 0 ? (byte)Math.Round(255 * Math.Min(value, 1)) : (byte)0;
}
