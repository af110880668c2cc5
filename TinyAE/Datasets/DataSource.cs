namespace TinyAE.Datasets;

/// <summary>Finds image data by its name or path.</summary>
/// <remarks>
/// shapes and glyphs are drawn. The other names are looked for in the folder of that name below the one that the environment variable
/// TINYAE_DATA names, then in the cache, see <see cref="DataCache"/>.
/// <code>DataSplit data = DataSource.Load("fashion-mnist", new DataOptions { Count = 10_000 });</code>
/// </remarks>
public static class DataSource
{
    /// <summary>The environment variable that names the folder of data sets that are there already.</summary>
    public const string FolderVariable = "TINYAE_DATA";

    private const int Generated = 15_000;

    private static readonly string[] FashionClasses =
        ["T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    /// <summary>The names, each with a line about it. A path is allowed in place of a name.</summary>
    public static IReadOnlyList<(string Name, string Description)> Named { get; } =
    [
        ("shapes", "drawn: circles, squares, triangles and stars, black on white, turned, stretched, shifted and noisy"),
        ("fashion-mnist", "60,000 + 10,000 pictures of clothes, 28 x 28, ten classes (tinyae data fetch fashion-mnist)"),
        ("mnist", "60,000 + 10,000 handwritten digits, 28 x 28 (tinyae data fetch mnist)"),
    ];

    /// <summary>Loads images in two parts.</summary>
    /// <param name="spec">
    /// A name of <see cref="Named"/>, or the path of an IDX file or of a folder with the four IDX files of MNIST and its kind.
    /// </param>
    /// <param name="options">Which images, and how to split them; null: the defaults.</param>
    /// <exception cref="DataMissingException">The data is not on this machine.</exception>
    /// <exception cref="InvalidDataException">The data is damaged or of another kind; the message names the file and the place.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="ArgumentException">The name is unknown and no path, or an option is outside its range.</exception>
    public static DataSplit Load(string spec, DataOptions? options = null) =>
        Find(spec, options ??= new DataOptions()).Split(options);

    /// <summary>Loads the training part, before anything is held out: to look at, or to measure on a whole grid of factors.</summary>
    /// <inheritdoc cref="Load"/>
    public static ImageSet LoadWhole(string spec, DataOptions? options = null) =>
        Find(spec, options ??= new DataOptions()).Whole(options);

    private static DataParts Find(string spec, DataOptions options)
    {
        options.Check();
        DataParts parts = spec switch
        {
            "shapes" => Shapes(options),
            "fashion-mnist" => IdxFolder.Read(spec, Folder(spec, options), FashionClasses),
            "mnist" => IdxFolder.Read(spec, Folder(spec, options)),
            _ => ReadPath(spec),
        };
        parts = options.Size is var (height, width) ? parts.Select(set => AreaResize.Apply(set, height, width)) : parts;
        return options.Invert ? parts.Select(Inverted) : parts;
    }

    private static DataParts Shapes(DataOptions options)
    {
        (int height, int width) = options.Size ?? (28, 28);
        FourShapes shapes = new() { Seed = options.Seed, Height = height, Width = width };
        return new DataParts(shapes.Generate(options.Count ?? Generated), null);
    }

    private static DataParts ReadPath(string path)
    {
        if (Directory.Exists(path))
        {
            return IdxFolder.Is(path) ? IdxFolder.Read(NameOf(path), path)
                : throw new InvalidDataException($"{path}: there are no IDX files in this folder.");
        }

        if (!File.Exists(path))
        {
            throw new ArgumentException(
                $"'{path}' is no data set and no file or folder; allowed are {string.Join(", ", Named.Select(set => set.Name))} and paths.",
                nameof(path));
        }

        return IdxFile.Rank(path) is not null ? new DataParts(IdxFolder.ReadPart(NameOf(path), path), null, IsSorted: true)
            : throw new InvalidDataException($"{path}: it is of no kind that is read; allowed are IDX files.");
    }

    private static string NameOf(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    private static string Folder(string name, DataOptions options)
    {
        string? given = Environment.GetEnvironmentVariable(FolderVariable);
        string[] places = [.. given is { Length: > 0 } ? [Path.Combine(given, name)] : Array.Empty<string>(), DataCache.Folder(name, options.Cache)];
        return places.FirstOrDefault(IdxFolder.Is) ?? throw new DataMissingException(
            $"{name} is not on this machine: it is not in {string.Join(" nor in ", places)}. Get it: tinyae data fetch {name}");
    }

    private static ImageSet Inverted(ImageSet set)
    {
        byte[] pixels = new byte[set.Pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(byte.MaxValue - set.Pixels[i]);
        }

        return new ImageSet(set.Name, set.Shape, pixels, set.Labels.ToArray(), set.ClassNames, set.Factors);
    }
}
