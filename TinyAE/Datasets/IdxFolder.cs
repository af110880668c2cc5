using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Reads the four files of MNIST and its successors, or one file of images with the labels beside it.</summary>
/// <remarks>
/// Names are those of the originals, such as train-images-idx3-ubyte; a dot may stand for the second hyphen (train-images.idx3-ubyte), and
/// .gz may follow. Labels and the test part (t10k-) may be missing.
/// </remarks>
internal static class IdxFolder
{
    private const string TrainingImages = "train-images-idx3-ubyte";
    private const string TestImages = "t10k-images-idx3-ubyte";

    /// <summary>Whether the folder holds training images under their usual name.</summary>
    public static bool Is(string folder) => Find(folder, TrainingImages) is not null;

    /// <summary>Reads the folder.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="folder">Where the files are.</param>
    /// <param name="classNames">The classes' names; null: their numbers.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or does not fit the others.</exception>
    public static DataParts Read(string name, string folder, IReadOnlyList<string>? classNames = null)
    {
        string training = Find(folder, TrainingImages)
            ?? throw new InvalidDataException($"{folder}: there is no {TrainingImages} (or that with .gz).");
        ImageSet first = ReadPart(name, training, classNames);
        if (Find(folder, TestImages) is not { } test)
        {
            return new DataParts(first, null);
        }

        ImageSet second = ReadPart(name, test, classNames ?? (first.Labels.IsEmpty ? null : first.ClassNames));
        bool isAlike = first.Shape == second.Shape && first.Labels.IsEmpty == second.Labels.IsEmpty;
        return isAlike ? new DataParts(first, second) : throw new InvalidDataException(
            $"{test}: it holds {Describe(second)}, the training part {Describe(first)}; both must be alike.");
    }

    /// <summary>Reads one file of images, and the labels if a file named labels-idx1 for images-idx3 stands beside it.</summary>
    /// <inheritdoc cref="Read"/>
    public static ImageSet ReadPart(string name, string path, IReadOnlyList<string>? classNames = null)
    {
        (Shape shape, byte[] pixels) = IdxFile.Images(path);
        string file = Path.GetFileName(path);
        string imageName = Undotted(file.EndsWith(".gz", StringComparison.Ordinal) ? file[..^3] : file);
        string labelName = imageName.Replace("images-idx3", "labels-idx1", StringComparison.Ordinal);
        if (labelName == imageName || Find(Path.GetDirectoryName(path)!, labelName) is not { } beside)
        {
            return new ImageSet(name, shape, pixels);
        }

        byte[] labels = IdxFile.Labels(beside);
        int count = pixels.Length / shape.Size;
        if (labels.Length != count)
        {
            throw new InvalidDataException($"{beside}: it holds {labels.Length} labels; {file} has {count} images.");
        }

        classNames ??= [.. Enumerable.Range(0, labels.Max() + 1).Select(n => $"{n}")];
        return labels.Max() < classNames.Count
            ? new ImageSet(name, shape, pixels, Array.ConvertAll(labels, label => (int)label), classNames)
            : throw new InvalidDataException($"{beside}: it holds the label {labels.Max()}; allowed: 0 to {classNames.Count - 1}.");
    }

    private static string? Find(string folder, string name)
    {
        string dotted = name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] names = [name, name + ".gz", dotted, dotted + ".gz"];
        return names.Select(candidate => Path.Combine(folder, candidate)).FirstOrDefault(File.Exists);
    }

    private static string Undotted(string name) => name.Replace(".idx", "-idx", StringComparison.Ordinal);

    private static string Describe(ImageSet set) => $"images {set.Shape} {(set.Labels.IsEmpty ? "without" : "with")} labels";
}
