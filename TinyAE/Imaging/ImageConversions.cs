namespace TinyAE.Imaging;

/// <summary>Pictures made from pictures: other channels, larger pixels. Each returns a new picture.</summary>
public static class ImageConversions
{
    /// <summary>The picture with 1 channel: Y = round(0.299 R + 0.587 G + 0.114 B), halves up (ITU-R BT.601). Alpha is dropped.</summary>
    public static Image ToGray(this Image image) => Convert(image, 1);

    /// <summary>The picture with 3 channels: gray is repeated, alpha is dropped.</summary>
    public static Image ToRgb(this Image image) => Convert(image, 3);

    /// <summary>The picture with 4 channels: as <see cref="ToRgb"/>, and opaque where there was no alpha.</summary>
    public static Image ToRgba(this Image image) => Convert(image, 4);

    /// <summary>The picture with each pixel made a square of factor x factor equal ones: crisp, nothing is interpolated.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="factor">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is below 1, or the result too large for a picture.</exception>
    public static Image ScaleUp(this Image image, int factor)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (factor is < 1 or > Image.MaxSide)
            throw new ArgumentOutOfRangeException(nameof(factor), factor, $"Allowed are 1 to {Image.MaxSide}.");
        if (Image.WhyNot((long)image.Width * factor, (long)image.Height * factor, image.Channels) is { } reason)
            throw new ArgumentOutOfRangeException(nameof(factor), factor, reason + ".");
        Image scaled = new(image.Width * factor, image.Height * factor, image.Channels);
        for (int y = 0; y < image.Height; y++)
        {
            Span<byte> first = scaled.Row(y * factor);
            for (int x = 0; x < scaled.Width; x++)
                image.Pixel(x / factor, y).CopyTo(first[(x * image.Channels)..]);
            for (int copy = 1; copy < factor; copy++)
                first.CopyTo(scaled.Row((y * factor) + copy));
        }
        return scaled;
    }

    private static Image Convert(Image image, int channels)
    {
        ArgumentNullException.ThrowIfNull(image);
        Image converted = new(image.Width, image.Height, channels);
        ReadOnlySpan<byte> from = image.Pixels;
        Span<byte> to = converted.Pixels;
        for (; !from.IsEmpty; from = from[image.Channels..], to = to[channels..])
        {
            byte red = from[0], green = image.Channels == 1 ? red : from[1], blue = image.Channels == 1 ? red : from[2];
            if (channels == 1)
            {
                to[0] = (byte)(((299 * red) + (587 * green) + (114 * blue) + 500) / 1000);
                continue;
            }
            (to[0], to[1], to[2]) = (red, green, blue);
            if (channels == 4)
                to[3] = image.Channels == 4 ? from[3] : (byte)255;
        }
        return converted;
    }
}
