using TinyAE.Study;

namespace TinyAE.Tests.Study;

public sealed class SweepMergeTests : IDisposable
{
    private static readonly Sweep Plan = SweepExample.Of();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Part(int index, int count = 3, Sweep? sweep = null)
    {
        SweepExample.Run(sweep ?? Plan, _folder[$"{index}of{count}"], new Shard(index, count));
        return _folder[$"{index}of{count}"];
    }

    private static string Refused(params string[] paths) =>
        Assert.Throws<InvalidDataException>(() => SweepMerge.Join(Plan, paths)).Message;

    [Fact]
    public void FilesAndFoldersOfAnyDivisionJoin()
    {
        string whole = SweepExample.Run(Plan, _folder["whole"]);
        string file = SweepExample.FileOf(Part(2), new Shard(2, 3));
        (SweepResults results, IReadOnlyList<string> twice) = SweepMerge.Join(Plan, [Part(1), file, Part(3)]);
        Assert.Equal((whole, 0), (results.Digest, twice.Count));

        (results, twice) = SweepMerge.Join(Plan, [Part(1), Part(2), _folder["whole"]]);
        Assert.Equal(whole, results.Digest);
        IEnumerable<int> both = new Shard(1, 3).CellsOf(Plan).Concat(new Shard(2, 3).CellsOf(Plan));
        Assert.Equal(both.Order().Select(cell => Plan.Cells[cell].Key), twice);
        Assert.Equal(whole, SweepMerge.Join(Plan, [Part(1), Part(1), Part(2), Part(3)]).Results.Digest);
    }

    [Fact]
    public void TellsWhatIsMissing()
    {
        string message = Refused(Part(1), Part(3));
        IReadOnlyList<int> second = new Shard(2, 3).CellsOf(Plan);
        int missing = second.Count;
        Assert.StartsWith($"{missing} of 12 cells of the sweep example are missing: '{Plan.Cells[second[0]].Key}'", message);
        Assert.EndsWith($" shard 2/3 lacks {missing} of {missing}, its file is not here.", message);

        using CancellationTokenSource stop = new();
        SweepRunner.Run(Plan, (cell, _) =>
        {
            stop.Cancel();
            return SweepExample.Found(cell);
        }, _folder["begun"], new Shard(2, 3), cancellation: stop.Token);
        Assert.EndsWith($" shard 2/3 lacks {missing - 1} of {missing}.", Refused(Part(1), Part(3), _folder["begun"]));

        Assert.Contains("and 3 more", Refused(Part(1)));
        Assert.DoesNotContain("shard", Refused(Part(1), Part(1, 2))); // parts of two divisions: cells alone

        Directory.CreateDirectory(_folder["torn"]);
        File.WriteAllText(SweepExample.FileOf(_folder["torn"]), "{\"format\"");
        Assert.StartsWith("12 of 12 cells", Refused(_folder["torn"]));
    }

    [Fact]
    public void RefusesPartsOfOtherSweeps()
    {
        string other = Part(2, sweep: SweepExample.Of(version: "2"));
        string message = Refused(Part(1), other, Part(3));
        Assert.Contains($"{SweepExample.FileOf(other, new Shard(2, 3))}, line 1: another sweep's file (version is 2 there and 1 here)", message);
    }

    [Fact]
    public void RefusesOneCellWithTwoResults()
    {
        SweepRunner.Run(Plan, (_, _) => new CellResult(), _folder["other"]);
        string message = Refused(Part(1), _folder["other"]);
        Assert.Contains("has another result than in " + Part(1), message);
        Assert.StartsWith(_folder["other"], message);
    }

    [Fact]
    public void RefusesPathsThatLeadToNothing()
    {
        string Of(string path) => Assert.Throws<FileNotFoundException>(() => SweepMerge.Join(Plan, [path])).Message;
        Assert.Contains("no such file or folder", Of(_folder["none"]));
        Directory.CreateDirectory(_folder["empty"]);
        Assert.Contains("no file cells-*.jsonl", Of(_folder["empty"]));
    }
}
