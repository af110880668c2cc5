namespace TinyAE.Imaging;

/// <summary>Writes pictures as PNG and reads them back: the one place where an image library can be exchanged.</summary>
public interface IImageCodec
{
    /// <summary>Writes the picture as an 8-bit PNG of the same channels: gray, RGB or RGBA. The stream stays open.</summary>
    void Write(Image image, Stream stream);

    /// <summary>Reads a picture; its pixels are those of the file, reduced to 8 bits a sample by rounding. The stream stays open.</summary>
    /// <remarks>
    /// Gray gives 1 channel, colours and palettes 3, and all of them 4 if the file has alpha or names transparent colours. Of a palette
    /// whose transparent colours no pixel has, a codec may leave the alpha out.
    /// </remarks>
    /// <param name="stream">The file's bytes, from its first one.</param>
    /// <param name="name">The file's name, for errors.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, truncated, of another format, or larger than <see cref="Image"/> allows.
    /// </exception>
    Image Read(Stream stream, string name);
}
