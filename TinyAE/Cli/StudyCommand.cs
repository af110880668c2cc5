using System.CommandLine;
using TinyAE.Recipes;
using TinyAE.Reports;
using TinyAE.Study;
using static TinyAE.Reports.Figures;

namespace TinyAE.Cli;

/// <summary><c>study</c>: answers a question by many trainings.</summary>
internal static class StudyCommand
{
    private const string Size = "Size";
    private const string Group = "Output";

    private static readonly string[] Notes =
    [
        "Trainings run side by side, one a thread. Each is kept as soon as it is finished: the same command again goes on from there, and "
        + "gives the same numbers as one run without interruption. Without --out a study goes to out/study-NAME, or, where another one "
        + "is, to the first free of out/study-NAME-2, -3, ...",
        "Several machines share a study: each computes one --shard, and study merge joins their folders into the report of the whole.",
    ];

    public static Command Create(Session session)
    {
        DocumentedCommand command = new("study", "answers a question by many trainings: tables, plots and a report.")
        {
            Examples =
            [
                ("study architectures", "which networks learn the alphabet, and why the course's fails on the whole set"),
                ("study optimizers --quick", "a small version, for a first look"),
                ("study optimizers --shard 1/3 --out part1", "the first third of the trainings, for one of three machines"),
                ("study merge part1 part2 part3 --out whole", "the report of the whole from its parts"),
            ],
            Notes = Notes,
        };
        foreach (IStudy study in Studies.All)
        {
            command.Subcommands.Add(CreateRun(session, study));
        }

        command.Subcommands.Add(CreateMerge(session));
        command.SetAction((Func<ParseResult, int>)(_ =>
            throw new UsageException($"study what? Allowed: {string.Join(", ", command.Subcommands.Select(inner => inner.Name))}.")));
        return command;
    }

