using System.Text.Json;
using TinyAE.Cli;
using TinyAE.Datasets;
using TinyAE.Tests.Datasets;
using static TinyAE.Tests.Datasets.LoopbackServer;

namespace TinyAE.Tests.Cli;

/// <summary>The command that downloads, on a set of two small files from a server on this machine.</summary>
public sealed class DataFetchTests : IDisposable
{
    private static readonly byte[] First = DatasetFetchTests.Bytes(1, 100_000);
    private static readonly byte[] Second = DatasetFetchTests.Bytes(2, 500);
    private static readonly DownloadOptions Quick = new() { Retries = 1, Pause = TimeSpan.FromMilliseconds(1) };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ItSaysWhatItFetchedAndThenThatNothingIsLeftToDo()
    {
        using LoopbackServer server = new(request => Answer.Heeding(request, ContentOf(request)));
        Call call = Fetch(server, []).Ok();
        string where = Path.Combine(_folder.Path, "try");
        Assert.Equal("try: two small files.", call.Lines[0]);
        Assert.Equal($"2 files, 0.1 MB, into {where}", call.Lines[1]);
        Assert.Contains(call.Lines, line => line.StartsWith("  byte 100,500 of 100,500", StringComparison.Ordinal));
        Assert.Matches("^try is in .*: 2 files fetched in .*, every SHA-256 as expected.$", call.Lines[^1]);
        Assert.Equal(First, File.ReadAllBytes(Path.Combine(where, "first.gz")));

        Call again = Fetch(server, ["--quiet"]).Ok();
        Assert.Equal($"try is in {where}, every SHA-256 as expected; nothing was fetched.", Assert.Single(again.Lines));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public void JsonTellsTheSame()
    {
        using LoopbackServer server = new(request => Answer.Heeding(request, ContentOf(request)));
        Call call = Fetch(server, ["--json"]).Ok();
        JsonElement[] lines = [.. call.Lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal("begin", lines[0].GetProperty("event").GetString());
        Assert.Equal(100_500, lines[0].GetProperty("bytes").GetInt64());
        Assert.All(lines[1..^1], line => Assert.Equal("progress", line.GetProperty("event").GetString()));
        Assert.Equal(100_500, lines[^2].GetProperty("byte").GetInt64());
        Assert.Equal("done", call.Result.GetProperty("status").GetString());
        Assert.Equal(["first.gz", "second.gz"], call.Result.GetProperty("fetched").EnumerateArray().Select(name => name.GetString()));
        Assert.All(call.Result.GetProperty("files").EnumerateArray(), file => Assert.True(File.Exists(file.GetString())));
    }

    [Fact]
    public void WhatCannotBeHadIsAnErrorInOneLine()
    {
        using LoopbackServer server = new(_ => Answer.Status("404 Not Found"));
        DownloadException refused = Assert.Throws<DownloadException>(() => Fetch(server, []));
        Assert.Contains($"first.gz of try could not be fetched: {server.Address}first.gz answered 404 Not Found.", refused.Message);
    }

    [Fact]
    public void AfterAnInterruptionItGoesOn()
    {
        using CancellationTokenSource stop = new();
        using LoopbackServer server = new(request =>
        {
            if (request.Number == 1)
            {
                stop.CancelAfter(50);
            }

            Answer answer = Answer.Heeding(request, ContentOf(request));
            return request.Number == 1 ? answer.StallingBefore(100) : answer;
        });
        Call call = Fetch(server, ["data", "fetch", "a name", "--json"], stop.Token);
        Assert.Equal((ExitCode.Interrupted, "interrupted"), (call.ExitCode, call.Result.GetProperty("status").GetString()));
        string where = Path.Combine(_folder.Path, "try");
        Assert.Equal(["first.gz", "second.gz.partial"], Directory.GetFiles(where).Select(path => Path.GetFileName(path)!).Order());

        Fetch(server, []).Ok();
        Assert.Equal([null, null, 400], server.Requests.Select(request => request.RangeStart));
        Assert.Equal(["first.gz", "second.gz"], Directory.GetFiles(where).Select(path => Path.GetFileName(path)!).Order());
    }

    [Fact]
    public void InterruptedItShowsTheCommandThatGoesOn()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        using LoopbackServer server = new(_ => Answer.Status("404 Not Found"));
        Call call = Fetch(server, ["data", "fetch", "a name"], stop.Token);
        Assert.EndsWith("tinyae data fetch 'a name'\n", call.Stdout);
        Assert.Empty(server.Requests);
    }

    /// <summary>The whole way, through the command line, with the real files.</summary>
    [LargeDataFact("fashion-mnist")]
    public void TheCommandFetchesFashionMnistFromAnyMirrorThatHasIt()
    {
        string data = Environment.GetEnvironmentVariable(DataSource.FolderVariable)!;
        using LoopbackServer server = new(request =>
            Answer.Heeding(request, File.ReadAllBytes(Path.Combine(data, "fashion-mnist", request.Name))));
        string[] command = ["data", "fetch", "fashion-mnist", "--mirror", $"{server.Address}", "--cache", _folder.Path];
        Call.Of(command).Ok();
        Assert.All(RemoteDataset.All[0].Files, file => Assert.True(File.Exists(_folder[Path.Combine("fashion-mnist", file.Name)])));
        Assert.Contains("nothing was fetched", Call.Of(command).Ok().Lines[^1]);
        Assert.Equal(4, server.Requests.Count);
    }

    private static byte[] ContentOf(Request request) => request.Name == "first.gz" ? First : Second;

    private Call Fetch(LoopbackServer server, string[] args, CancellationToken cancellation = default)
    {
        RemoteDataset set = new("try", "two small files",
            [DatasetFetchTests.FileOf("first.gz", First), DatasetFetchTests.FileOf("second.gz", Second)], [server.Address]);
        using StringWriter stdout = new() { NewLine = "\n" }, stderr = new() { NewLine = "\n" };
        using Session session = new(args, stdout, stderr, terminal: null, cancellation);
        (session.Output.Quiet, session.Output.Json) = (args.Contains("--quiet"), args.Contains("--json"));
        int code = DataFetch.Run(session, set, null, _folder.Path, Quick);
        return new Call(code, stdout.ToString(), stderr.ToString());
    }
}
