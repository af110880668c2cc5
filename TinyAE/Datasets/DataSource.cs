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
    private const string GlyphsOf = "glyphs:";

    // The subset of this project's measurements, then the original of all 737,280 images.
    private static readonly string[] SpriteFiles = ["dsprites_downsampled.npz", "dsprites_ndarray_co1sh3sc6or40x32y32_64x64.npz"];

    private static readonly string[] FashionClasses =
        ["T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    /// <summary>The names, each with a line about it. A path is allowed in place of a name.</summary>
    public static IReadOnlyList<(string Name, string Description)> Named { get; } =
    [
        ("shapes", "drawn: circles, squares, triangles and stars, black on white, turned, stretched, shifted and noisy"),
        ("glyphs", "drawn: digits and capital letters, 28 x 28, white on black, distorted; glyphs:ABC draws A, B and C alone"),
        ("fashion-mnist", "60,000 + 10,000 pictures of clothes, 28 x 28, ten classes (tinyae data fetch fashion-mnist)"),
        ("mnist", "60,000 + 10,000 handwritten digits, 28 x 28 (tinyae data fetch mnist)"),
        ("dsprites", "squares, ellipses and hearts, 64 x 64, in all scales, turns and places of a grid, with the factors"),
    ];

    /// <summary>Loads images in two parts.</summary>
    /// <param name="spec">
    /// A name of <see cref="Named"/>, or a path: a folder with the four IDX files of MNIST and its kind, or with one sub-folder of pictures
    /// a class; an IDX, .csv, .npy or .npz file.
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
        ArgumentException.ThrowIfNullOrEmpty(spec);
        options.Check();
        DataParts parts = spec switch
        {
            "shapes" => Shapes(options),
            "glyphs" => Glyphs(WrittenGlyphs.DigitsAndCapitals, options),
            "dsprites" => NpzImages.Read(spec, Sprites(options), options.Size),
            "fashion-mnist" => IdxFolder.Read(spec, Folder(spec, options), FashionClasses),
            "mnist" => IdxFolder.Read(spec, Folder(spec, options)),
            _ when spec.StartsWith(GlyphsOf, StringComparison.Ordinal) => Glyphs(spec[GlyphsOf.Length..], options),
            _ => ReadPath(spec, options),
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

    private static DataParts Glyphs(string characters, DataOptions options)
    {
        (int height, int width) = options.Size ?? (28, 28);
        WrittenGlyphs glyphs = new() { Seed = options.Seed, Height = height, Width = width, Characters = characters };
        return new DataParts(glyphs.Generate(options.Count ?? Generated), null);
    }

    private static DataParts ReadPath(string path, DataOptions options)
    {
        string name = NameOf(path);
        if (Directory.Exists(path))
        {
            return IdxFolder.Is(path) ? IdxFolder.Read(name, path) : ImageFolder.Read(name, path, options.Size);
        }

        if (!File.Exists(path))
        {
            throw new ArgumentException(
                $"'{path}' is no data set and no file or folder; allowed are {string.Join(", ", Named.Select(set => set.Name))} and paths.",
                nameof(path));
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npz" => NpzImages.Read(name, path, options.Size),
            ".npy" => NpzImages.ReadArray(name, path, options.Size),
            ".csv" or ".tsv" => CsvImages.Read(name, path),
            ".gz" when path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase) => CsvImages.Read(name, path),
            _ when IdxFile.Rank(path) is not null => new DataParts(IdxFolder.ReadPart(name, path), null, IsSorted: true),
            _ => throw new InvalidDataException(
                $"{path}: it is of no kind that is read; allowed are IDX files, .csv, .npy, .npz and folders of PNG pictures."),
        };
    }

    private static string NameOf(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    private static string Folder(string name, DataOptions options) =>
        Places(name, options).FirstOrDefault(IdxFolder.Is) ?? throw Missing(name, options, $"Get it: tinyae data fetch {name}");

    private static string Sprites(DataOptions options) =>
        Places("dsprites", options).SelectMany(place => SpriteFiles.Select(file => Path.Combine(place, file))).FirstOrDefault(File.Exists)
        ?? throw Missing("dsprites", options, $"Put {SpriteFiles[1]} of github.com/google-deepmind/dsprites-dataset there");

    private static string[] Places(string name, DataOptions options)
    {
        string cache = DataCache.Folder(name, options.Cache);
        return Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } given ? [Path.Combine(given, name), cache] : [cache];
    }

    private static DataMissingException Missing(string name, DataOptions options, string remedy) =>
        new($"{name} is not on this machine: it is not in {string.Join(" nor in ", Places(name, options))}. {remedy}.");

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
