using System.CommandLine;

namespace TinyAE.Cli;

/// <summary>What <c>--help</c> shows of a command besides its options.</summary>
internal interface IDocumented
{
    /// <summary>Command lines without the program's name, each with what it does.</summary>
    IReadOnlyList<(string Line, string Meaning)> Examples { get; }

    /// <summary>What else a user should know: paragraphs after the options.</summary>
    IReadOnlyList<string> Notes { get; }
}

/// <summary>A command with examples.</summary>
/// <param name="name">The word that calls it.</param>
/// <param name="description">One sentence.</param>
internal sealed class DocumentedCommand(string name, string description) : Command(name, description), IDocumented
{
    /// <inheritdoc/>
    public IReadOnlyList<(string Line, string Meaning)> Examples { get; init; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Adds options, in the order of the help.</summary>
    public void Add(params IReadOnlyList<Option> options)
    {
        foreach (Option option in options)
        {
            Options.Add(option);
        }
    }
}

/// <summary>The program itself, with examples.</summary>
/// <param name="description">What it is.</param>
internal sealed class DocumentedRoot(string description) : RootCommand(description), IDocumented
{
    /// <inheritdoc/>
    public IReadOnlyList<(string Line, string Meaning)> Examples { get; init; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
