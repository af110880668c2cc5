using TinyAE.Numerics;

namespace TinyAE.Imaging;

/// <summary>Saves and loads pictures with the codec that was compiled in.</summary>
public static class ImageFile
{
    /// <summary>The built-in PNG codec, or SixLabors.ImageSharp in a build with <c>-p:Imaging=ImageSharp</c>.</summary>
    public static IImageCodec Codec { get; } =
#if IMAGESHARP
        new ImageSharpCodec();
#else
        new ManagedPngCodec();
#endif

    /// <summary>Writes the picture as PNG; a crash on the way leaves the old file whole.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(Image image, string path)
    {
        ArgumentNullException.ThrowIfNull(image);
        AtomicFile.Write(path, stream => Codec.Write(image, stream));
    }

    /// <summary>Reads the picture in the file.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="InvalidDataException">It holds no valid picture; the message names the file and the place.</exception>
    public static Image Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Codec.Read(stream, path);
    }
}
