using System.CommandLine;
using TinyAE.Datasets;

namespace TinyAE.Cli;

/// <summary><c>data</c>: what there is to learn from, and how to get it.</summary>
internal static class DataCommand
{
    private static readonly (string Name, Func<Session, Command> Create)[] Commands =
    [
        ("preview", DataPreview.Create),
        ("fetch", DataFetch.Create),
        ("list", DataList.Create),
    ];

    /// <summary>The heading of the options that all of them have.</summary>
    internal const string Group = "Data";

    public static Command Create(Session session)
    {
        DocumentedCommand command = new("data", "downloads data sets and shows what is in them.")
        {
            Examples =
            [
                ("data preview shapes", "what is in a data set, and a picture of it"),
                ("data fetch fashion-mnist", "download it, 31 MB"),
                ("data list", "the sets that have names, and where each is"),
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

    /// <summary>A height and width: 64, 64x48.</summary>
    /// <exception cref="UsageException">It is not that, or a side is outside 1 to <see cref="DataOptions.MostSide"/>.</exception>
    internal static (int Height, int Width) Size(string text)
    {
        string[] sides = text.Split('x');
        if (sides.Length > 2)
        {
            throw new UsageException($"'{text}' is not a height and a width, such as 64x48.");
        }

        int height = (int)Numbers.Whole(sides[0], 1, DataOptions.MostSide);
        return (height, sides.Length == 1 ? height : (int)Numbers.Whole(sides[1], 1, DataOptions.MostSide));
    }

    /// <summary>The option that names the folder of downloaded data.</summary>
    internal static Setting CacheOption() => new(
        "--cache", Group, "DIR", "The folder for downloaded data.", "$XDG_CACHE_HOME/tinyae, else ~/.cache/tinyae");
}
