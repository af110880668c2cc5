using System.CommandLine;
using System.Globalization;
using TinyAE.Datasets;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Optimizers;
using TinyAE.Recipes;

namespace TinyAE.Cli;

/// <summary>The options that change the settings of a recipe for images.</summary>
internal sealed class ImageOptions
{
    private const string Data = "Data";
    private const string Network = "Network";
    private const string Training = "Training";

    private readonly IImageRecipe _recipe;
    private readonly Flag _quick = new("--quick", Data, "A smaller version, for a first look.");
    private readonly Setting _data;
    private readonly Setting _count;
    private readonly Setting _heldOut;
    private readonly Setting _side;
    private readonly Flag _invert = new("--invert", Data, "Learn the negative, white for black; give it again to --data of your own.");
    private readonly Setting _encoder;
    private readonly Setting _latent;
    private readonly Setting _decoder;
    private readonly Setting _initializer;
    private readonly Setting _loss;
    private readonly Setting _lossScale;
    private readonly Setting _beta;
    private readonly Setting _warmUp;
    private readonly Setting _freeBits;
    private readonly Setting _prior;
    private readonly Setting _optimizer;
    private readonly Setting _learningRate;
    private readonly Setting _schedule;
    private readonly Setting _epochs;
    private readonly Setting _batch;

    /// <summary>The options with a recipe's settings as defaults.</summary>
    public ImageOptions(IImageRecipe recipe)
    {
        _recipe = recipe;
        ImageSettings defaults = recipe.Settings;
        _data = new("--data", Data, "NAME|PATH",
            $"{string.Join(", ", DataSource.Named.Select(named => named.Name))}; or a folder of images, a folder of IDX files, a .csv, "
            + ".npz or .npy.", defaults.Data);
        _count = new("--count", Data, "N", "Images at most, held-out ones included where they come from the same part.",
            defaults.Count?.ToString("N0", CultureInfo.InvariantCulture) ?? "all");
        _heldOut = new("--held-out", Data, "N", "Images to hold out, the last ones.",
            defaults.HeldOut?.ToString("N0", CultureInfo.InvariantCulture) ?? "the data's own test part, else a tenth");
        _side = new("--side", Data, "PIXELS", "Bring images to this side, by the mean over each area.",
            defaults.Side?.ToString(CultureInfo.InvariantCulture) ?? "as they are");

        _encoder = new("--encoder", Network, "LAYERS", "The layers in a row, as in \"flatten dense:100 relu dense:30\".", defaults.Encoder);
        _latent = new("--latent", Network, "N", "Numbers of the code.", $"{defaults.Latent}");
        _decoder = new("--decoder", Network, "LAYERS", "Likewise, from the code to an image: \"dense:100 relu dense:data sigmoid reshape:data\".",
            defaults.Decoder);
        _initializer = new("--initializer", Network, "NAME", "How weights start; biases start at zero.", defaults.Initializer,
            [.. Initializers.All.Select(initializer => initializer.Name)]);

        _loss = new("--loss", Training, "NAME", "The reconstruction loss.", defaults.Loss, [.. Loss.All.Select(loss => loss.Name)]);
        _lossScale = new("--loss-scale", Training, "NAME",
            "Mean over pixels and images; sum over pixels and mean over images; or sum over both.", defaults.LossScale, FontSettings.LossScales);
        _beta = new("--beta", Training, "FACTOR", "The weight of the divergence of codes from the prior.",
            defaults.Beta.ToString(CultureInfo.InvariantCulture));
        _warmUp = new("--warm-up", Training, "EPOCHS", "Let beta rise from 0 over so many epochs.", $"{defaults.WarmUpEpochs}");
        _freeBits = new("--free-bits", Training, "NATS", "What each latent may use without cost.",
            defaults.FreeBits.ToString(CultureInfo.InvariantCulture));
        _prior = new("--prior", Training, "NAME", "What codes should be distributed like: a normal distribution, or ten like petals around 0.",
            defaults.Prior, ImageSettings.Priors);
        _optimizer = new("--optimizer", Training, "NAME", "How the parameters move.", defaults.Optimizer,
            [.. Optimizer.All.Where(optimizer => !Optimizer.ByName<float>(optimizer.Name).NeedsFullBatch).Select(optimizer => optimizer.Name), "sgd"]);
        _learningRate = new("--learning-rate", Training, "RATE", "How far they move.",
            defaults.LearningRate is { } rate ? $"{rate} with {defaults.Optimizer}, else the optimizer's own" : "the optimizer's own");
        _schedule = new("--schedule", Training, "SCHEDULE",
            $"How the rate changes: {string.Join(", ", Schedule.All.Select(schedule => schedule.Usage))}.", defaults.Schedule);
        _epochs = new("--epochs", Training, "N", "How often training sees every image.", $"{defaults.Epochs}");
        _batch = new("--batch", Training, "N", "Images a step.", $"{defaults.BatchSize}");
        Setting[] variational = defaults.IsVariational ? [_beta, _warmUp, _freeBits, _prior] : [];
        Setting[] latent = defaults.IsVariational ? [_latent] : [];
        All = [_data, _count, _heldOut, _side, _invert, _quick, _encoder, .. latent, _decoder, _initializer, _loss, _lossScale, .. variational,
            _optimizer, _learningRate, _schedule, _epochs, _batch];
    }

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> All { get; }

