using System.CommandLine;
using System.Globalization;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Optimizers;
using TinyAE.Recipes;

namespace TinyAE.Cli;

/// <summary>The options that change a font recipe's settings.</summary>
internal sealed class FontOptions
{
    private const string Data = "Data";
    private const string Network = "Network";
    private const string Training = "Training";

    private readonly FontSettings _defaults;
    private readonly Setting _font;
    private readonly Setting _characters;
    private readonly Setting _architecture;
    private readonly Setting _activation;
    private readonly Setting _outputActivation;
    private readonly Setting _initializer;
    private readonly Setting _dropout;
    private readonly Setting _loss;
    private readonly Setting _lossScale;
    private readonly Setting _l1;
    private readonly Setting _l2;
    private readonly Setting _optimizer;
    private readonly Setting _learningRate;
    private readonly Setting _schedule;
    private readonly Setting _iterations;
    private readonly Setting _batch;
    private readonly Setting _stopError;
    private readonly NoiseOptions? _noise;

    /// <summary>The options with a recipe's settings as defaults.</summary>
    public FontOptions(FontSettings defaults)
    {
        _defaults = defaults;
        _font = new("--font", Data, "1|2|3|all|FILE",
            "A font of data/font.h, or a C header of such fonts; FILE:2 is its second array.", defaults.Font);
        _characters = new("--characters", Data, "TEXT",
            "Learn these characters alone, in this order; quote them for the shell.", defaults.Characters ?? "all of the font");

        _architecture = new("--architecture", Network, "35-N-...-35",
            "Units of each layer; the narrowest one between the ends is the code.", string.Join('-', defaults.Architecture));
        string[] activations = [.. Activation.All.Select(activation => activation.Name)];
        _activation = new("--activation", Network, "NAME", "What follows each layer but the last.", defaults.Activation, activations);
        _outputActivation = new("--output-activation", Network, "NAME", "What follows the last layer.",
            "linear if the loss takes logits, else sigmoid", activations);
        _initializer = new("--initializer", Network, "NAME", "How weights start; biases start at zero.",
            $"what suits the activation: {Activation.ByName(defaults.Activation).Initializer.Name}",
            [.. Initializers.All.Select(initializer => initializer.Name)]);
        _dropout = new("--dropout", Network, "SHARE", "Share of hidden units (not of the code) that each step drops.", "0");

        _loss = new("--loss", Training, "NAME", "What training makes small.", defaults.Loss, [.. Loss.All.Select(loss => loss.Name)]);
        _lossScale = new("--loss-scale", Training, "NAME",
            "Mean over pixels and characters; sum over pixels and mean over characters; or sum over both.",
            defaults.LossScale ?? "the loss' own", FontSettings.LossScales);
        _l1 = new("--l1", Training, "STRENGTH", "Add STRENGTH times the sum of |w| over all weights.", "0");
        _l2 = new("--l2", Training, "STRENGTH", "Add STRENGTH times the sum of w^2 over all weights.", "0");
        _optimizer = new("--optimizer", Training, "NAME", "How the parameters move.", defaults.Optimizer,
            [.. Optimizer.All.Select(optimizer => optimizer.Name), "sgd"]);
        _learningRate = new("--learning-rate", Training, "RATE", "How far they move.",
            $"{defaults.LearningRate} with {defaults.Optimizer}, else the optimizer's own");
        _schedule = new("--schedule", Training, "SCHEDULE",
            $"How the rate changes: {string.Join(", ", Schedule.All.Select(schedule => schedule.Usage))}.", defaults.Schedule);
        _iterations = new("--iterations", Training, "N", "Steps, each on one batch.", defaults.Iterations.ToString("N0"));
        _batch = new("--batch", Training, "N", defaults.Noise is null ? "Characters a step." : "Samples a step.", "all");
        _stopError = new("--stop-error", Training, "LOSS", "Stop as soon as the loss lies below this.", "never");
        _noise = defaults.Noise is null ? null : new NoiseOptions(defaults.Noise);
        All = [_font, _characters, _architecture, _activation, _outputActivation, _initializer, _dropout, _loss, _lossScale, _l1, _l2,
            _optimizer, _learningRate, _schedule, _iterations, _batch, _stopError, .. _noise?.All ?? []];
    }

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> All { get; }

    /// <summary>The settings that a command line asks for.</summary>
    /// <exception cref="UsageException">A value is wrong.</exception>
    public FontSettings Read(ParseResult parsed, ulong seed)
    {
        string optimizer = _optimizer.Choice(parsed, "optimizer") ?? _defaults.Optimizer;
        string? loss = _loss.Choice(parsed, "loss");
        // The scale of the recipe's loss is not another loss', nor is the rate of its optimizer another's.
        return _defaults with
        {
            Font = _font.Text(parsed) ?? _defaults.Font,
            Characters = _characters.Text(parsed) ?? _defaults.Characters,
            Architecture = _architecture.Read(parsed, _defaults.Architecture, ReadArchitecture),
            Activation = _activation.Choice(parsed, "activation") ?? _defaults.Activation,
            OutputActivation = _outputActivation.Choice(parsed, "activation") ?? _defaults.OutputActivation,
            Initializer = _initializer.Choice(parsed, "initializer") ?? _defaults.Initializer,
            Dropout = Number(parsed, _dropout, number => number is >= 0 and < 1, "a number from 0 to below 1") ?? _defaults.Dropout,
            Loss = loss ?? _defaults.Loss,
            LossScale = _lossScale.Choice(parsed, "loss scale") ?? (loss is null ? _defaults.LossScale : null),
            L1 = Number(parsed, _l1, number => number >= 0, "a number of at least 0") ?? _defaults.L1,
            L2 = Number(parsed, _l2, number => number >= 0, "a number of at least 0") ?? _defaults.L2,
            Optimizer = optimizer,
            LearningRate = Number(parsed, _learningRate, number => number >= 0, "a number of at least 0")
                ?? (optimizer == _defaults.Optimizer ? _defaults.LearningRate : null),
            Schedule = _schedule.Read(parsed, _defaults.Schedule, ReadSchedule),
            Iterations = _iterations.Read(parsed, _defaults.Iterations, text => Numbers.Whole(text, 1, uint.MaxValue)),
            BatchSize = (int?)_batch.Read<long?>(parsed, _defaults.BatchSize, text => Numbers.Whole(text, 1, int.MaxValue)),
            StopError = Number(parsed, _stopError, number => number > 0, "a number above 0") ?? _defaults.StopError,
            Noise = _noise?.Read(parsed),
            Seed = seed,
        };
    }

    private static double? Number(ParseResult parsed, Setting setting, Func<double, bool> allows, string range) =>
        setting.Read<double?>(parsed, null, text => Numbers.Real(text, allows, range));

    private static IReadOnlyList<int> ReadArchitecture(string text)
    {
        int[] units = [.. text.Split('-').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int n)
            ? n : throw new UsageException($"'{text}' is not an architecture. It is units joined by -, such as 35-20-2-20-35."))];
        try
        {
            FontSettings.CodeLayerOf(units);
            return units;
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }

    /// <summary>A schedule, checked.</summary>
    public static string ReadSchedule(string text)
    {
        string[] usages = [.. Schedule.All.Select(schedule => schedule.Usage)];
        if (!usages.Any(usage => usage.Split(':', '[')[0] == text.Split(':')[0]))
        {
            throw new UsageException(Suggestion.Unknown(text, "schedule", usages));
        }

        try
        {
            _ = Schedule.Parse(text);
            return text;
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(App.OneLine(wrong.Message));
        }
    }
}
