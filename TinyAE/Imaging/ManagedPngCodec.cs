namespace TinyAE.Imaging;

/// <summary>PNG with nothing but the framework: see <see cref="PngChunks"/> and <see cref="PngReader"/>.</summary>
public sealed class ManagedPngCodec : IImageCodec
{
    /// <inheritdoc/>
    public void Write(Image image, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(stream);
        PngChunks chunks = new(stream);
        chunks.Begin(image);
        chunks.WriteRows(image);
        chunks.Write("IEND"u8, []);
    }

    /// <inheritdoc/>
    public Image Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return PngReader.Read(stream, name);
    }
}
