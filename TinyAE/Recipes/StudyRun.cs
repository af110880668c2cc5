using TinyAE.Imaging;
using TinyAE.Numerics;
using TinyAE.Reports;
using TinyAE.Study;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>What a run of a study is to do.</summary>
/// <param name="Study">The study.</param>
/// <param name="Scale">How large.</param>
public sealed record StudyRunOptions(IStudy Study, StudyScale Scale)
{
    /// <summary>The folder for everything that the run writes, and in which it goes on if it was interrupted.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether a numbered folder will do where another run is in the way.</summary>
    public bool MayNumber { get; init; }

    /// <summary>True: remove what is in the folder. False: go on with it.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The part to compute.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Cells that are computed at a time; the results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The command that does the run again, for the report.</summary>
    public string Command { get; init; } = "";
}

/// <summary>What a run of a study has reached.</summary>
/// <param name="Study">The study.</param>
/// <param name="Folder">Where everything is.</param>
/// <param name="Sweep">The cells that are finished, and whether somebody stopped it.</param>
/// <param name="Page">What the study shows; null if it was interrupted, or computed a part.</param>
public sealed record StudyRunResult(IStudy Study, RunFolder Folder, SweepRun Sweep, StudyPage? Page);

/// <summary>Runs a study: computes its cells, and writes tables, plots and the report once all are there.</summary>
public static class StudyRun
{
    /// <summary>Computes the cells of a part that the folder does not have yet, and for the whole writes the report.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="begun">Told once everything is checked and the folder is there; null: nobody.</param>
    /// <param name="progress">Told about ten times a second, from any thread; null: nobody.</param>
    /// <param name="cancellation">Stops the study; finished cells are kept.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message says which. Nothing has been written.</exception>
    /// <exception cref="RunFolderException">The folder holds something else. Nothing has been written.</exception>
    /// <exception cref="InvalidDataException">The file of finished cells is damaged or another study's; the message says where.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static StudyRunResult Execute(
        StudyRunOptions options, Action<StudyPlan, RunFolder>? begun = null, Action<SweepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        if (options.Scale.Data is { } data && options.Study.DefaultData is null)
        {
            throw new ArgumentException($"The study {options.Study.Name} has its own data and takes no other; found '{data}'.");
        }

        StudyPlan plan = options.Study.Plan(options.Scale);
        return Execute(options, plan, plan.Compute, begun, progress, cancellation);
    }

    /// <summary>Joins the parts of a study that several runs have computed, and writes the report of the whole.</summary>
    /// <param name="paths">Folders of the parts, or their files.</param>
    /// <param name="options">Makes the options from the study that the parts belong to.</param>
    /// <param name="begun">Told once everything is checked and the folder is there; null: nobody.</param>
    /// <exception cref="InvalidDataException">
    /// A part is damaged, or another study's, or something is missing; the message says what. Nothing has been written.
    /// </exception>
    /// <exception cref="RunFolderException">The folder holds something else. Nothing has been written.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static (StudyRunResult Run, IReadOnlyList<string> Twice) Merge(
        IReadOnlyList<string> paths, Func<IStudy, StudyScale, StudyRunOptions> options, Action<StudyPlan, RunFolder>? begun = null)
    {
        SweepHeader header = SweepFile.Find(paths).Select(SweepFile.ReadHeader).FirstOrDefault(header => header is not null)
            ?? throw new InvalidDataException($"{string.Join(", ", paths)}: no part of a study has begun here.");
        IStudy study = Studies.All.FirstOrDefault(study => study.Name == header.Name)
            ?? throw new InvalidDataException($"{paths[0]}: this program has no study '{header.Name}'.");
        StudyScale scale = StudyScale.Of(header.Settings);
        StudyPlan plan = study.Plan(scale);
        (SweepResults results, IReadOnlyList<string> twice) = SweepMerge.Join(plan.Sweep, paths);
        Dictionary<SweepCell, CellResult> found = results.Finished.ToDictionary(cell => cell.Cell, cell => cell.Result);
        return (Execute(options(study, scale), plan, (cell, _) => found[cell], begun, null, default), twice);
    }

    private static StudyRunResult Execute(
        StudyRunOptions options, StudyPlan plan, Func<SweepCell, CancellationToken, CellResult> compute,
        Action<StudyPlan, RunFolder>? begun, Action<SweepProgress>? progress, CancellationToken cancellation)
    {
        Fields config = Config(options, plan);
        RunStart start = options.Overwrite ? RunStart.Overwrite : RunStart.Continue;
        RunFolder folder = RunFolder.Choose(options.Folder, options.MayNumber, config, start);
        folder.Begin();
        if (options.Overwrite)
        {
            foreach (string file in Directory.EnumerateFiles(folder.Path, SweepFile.Pattern))
            {
                File.Delete(file);
            }
        }

        begun?.Invoke(plan, folder);
        SweepRun sweep;
        try
        {
            using Workers workers = new(options.Threads);
            sweep = SweepRunner.Run(plan.Sweep, compute, folder.Path, options.Shard, workers, progress, cancellation);
        }
        catch
        {
            folder.Abandon();
            throw;
        }

        bool isWhole = sweep.Results.Missing.Count == 0;
        return new StudyRunResult(options.Study, folder, sweep, isWhole ? Write(options, plan, sweep, folder) : null);
    }

    private static StudyPage Write(StudyRunOptions options, StudyPlan plan, SweepRun sweep, RunFolder folder)
    {
        StudyPage page = plan.Show(sweep.Results);
        foreach ((string file, Image picture) in page.Pictures)
        {
            ImageFile.Save(picture, folder[file]);
        }

        CsvFile.Save(folder[RunFolder.Metrics], page.Headings, page.Rows);
        string cells = SweepFile.NameOf(Shard.Whole);
        page.Page.Heading("Files").Bullets(
            $"[{RunFolder.Metrics}]({RunFolder.Metrics}): every measured number of every training, {Count(page.Rows.Count, "row")}",
            $"[{RunFolder.Config}]({RunFolder.Config}): every setting",
            $"[{cells}]({cells}): the {Count(plan.Sweep.Cells.Count, "training")} as they finished, one a line; from these an interrupted "
            + "study goes on");
        page.Page.Heading("Again").Paragraph(
            $"This command gives the same numbers to the last bit (but for the times), on any machine, with any number of threads, in one "
            + $"run or in parts; the results' digest is `{sweep.Results.Digest[..16]}`:");
        page.Page.Code(options.Command, "sh").Save(folder[RunFolder.Report]);
        folder.Finish();
        return page;
    }

    private static Fields Config(StudyRunOptions options, StudyPlan plan)
    {
        Fields settings = [];
        foreach ((string name, string value) in plan.Sweep.Settings)
        {
            settings[name] = value;
        }

        return new Fields
        {
            ["study"] = plan.Sweep.Name,
            ["settings"] = settings,
            ["cells"] = plan.Sweep.Cells.Count,
            ["sweep"] = plan.Sweep.Id,
            ["run"] = new Fields { ["threads"] = options.Threads, ["shard"] = options.Shard.ToString() },
        };
    }
}
