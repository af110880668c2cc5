namespace TinyAE.Imaging;

/// <summary>A picture of 8-bit samples: gray, RGB or RGBA, row by row from the top, the channels of a pixel side by side.</summary>
/// <remarks>
/// Sample (x, y, c) stands at Pixels[(y * Width + x) * Channels + c]: the layout (height, width, channels) of the layers' images.
/// 0 is black or transparent, 255 white or opaque; colour is not premultiplied by alpha.
/// </remarks>
public sealed class Image
{
    /// <summary>The largest width and height.</summary>
    public const int MaxSide = 32768;

    /// <summary>The largest number of samples, Width * Height * Channels: 2^28.</summary>
    public const int MaxSamples = 1 << 28;

    /// <summary>A black picture; with 4 channels a transparent one.</summary>
    /// <param name="width">Columns, 1 to <see cref="MaxSide"/>.</param>
    /// <param name="height">Rows, 1 to <see cref="MaxSide"/>.</param>
    /// <param name="channels">1 gray, 3 RGB, 4 RGBA.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range, or there would be more than 2^28 samples.</exception>
    public Image(int width, int height, int channels)
        : this(width, height, channels, new byte[CheckedSize(width, height, channels)])
    {
    }

    /// <summary>A picture over the given samples, which are not copied.</summary>
    /// <param name="width">Columns, 1 to <see cref="MaxSide"/>.</param>
    /// <param name="height">Rows, 1 to <see cref="MaxSide"/>.</param>
    /// <param name="channels">1 gray, 3 RGB, 4 RGBA.</param>
    /// <param name="pixels">width * height * channels samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range, or there are more than 2^28 samples.</exception>
    /// <exception cref="ArgumentException">The number of samples does not fit the sizes.</exception>
    public Image(int width, int height, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        int size = CheckedSize(width, height, channels);
        if (pixels.Length != size)
        {
            throw new ArgumentException(
                $"{width} x {height} pixels of {channels} channels are {size} samples, found {pixels.Length}.", nameof(pixels));
        }
        Width = width;
        Height = height;
        Channels = channels;
        Pixels = pixels;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Samples a pixel: 1 gray, 3 RGB, 4 RGBA.</summary>
    public int Channels { get; }

    /// <summary>All samples, Width * Height * Channels of them; writing here changes the picture.</summary>
    public byte[] Pixels { get; }

    /// <summary>One sample.</summary>
    /// <param name="x">Column from the left, 0 to Width - 1.</param>
    /// <param name="y">Row from the top, 0 to Height - 1.</param>
    /// <param name="channel">0 to Channels - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the picture.</exception>
    public byte this[int x, int y, int channel = 0]
    {
        get => Pixel(x, y)[Inside(channel, Channels, nameof(channel))];
        set => Pixel(x, y)[Inside(channel, Channels, nameof(channel))] = value;
    }

    /// <summary>The samples of row y, Width * Channels of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">y is outside 0 to Height - 1.</exception>
    public Span<byte> Row(int y) => Pixels.AsSpan(Inside(y, Height, nameof(y)) * Width * Channels, Width * Channels);

    /// <summary>The samples of the pixel in column x of row y, Channels of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">x or y is outside the picture.</exception>
    public Span<byte> Pixel(int x, int y) => Row(y).Slice(Inside(x, Width, nameof(x)) * Channels, Channels);

    /// <summary>Says why a picture of this size is not allowed, or null if it is.</summary>
    /// <remarks>For readers, which must know before they allocate and whose error is not one of arguments.</remarks>
    internal static string? WhyNot(long width, long height, int channels) =>
        width is < 1 or > MaxSide || height is < 1 or > MaxSide
            ? $"{width} x {height} pixels are outside the allowed 1 x 1 to {MaxSide} x {MaxSide}"
        : width * height * channels > MaxSamples
            ? $"{width} x {height} pixels of {channels} channels are more than the allowed {MaxSamples} samples"
        : null;

    private static int CheckedSize(int width, int height, int channels)
    {
        if (channels is not (1 or 3 or 4))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "Allowed are 1 (gray), 3 (RGB) and 4 (RGBA).");
        if (WhyNot(width, height, channels) is { } reason)
            throw new ArgumentOutOfRangeException(width is < 1 or > MaxSide ? nameof(width) : nameof(height), reason + ".");
        return width * height * channels;
    }

    private static int Inside(int index, int count, string name) => (uint)index < (uint)count
        ? index
        : throw new ArgumentOutOfRangeException(name, index, $"Allowed are 0 to {count - 1}.");
}
