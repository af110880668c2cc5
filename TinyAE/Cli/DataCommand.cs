using System.CommandLine;

namespace TinyAE.Cli;

/// <summary><c>data</c>: what there is to learn from, and how to get it.</summary>
internal static class DataCommand
{
    private static readonly (string Name, Func<Session, Command> Create)[] Commands =
    [
        ("fetch", DataFetch.Create),
    ];

    /// <summary>The heading of the options that all of them have.</summary>
    internal const string Group = "Data";

    public static Command Create(Session session)
    {
        DocumentedCommand command = new("data", "downloads data sets and shows what is in them.")
        {
            Examples =
            [
                ("data fetch fashion-mnist", "download it, 31 MB"),
            ],
        };
        foreach ((_, Func<Session, Command> create) in session.Wanted(1, Commands, inner => inner.Name))
        {
            command.Subcommands.Add(create(session));
        }

        command.SetAction((Func<ParseResult, int>)(_ =>
            throw new UsageException($"data what? Allowed: {string.Join(", ", Commands.Select(inner => inner.Name))}.")));
        return command;
    }

    /// <summary>The option that names the folder of downloaded data.</summary>
    internal static Setting CacheOption() => new(
        "--cache", Group, "DIR", "The folder for downloaded data.", "$XDG_CACHE_HOME/tinyae, else ~/.cache/tinyae");
}
