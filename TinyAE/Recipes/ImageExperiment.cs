using System.Numerics;
using TinyAE.Datasets;
using TinyAE.Models;
using TinyAE.Optimizers;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>An autoencoder of images made ready from its settings: images, networks, loss, optimizer, plan.</summary>
public sealed record ImageExperiment<T> : Experiment<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private ImageExperiment(ImageSettings settings, DataSplit images, ILatentModel<T> model, IReadOnlyList<Network<T>> networks,
        Phase<T> phase, TrainingPlan plan)
        : base(new ImageDataset<T>(images.Training), networks, [phase], plan)
    {
        Settings = settings;
        Images = images;
        Model = model;
        HeldOut = new ImageDataset<T>(images.HeldOut);
    }

    /// <summary>What it was made from; the learning rate is not null any more.</summary>
    public ImageSettings Settings { get; }

    /// <summary>The images, those to train on and those held out.</summary>
    public DataSplit Images { get; }

    /// <summary>The held-out images as samples.</summary>
    public IDataset<T> HeldOut { get; }

    /// <summary>The networks and the loss.</summary>
    public ILatentModel<T> Model { get; }

    /// <summary>The variational model, or null where it is a plain autoencoder.</summary>
    public VariationalAutoencoder<T>? Variational => Model as VariationalAutoencoder<T>;

    /// <summary>Numbers of a code.</summary>
    public int CodeSize => Model.Code.Size;

    /// <summary>Loads the images and builds everything.</summary>
    /// <exception cref="ArgumentException">A setting is unknown, out of its range, or does not go with another one; the message says
    /// which.</exception>
    /// <exception cref="IOException">The data are not there or cannot be read; the message says how to get them.</exception>
    /// <exception cref="InvalidDataException">The data are damaged.</exception>
    public static ImageExperiment<T> Build(ImageSettings settings) => Build(settings, Load(settings));

    /// <summary>Loads the images that the settings say.</summary>
    /// <inheritdoc cref="Build(ImageSettings)"/>
    internal static DataSplit Load(ImageSettings settings) => DataSource.Load(settings.Data, new DataOptions
    {
        Seed = settings.Seed,
        Count = settings.Count,
        HeldOut = settings.HeldOut,
        Invert = settings.Invert,
        Size = settings.Side is { } side ? (side, side) : null,
    });

    /// <summary>Builds everything for images that are at hand already.</summary>
    /// <param name="settings">The settings; what they say of the data is only said, nothing is loaded.</param>
    /// <param name="images">The images.</param>
    /// <exception cref="ArgumentException">A setting is unknown, out of its range, or does not go with another one; the message says
    /// which.</exception>
    public static ImageExperiment<T> Build(ImageSettings settings, DataSplit images)
    {
        IOptimizer<T> optimizer = Optimizer.ByName<T>(settings.Optimizer);
        settings = settings with { Optimizer = optimizer.Name, LearningRate = settings.LearningRate ?? optimizer.DefaultLearningRate };
        int batch = Math.Min(settings.BatchSize, images.Training.Count);
        (ILatentModel<T> model, IReadOnlyList<Network<T>> networks) =
            ImageNetworks.Build<T>(settings, images.Training.Shape, Math.Max(batch, ImageNetworks.LeastCapacity), images.Training.Count);
        Phase<T> phase = new(model, optimizer)
        {
            LearningRate = settings.LearningRate.Value,
            Schedule = Schedule.Parse(settings.Schedule),
        };
        TrainingPlan plan = new() { Epochs = settings.Epochs, BatchSize = batch, Seed = settings.Seed };
        return new ImageExperiment<T>(settings, images, model, networks, phase, plan);
    }
}
