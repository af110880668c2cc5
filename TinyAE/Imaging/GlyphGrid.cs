using System.Numerics;

namespace TinyAE.Imaging;

/// <summary>A sheet of small images in rows with titles: inputs over their reconstructions over the differences.</summary>
/// <remarks>
/// <code>
/// Image picture = new GlyphGrid { Title = "Reconstruction" }
///     .Add("input", x).Add("output", y).AddDifference("difference", x, y).Render();
/// </code>
/// Each row is (n, height, width), the same n in all. More images than <see cref="Columns"/> go on below, all rows together.
/// Values of 0 to 1 are drawn from paper to ink, values outside as the nearer end, what is not a number in yellow.
/// </remarks>
public sealed class GlyphGrid
{
    private const int TextScale = 2;
    private const int Gap = 4 * TextScale;
    private const int Line = Lettering.LineHeight * TextScale;
    private const string CountTitle = "wrong pixels";

    private readonly List<Row> rows = [];

    /// <summary>The title, shortened if it is wider than the picture.</summary>
    public string Title { get; init; } = "";

    /// <summary>Columns of an image; that of a glyph by default.</summary>
    public int ImageWidth { get; init; } = Glyph.Width;

    /// <summary>Rows of an image; that of a glyph by default.</summary>
    public int ImageHeight { get; init; } = Glyph.Height;

    /// <summary>Images side by side, at least 1.</summary>
    public int Columns { get; init; } = 16;

    /// <summary>1 is black, 0 white paper; false: 1 is white, 0 black, as in photographs.</summary>
    public bool InkIsDark { get; init; } = true;

    /// <summary>Adds a row of images: (n, height, width).</summary>
    /// <returns>This grid.</returns>
    /// <exception cref="ArgumentException">The values are no whole images, or not as many as in the rows before.</exception>
    public GlyphGrid Add<T>(string title, ReadOnlySpan<T> images)
        where T : INumber<T>
    {
        double[] values = Values.Of(images);
        return Add(new Row(title, values, i => Palette.Shade(values[i], InkIsDark)));
    }

    /// <summary>Adds a row of images of both signs, such as weights: blue below zero, red above, strongest at the largest size.</summary>
    /// <returns>This grid.</returns>
    /// <exception cref="ArgumentException">The values are no whole images, or not as many as in the rows before.</exception>
    public GlyphGrid AddSigned<T>(string title, ReadOnlySpan<T> images)
        where T : INumber<T>
    {
        double[] values = Values.Of(images);
        double largest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        return Add(new Row(title, values, i => Palette.Diverging(largest > 0 ? values[i] / largest : values[i])));
    }

    /// <summary>
    /// Adds a row of differences: blue where the output is too dark, red where it is too light, paler for less. A pixel is framed if
    /// it is wrong, that is target and output lie on different sides of 1/2; the number of these stands below the image.
    /// </summary>
    /// <returns>This grid.</returns>
    /// <exception cref="ArgumentException">The values are no whole images, or not as many as in the rows before.</exception>
    public GlyphGrid AddDifference<T>(string title, ReadOnlySpan<T> target, ReadOnlySpan<T> output)
        where T : INumber<T>
    {
        if (target.Length != output.Length)
            throw new ArgumentException($"Target and output are of one size, found {target.Length} and {output.Length}.", nameof(output));
        double[] wanted = Values.Of(target), found = Values.Of(output);
        double lighter = InkIsDark ? -1 : 1;
        return Add(new Row(title, found, i => Palette.Diverging(lighter * (found[i] - wanted[i])))
        {
            Wrong = i => (found[i] >= 0.5) != (wanted[i] >= 0.5),
        });
    }

