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
    private readonly Setting<string> _font;
    private readonly Setting<string> _characters;
    private readonly Setting<IReadOnlyList<int>> _architecture;
    private readonly Setting<string> _activation;
    private readonly Setting<string> _outputActivation;
    private readonly Setting<string> _initializer;
    private readonly Setting<double> _dropout;
    private readonly Setting<string> _loss;
    private readonly Setting<string> _lossScale;
    private readonly Setting<double> _l1;
    private readonly Setting<double> _l2;
    private readonly Setting<string> _optimizer;
    private readonly Setting<double> _learningRate;
    private readonly Setting<string> _schedule;
    private readonly Setting<long> _iterations;
    private readonly Setting<int> _batch;
    private readonly Setting<double> _stopError;

    /// <summary>The options with a recipe's settings as defaults.</summary>
    public FontOptions(FontSettings defaults)
    {
        _defaults = defaults;
        _font = Setting<string>.Of("--font", Data, "1|2|3|all|FILE",
            "A font of data/font.h, or a C header of such fonts; FILE:2 is its second array.", defaults.Font, text => text);
        _characters = Setting<string>.Of("--characters", Data, "TEXT",
            "Learn these characters alone, in this order; quote them for the shell.", "all of the font", text => text);

        _architecture = Setting<IReadOnlyList<int>>.Of("--architecture", Network, "35-N-...-35",
            "Units of each layer; the narrowest one between the ends is the code.", string.Join('-', defaults.Architecture),
            ParseArchitecture);
        string[] activations = [.. Activation.All.Select(activation => activation.Name)];
        _activation = Choice(
            "--activation", Network, "activation", "What follows each layer but the last.", defaults.Activation, activations);
        _outputActivation = Choice("--output-activation", Network, "activation", "What follows the last layer.",
            "linear if the loss takes logits, else sigmoid", activations);
        _initializer = Choice("--initializer", Network, "initializer", "How weights start; biases start at zero.",
            $"what suits the activation: {Activation.ByName(defaults.Activation).Initializer.Name}",
            [.. Initializers.All.Select(initializer => initializer.Name)]);
        _dropout = Real("--dropout", Network, "SHARE", "Share of hidden units (not of the code) that each step drops.", "0",
            number => number is >= 0 and < 1, "a number from 0 to below 1");

        _loss = Choice("--loss", Training, "loss", "What training makes small.", defaults.Loss, [.. Loss.All.Select(loss => loss.Name)]);
        _lossScale = Choice("--loss-scale", Training, "loss scale",
            "Mean over pixels and characters; sum over pixels and mean over characters; or sum over both.",
            defaults.LossScale ?? "the loss' own", FontSettings.LossScales);
        _l1 = Real("--l1", Training, "STRENGTH", "Add STRENGTH times the sum of |w| over all weights.", "0", number => number >= 0,
            "a number of at least 0");
        _l2 = Real("--l2", Training, "STRENGTH", "Add STRENGTH times the sum of w^2 over all weights.", "0", number => number >= 0,
            "a number of at least 0");
        _optimizer = Choice("--optimizer", Training, "optimizer", "How the parameters move.", defaults.Optimizer,
            [.. Optimizer.All.Select(optimizer => optimizer.Name), "sgd"]);
        _learningRate = Real("--learning-rate", Training, "RATE", "How far they move.",
            $"{defaults.LearningRate} with {defaults.Optimizer}, else the optimizer's own", number => number >= 0,
            "a number of at least 0");
        _schedule = Setting<string>.Of("--schedule", Training, "SCHEDULE",
            $"How the rate changes: {string.Join(", ", Schedule.All.Select(schedule => schedule.Usage))}.", defaults.Schedule,
            ParseSchedule);
        _iterations = Setting<long>.Of("--iterations", Training, "N", "Steps, each on one batch.", defaults.Iterations.ToString("N0"),
            text => Numbers.Whole(text, 1, uint.MaxValue));
        _batch = Setting<int>.Of("--batch", Training, "N", "Characters a step.", "all", text => (int)Numbers.Whole(text, 1, int.MaxValue));
        _stopError = Real("--stop-error", Training, "LOSS", "Stop as soon as the loss lies below this.", "never", number => number > 0,
            "a number above 0");
        All = [_font, _characters, _architecture, _activation, _outputActivation, _initializer, _dropout, _loss, _lossScale, _l1, _l2,
            _optimizer, _learningRate, _schedule, _iterations, _batch, _stopError];
    }

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> All { get; }

    /// <summary>The settings that a command line asks for.</summary>
    /// <exception cref="UsageException">Two of them do not go together.</exception>
    public FontSettings Read(ParseResult parsed, ulong seed)
    {
        string optimizer = parsed.GetResult(_optimizer) is null ? _defaults.Optimizer : parsed.GetValue(_optimizer)!;
        return _defaults with
        {
            Font = Text(parsed, _font, _defaults.Font)!,
            Characters = Text(parsed, _characters, _defaults.Characters),
            Architecture = parsed.GetResult(_architecture) is null ? _defaults.Architecture : parsed.GetValue(_architecture)!,
            Activation = Text(parsed, _activation, _defaults.Activation)!,
            OutputActivation = Text(parsed, _outputActivation, _defaults.OutputActivation),
            Initializer = Text(parsed, _initializer, _defaults.Initializer),
            Dropout = Number(parsed, _dropout) ?? _defaults.Dropout,
            Loss = Text(parsed, _loss, _defaults.Loss)!,
            LossScale = Text(parsed, _lossScale, parsed.GetResult(_loss) is null ? _defaults.LossScale : null),
            L1 = Number(parsed, _l1) ?? _defaults.L1,
            L2 = Number(parsed, _l2) ?? _defaults.L2,
            Optimizer = optimizer,
            LearningRate = Number(parsed, _learningRate) ?? (optimizer == _defaults.Optimizer ? _defaults.LearningRate : null),
            Schedule = Text(parsed, _schedule, _defaults.Schedule)!,
            Iterations = parsed.GetResult(_iterations) is null ? _defaults.Iterations : parsed.GetValue(_iterations),
            BatchSize = parsed.GetResult(_batch) is null ? _defaults.BatchSize : parsed.GetValue(_batch),
            StopError = Number(parsed, _stopError) ?? _defaults.StopError,
            Seed = seed,
        };
    }

    private static Setting<string> Choice(
        string name, string group, string kind, string description, string? @default, IReadOnlyList<string> allowed) =>
        Setting<string>.Choice(name, group, kind, description, @default, allowed, text => text);

    private static Setting<double> Real(
        string name, string group, string value, string description, string @default, Func<double, bool> allows, string range) =>
        Setting<double>.Of(name, group, value, description, @default, text => Numbers.Real(text, allows, range));

    private static string? Text(ParseResult parsed, Option<string> option, string? otherwise) =>
        parsed.GetResult(option) is null ? otherwise : parsed.GetValue(option);

    private static double? Number(ParseResult parsed, Option<double> option) =>
        parsed.GetResult(option) is null ? null : parsed.GetValue(option);

    private static IReadOnlyList<int> ParseArchitecture(string text)
    {
        int[] units = [.. text.Split('-').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int n)
            ? n : throw new UsageException($"'{text}' is not an architecture. It is units joined by -, such as 35-20-2-20-35."))];
        try
        {
            FontSettings.CodeLayerOf(units);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(wrong.Message);
        }

        return units;
    }

    private static string ParseSchedule(string text)
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
