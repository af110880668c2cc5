using System.CommandLine;
using TinyAE.Recipes;
using TinyAE.Reports;
using TinyAE.Training;
using static TinyAE.Reports.Figures;

namespace TinyAE.Cli;

/// <summary><c>train conv-vae</c> and its relatives: trains an autoencoder of images and says what it learned.</summary>
internal static class ImageCommand
{
    public static Command Create(Session session, IImageRecipe recipe)
    {
        string name = $"train {recipe.Name}";
        RunSettings settings = new(recipe.Name);
        DocumentedCommand command = new(recipe.Name, $"{recipe.Summary}.")
        {
            Examples =
            [
                (name, $"everything as the recipe has it, into out/{recipe.Name}; nothing to download"),
                ($"{name} --quick", "a smaller version, for a first look"),
                ($"{name} --data fashion-mnist", "another set of images; once before: tinyae data fetch fashion-mnist"),
                ($"{name} --data photos --side 32", "your own images: a folder with one sub-folder a class"),
                recipe.Settings.IsVariational
                    ? ($"{name} --latent 10 --beta 4", "a larger code, held closer to its prior")
                    : ($"{name} --optimizer adam --epochs 20", "another optimizer, longer"),
                ($"{name} --epochs 100 --out long", "a long training; Ctrl-C stops it and keeps what was reached ..."),
                ($"{name} --epochs 100 --out long --resume", "... and this goes on from there, to the same last bit"),
            ],
            Notes =
            [
                settings.Note,
                $"Layers: {string.Join(" ", Models.NetworkText.Usages)} and activations by name; a shape is 7x7x64, or data, or data/4x64.",
                $"Source: {recipe.Source}. To expect: {recipe.Expected}.",
            ],
        };
        ImageOptions options = new(recipe);
        command.Add(options.All);
        command.Add(settings.All);
        command.SetAction(parsed => Run(session, new ImageRunOptions(
            recipe, options.Read(parsed, session.Seed), settings.Read(parsed, session, Environment.ProcessorCount))));
        return command;
    }

    private static int Run(Session session, ImageRunOptions options)
    {
        Output output = session.Output;
        session.HeedSignals();
        IProgressView? view = null;
        EpochLines? epochs = null;
        ImageRunResult run;
        try
        {
            run = ImageRun.Execute(
                options,
                (experiment, folder) =>
                {
                    Introduce(output, options, experiment, folder);
                    int perEpoch = (experiment.Data.Count + experiment.Plan.BatchSize!.Value - 1) / experiment.Plan.BatchSize.Value;
                    view = output.Progress((long)perEpoch * options.Settings.Epochs, lines: true);
                    epochs = new EpochLines(output, view, options.Settings.Epochs);
                },
                (progress, history) =>
                {
                    view?.Show(progress.Step, progress.Loss, progress.Left);
                    epochs?.Show(history, progress.Left);
                },
                session.Stop);
        }
        finally
        {
            view?.Dispose();
        }

        return run.Training.Reason == StopReason.Interrupted ? Interrupted(session, run) : Done(output, run);
    }

    private static void Introduce(Output output, ImageRunOptions options, ImageExperiment<float> experiment, RunFolder folder)
    {
        ImageSettings settings = experiment.Settings;
        if (folder.Note is not null)
        {
            output.Say(folder.Note);
        }

        output.Say($"Training {options.Recipe.Name} on {Count(experiment.Images.Training.Count, "image")} {experiment.Images.Training.Shape} of "
            + $"{experiment.Images.Training.Name}, {Count(experiment.Images.HeldOut.Count)} held out: code of "
            + $"{Count(experiment.CodeSize, "number")}, {Count(experiment.Model.Layout.TrainableCount)} parameters, {settings.Optimizer} "
            + $"{settings.LearningRate}, {Count(settings.Epochs, "epoch")}, batch {experiment.Plan.BatchSize}, seed {settings.Seed}, "
            + $"{Count(options.Run.Threads, "thread")}.");
        output.Event("begin", new Fields
        {
            ["folder"] = Path.GetFullPath(folder.Path),
            ["data"] = settings.Data,
            ["training"] = experiment.Images.Training.Count,
            ["held_out"] = experiment.Images.HeldOut.Count,
            ["parameters"] = experiment.Model.Layout.TrainableCount,
            ["epochs"] = settings.Epochs,
            ["seed"] = settings.Seed,
            ["note"] = folder.Note,
        });
    }

    private static int Done(Output output, ImageRunResult run)
    {
        output.Say();
        output.Say(ImageWords.Outcome(run));
        output.Say($"{Count(run.Training.Epochs, "epoch")}, {Count(run.Training.Steps, "step")} in "
            + $"{Duration(TimeSpan.FromSeconds(run.Training.Seconds))}.");
        output.Say();
        output.Say($"Pictures, model and numbers are in {run.Folder.Path}; this page shows and explains them:");
        output.Result(output.Quiet ? run.Folder[RunFolder.Report] : $"  {run.Folder[RunFolder.Report]}");
        output.Event("result", Result(run));
        return ExitCode.Done;
    }

    private static int Interrupted(Session session, ImageRunResult run)
    {
        string resume = RunSettings.SayHowToResume(session, $"{Count(run.Training.Steps)} (epoch {Count(run.Training.Epochs)} of "
            + $"{Count(run.Experiment.Settings.Epochs)})");
        Fields result = Result(run);
        result["resume"] = resume;
        session.Output.Event("result", result);
        return ExitCode.Interrupted;
    }

    /// <summary>Everything that a script may need of a run.</summary>
    private static Fields Result(ImageRunResult run)
    {
        string folder = Path.GetFullPath(run.Folder.Path);
        Fields result = new()
        {
            ["status"] = run.Training.Reason == StopReason.Interrupted ? "interrupted" : "done",
            ["folder"] = folder,
            ["epochs"] = run.Training.Epochs,
            ["steps"] = run.Training.Steps,
            ["seconds"] = Math.Round(run.Training.Seconds, 4),
        };
        History history = run.State.History;
        foreach (string column in ImageHistory.LossColumns(history).Where(_ => history.Count > 0))
        {
            result[ImageHistory.NameOf(column)] = history.Column(column)[^1];
        }

        if (run.Training.Reason != StopReason.Interrupted)
        {
            result["report"] = Path.Combine(folder, RunFolder.Report);
            result["model"] = Path.Combine(folder, RunFolder.Model);
            result["metrics"] = Path.Combine(folder, RunFolder.Metrics);
            result["config"] = Path.Combine(folder, RunFolder.Config);
            result["pictures"] = run.Pictures.Select(file => Path.Combine(folder, file)).ToArray();
        }

        result["checkpoint"] = Path.Combine(folder, RunFolder.Checkpoint);
        return result;
    }
}