    /// <summary>Draws the sheet; its size follows from the scale.</summary>
    /// <param name="scale">The side of a pixel of the images, 1 to 64; from 3 on a wrong pixel shows its frame.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is outside its range, or the sheet too large for a picture.</exception>
    public Image Render(int scale = 6)
    {
        Tiles.CheckScale(scale, 1, 64);
        int count = rows.Select(row => row.Values.Length / (ImageWidth * ImageHeight)).FirstOrDefault();
        int columns = Math.Clamp(count, 1, Columns), blocks = (count + columns - 1) / columns;
        IEnumerable<string> titles = rows.SelectMany(row => row.Wrong is null ? [row.Title] : (string[])[row.Title, CountTitle]);
        int left = (2 * Gap) + titles.Select(title => Lettering.Width(title, TextScale) + (2 * Gap)).DefaultIfEmpty().Max();
        int width = Math.Max(40 * Gap, left + (columns * ((ImageWidth * scale) + Gap)) + Gap);
        int blockHeight = rows.Sum(row => RowHeight(row, scale)) + (2 * Gap);
        LegendEntry[] legend = rows.Exists(row => row.Wrong is not null) ? Key() : [];
        // Title and legend are drawn twice: first to learn their height.
        int head = PlotFrame.DrawTitle(new Canvas(width, 1), Title, TextScale);
        int foot = Legend.Draw(new Canvas(width, 1), legend, 0, TextScale, legend.Length);
        Canvas canvas = new(width, head + (blocks * blockHeight) + foot);
        PlotFrame.DrawTitle(canvas, Title, TextScale);
        Legend.Draw(canvas, legend, head + (blocks * blockHeight), TextScale, legend.Length);
        for (int block = 0; block < blocks; block++)
        {
            int first = block * columns, y = head + (block * blockHeight);
            foreach (Row row in rows)
            {
                DrawRow(canvas, row, first, Math.Min(columns, count - first), left, y, scale);
                y += RowHeight(row, scale);
            }
        }
        return canvas.Image;
    }

    private static LegendEntry[] Key() =>
    [
        new("too dark", (canvas, box) => canvas.Fill(box, Palette.Diverging(-0.6))),
        new("too light", (canvas, box) => canvas.Fill(box, Palette.Diverging(0.6))),
        new("wrong pixel", (canvas, box) => canvas.Frame(box, Rgb.Black, TextScale)),
    ];

    private GlyphGrid Add(Row row)
    {
        ArgumentNullException.ThrowIfNull(row.Title);
        ArgumentOutOfRangeException.ThrowIfLessThan(Columns, 1);
        int count = Tiles.Count(row.Values.Length, ImageWidth, ImageHeight);
        if (rows.Count > 0 && rows[0].Values.Length != row.Values.Length)
        {
            int expected = Tiles.Count(rows[0].Values.Length, ImageWidth, ImageHeight);
            throw new ArgumentException($"The row '{row.Title}' has {count} images, expected {expected} as in '{rows[0].Title}'.");
        }
        rows.Add(row with { Title = Lettering.Fit(row.Title, TextScale, 30 * Gap) });
        return this;
    }

    private int RowHeight(Row row, int scale) => (ImageHeight * scale) + Gap + (row.Wrong is null ? 0 : Line);

    private void DrawRow(Canvas canvas, Row row, int first, int count, int left, int y, int scale)
    {
        int below = y + (ImageHeight * scale) + (Gap / 2);
        canvas.Text(row.Title, 2 * Gap, y + (((ImageHeight * scale) - (Glyph.Height * TextScale)) / 2), Palette.Ink, TextScale);
        if (row.Wrong is not null)
            canvas.Text(CountTitle, 2 * Gap, below, Rgb.Gray(150), TextScale);
        for (int i = 0; i < count; i++)
        {
            int x = left + (i * ((ImageWidth * scale) + Gap)), start = (first + i) * ImageWidth * ImageHeight;
            canvas.Frame(new Box(x, y, ImageWidth * scale, ImageHeight * scale).Grow(1), Palette.Faint);
            Tiles.Draw(canvas, x, y, ImageWidth, ImageHeight, scale, k => row.Color(start + k));
            if (row.Wrong is null)
                continue;
            int wrong = FrameWrong(canvas, row.Wrong, start, x, y, scale);
            int middle = x + (((ImageWidth * scale) - Lettering.Width($"{wrong}", TextScale)) / 2);
            canvas.Text($"{wrong}", middle, below, wrong > 0 ? Palette.Colors[4] : Rgb.Gray(150), TextScale);
        }
    }

    private int FrameWrong(Canvas canvas, Func<int, bool> isWrong, int start, int x, int y, int scale)
    {
        int wrong = 0;
        for (int i = 0; i < ImageWidth * ImageHeight; i++)
        {
            if (!isWrong(start + i))
                continue;
            wrong++;
            Box pixel = new(x + (i % ImageWidth * scale), y + (i / ImageWidth * scale), scale, scale);
            if (scale >= 3)
                canvas.Frame(pixel, Rgb.Black, Math.Max(1, scale / 6));
        }
        return wrong;
    }

    private sealed record Row(string Title, double[] Values, Func<int, Rgb> Color)
    {
        public Func<int, bool>? Wrong { get; init; }
    }
}
