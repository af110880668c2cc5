#if IMAGESHARP
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;
using SharpImage = SixLabors.ImageSharp.Image;

namespace TinyAE.Imaging;

/// <summary>Pictures through SixLabors.ImageSharp 3.1: PNG out, and in whatever format that library reads.</summary>
public sealed class ImageSharpCodec : IImageCodec
{
    /// <inheritdoc/>
    public void Write(Image image, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(stream);
        if (image.Channels == 1)
            Write<L8>(image, stream, PngColorType.Grayscale);
        else if (image.Channels == 3)
            Write<Rgb24>(image, stream, PngColorType.Rgb);
        else
            Write<Rgba32>(image, stream, PngColorType.RgbWithAlpha);
    }

    /// <inheritdoc/>
    public Image Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.CanSeek)
            return ReadSeekable(stream, name);
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        copy.Position = 0;
        return ReadSeekable(copy, name);
    }

    private static void Write<TPixel>(Image image, Stream stream, PngColorType type)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        ReadOnlySpan<byte> samples = image.Pixels;
        using Image<TPixel> picture = SharpImage.LoadPixelData<TPixel>(samples, image.Width, image.Height);
        picture.SaveAsPng(stream, new PngEncoder
        {
            ColorType = type,
            BitDepth = PngBitDepth.Bit8,
            FilterMethod = PngFilterMethod.Adaptive,
        });
    }

    private static Image ReadSeekable(Stream stream, string name)
    {
        try
        {
            // The sizes first, from the headers alone, so that a small file cannot ask for a large picture.
            long start = stream.Position;
            ImageInfo info = SharpImage.Identify(stream);
            if (Image.WhyNot(info.Width, info.Height, 4) is { } reason)
                throw new InvalidDataException($"{name}: {reason}.");
            stream.Position = start;
            using Image<Rgba32> picture = SharpImage.Load<Rgba32>(new DecoderOptions { MaxFrames = 1 }, stream);
            Image image = new(picture.Width, picture.Height, 4);
            picture.CopyPixelDataTo(image.Pixels);
            return Channels(picture, image) switch { 1 => image.ToGray(), 3 => image.ToRgb(), _ => image };
        }
        catch (Exception error) when (error is not (InvalidDataException or IOException or OutOfMemoryException))
        {
            throw new InvalidDataException($"{name}: {error.Message}", error);
        }
    }

    /// <summary>As <see cref="IImageCodec.Read"/> says. Of a format other than PNG: 3, or 4 if a pixel is not opaque.</summary>
    private static int Channels(Image<Rgba32> picture, Image image)
    {
        if (picture.Metadata.DecodedImageFormat is not PngFormat)
            return IsOpaque(image) ? 3 : 4;
        PngMetadata png = picture.Metadata.GetPngMetadata();
        return png.ColorType switch
        {
            PngColorType.Grayscale => png.TransparentColor == null ? 1 : 4,
            PngColorType.Rgb => png.TransparentColor == null ? 3 : 4,
            PngColorType.Palette => IsOpaque(image) ? 3 : 4,
            _ => 4,
        };
    }

    private static bool IsOpaque(Image image)
    {
        for (int i = 3; i < image.Pixels.Length; i += 4)
        {
            if (image.Pixels[i] != 255)
                return false;
        }
        return true;
    }
}
#endif
