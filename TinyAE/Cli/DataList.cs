using System.CommandLine;
using TinyAE.Datasets;
using TinyAE.Reports;

namespace TinyAE.Cli;

/// <summary><c>data list</c>: the data sets that have names, and where each is.</summary>
internal static class DataList
{
    private static readonly string[] Drawn = ["shapes", "glyphs"];

    public static Command Create(Session session)
    {
        DocumentedCommand command = new("list", "lists the data sets that have names, and where each was found or how to get it.")
        {
            Examples = [("data list", "all of them"), ("data list --json", "for a script")],
            Notes =
            [
                $"A set is looked for below the folder that the variable {DataSource.FolderVariable} names, then in the cache. "
                + "In place of a name every command takes a path.",
            ],
        };
        Setting cache = DataCommand.CacheOption();
        command.Add(cache);
        command.SetAction(parsed => Run(session.Output, cache.Text(parsed)));
        return command;
    }

    private static int Run(Output output, string? cache)
    {
        TextTable table = new("name", "what it is", "where");
        List<Fields> sets = [];
        foreach ((string name, string description) in DataSource.Named)
        {
            string? folder = FolderOf(name, Environment.GetEnvironmentVariable(DataSource.FolderVariable), cache);
            string how = Drawn.Contains(name) ? "drawn by the program"
                : RemoteDataset.All.Any(set => set.Name == name) ? $"missing: tinyae data fetch {name}"
                : "missing";
            table.Add(name, description, folder ?? how);
            sets.Add(new Fields
            {
                ["name"] = name,
                ["description"] = description,
                ["folder"] = folder,
                ["usable"] = folder is not null || Drawn.Contains(name),
            });
        }

        output.Result(table);
        output.Event("result", new Fields { ["data"] = sets });
        return ExitCode.Done;
    }

    /// <summary>Where a set is; null: nowhere, or it is drawn.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="given">The folder that the variable names, or null.</param>
    /// <param name="cache">The folder of downloaded data; null: that of the system.</param>
    internal static string? FolderOf(string name, string? given, string? cache)
    {
        string cached = DataCache.Folder(name, cache);
        string[] places = given is { Length: > 0 } ? [Path.Combine(given, name), cached] : [cached];
        return Drawn.Contains(name) ? null
            : RemoteDataset.All.Any(set => set.Name == name) ? places.FirstOrDefault(IdxFolder.Is)
            : places.FirstOrDefault(Directory.Exists);
    }
}
