namespace TinyAE.Imaging;

/// <summary>Many pictures of equal size in one: rows and columns with gaps between them and around.</summary>
public static class ImageGrid
{
    /// <summary>Puts the pictures side by side, row after row from the top left; the last row may be partly filled.</summary>
    /// <remarks>
    /// The result has as many channels as the picture with the most. Its width is gap + columns (width + gap), its height
    /// gap + rows (height + gap); labels add the width of the widest and a gap at the left.
    /// </remarks>
    /// <param name="images">One or more pictures of equal width and height.</param>
    /// <param name="columns">Pictures a row, at least 1.</param>
    /// <param name="gap">Pixels between pictures and around them, at least 0.</param>
    /// <param name="background">The gray of gaps and empty places: 0 black to 255 white.</param>
    /// <param name="rowLabels">One picture a row, not higher than the others: put at the left, flush right, halfway down.</param>
    /// <exception cref="ArgumentException">There is no picture; sizes differ; the labels are not one a row or one is too high.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or the result too large for a picture.</exception>
    public static Image Arrange(
        IReadOnlyList<Image> images, int columns, int gap = 1, byte background = 255, IReadOnlyList<Image>? rowLabels = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, Image.MaxSide);
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(gap, Image.MaxSide);
        if (images.Count == 0)
            throw new ArgumentException("There is no picture, expected one or more.", nameof(images));
        (int width, int height) = (images[0].Width, images[0].Height);
        if (images.FirstOrDefault(image => image.Width != width || image.Height != height) is { } other)
        {
            throw new ArgumentException(
                $"A picture has {other.Width} x {other.Height} pixels, the first {width} x {height}; all must be equal.", nameof(images));
        }
        int rows = (images.Count + columns - 1) / columns;
        rowLabels ??= [];
        if (rowLabels.Count != 0 && (rowLabels.Count != rows || rowLabels.Any(label => label.Height > height)))
            throw new ArgumentException($"Expected {rows} labels, one a row, at most {height} pixels high.", nameof(rowLabels));

        int margin = gap + (rowLabels.Count == 0 ? 0 : rowLabels.Max(label => label.Width) + gap);
        long totalWidth = margin + (columns * ((long)width + gap)), totalHeight = gap + (rows * ((long)height + gap));
        int channels = images.Concat(rowLabels).Max(image => image.Channels);
        if (Image.WhyNot(totalWidth, totalHeight, channels) is { } reason)
            throw new ArgumentOutOfRangeException(nameof(columns), columns, reason + ".");

        Image grid = new((int)totalWidth, (int)totalHeight, 1);
        grid.Pixels.AsSpan().Fill(background);
        grid = WithChannels(grid, channels);
        for (int n = 0; n < images.Count; n++)
            Paste(images[n], grid, margin + (n % columns * (width + gap)), gap + (n / columns * (height + gap)));
        for (int row = 0; row < rowLabels.Count; row++)
        {
            Image label = rowLabels[row];
            Paste(label, grid, margin - gap - label.Width, gap + (row * (height + gap)) + ((height - label.Height) / 2));
        }
        return grid;
    }

    private static void Paste(Image image, Image grid, int x, int y)
    {
        image = WithChannels(image, grid.Channels);
        for (int row = 0; row < image.Height; row++)
            image.Row(row).CopyTo(grid.Row(y + row)[(x * grid.Channels)..]);
    }

    private static Image WithChannels(Image image, int channels) => image.Channels == channels ? image
        : channels == 3 ? image.ToRgb() : image.ToRgba();
}
