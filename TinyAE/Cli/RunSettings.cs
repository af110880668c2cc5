using System.CommandLine;
using TinyAE.Recipes;
using TinyAE.Reports;

namespace TinyAE.Cli;

/// <summary>The options of every command that trains: where its files go, what to do with those that are there, when to save.</summary>
internal sealed class RunSettings
{
    private const string Group = "Output";

    private readonly string _recipe;
    private readonly Setting _folder;
    private readonly Flag _overwrite = new("--overwrite", Group, "Replace whatever run is in the folder.");
    private readonly Flag _resume =
        new("--resume", Group, "Continue the interrupted run in the folder; give the options that it began with.");

    private readonly Setting _every = new("--checkpoint-every", Group, "N", "Steps between two checkpoints.", "every 30 seconds, and at the end");

    /// <param name="recipe">The recipe's name.</param>
    public RunSettings(string recipe)
    {
        _recipe = recipe;
        _folder = new("--out", Group, "DIR", "The folder for everything that is written.", $"out/{recipe}");
        All = [_folder, _resume, _overwrite, _every];
    }

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> All { get; }

    /// <summary>What the help says about folders.</summary>
    public string Note =>
        $"Without --out a run goes to out/{_recipe}, or, where a run with other settings is, to the first free of out/{_recipe}-2, -3, ... "
        + "Nothing that another run has written is ever overwritten without --overwrite; a run with the same settings may replace a "
        + "finished one.";

    /// <summary>What a command line asks for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="session">The call.</param>
    /// <param name="threads">Threads where the command line names none.</param>
    /// <exception cref="UsageException">A value is wrong, or two do not go together.</exception>
    public RunOptions Read(ParseResult parsed, Session session, int threads)
    {
        bool resume = parsed.GetValue(_resume), overwrite = parsed.GetValue(_overwrite);
        if (resume && overwrite)
        {
            throw new UsageException("--resume continues the run in the folder and --overwrite replaces it: give one of them.");
        }

        return new RunOptions
        {
            Folder = _folder.Text(parsed) ?? Path.Combine("out", _recipe),
            MayNumber = _folder.Text(parsed) is null,
            Start = resume ? RunStart.Resume : overwrite ? RunStart.Overwrite : RunStart.New,
            Threads = session.Threads ?? threads,
            CheckpointEvery = _every.Read<long?>(parsed, null, text => Numbers.Whole(text, 1, long.MaxValue)),
            Command = CommandLine(session, []),
        };
    }

    /// <summary>Says how to go on with a run that was interrupted; returns the command.</summary>
    public static string SayHowToResume(Session session, string reached)
    {
        string resume = CommandLine(session, ["--resume"]);
        session.Output.Result($"Interrupted at step {reached}; what was reached is saved. To continue:");
        session.Output.Result($"  {resume}");
        return resume;
    }

    /// <summary>The command line of this run, without what concerns this one call alone, and with other words at its end.</summary>
    private static string CommandLine(Session session, IEnumerable<string> more) => string.Join(' ', session.Args
        .Where(arg => arg is not ("--resume" or "--overwrite" or "--quiet" or "--json")).Prepend("tinyae").Concat(more)
        .Select(ShellQuote.Of));
}
