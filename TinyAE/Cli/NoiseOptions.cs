using System.CommandLine;
using TinyAE.Datasets;
using TinyAE.Recipes;

namespace TinyAE.Cli;

/// <summary>The options that change a denoiser's noise.</summary>
internal sealed class NoiseOptions
{
    private const string Group = "Noise";
    private const int MostCopies = 1000;

    private readonly NoiseSettings _defaults;
    private readonly Setting _kind;
    private readonly Setting _level;
    private readonly Setting _trainingSet;
    private readonly Setting _copies;

    /// <summary>The options with a recipe's noise as defaults.</summary>
    public NoiseOptions(NoiseSettings defaults)
    {
        _defaults = defaults;
        _kind = new("--noise", Group, "NAME", "What happens to the pixels before the network sees them.", defaults.Kind,
            [.. Corruption.All.Select(kind => kind.Name)]);
        _level = new("--level", Group, "LEVEL",
            "How much: pixels for flips, a probability for random-flips and salt-and-pepper, a standard deviation for gaussian, rows or "
            + "pixels a side for erased parts.", $"{defaults.Level} for {defaults.Kind}");
        _trainingSet = new("--training-set", Group, $"{NoiseSettings.Fresh}|C+N",
            "Noise drawn anew in every step; or a set that stays, of C clean characters (all there are) and N noisy ones, such as 9+18.",
            defaults.TrainingSet);
        _copies = new("--copies", Group, "N", "Noisy copies of each character a step, where noise is fresh.",
            defaults.TrainingSet == NoiseSettings.Fresh ? $"{defaults.Copies}" : "1");
        All = [_kind, _level, _trainingSet, _copies];
    }

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> All { get; }

    /// <summary>Command lines of a recipe with such options, each with what it does.</summary>
    public static IEnumerable<(string Command, string Meaning)> Examples(string name, NoiseSettings defaults) =>
    [
        defaults.TrainingSet == NoiseSettings.Fresh
            ? ($"{name} --noise erased-rows --level 2", "two rows of each character erased")
            : ($"{name} --level 3", "three pixels of each noisy character turned over"),
        defaults.TrainingSet == NoiseSettings.Fresh
            ? ($"{name} --characters 123456789 --training-set 9+36", "36 noisy characters that stay the same")
            : ($"{name} --training-set 9+36", "twice as many noisy characters"),
    ];

    /// <summary>The noise that a command line asks for.</summary>
    /// <exception cref="UsageException">Another kind of noise without its level, or a level outside its range.</exception>
    public NoiseSettings Read(ParseResult parsed)
    {
        string kind = _kind.Choice(parsed, "noise") ?? _defaults.Kind;
        if (kind != _defaults.Kind && _level.Text(parsed) is null)
        {
            CorruptionKind wanted = Corruption.KindOf(kind);
            throw new UsageException(
                $"--noise {kind} needs its --level ({wanted.Level}, 0 to {wanted.Greatest(NoiseSettings.Image)}): it has no default.");
        }

        double level = _level.Read(
            parsed, _defaults.Level, text => Numbers.Real(text, number => number >= 0, "a number of at least 0"));
        string set = _trainingSet.Read(parsed, _defaults.TrainingSet, ReadSet);
        int copies = set == NoiseSettings.Fresh ? _defaults.Copies : 1;
        NoiseSettings noise = new(kind, level)
        {
            TrainingSet = set,
            Copies = (int)_copies.Read<long>(parsed, copies, text => Numbers.Whole(text, 1, MostCopies)),
        };
        try
        {
            _ = noise.ToCorruption();
            return noise;
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException($"--level: {App.OneLine(wrong.Message)}");
        }
    }

    private static string ReadSet(string text)
    {
        try
        {
            _ = text == NoiseSettings.Fresh ? default : NoiseSettings.Parse(text);
            return text;
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(App.OneLine(wrong.Message));
        }
    }
}
