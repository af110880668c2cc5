using System.CommandLine;

namespace TinyAE.Cli;

/// <summary>The options that every command takes.</summary>
internal sealed class GlobalOptions
{
    private const string Group = "Everywhere";

    /// <summary>The source of every random number.</summary>
    public Setting Seed { get; } = new(
        "--seed", Group, "N", "Where every random number comes from: the same seed gives the same bits.", "1");

    /// <summary>The threads among which kernels split their work.</summary>
    public Setting Threads { get; } = new(
        "--threads", Group, "N", "Threads that share the work; the result does not depend on it.",
        "1 for networks too small to share, else one a core");

    /// <summary>No explanation and no progress.</summary>
    public Flag Quiet { get; } = new("--quiet", Group, "Print the result alone, no explanation and no progress.");

    /// <summary>JSON lines.</summary>
    public Flag Json { get; } = new("--json", Group, "Print one JSON object a line; the last one is the result.");

    /// <summary>Gives them to a command and all below it.</summary>
    public void AddTo(Command root)
    {
        foreach (Option option in (Option[])[Seed, Threads, Quiet, Json])
        {
            option.Recursive = true;
            root.Options.Add(option);
        }
    }
}
