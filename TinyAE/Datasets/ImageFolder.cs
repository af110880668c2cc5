using TinyAE.Imaging;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Reads a folder with one sub-folder a class, each with the pictures of that class.</summary>
/// <remarks>
/// Classes and pictures come in the order of their names' character codes; names that begin with a dot are left out, and so are files that
/// are no pictures. If there are sub-folders train and test (or val), these hold the classes of two parts. All pictures are resized by area
/// to the size asked for, else to that of the first one. If each pixel of all pictures is gray, images have one channel, else three. What
/// is transparent lies on white.
/// </remarks>
internal static class ImageFolder
{
    private const string Training = "train";
    private static readonly string[] TestFolders = ["test", "val"];
    private static readonly string[] OtherPictures =
        [".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".tga", ".pbm", ".pgm", ".ppm"];

    /// <summary>Reads the folder.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">There is no picture, a class has none, or one is damaged or of another format.</exception>
    public static DataParts Read(string name, string folder, (int Height, int Width)? size)
    {
        string training = Path.Combine(folder, Training);
        string? test = TestFolders.Select(part => Path.Combine(folder, part)).FirstOrDefault(Directory.Exists);
        if (!Directory.Exists(training) || test is null)
        {
            return new DataParts(ReadPart(name, folder, size, null, null), null, IsSorted: true);
        }

        ImageSet first = ReadPart(name, training, size, null, null);
        ImageSet second = ReadPart(name, test, (first.Shape[0], first.Shape[1]), first.Shape[2], first.ClassNames);
        return new DataParts(first.Shape[2] == second.Shape[2] ? first : Colored(first), second, IsSorted: true);
    }

    private static ImageSet ReadPart(
        string name, string folder, (int Height, int Width)? size, int? channels, IReadOnlyList<string>? classNames)
    {
        string[] classes = [.. Directory.GetDirectories(folder).Where(IsSeen).Order(StringComparer.Ordinal)];
        string[] names = [.. classes.Select(path => Path.GetFileName(path))];
        if (classes.Length == 0)
        {
            throw new InvalidDataException($"{folder}: it has no sub-folders; expected is one for each class, with its pictures.");
        }

        if (classNames is not null && !classNames.SequenceEqual(names))
        {
            throw new InvalidDataException($"{folder}: its classes are {string.Join(", ", names.Take(20))}; those to train on are "
                + $"{string.Join(", ", classNames.Take(20))}.");
        }

        List<byte[]> images = [];
        List<int> labels = [];
        for (int label = 0; label < classes.Length; label++)
        {
            foreach (string file in Pictures(classes[label]))
            {
                Image picture = OnWhite(ImageFile.Load(file));
                size ??= picture.Width <= DataOptions.MostSide && picture.Height <= DataOptions.MostSide ? (picture.Height, picture.Width)
                    : throw new InvalidDataException($"{file}: this first picture is {picture.Width} x {picture.Height}; without "
                        + $"another size asked for at most {DataOptions.MostSide} x {DataOptions.MostSide} is allowed.");
                images.Add(Resized(picture, size.Value));
                labels.Add(label);
                if (images.Count > Array.MaxLength / (3 * size.Value.Height * size.Value.Width))
                {
                    throw new InvalidDataException(
                        $"{folder}: it has too many pictures for images of {size.Value.Height} x {size.Value.Width}.");
                }
            }
        }

        (int height, int width) = size!.Value;
        Shape shape = new(height, width, images.Any(image => image.Length > height * width) || channels == 3 ? 3 : 1);
        byte[] pixels = new byte[images.Count * shape.Size];
        for (int n = 0; n < images.Count; n++)
        {
            Copy(images[n], pixels.AsSpan(n * shape.Size, shape.Size));
        }

        return new ImageSet(name, shape, pixels, labels.ToArray(), names);
    }

    private static List<string> Pictures(string folder)
    {
        List<string> found = [];
        foreach (string file in Directory.GetFiles(folder).Where(IsSeen).Order(StringComparer.Ordinal))
        {
            string ending = Path.GetExtension(file).ToLowerInvariant();
            bool isOther = OtherPictures.Contains(ending);
            if (isOther && ImageFile.Codec is ManagedPngCodec)
            {
                throw new InvalidDataException($"{file}: pictures of this format are not read; allowed is PNG.");
            }

            if (isOther || ending == ".png")
            {
                found.Add(file);
            }
        }

        return found.Count > 0 ? found : throw new InvalidDataException($"{folder}: this class has no picture; allowed are .png files.");
    }

    private static bool IsSeen(string path) => !Path.GetFileName(path).StartsWith('.');

    private static Image OnWhite(Image picture)
    {
        if (picture.Channels == 4)
        {
            for (int i = 0; i < picture.Pixels.Length; i += 4)
            {
                Span<byte> pixel = picture.Pixels.AsSpan(i, 4);
                for (int c = 0; c < 3; c++)
                {
                    pixel[c] = (byte)(((pixel[c] * pixel[3]) + (255 * (255 - pixel[3])) + 127) / 255);
                }
            }
        }

        return picture.Channels == 1 ? picture : picture.ToRgb();
    }

    // One channel if all three are equal everywhere.
    private static byte[] Resized(Image picture, (int Height, int Width) size)
    {
        byte[] pixels = picture.Pixels;
        int channels = picture.Channels;
        if (channels == 3 && IsGray(pixels))
        {
            pixels = picture.ToGray().Pixels;
            channels = 1;
        }

        if ((picture.Height, picture.Width) == size)
        {
            return pixels;
        }

        AreaResize resize = new(new Shape(picture.Height, picture.Width, channels), size.Height, size.Width);
        byte[] resized = new byte[resize.To.Size];
        resize.Apply(pixels, resized);
        return resized;
    }

    private static bool IsGray(ReadOnlySpan<byte> rgb)
    {
        for (int i = 0; i < rgb.Length; i += 3)
        {
            if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2])
            {
                return false;
            }
        }

        return true;
    }

    private static void Copy(ReadOnlySpan<byte> image, Span<byte> to)
    {
        int repeats = to.Length / image.Length;
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = image[i / repeats];
        }
    }

    private static ImageSet Colored(ImageSet gray)
    {
        byte[] pixels = new byte[checked(3 * gray.Pixels.Length)];
        Copy(gray.Pixels, pixels);
        return new ImageSet(gray.Name, new Shape(gray.Shape[0], gray.Shape[1], 3), pixels, gray.Labels.ToArray(), gray.ClassNames);
    }
}
