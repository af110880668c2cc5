using System.Runtime.ExceptionServices;
using TinyAE.Imaging;
using TinyAE.Numerics;
using TinyAE.Reports;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>What a run of a font recipe is to do.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="Settings">Its settings.</param>
public sealed record FontRunOptions(string Recipe, FontSettings Settings)
{
    /// <summary>The folder for everything that the run writes.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether a numbered folder will do where another run is in the way.</summary>
    public bool MayNumber { get; init; }

    /// <summary>What to do with a run that is there.</summary>
    public RunStart Start { get; init; }

    /// <summary>Threads; the result does not depend on them.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Steps between two checkpoints; null: every 30 seconds. One is written at the end and on interruption as well.</summary>
    public long? CheckpointEvery { get; init; }

    /// <summary>The command that does the run again, for the report.</summary>
    public string Command { get; init; } = "";
}

/// <summary>A run that has ended.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="Folder">Where everything is.</param>
/// <param name="Experiment">What was trained.</param>
/// <param name="State">What training reached.</param>
/// <param name="Training">How it ended; interrupted: only a checkpoint has been written.</param>
/// <param name="Findings">What the network makes of each character.</param>
public sealed record FontRunResult(
    string Recipe, RunFolder Folder, FontExperiment<float> Experiment, TrainingState<float> State, TrainingResult Training,
    FontFindings Findings)
{
    /// <summary>What it makes of noisy ones; null where the recipe has no noise.</summary>
    public DenoisingFindings? Denoising { get; init; }
}

/// <summary>Runs a font recipe: trains, looks at what was learned, and writes pictures, numbers, model and report.</summary>
public static class FontRun
{
    /// <summary>Does a run.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="begun">Told once everything is checked and the folder is there; null: nobody.</param>
    /// <param name="progress">Told now and then while training; null: nobody.</param>
    /// <param name="cancellation">Stops the training and keeps a checkpoint.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message says which. Nothing has been written.</exception>
    /// <exception cref="RunFolderException">The folder holds something else. Nothing has been written.</exception>
    /// <exception cref="InvalidDataException">A font or checkpoint is damaged or foreign. Nothing has been written.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    /// <exception cref="NotFiniteNumberException">The loss became infinite or no number.</exception>
    public static FontRunResult Execute(
        FontRunOptions options, Action<FontExperiment<float>, RunFolder>? begun = null, Action<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        FontExperiment<float> experiment = FontExperiment<float>.Build(options.Settings);
        Fields config = FontConfig.Of(options.Recipe, experiment);
        config["run"] = new Fields { ["threads"] = options.Threads, ["checkpoint_every"] = options.CheckpointEvery };
        RunFolder folder = RunFolder.Choose(options.Folder, options.MayNumber, config, options.Start);
        string description = FontConfig.ModelOf(options.Recipe, experiment).ToJson();
        TrainingPlan plan = experiment.Plan with
        {
            CheckpointPath = folder[RunFolder.Checkpoint],
            CheckpointSteps = options.CheckpointEvery,
            Description = description,
        };

        using Workers workers = new(options.Threads);
        Trainer<float> trainer = new(
            experiment.Phases, experiment.Data, plan, workers, measures: [MeasureOf(experiment)]);
        if (options.Start == RunStart.Resume)
        {
            trainer.Resume(folder[RunFolder.Checkpoint]);
        }

        folder.Begin();
        begun?.Invoke(experiment, folder);
        TrainingResult training;
        try
        {
            training = trainer.Run(progress, cancellation: cancellation);
        }
        catch
        {
            folder.Abandon();
            throw;
        }

        FontRunResult result = new(
            options.Recipe, folder, experiment, trainer.State, training, FontFindings.Of(experiment, trainer.State.Theta))
        {
            Denoising = experiment.Settings.Noise is null ? null : DenoisingFindings.Of(experiment, trainer.State.Theta),
        };
        if (training.Reason != StopReason.Interrupted)
        {
            Write(options, result, config, description);
        }

        return result;
    }

    /// <summary>Writes everything, the pictures and the numbers at the same time: after a short training this is what takes the time.</summary>
    private static void Write(FontRunOptions options, FontRunResult run, Fields config, string description)
    {
        RunFolder folder = run.Folder;
        try
        {
            Parallel.Invoke(WritePictures, WriteNumbers);
        }
        catch (AggregateException failed)
        {
            ExceptionDispatchInfo.Throw(failed.Flatten().InnerExceptions[0]);
        }

        folder.Finish();

        void WritePictures()
        {
            // One is drawn while others are compressed.
            Parallel.ForEach(Pictures(run), named => ImageFile.Save(named.Picture, folder[named.File]));
        }

        void WriteNumbers()
        {
            History history = run.State.History;
            IEnumerable<double[]> rows = Enumerable.Range(0, history.Count).Select(row => history[row].ToArray());
            CsvFile.Save(folder[RunFolder.Metrics], history.Columns, rows);
            ModelFile.Save<float>(folder[RunFolder.Model], run.State.Layout, run.State.Theta, description);
            MarkdownDocument page = run.Denoising is null ? FontReport.Of(options, run, config) : DenoisingReport.Of(options, run, config);
            page.Save(folder[RunFolder.Report]);
        }
    }

    /// <summary>The files of the pictures of a run, in the order of its report.</summary>
    public static IReadOnlyList<string> PicturesOf(FontRunResult run) =>
        run.Denoising is null ? FontPictures.Files(run.Findings) : DenoisingPictures.Files;

    private static IEnumerable<(string File, Image Picture)> Pictures(FontRunResult run) => run.Denoising is null
        ? FontPictures.Draw(run.Experiment, run.State, run.Findings)
        : DenoisingPictures.Draw(run.Experiment, run.State, run.Denoising);

    private static Measure<float> MeasureOf(FontExperiment<float> experiment) => experiment.Settings.Noise is null
        ? new Measure<float>(FontPictures.WrongColumn, CountWrong(experiment))
        : DenoisingFindings.MeasureOf(experiment);

    /// <summary>Counts the pixels that the network gets wrong, without allocating.</summary>
    private static Func<TrainingState<float>, double> CountWrong(FontExperiment<float> experiment)
    {
        float[] prediction = new float[experiment.Pixels.Length];
        Pass pass = new(experiment.Font.Glyphs.Count, Training: false, default, Workers.One);
        return state =>
        {
            ReadOnlySpan<float> pixels = experiment.Pixels;
            experiment.Model.Reconstruct(state.Theta, pixels, prediction, pass);
            int wrong = 0;
            for (int i = 0; i < pixels.Length; i++)
            {
                wrong += (prediction[i] >= 0.5f) != (pixels[i] >= 0.5f) ? 1 : 0;
            }

            return wrong;
        };
    }
}