    private static DocumentedCommand CreateRun(Session session, IStudy study)
    {
        string name = $"study {study.Name}";
        DocumentedCommand command = new(study.Name, $"{study.Summary}.")
        {
            Examples =
            [
                (name, $"everything, into out/study-{study.Name}; again after Ctrl-C: goes on"),
                ($"{name} --quick", "a small version, for a first look"),
                ($"{name} --seeds 20 --threads 8", "more seeds, on eight cores"),
                ($"{name} --shard 2/4 --out part2", "the second of four parts; study merge joins them"),
            ],
            Notes = [.. Notes, $"Source: {study.Source}."],
        };
        Flag quick = new("--quick", Size, "A small version: fewer seeds, rates and steps. It shows how things look, not what is true.");
        Setting seeds = new("--seeds", Size, "N", "Trainings of each kind, from --seed on.", study.DefaultSeeds);
        Setting shard = new("--shard", Size, "I/N", "Compute part I of N alone.", "all of it");
        (Setting folder, Flag overwrite) = OutputOptions(command, $"out/study-{study.Name}");
        Setting data = new("--data", Size, "NAME|PATH", "The images: one of tinyae data list, or a path.", study.DefaultData);
        foreach (Option option in (Option[])[quick, seeds, shard, .. study.DefaultData is null ? (Option[])[] : [data]])
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed => Run(session, new StudyRunOptions(study, new StudyScale
        {
            Quick = parsed.GetValue(quick),
            Seeds = seeds.Read<int?>(parsed, null, text => (int)Numbers.Whole(text, 1, FontStudyPlan.MostSeeds)),
            FirstSeed = session.Seed ?? 1,
            Data = data.Text(parsed),
        })
        {
            Folder = folder.Text(parsed) ?? Path.Combine("out", $"study-{study.Name}"),
            MayNumber = folder.Text(parsed) is null,
            Overwrite = parsed.GetValue(overwrite),
            Shard = shard.Read(parsed, Shard.Whole, ParseShard),
            Threads = session.Threads ?? Environment.ProcessorCount,
        }));
        return command;
    }

    private static DocumentedCommand CreateMerge(Session session)
    {
        DocumentedCommand command = new("merge", "joins the parts of a study that were computed with --shard, and writes the report of "
            + "the whole.")
        {
            Examples =
            [
                ("study merge part1 part2 part3 --out whole", "three folders into one"),
                ("study merge shared", "all parts are in one folder: the report goes there too"),
            ],
            Notes = ["Every part must be there, and of one and the same study; otherwise the error says what is missing or differs."],
        };
        Argument<string[]> paths = new("folders")
        {
            HelpName = "DIR...",
            Arity = ArgumentArity.OneOrMore,
            Description = "The folders of the parts, or their files cells-I-of-N.jsonl.",
        };
        command.Arguments.Add(paths);
        (Setting folder, Flag overwrite) = OutputOptions(command, "the folder itself if it is one, else out/study-NAME");
        command.SetAction(parsed =>
        {
            string[] from = parsed.GetValue(paths)!;
            string? own = from.Length == 1 && Directory.Exists(from[0]) ? from[0] : null;
            (StudyRunResult run, IReadOnlyList<string> twice) = StudyRun.Merge(from, (study, scale) => new StudyRunOptions(study, scale)
            {
                Folder = folder.Text(parsed) ?? own ?? Path.Combine("out", $"study-{study.Name}"),
                MayNumber = folder.Text(parsed) is null && own is null,
                Overwrite = parsed.GetValue(overwrite),
                Command = CommandLine(session),
            });
            if (twice.Count > 0)
            {
                session.Output.Say($"{Count(twice.Count, "cell")} came more than once, each time with the same result.");
            }

            return Report(session, run);
        });
        return command;
    }

    private static (Setting Folder, Flag Overwrite) OutputOptions(Command command, string @default)
    {
        Setting folder = new("--out", Group, "DIR", "The folder for everything that is written.", @default);
        Flag overwrite = new("--overwrite", Group, "Replace whatever is in the folder, and begin anew.");
        command.Options.Add(folder);
        command.Options.Add(overwrite);
        return (folder, overwrite);
    }

    private static int Run(Session session, StudyRunOptions options)
    {
        Output output = session.Output;
        session.HeedSignals();
        IProgressView? view = null;
        StudyRunResult run;
        try
        {
            run = StudyRun.Execute(
                options with { Command = CommandLine(session) },
                (plan, folder) =>
                {
                    int cells = options.Shard.CellsOf(plan.Sweep).Count;
                    Introduce(output, options, plan, folder, cells);
                    view = output.Progress(cells, "training");
                },
                progress => view?.Show(progress.Done, null, progress.Left),
                session.Stop);
        }
        finally
        {
            view?.Dispose();
        }

        return run.Sweep.Interrupted ? Interrupted(session, run) : Report(session, run);
    }

    private static void Introduce(Output output, StudyRunOptions options, StudyPlan plan, RunFolder folder, int cells)
    {
        if (folder.Note is not null)
        {
            output.Say(folder.Note);
        }

        string part = options.Shard == Shard.Whole ? "" : $", part {options.Shard} of {Count(plan.Sweep.Cells.Count)}";
        output.Say($"{options.Study.Summary}: {Count(cells, "training")}{part}, {Count(options.Threads, "thread")}.");
        output.Event("begin", new Fields
        {
            ["study"] = options.Study.Name,
            ["folder"] = Path.GetFullPath(folder.Path),
            ["trainings"] = cells,
            ["shard"] = options.Shard.ToString(),
            ["threads"] = options.Threads,
            ["note"] = folder.Note,
        });
    }

    private static int Report(Session session, StudyRunResult run)
    {
        Output output = session.Output;
        Fields result = Result(run, "done");
        output.Say();
        if (run.Page is null)
        {
            output.Result($"The part is done, in {run.Folder.Path}. Once the others are too: tinyae study merge with the folders of all "
                + "parts.");
        }
        else
        {
            output.Say(run.Page.Verdict);
            output.Say();
            output.Say($"Plots and numbers are in {run.Folder.Path}; this page shows and explains them:");
            output.Result(output.Quiet ? run.Folder[RunFolder.Report] : $"  {run.Folder[RunFolder.Report]}");
            result["verdict"] = run.Page.Verdict;
            result["report"] = Path.GetFullPath(run.Folder[RunFolder.Report]);
            result["metrics"] = Path.GetFullPath(run.Folder[RunFolder.Metrics]);
            result["pictures"] = run.Page.Pictures.Select(picture => Path.GetFullPath(run.Folder[picture.File])).ToArray();
        }

        output.Event("result", result);
        return ExitCode.Done;
    }

    private static int Interrupted(Session session, StudyRunResult run)
    {
        session.Output.Result($"Interrupted; {Count(run.Sweep.Results.Finished.Count, "training")} are finished and kept. To go on:");
        session.Output.Result($"  {CommandLine(session)}");
        Fields result = Result(run, "interrupted");
        result["resume"] = CommandLine(session);
        session.Output.Event("result", result);
        return ExitCode.Interrupted;
    }

    private static Fields Result(StudyRunResult run, string status) => new()
    {
        ["status"] = status,
        ["study"] = run.Study.Name,
        ["folder"] = Path.GetFullPath(run.Folder.Path),
        ["finished"] = run.Sweep.Results.Finished.Count,
        ["missing"] = run.Sweep.Results.Missing.Count,
        ["digest"] = run.Sweep.Results.Digest,
    };

    private static Shard ParseShard(string text)
    {
        try
        {
            return Shard.Parse(text);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(App.OneLine(wrong.Message));
        }
    }

    private static string CommandLine(Session session) => string.Join(' ', session.Args
        .Where(arg => arg is not ("--overwrite" or "--quiet" or "--json")).Prepend("tinyae").Select(ShellQuote.Of));
}
