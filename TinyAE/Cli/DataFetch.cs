using System.CommandLine;
using System.Diagnostics;
using TinyAE.Datasets;
using TinyAE.Reports;
using static TinyAE.Reports.Figures;

namespace TinyAE.Cli;

/// <summary><c>data fetch</c>: downloads a published data set.</summary>
internal static class DataFetch
{
    private static readonly TimeSpan BetweenShows = TimeSpan.FromSeconds(0.1);

    public static Command Create(Session session)
    {
        string names = string.Join(", ", RemoteDataset.All.Select(set => set.Name));
        DocumentedCommand command = new("fetch", "downloads a data set and checks the SHA-256 of its files.")
        {
            Examples =
            [
                ("data fetch fashion-mnist", "into the cache folder, where train and data preview find it"),
                ("data fetch mnist --cache data", "into data/mnist"),
                ("data fetch mnist --mirror https://example.org/mnist/", "from another server; the sums are the same"),
            ],
            Notes =
            [
                "After Ctrl-C or a broken connection the same command takes the download up where it ended. Files that are there and right "
                + "are not fetched again. A proxy is taken from HTTPS_PROXY and HTTP_PROXY.",
                .. RemoteDataset.All.Select(set => $"{set.Name}: {set.Description}; {Megabytes(set.Size)}, from "
                    + $"{string.Join(" or ", set.Mirrors)}"),
            ],
        };
        Argument<string> name = new("name") { HelpName = "NAME", Description = $"One of {names}." };
        command.Arguments.Add(name);
        Setting mirror = new(
            "--mirror", DataCommand.Group, "URL", "The web folder to take the files from.", "the addresses below, in turn");
        Setting cache = DataCommand.CacheOption();
        command.Add(mirror, cache);
        command.SetAction(parsed =>
        {
            string wanted = parsed.GetRequiredValue(name);
            RemoteDataset set = RemoteDataset.All.FirstOrDefault(set => set.Name == wanted)
                ?? throw new UsageException(Suggestion.Unknown(wanted, "data set to download", RemoteDataset.All.Select(set => set.Name)));
            return Run(session, set, mirror.Read<Uri?>(parsed, null, Address), cache.Text(parsed), new DownloadOptions());
        });
        return command;
    }

    /// <summary>Downloads a set into its folder of the cache.</summary>
    internal static int Run(Session session, RemoteDataset set, Uri? mirror, string? cache, DownloadOptions options)
    {
        Output output = session.Output;
        string folder = DataCache.Folder(set.Name, cache);
        session.HeedSignals();
        output.Say($"{set.Name}: {set.Description}.");
        output.Say($"{Count(set.Files.Count, "file")}, {Megabytes(set.Size)}, into {folder}");
        output.Event("begin", new Fields { ["data"] = set.Name, ["folder"] = folder, ["bytes"] = set.Size });
        long began = Stopwatch.GetTimestamp();
        IReadOnlyList<RemoteFile> fetched;
        try
        {
            fetched = Fetch(session, set, folder, mirror, options);
        }
        catch (OperationCanceledException)
        {
            string again = string.Join(' ', session.Args.Prepend("tinyae").Select(ShellQuote.Of));
            output.Result($"Interrupted. What has come is kept; this goes on from there: {again}");
            output.Event("result", new Fields { ["status"] = "interrupted", ["data"] = set.Name, ["folder"] = folder });
            return ExitCode.Interrupted;
        }

        TimeSpan time = Stopwatch.GetElapsedTime(began);
        output.Result(fetched.Count == 0 ? $"{set.Name} is in {folder}, every SHA-256 as expected; nothing was fetched."
            : $"{set.Name} is in {folder}: {Count(fetched.Count, "file")} fetched in {Duration(time)}, every SHA-256 as expected.");
        output.Event("result", new Fields
        {
            ["status"] = "done",
            ["data"] = set.Name,
            ["folder"] = folder,
            ["files"] = set.Files.Select(file => Path.Combine(folder, file.Name)),
            ["fetched"] = fetched.Select(file => file.Name),
            ["seconds"] = Math.Round(time.TotalSeconds, 3),
        });
        return ExitCode.Done;
    }

    private static IReadOnlyList<RemoteFile> Fetch(Session session, RemoteDataset set, string folder, Uri? mirror, DownloadOptions options)
    {
        using IProgressView view = session.Output.Progress(set.Size, "byte");
        long shown = Stopwatch.GetTimestamp();
        return new DatasetFetch(set, folder, options).RunAsync(mirror, Show, session.Stop).GetAwaiter().GetResult();

        void Show(FetchProgress progress)
        {
            if (progress.Done == progress.Total || Stopwatch.GetElapsedTime(shown) >= BetweenShows)
            {
                shown = Stopwatch.GetTimestamp();
                view.Show(progress.Done, null, progress.Left);
            }
        }
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:0.0} MB";

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? address : throw new UsageException($"'{text}' is not the address of a web folder, such as https://example.org/mnist/.");
}
