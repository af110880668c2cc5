using TinyAE.Reports;

namespace TinyAE.Recipes;

/// <summary>What a run of any recipe is to do, besides the recipe's own settings.</summary>
public sealed record RunOptions
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
