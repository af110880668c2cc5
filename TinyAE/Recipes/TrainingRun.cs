using System.Runtime.ExceptionServices;
using TinyAE.Numerics;
using TinyAE.Reports;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>The part of a run that all recipes share: a folder, a training that can be stopped and resumed, and files at its end.</summary>
/// <param name="Folder">Where everything is.</param>
/// <param name="State">What training reached.</param>
/// <param name="Training">How it ended; interrupted: only a checkpoint has been written.</param>
internal sealed record TrainingRun(RunFolder Folder, TrainingState<float> State, TrainingResult Training)
{
    /// <summary>Trains an experiment, or goes on with the one in the folder.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="experiment">What to train.</param>
    /// <param name="config">All that determines the numbers.</param>
    /// <param name="description">What it takes to build the networks again.</param>
    /// <param name="measures">What the history holds besides the losses.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="begun">Told once everything is checked and the folder is there, with the state that training will move.</param>
    /// <param name="progress">Told now and then while training; null: nobody.</param>
    /// <param name="cancellation">Stops the training and keeps a checkpoint.</param>
    /// <exception cref="RunFolderException">The folder holds something else. Nothing has been written.</exception>
    /// <exception cref="InvalidDataException">A checkpoint is damaged or foreign. Nothing has been written.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="NotFiniteNumberException">The loss became infinite or no number.</exception>
    public static TrainingRun Train(
        RunOptions options, Experiment<float> experiment, Fields config, string description, IReadOnlyList<Measure<float>> measures,
        Workers workers, Action<RunFolder, TrainingState<float>>? begun, Action<TrainingProgress>? progress, CancellationToken cancellation)
    {
        config["run"] = new Fields { ["threads"] = options.Threads, ["checkpoint_every"] = options.CheckpointEvery };
        RunFolder folder = RunFolder.Choose(options.Folder, options.MayNumber, config, options.Start);
        TrainingPlan plan = experiment.Plan with
        {
            CheckpointPath = folder[RunFolder.Checkpoint],
            CheckpointSteps = options.CheckpointEvery,
            Description = description,
        };
        Trainer<float> trainer = new(experiment.Phases, experiment.Data, plan, workers, measures: measures);
        if (options.Start == RunStart.Resume)
        {
            trainer.Resume(folder[RunFolder.Checkpoint]);
        }

        folder.Begin();
        begun?.Invoke(folder, trainer.State);
        try
        {
            return new TrainingRun(folder, trainer.State, trainer.Run(progress, cancellation: cancellation));
        }
        catch
        {
            folder.Abandon();
            throw;
        }
    }

    /// <summary>Writes everything, several files at the same time: after a short training this is what takes the time.</summary>
    /// <param name="description">What it takes to build the networks again.</param>
    /// <param name="heading">The name of a column of the history in the file; null: its own.</param>
    /// <param name="writers">What is written besides the history and the model.</param>
    public void Write(string description, Func<string, string>? heading, params Action[] writers)
    {
        try
        {
            Parallel.Invoke([.. writers, WriteNumbers]);
        }
        catch (AggregateException failed)
        {
            ExceptionDispatchInfo.Throw(failed.Flatten().InnerExceptions[0]);
        }

        Folder.Finish();

        void WriteNumbers()
        {
            History history = State.History;
            IEnumerable<double[]> rows = Enumerable.Range(0, history.Count).Select(row => history[row].ToArray());
            CsvFile.Save(Folder[RunFolder.Metrics], [.. history.Columns.Select(heading ?? (name => name))], rows);
            ModelFile.Save<float>(Folder[RunFolder.Model], State.Layout, State.Theta, description);
        }
    }
}
