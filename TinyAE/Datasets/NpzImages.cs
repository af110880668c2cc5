using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Reads the images of a .npz or .npy file, with labels, test part and factors where a .npz file has them.</summary>
/// <remarks>
/// The first of these names that is there counts. Images: x_train, train_images, imgs, images, x, X, data, arr_0; else the only member.
/// Labels of whole numbers, (N) or (N, 1): y_train, train_labels, labels, y. Test part: x_test or test_images, with y_test or test_labels.
/// latents_classes of dSprites, (N, 5) or with a column for the one colour (N, 6): factors; the shape is also the class. Other members,
/// pickles among them, are never opened.
/// </remarks>
internal static class NpzImages
{
    private const int MostClasses = 1 << 16;
    private const string Latents = "latents_classes";

    private static readonly string[] Images = ["x_train", "train_images", "imgs", "images", "x", "X", "data", "arr_0"];
    private static readonly string[] Labels = ["y_train", "train_labels", "labels", "y"];
    private static readonly string[] Factors = ["color", "shape", "scale", "orientation", "x", "y"];
    private static readonly string[] Sprites = ["square", "ellipse", "heart"];

    /// <summary>Reads a .npy file: all images, without labels.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It holds no images, or is damaged.</exception>
    public static DataParts ReadArray(string name, string path, (int Height, int Width)? size)
    {
        (Shape shape, byte[] pixels) = NpyImages.Read(() => new DataInput(path), size);
        return new DataParts(new ImageSet(name, shape, pixels), null, IsSorted: true);
    }

    /// <summary>Reads a .npz file.</summary>
    /// <inheritdoc cref="ReadArray"/>
    public static DataParts Read(string name, string path, (int Height, int Width)? size)
    {
        using NpzFile file = new(path);
        return Read(name, path, file, size);
    }

    internal static DataParts Read(string name, string path, NpzFile file, (int Height, int Width)? size)
    {
        string images = Images.FirstOrDefault(file.Has) ?? (file.Names.Count == 1 ? file.Names[0] : throw new InvalidDataException(
            $"{path}: none of its arrays ({string.Join(", ", file.Names.Take(20))}) is named as images are: {string.Join(", ", Images)}."));
        ImageSet training = ReadPart(name, path, file, images, Labels.FirstOrDefault(file.Has), size);
        string? test = images switch { "x_train" => "x_test", "train_images" => "test_images", _ => null };
        if (test is null || !file.Has(test))
        {
            return new DataParts(training, null, IsSorted: true);
        }

        string testLabels = test == "x_test" ? "y_test" : "test_labels";
        ImageSet heldOut = ReadPart(name, path, file, test, file.Has(testLabels) ? testLabels : null, size);
        return training.Shape == heldOut.Shape ? new DataParts(training, heldOut)
            : throw new InvalidDataException($"{path}: {test} has images {heldOut.Shape}, {images} {training.Shape}; both must be alike.");
    }

    private static ImageSet ReadPart(string name, string path, NpzFile file, string images, string? labels, (int Height, int Width)? size)
    {
        (Shape shape, byte[] pixels) = NpyImages.Read(() => file.Open(images), size);
        int count = pixels.Length / shape.Size;
        if (labels is not null)
        {
            int[] classes = WholeNumbers(path, file, labels, count, columns => columns == 1, out _);
            return new ImageSet(name, shape, pixels, classes, [.. Enumerable.Range(0, classes.Max() + 1).Select(n => $"{n}")]);
        }

        if (!file.Has(Latents))
        {
            return new ImageSet(name, shape, pixels);
        }

        int[] values = WholeNumbers(path, file, Latents, count, columns => columns is 5 or 6, out int factors);
        int[] sizes = new int[factors];
        int[] sprites = new int[count];
        for (int i = 0; i < values.Length; i++)
        {
            sizes[i % factors] = Math.Max(sizes[i % factors], values[i] + 1);
        }

        int first = factors - 5; // the column of the shape
        for (int n = 0; n < count; n++)
        {
            sprites[n] = values[(n * factors) + first];
        }

        IReadOnlyList<string> classNames = sizes[first] <= Sprites.Length ? Sprites[..sizes[first]]
            : [.. Enumerable.Range(0, sizes[first]).Select(n => $"{n}")];
        return new ImageSet(name, shape, pixels, sprites, classNames, new FactorTable(Factors[^factors..], sizes, values));
    }

    // (count, columns) of whole numbers from 0 on.
    private static int[] WholeNumbers(string path, NpzFile file, string member, int count, Func<int, bool> allowed, out int columns)
    {
        NpyArray array = file.Read(member);
        columns = array.Shape.Count == 2 ? array.Shape[1] : 1;
        if (array.Shape.Count is not (1 or 2) || array.Shape[0] != count || !allowed(columns) || array.Header.Type.Kind == 'f')
        {
            throw new InvalidDataException($"{path}, member {member}.npy: it has the shape {array.Header.ShapeText} and type {array.Type}; "
                + $"expected are whole numbers for each of the {count} images.");
        }

        return Array.ConvertAll(array.ToDoubles(), value => value is >= 0 and < MostClasses ? (int)value
            : throw new InvalidDataException(
                $"{path}, member {member}.npy: it has the value {value}; allowed are 0 to {MostClasses - 1}."));
    }
}
