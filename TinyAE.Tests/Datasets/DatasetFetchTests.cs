using System.Security.Cryptography;
using System.Text;
using TinyAE.Datasets;
using TinyAE.Numerics;
using static TinyAE.Tests.Datasets.LoopbackServer;

namespace TinyAE.Tests.Datasets;

/// <summary>Downloads from a server that truncates, corrupts, stalls, redirects, refuses: the right file comes, or none.</summary>
public sealed class DatasetFetchTests : IDisposable
{
    private const int Size = 300_000; // several buffers

    private static readonly byte[] Content = Bytes(1, Size);
    private static readonly byte[] Small = Bytes(2, 40);
    private static readonly RemoteFile BigFile = FileOf("big.gz", Content);
    private static readonly DownloadOptions Quick = new()
    {
        Patience = TimeSpan.FromSeconds(20),
        Retries = 2,
        Pause = TimeSpan.FromMilliseconds(1),
    };

    private static readonly DownloadOptions Impatient = Quick with { Patience = TimeSpan.FromMilliseconds(300) };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryFileComesOnceAndIsNotFetchedAgain()
    {
        using LoopbackServer server = new(request => Answer.Whole(request.Name == "big.gz" ? Content : Small));
        RemoteDataset set = new("try", "two files", [BigFile, FileOf("small.gz", Small)], [server.Address]);
        string deep = _folder["new/folder"];
        Assert.False(DatasetFetch.IsThere(set, deep));
        Assert.Equal(set.Files, await new DatasetFetch(set, deep, Quick).RunAsync());
        Assert.True(DatasetFetch.IsThere(set, deep));
        Assert.Equal(["/data/big.gz", "/data/small.gz"], server.Requests.Select(request => request.Path));
        Assert.All(server.Requests, request => Assert.Equal("identity", request.Header("Accept-Encoding")));
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(deep, "big.gz")));
        Assert.Equal(Small, File.ReadAllBytes(Path.Combine(deep, "small.gz")));
        Assert.Equal(2, Directory.GetFiles(deep).Length);

        Assert.Empty(await new DatasetFetch(set, deep, Quick).RunAsync());
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task AFileWithAWrongSumIsReplacedOnceTheRightOneIsHere()
    {
        File.WriteAllBytes(_folder["big.gz"], Flipped(Content, 7));
        using LoopbackServer broken = new(_ => Answer.Status("404 Not Found"));
        await Fails(broken.Address, Quick);
        Assert.Equal(Flipped(Content, 7), File.ReadAllBytes(_folder["big.gz"])); // not worse than before

        using LoopbackServer server = new(request => Answer.Heeding(request, Content));
        Assert.Single(await Fetch(server.Address, Quick));
        Assert.Equal(Content, File.ReadAllBytes(_folder["big.gz"]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(Size - 1)]
    [InlineData(Size)] // not a byte of the body
    public async Task ATruncatedAnswerIsTakenUpWhereItBroke(int missing)
    {
        using LoopbackServer server = new(request =>
            request.Number == 0 ? Answer.Heeding(request, Content).Without(missing) : Answer.Heeding(request, Content));
        await Comes(server.Address, Quick);
        Assert.Equal([null, missing == Size ? null : Size - missing], server.Requests.Select(request => request.RangeStart));
    }

    [Fact]
    public async Task AServerThatIgnoresRangesSendsAllAgain()
    {
        using LoopbackServer server = new(request => request.Number == 0 ? Answer.Whole(Content).Without(9) : Answer.Whole(Content));
        await Comes(server.Address, Quick);
        Assert.Equal([null, Size - 9], server.Requests.Select(request => request.RangeStart));
    }

    [Fact]
    public async Task AnAnswerWithoutALengthThatEndsEarlyIsTakenUpToo()
    {
        using LoopbackServer server = new(request =>
            request.Number == 0 ? Answer.Of("200 OK", "", Content.AsSpan(0, 5000)) : Answer.Heeding(request, Content));
        await Comes(server.Address, Quick);
        Assert.Equal([null, 5000], server.Requests.Select(request => request.RangeStart));
    }

    [Fact]
    public async Task ACorruptedAnswerIsRefusedAndRemoved()
    {
        byte[] wrong = Flipped(Content, Size / 2);
        using LoopbackServer server = new(request => Answer.Heeding(request, wrong));
        DownloadException refused = await Fails(server.Address, Quick);
        Assert.Contains($"has the SHA-256 {FileOf("", wrong).Sha256}, expected {BigFile.Sha256}", refused.Message);
        Assert.Contains($"{server.Address}big.gz", refused.Message);
        Assert.Single(server.Requests); // the same bytes would come again
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task AStalledAnswerIsTakenUp()
    {
        using LoopbackServer server = new(request =>
            request.Number == 0 ? Answer.Heeding(request, Content).StallingBefore(1234) : Answer.Heeding(request, Content));
        await Comes(server.Address, Impatient);
        Assert.Equal([null, Size - 1234], server.Requests.Select(request => request.RangeStart));
    }

    [Fact]
    public async Task AServerThatNeverAnswersIsGivenUpAndWhatCameStays()
    {
        using LoopbackServer server = new(request =>
            request.Number == 0 ? Answer.Heeding(request, Content).StallingBefore(1234) : new Answer([], ThenStalls: true));
        DownloadException refused = await Fails(server.Address, Impatient);
        Assert.Contains("sent nothing for 0.3 s", refused.Message);
        Assert.Equal(1 + Impatient.Retries, server.Requests.Count);
        Assert.Equal(Content[..^1234], File.ReadAllBytes(_folder["big.gz.partial"]));
        Assert.False(File.Exists(_folder["big.gz"]));
    }

    [Theory]
    [InlineData("301 Moved Permanently")]
    [InlineData("302 Found")]
    [InlineData("307 Temporary Redirect")]
    [InlineData("308 Permanent Redirect")]
    public async Task ARedirectIsFollowedAlsoToAnotherServerAndByARangeRequest(string status)
    {
        using LoopbackServer there = new(request =>
            request.Number == 0 ? Answer.Heeding(request, Content).Without(500) : Answer.Heeding(request, Content));
        using LoopbackServer here = new(_ => Answer.Redirect(status, $"{there.Address}moved"));
        await Comes(here.Address, Quick);
        Assert.Equal(["/data/moved", "/data/moved"], there.Requests.Select(request => request.Path));
        Assert.Equal([null, Size - 500], there.Requests.Select(request => request.RangeStart));
    }

    [Fact]
    public async Task RedirectsInACircleEnd()
    {
        using LoopbackServer server = new(_ => Answer.Redirect("302 Found", "/data/big.gz"));
        Assert.Contains("answered 302 Found", (await Fails(server.Address, Quick)).Message);
        Assert.Equal(11, server.Requests.Count);
    }

    [Fact]
    public async Task WhatIsNotThereIsAskedForOnceAndTheNextMirrorIsTried()
    {
        using LoopbackServer without = new(_ => Answer.Status("404 Not Found"));
        using LoopbackServer server = new(request => Answer.Heeding(request, Content));
        await Comes([without.Address, LoopbackServer.Nobody(), server.Address], Quick);
        Assert.Single(without.Requests);
        Assert.Single(server.Requests);

        File.Delete(_folder["big.gz"]);
        Uri nobody = LoopbackServer.Nobody();
        DownloadException refused = await Fails([without.Address, nobody], Quick);
        Assert.Contains($"{without.Address}big.gz answered 404 Not Found; {nobody}big.gz: ", refused.Message);
        Assert.StartsWith("big.gz of try could not be fetched: ", refused.Message);
    }

    [Theory]
    [InlineData("503 Service Unavailable")]
    [InlineData("500 Internal Server Error")]
    [InlineData("429 Too Many Requests")]
    public async Task ABusyServerIsAskedAgain(string status)
    {
        using LoopbackServer server = new(request => request.Number < 2 ? Answer.Status(status) : Answer.Heeding(request, Content));
        await Comes(server.Address, Quick);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task APageInPlaceOfTheFileIsRefusedByItsLength()
    {
        using LoopbackServer server = new(_ => Answer.Whole("<html>please log in</html>"u8.ToArray()));
        Assert.Contains("has 26 bytes, expected 300,000", (await Fails(server.Address, Quick)).Message);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task AnEndlessAnswerDoesNotFillTheDisk()
    {
        byte[] chunk = [.. Encoding.ASCII.GetBytes($"{Size:x}\r\n"), .. Content, .. "\r\n"u8];
        using LoopbackServer server = new(_ => Answer.Of("200 OK", "Transfer-Encoding: chunked\r\n",
            [.. Enumerable.Repeat(chunk, 20).SelectMany(piece => piece)]));
        Assert.Contains("has more than the expected 300,000 bytes", (await Fails(server.Address, Quick)).Message);
        Assert.True(new FileInfo(_folder["big.gz.partial"]).Length <= Size);
    }

    [Fact]
    public async Task ARestThatBeginsElsewhereIsRefused()
    {
        File.WriteAllBytes(_folder["big.gz.partial"], Content[..1000]);
        using LoopbackServer server = new(_ => Answer.Of(
            "206 Partial Content", $"Content-Range: bytes 0-{Size - 1}/{Size}\r\nContent-Length: {Size}\r\n", Content));
        Assert.Contains("answered with bytes from 0, asked for those from 1000", (await Fails(server.Address, Quick)).Message);
    }

    [Fact]
    public async Task CancellationLeavesWhatCameForTheNextCall()
    {
        using CancellationTokenSource stop = new();
        using (LoopbackServer server = new(request => Answer.Heeding(request, Content).StallingBefore(100_000)))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                new DatasetFetch(Set([server.Address]), _folder.Path, Quick).RunAsync(
                    null, progress => { if (progress.Done == Size - 100_000) stop.Cancel(); }, stop.Token));
        }

        Assert.Equal(Content[..^100_000], File.ReadAllBytes(_folder["big.gz.partial"]));
        using LoopbackServer again = new(request => Answer.Heeding(request, Content));
        await Comes(again.Address, Quick);
        Assert.Equal(Size - 100_000, Assert.Single(again.Requests).RangeStart);
    }

    [Theory]
    [InlineData(1000, 2)] // a wrong beginning: resumed, found out by the sum, fetched anew
    [InlineData(Size, 1)] // as long as the file: only the sum can tell
    [InlineData(Size + 1, 1)] // too long: it cannot be the beginning
    public async Task AWrongPartialFileDoesNoHarm(int length, int requests)
    {
        File.WriteAllBytes(_folder["big.gz.partial"], Bytes(3, length));
        using LoopbackServer server = new(request => Answer.Heeding(request, Content));
        await Comes(server.Address, Quick);
        Assert.Equal(requests, server.Requests.Count);
        Assert.Null(server.Requests[^1].RangeStart);
    }

    [Fact]
    public async Task ACompletePartialFileNeedsNoServer()
    {
        File.WriteAllBytes(_folder["big.gz.partial"], Content);
        await Comes(LoopbackServer.Nobody(), Quick);
    }

    [Fact]
    public async Task ProgressCountsEveryByteOfTheSetAndEndsAtItsSize()
    {
        File.WriteAllBytes(_folder["small.gz"], Small);
        using LoopbackServer server = new(request =>
            request.Number == 0 ? Answer.Heeding(request, Content).Without(1) : Answer.Heeding(request, Content));
        RemoteDataset set = new("try", "", [FileOf("small.gz", Small), BigFile], [server.Address]);
        List<FetchProgress> seen = [];
        await new DatasetFetch(set, _folder.Path, Quick).RunAsync(null, seen.Add);
        Assert.Equal(seen.Select(progress => progress.Done).Order(), seen.Select(progress => progress.Done));
        Assert.All(seen, progress => Assert.Equal(("big.gz", (long)Size + 40), (progress.File, progress.Total)));
        Assert.True(seen[0].Done > 40);
        Assert.Equal((Size + 40, TimeSpan.Zero), (seen[^1].Done, seen[^1].Left));
        Assert.All(seen, progress => Assert.False(progress.Left < TimeSpan.Zero));
    }

    [Fact]
    public async Task ServersThatBreakAtRandomNeverLeaveAWrongFile()
    {
        int came = 0;
        for (uint seed = 0; seed < 60; seed++)
        {
            RandomKey key = new(seed, RandomPurpose.Check, 0);
            using LoopbackServer server = new(request =>
            {
                int missing = (int)(key.Word(0, (uint)request.Number) % 50);
                Answer right = key.Word(1, (uint)request.Number) % 2 == 0 ? Answer.Heeding(request, Small) : Answer.Whole(Small);
                return (key.Word(2, (uint)request.Number) % 5) switch
                {
                    0 => right,
                    1 => Answer.Status("503 Service Unavailable"),
                    2 => right with { Bytes = Flipped(right.Bytes, right.Bytes.Length - 1 - missing) }, // headers too
                    _ => right.Without(missing),
                };
            });
            RemoteDataset set = new("try", "", [FileOf("small.gz", Small)], [server.Address]);
            try
            {
                await new DatasetFetch(set, _folder.Path, Impatient).RunAsync();
                Assert.Equal(Small, File.ReadAllBytes(_folder["small.gz"]));
                came++;
            }
            catch (DownloadException)
            {
                Assert.False(File.Exists(_folder["small.gz"]));
            }

            File.Delete(_folder["small.gz"]);
        }

        Assert.InRange(came, 10, 59);
    }

    [Theory]
    [InlineData("ftp://example.org/data/")]
    [InlineData("file:///tmp/")]
    [InlineData("https://example.org/data?key=1")]
    [InlineData("data/here")]
    public async Task AMirrorIsAWebFolder(string address)
    {
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() =>
            new DatasetFetch(Set([]), _folder.Path, Quick).RunAsync(new Uri(address, UriKind.RelativeOrAbsolute)));
        Assert.Contains($"found '{address}'", refused.Message);
    }

    [Fact]
    public async Task TheMirrorGivenIsTheOnlyOneAskedWithOrWithoutASlash()
    {
        using LoopbackServer other = new(_ => Answer.Status("404 Not Found"));
        using LoopbackServer server = new(request => Answer.Heeding(request, Content));
        await new DatasetFetch(Set([other.Address]), _folder.Path, Quick).RunAsync(new Uri(server.Address.AbsoluteUri.TrimEnd('/')));
        Assert.Equal("/data/big.gz", Assert.Single(server.Requests).Path);
        Assert.Empty(other.Requests);
    }

    private static RemoteDataset Set(IReadOnlyList<Uri> mirrors) => new("try", "one file", [BigFile], mirrors);

    private Task<IReadOnlyList<RemoteFile>> Fetch(Uri mirror, DownloadOptions options) =>
        new DatasetFetch(Set([mirror]), _folder.Path, options).RunAsync();

    private Task Comes(Uri mirror, DownloadOptions options) => Comes([mirror], options);

    private async Task Comes(IReadOnlyList<Uri> mirrors, DownloadOptions options)
    {
        Assert.Equal(BigFile, Assert.Single(await new DatasetFetch(Set(mirrors), _folder.Path, options).RunAsync()));
        Assert.Equal(Content, File.ReadAllBytes(_folder["big.gz"]));
        Assert.Equal([_folder["big.gz"]], Directory.GetFiles(_folder.Path)); // no partial file stays
    }

    private Task<DownloadException> Fails(Uri mirror, DownloadOptions options) => Fails([mirror], options);

    private Task<DownloadException> Fails(IReadOnlyList<Uri> mirrors, DownloadOptions options) =>
        Assert.ThrowsAsync<DownloadException>(() => new DatasetFetch(Set(mirrors), _folder.Path, options).RunAsync());

    internal static RemoteFile FileOf(string name, byte[] content) =>
        new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));

    internal static byte[] Bytes(ulong seed, int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)new RandomKey(seed, RandomPurpose.Data, 0).Word(0, (uint)i);
        }

        return bytes;
    }

    private static byte[] Flipped(byte[] content, int place)
    {
        byte[] wrong = [.. content];
        wrong[place] ^= 1;
        return wrong;
    }
}
