using TinyAE.Imaging;
using TinyAE.Numerics;
using TinyAE.Reports;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>What a run of a font recipe is to do.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Run">Where its files go, and the like.</param>
public sealed record FontRunOptions(string Recipe, FontSettings Settings, RunOptions Run);

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
        string description = FontConfig.ModelOf(options.Recipe, experiment).ToJson();
        using Workers workers = new(options.Run.Threads);
        TrainingRun run = TrainingRun.Train(options.Run, experiment, config, description, [MeasureOf(experiment)], workers,
            (folder, _) => begun?.Invoke(experiment, folder), progress, cancellation);
        FontRunResult result = new(
            options.Recipe, run.Folder, experiment, run.State, run.Training, FontFindings.Of(experiment, run.State.Theta))
        {
            Denoising = experiment.Settings.Noise is null ? null : DenoisingFindings.Of(experiment, run.State.Theta),
        };
        if (run.Training.Reason != StopReason.Interrupted)
        {
            // One picture is drawn while others are compressed.
            run.Write(description, null,
                () => Parallel.ForEach(Pictures(result), named => ImageFile.Save(named.Picture, run.Folder[named.File])),
                () => ReportOf(options, result, config).Save(run.Folder[RunFolder.Report]));
        }

        return result;
    }

    private static MarkdownDocument ReportOf(FontRunOptions options, FontRunResult run, Fields config) =>
        run.Denoising is null ? FontReport.Of(options, run, config) : DenoisingReport.Of(options, run, config);

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
