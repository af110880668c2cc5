using TinyAE.Imaging;
using TinyAE.Numerics;
using TinyAE.Reports;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>What a run of a recipe for images is to do.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Run">Where its files go, and the like.</param>
public sealed record ImageRunOptions(IImageRecipe Recipe, ImageSettings Settings, RunOptions Run);

/// <summary>A run that has ended.</summary>
/// <param name="Folder">Where everything is.</param>
/// <param name="Experiment">What was trained.</param>
/// <param name="State">What training reached.</param>
/// <param name="Training">How it ended; interrupted: only a checkpoint has been written.</param>
/// <param name="Pictures">The files of its pictures, in the order of the report.</param>
public sealed record ImageRunResult(
    RunFolder Folder, ImageExperiment<float> Experiment, TrainingState<float> State, TrainingResult Training, IReadOnlyList<string> Pictures);

/// <summary>Runs a recipe for images: trains, measures on held-out images, and writes pictures, numbers, model and report.</summary>
public static class ImageRun
{
    /// <summary>Does a run.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="begun">Told once everything is checked and the folder is there; null: nobody.</param>
    /// <param name="progress">Told now and then while training, with the history so far; null: nobody.</param>
    /// <param name="cancellation">Stops the training and keeps a checkpoint.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message says which. Nothing has been written.</exception>
    /// <exception cref="RunFolderException">The folder holds something else. Nothing has been written.</exception>
    /// <exception cref="InvalidDataException">The data or a checkpoint are damaged or foreign. Nothing has been written.</exception>
    /// <exception cref="IOException">The data are not there, or a file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    /// <exception cref="NotFiniteNumberException">The loss became infinite or no number.</exception>
    public static ImageRunResult Execute(
        ImageRunOptions options, Action<ImageExperiment<float>, RunFolder>? begun = null,
        Action<TrainingProgress, History>? progress = null, CancellationToken cancellation = default)
    {
        using Workers workers = new(options.Run.Threads);
        ImageExperiment<float> experiment = ImageExperiment<float>.Build(options.Settings);
        Fields config = ImageConfig.Of(options.Recipe.Name, experiment);
        string description = ImageConfig.ModelOf(options.Recipe.Name, experiment).ToJson();
        HeldOutMeasures<float> heldOut = new(experiment.Model, experiment.HeldOut, options.Settings.Seed, workers);
        History? history = null;
        TrainingRun run = TrainingRun.Train(options.Run, experiment, config, description, heldOut.All, workers,
            (folder, state) =>
            {
                history = state.History;
                begun?.Invoke(experiment, folder);
            },
            progress is null ? null : moment => progress(moment, history!), cancellation);
        ImageModel model = new(options.Recipe.Name, experiment.Settings, experiment.Images.Training.Shape, experiment.Model, run.State.Theta,
            workers);
        ImageRunResult result = new(run.Folder, experiment, run.State, run.Training, ImagePictures.Files(model));
        if (run.Training.Reason != StopReason.Interrupted)
        {
            ImagePictures pictures = new(model, experiment.Images.HeldOut, run.State.History);
            run.Write(description, ImageHistory.NameOf, () => Draw(result, pictures),
                () => ImageReport.Of(options, result, config).Save(run.Folder[RunFolder.Report]));
        }

        return result;
    }

    /// <summary>One picture after another, as they share the model's memory; each is compressed while the next is drawn.</summary>
    private static void Draw(ImageRunResult run, ImagePictures pictures)
    {
        Task saved = Task.CompletedTask;
        foreach (string file in run.Pictures)
        {
            Image picture = pictures.Draw(file);
            saved.GetAwaiter().GetResult();
            saved = Task.Run(() => ImageFile.Save(picture, run.Folder[file]));
        }

        saved.GetAwaiter().GetResult();
    }
}
