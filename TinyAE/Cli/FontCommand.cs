using System.CommandLine;
using TinyAE.Recipes;
using TinyAE.Reports;
using TinyAE.Training;
using static TinyAE.Reports.Figures;

namespace TinyAE.Cli;

/// <summary><c>train font</c> and its relatives: trains a font autoencoder and says what it learned.</summary>
internal static class FontCommand
{
    public static Command Create(Session session, IFontRecipe recipe)
    {
        string name = $"train {recipe.Name}";
        RunSettings settings = new(recipe.Name);
        DocumentedCommand command = new(recipe.Name, $"{recipe.Summary}.")
        {
            Examples =
            [
                (name, $"everything as the recipe has it, into out/{recipe.Name}"),
                .. recipe.Settings.Noise is { } noise ? NoiseOptions.Examples(name, noise)
                    : [($"{name} --characters \"#&()./0123456789>?\"", "18 characters alone")],
                ($"{name} --architecture 35-10-2-10-35 --activation relu --seed 7", "another network, other random numbers"),
                ($"{name} --iterations 1000000 --out long", "a long training; Ctrl-C stops it and keeps what was reached ..."),
                ($"{name} --iterations 1000000 --out long --resume", "... and this goes on from there, to the same last bit"),
                ($"{name} --font my-font.h --quiet --json", "a font of your own; one line of JSON with every result"),
            ],
            Notes =
            [
                settings.Note,
                $"Source: {recipe.Source}. To expect: {recipe.Expected}.",
            ],
        };
        FontOptions options = new(recipe.Settings);
        command.Add(options.All);
        command.Add(settings.All);
        command.SetAction(parsed => Run(
            session, new FontRunOptions(recipe.Name, options.Read(parsed, session.Seed ?? recipe.Settings.Seed), settings.Read(parsed, session, 1))));
        return command;
    }

    private static int Run(Session session, FontRunOptions options)
    {
        Output output = session.Output;
        session.HeedSignals();
        IProgressView? view = null;
        FontRunResult run;
        try
        {
            run = FontRun.Execute(
                options,
                (experiment, folder) =>
                {
                    Introduce(output, experiment, folder);
                    view = output.Progress(experiment.Settings.Iterations);
                },
                progress => view?.Show(progress.Step, progress.Loss, progress.Left),
                session.Stop);
        }
        finally
        {
            view?.Dispose();
        }

        return run.Training.Reason == StopReason.Interrupted ? Interrupted(session, run) : Done(output, run);
    }

    private static void Introduce(Output output, FontExperiment<float> experiment, RunFolder folder)
    {
        FontSettings settings = experiment.Settings;
        if (folder.Note is not null)
        {
            output.Say(folder.Note);
        }

        string characters = Count(experiment.Font.Glyphs.Count, "character");
        string noise = settings.Noise is null ? "" : $", {DenoisingWords.TrainedOn(settings)}";
        output.Say($"Training {string.Join('-', settings.Architecture)} on {characters} of {experiment.Font.Name}{noise}: "
            + $"{settings.Activation}, {settings.Loss}, {settings.Optimizer} {settings.LearningRate} ({settings.Schedule}), "
            + $"{Count(settings.Iterations, "step")}, seed {settings.Seed}.");
        output.Event("begin", new Fields
        {
            ["folder"] = Path.GetFullPath(folder.Path),
            ["architecture"] = string.Join('-', settings.Architecture),
            ["characters"] = experiment.Font.Characters,
            ["parameters"] = experiment.Model.Layout.TrainableCount,
            ["iterations"] = settings.Iterations,
            ["seed"] = settings.Seed,
            ["note"] = folder.Note,
        });
    }

    private static int Done(Output output, FontRunResult run)
    {
        FontFindings found = run.Findings;
        (int first, int second, double distance) = found.Closest;
        output.Say();
        output.Say(FontWords.Verdict(run));
        if (found.Count > 1 && run.Denoising is null)
        {
            output.Say($"The closest two codes are those of {Show(found, first)} and {Show(found, second)}, {Number(distance)} apart.");
        }

        output.Say($"Loss {Number(run.Training.Loss)} ({run.Experiment.Model.Loss.Scale}) after {Count(run.Training.Steps, "step")} "
            + $"in {Duration(TimeSpan.FromSeconds(run.Training.Seconds))}.");
        output.Say();
        output.Say($"Pictures, model and numbers are in {run.Folder.Path}; this page shows and explains them:");
        output.Result(output.Quiet ? run.Folder[RunFolder.Report] : $"  {run.Folder[RunFolder.Report]}");
        output.Event("result", Result(run));
        return ExitCode.Done;
    }

    private static int Interrupted(Session session, FontRunResult run)
    {
        string resume = RunSettings.SayHowToResume(
            session, $"{Count(run.Training.Steps)} of {Count(run.Experiment.Settings.Iterations)}");
        Fields result = Result(run);
        result["resume"] = resume;
        session.Output.Event("result", result);
        return ExitCode.Interrupted;
    }

    /// <summary>Everything that a script may need of a run.</summary>
    private static Fields Result(FontRunResult run)
    {
        FontFindings found = run.Findings;
        (int first, int second, double distance) = found.Closest;
        string folder = Path.GetFullPath(run.Folder.Path);
        Fields result = new()
        {
            ["status"] = run.Training.Reason == StopReason.Interrupted ? "interrupted" : "done",
            ["recipe"] = run.Recipe,
            ["folder"] = folder,
            ["steps"] = run.Training.Steps,
            ["seconds"] = Math.Round(run.Training.Seconds, 4),
            ["loss"] = run.Training.Loss,
            ["loss_scale"] = run.Experiment.Model.Loss.Scale.ToString(),
            ["wrong_pixels"] = found.Wrong,
            ["pixels"] = found.Pixels,
            ["characters"] = found.Font.Characters,
            ["exact_characters"] = found.Exact,
            ["wrong_pixels_by_character"] = found.WrongPixels,
            ["least_margin"] = found.Margins.Min(),
            ["codes"] = Enumerable.Range(0, found.Count).Select(n => found.Code(n).ToArray()),
            ["closest_codes"] = new Fields
            {
                ["first"] = $"{found.Font.Glyphs[first].Character}",
                ["second"] = $"{found.Font.Glyphs[second].Character}",
                ["distance"] = distance,
            },
        };
        if (run.Denoising is { } denoising)
        {
            result["noise"] = run.Experiment.Settings.Noise!.ToCorruption().Description;
            result["flips"] = denoising.Flips.Select(DenoisingWords.FieldsOf);
            result["levels"] = denoising.Levels.Select(DenoisingWords.FieldsOf);
        }

        if (run.Training.Reason != StopReason.Interrupted)
        {
            result["report"] = Path.Combine(folder, RunFolder.Report);
            result["model"] = Path.Combine(folder, RunFolder.Model);
            result["metrics"] = Path.Combine(folder, RunFolder.Metrics);
            result["config"] = Path.Combine(folder, RunFolder.Config);
            result["pictures"] = FontRun.PicturesOf(run).Select(file => Path.Combine(folder, file)).ToArray();
        }

        result["checkpoint"] = Path.Combine(folder, RunFolder.Checkpoint);
        return result;
    }

    private static string Show(FontFindings found, int n) =>
        found.Font.Glyphs[n].Character is char c and not ' ' ? $"{c}" : "the space";
}