    /// <summary>The settings that a command line asks for.</summary>
    /// <exception cref="UsageException">A value is wrong.</exception>
    public ImageSettings Read(ParseResult parsed, ulong? seed)
    {
        ImageSettings defaults = parsed.GetValue(_quick) ? _recipe.Quick : _recipe.Settings;
        string optimizer = _optimizer.Choice(parsed, "optimizer") ?? defaults.Optimizer;
        optimizer = optimizer == "sgd" ? "gradient-descent" : optimizer;
        // Another set of images has its own size and number; another optimizer its own rate.
        string data = _data.Text(parsed) ?? defaults.Data;
        return defaults with
        {
            Data = data,
            Count = Whole(parsed, _count, 2) ?? defaults.Count,
            HeldOut = Whole(parsed, _heldOut, 1) ?? (data == defaults.Data ? defaults.HeldOut : null),
            Side = Whole(parsed, _side, 4) ?? defaults.Side,
            Invert = parsed.GetValue(_invert) || (data == defaults.Data && defaults.Invert),
            Encoder = _encoder.Text(parsed) ?? defaults.Encoder,
            Latent = defaults.IsVariational ? Whole(parsed, _latent, 1) ?? defaults.Latent : null,
            Decoder = _decoder.Text(parsed) ?? defaults.Decoder,
            Initializer = _initializer.Choice(parsed, "initializer") ?? defaults.Initializer,
            Loss = _loss.Choice(parsed, "loss") ?? defaults.Loss,
            LossScale = _lossScale.Choice(parsed, "loss scale") ?? defaults.LossScale,
            Beta = Number(parsed, _beta) ?? defaults.Beta,
            WarmUpEpochs = Whole(parsed, _warmUp, 0) ?? defaults.WarmUpEpochs,
            FreeBits = Number(parsed, _freeBits) ?? defaults.FreeBits,
            Prior = _prior.Choice(parsed, "prior") ?? defaults.Prior,
            Optimizer = optimizer,
            LearningRate = Number(parsed, _learningRate) ?? (optimizer == defaults.Optimizer ? defaults.LearningRate : null),
            Schedule = _schedule.Read(parsed, defaults.Schedule, FontOptions.ReadSchedule),
            Epochs = Whole(parsed, _epochs, 1) ?? defaults.Epochs,
            BatchSize = Whole(parsed, _batch, 1) ?? defaults.BatchSize,
            Seed = seed ?? defaults.Seed,
        };
    }

    private static int? Whole(ParseResult parsed, Setting setting, int least) =>
        (int?)setting.Read<long?>(parsed, null, text => Numbers.Whole(text, least, 10_000_000));

    private static double? Number(ParseResult parsed, Setting setting) =>
        setting.Read<double?>(parsed, null, text => Numbers.Real(text, number => number >= 0, "a number of at least 0"));
}
