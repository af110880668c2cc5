using System.Globalization;

namespace TinyAE.Recipes;

/// <summary>How large a study is.</summary>
public sealed record StudyScale
{
    private const string QuickName = "quick";
    private const string SeedsName = "seeds";
    private const string FirstSeedName = "first seed";
    private const string DataName = "data";

    /// <summary>True: a small one, for a first look and for tests; its answers are not to be trusted.</summary>
    public bool Quick { get; init; }

    /// <summary>Trainings of each kind, which differ in their random numbers alone, 1 to 1,000; null: the study's own number.</summary>
    public int? Seeds { get; init; }

    /// <summary>The first seed; the others follow it.</summary>
    public ulong FirstSeed { get; init; } = 1;

    /// <summary>The data, for a study that takes any: a name or path, see <see cref="Datasets.DataSource"/>; null: its own.</summary>
    public string? Data { get; init; }

    /// <summary>The settings of a sweep of this size, and the program's version: what a merge reads back.</summary>
    public OrderedDictionary<string, string> ToSettings()
    {
        OrderedDictionary<string, string> settings = new()
        {
            ["version"] = typeof(StudyScale).Assembly.GetName().Version!.ToString(3),
            [QuickName] = Quick ? "yes" : "no",
            [SeedsName] = $"{Seeds}",
            [FirstSeedName] = $"{FirstSeed}",
        };
        if (Data is not null)
        {
            settings[DataName] = Data;
        }

        return settings;
    }

    /// <summary>The size that the settings of a sweep tell.</summary>
    /// <exception cref="InvalidDataException">They tell none.</exception>
    public static StudyScale Of(IReadOnlyDictionary<string, string> settings) =>
        settings.TryGetValue(QuickName, out string? quick) && settings.TryGetValue(SeedsName, out string? seeds)
        && settings.TryGetValue(FirstSeedName, out string? first) && quick is "yes" or "no"
        && int.TryParse(seeds, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
        && ulong.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out ulong firstSeed)
            ? new StudyScale
            {
                Quick = quick == "yes",
                Seeds = count,
                FirstSeed = firstSeed,
                Data = settings.TryGetValue(DataName, out string? data) ? data : null,
            }
            : throw new InvalidDataException("The settings of the sweep lack quick (yes or no), seeds or first seed.");
}
