using System.Numerics;
using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Optimizers;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>A font autoencoder made ready from its settings: characters, encoder, decoder, loss, optimizer, plan.</summary>
public sealed record FontExperiment<T> : Experiment<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _pixels;

    private FontExperiment(
        FontSettings settings, Font font, IDataset<T> data, Autoencoder<T> model, Phase<T> phase, TrainingPlan plan)
        : base(data, [model.Encoder, model.Decoder], [phase], plan)
    {
        Settings = settings;
        Font = font;
        Model = model;
        _pixels = font.Pixels<T>();
    }

    /// <summary>What it was made from; output activation, initializer, loss scale and learning rate are not null any more.</summary>
    public FontSettings Settings { get; }

    /// <summary>The characters.</summary>
    public Font Font { get; }

    /// <summary>The networks and the loss.</summary>
    public Autoencoder<T> Model { get; }

    /// <summary>The numbers of a code.</summary>
    public int CodeSize => Model.Encoder.Output.Size;

    /// <summary>Every character's pixels, one after another.</summary>
    public ReadOnlySpan<T> Pixels => _pixels;

    /// <summary>Builds everything.</summary>
    /// <exception cref="ArgumentException">A setting is unknown, out of its range, or does not go with another one; the message says
    /// which.</exception>
    /// <exception cref="IOException">The font's file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The font's file is no font header.</exception>
    public static FontExperiment<T> Build(FontSettings settings)
    {
        Font font = FontSource.Load(settings.Font);
        font = settings.Characters is null ? font : FontSource.Select(font, settings.Characters);
        FontSource.CheckDistinct(font);
        return Build(settings, font);
    }

    /// <summary>Builds everything for characters that are at hand already, such as those that a model file describes.</summary>
    /// <param name="settings">The settings; their font and characters are names here, nothing is looked up.</param>
    /// <param name="font">The characters.</param>
    /// <exception cref="ArgumentException">A setting is unknown, out of its range, or does not go with another one; the message says
    /// which.</exception>
    public static FontExperiment<T> Build(FontSettings settings, Font font)
    {
        ICorruption? corruption = settings.Noise?.ToCorruption();
        IDataset<T> data = settings.Noise is null ? FontDataset.Of<T>(font) : DenoisingData.Of<T>(font, settings.Noise, settings.Seed);
        if (settings.BatchSize > data.Count)
        {
            throw new ArgumentException(
                $"A batch has at most as many samples as there are {(settings.Noise is null ? "characters" : "in the training set")}, "
                + $"{data.Count}; found {settings.BatchSize}.", nameof(settings));
        }

        ILoss<T> loss = Loss.ByName<T>(settings.Loss, settings.LossScale is null ? null : FontSettings.ScaleOf(settings.LossScale));
        IOptimizer<T> optimizer = Optimizer.ByName<T>(settings.Optimizer);
        settings = settings with
        {
            OutputActivation = OutputActivationOf(settings.OutputActivation, loss),
            Initializer = settings.Initializer ?? Activation.ByName(settings.Activation).Initializer.Name,
            LossScale = FontSettings.NameOf(loss.Scale),
            Optimizer = optimizer.Name,
            LearningRate = settings.LearningRate ?? optimizer.DefaultLearningRate,
        };

        int code = FontSettings.CodeLayerOf(settings.Architecture);
        Network<T> encoder = new("encoder", LayersOf(settings, 0, code, code));
        Network<T> decoder = new("decoder", LayersOf(settings, code, settings.Architecture.Count - 1, code));
        Autoencoder<T> model = new(encoder, decoder, loss, Math.Max(data.Count, font.Glyphs.Count), weightPenalty: PenaltyOf(settings));
        bool isFresh = settings.Noise is { TrainingSet: NoiseSettings.Fresh };
        IObjective<T> objective = isFresh ? new DenoisingAutoencoder<T>(model, corruption!) : model;
        Phase<T> phase = new(objective, optimizer) { LearningRate = settings.LearningRate.Value, Schedule = Schedule.Parse(settings.Schedule) };
        TrainingPlan plan = new()
        {
            Iterations = settings.Iterations,
            BatchSize = settings.BatchSize,
            Seed = settings.Seed,
            LossBelow = settings.StopError,
        };
        return new FontExperiment<T>(settings, font, data, model, phase, plan);
    }

    /// <summary>The layers between two of the architecture: dense, activation and, where units are hidden, dropout.</summary>
    private static List<ILayer<T>> LayersOf(FontSettings settings, int first, int last, int code)
    {
        IReadOnlyList<int> units = settings.Architecture;
        IInitializer initializer = Initializers.ByName(settings.Initializer!);
        List<ILayer<T>> layers = [];
        for (int l = first + 1; l <= last; l++)
        {
            bool isOutput = l == units.Count - 1;
            Shape shape = new(units[l]);
            string activation = isOutput ? settings.OutputActivation! : settings.Activation;
            layers.Add(new Dense<T>(units[l - 1], units[l], initializer));
            if (activation != "linear")
            {
                layers.Add(Activation.ByName<T>(activation, shape));
            }

            if (settings.Dropout > 0 && !isOutput && l != code)
            {
                layers.Add(new Dropout<T>(shape, settings.Dropout));
            }
        }

        return layers;
    }

    private static string OutputActivationOf(string? wanted, ILoss<T> loss) => loss switch
    {
        BinaryCrossEntropyWithLogits<T> => wanted is null or "linear"
            ? "linear"
            : throw new ArgumentException($"The loss {loss.Name} takes logits, so its output activation is linear; found {wanted}."),
        BinaryCrossEntropy<T> => wanted is null or "sigmoid"
            ? "sigmoid"
            : throw new ArgumentException(
                $"The loss {loss.Name} takes probabilities, so its output activation is sigmoid; found {wanted}."),
        _ => wanted is null ? "sigmoid" : Activation.ByName(wanted).Name,
    };

    private static IPenalty<T>? PenaltyOf(FontSettings settings) => (settings.L1, settings.L2) switch
    {
        (0, 0) => null,
        (_, 0) => new L1<T>(settings.L1),
        (0, _) => new L2<T>(settings.L2),
        _ => new ElasticNet<T>(settings.L1, settings.L2),
    };
}
