using System.Text;
using System.Text.Json;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Study;

/// <summary>The files of sweeps: exact, complete after any kill, and clear about damage.</summary>
public sealed class SweepFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static readonly Sweep Small = SweepExample.Of(4);

    private byte[] Whole(out string digest)
    {
        digest = SweepExample.Run(Small, _folder["whole"]);
        return File.ReadAllBytes(SweepExample.FileOf(_folder["whole"]));
    }

    private string Write(byte[] bytes)
    {
        Directory.CreateDirectory(_folder["s"]);
        string path = SweepExample.FileOf(_folder["s"]);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private string Refused(byte[] bytes, Sweep? sweep = null, Shard? shard = null)
    {
        string path = Write(bytes);
        if (shard is { } part)
        {
            File.Move(path, SweepExample.FileOf(_folder["s"], part), overwrite: true);
            path = SweepExample.FileOf(_folder["s"], part);
        }

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => SweepExample.Run(sweep ?? Small, _folder["s"], shard));
        Assert.Contains(path, error.Message);
        Assert.Equal(bytes, File.ReadAllBytes(path)); // nothing is lost
        return error.Message;
    }

    /// <summary>Any bits at all: what is read is what was written, NaNs being alike.</summary>
    [Fact]
    public void EveryDoubleSurvives()
    {
        for (uint seed = 0; seed < 200; seed++)
        {
            RandomKey random = new(seed, RandomPurpose.Study, 1);
            double[] numbers = [.. Enumerable.Range(0, 100).Select(i => SweepExample.Number(random, 0, (uint)i))];
            CellResult written = new() { Numbers = { ["n"] = numbers[0] }, Series = { ["s"] = numbers }, Seconds = numbers };
            SweepCell cell = new(1, ("seed", $"{seed}"));
            byte[] line = CheckedLine.Of(writer => CellJson.Write(writer, cell, written));
            Assert.Equal((byte)'\n', line[^1]);
            (string key, CellResult read) = CellJson.Read(CheckedLine.Read(line.AsSpan(..^1)));
            Assert.Equal(cell.Key, key);
            Assert.Equal(written, read);
            Assert.Equal(numbers, read.Seconds);
        }
    }

    [Fact]
    public void EachLineIsJson()
    {
        string[] lines = Encoding.UTF8.GetString(Whole(out _)).Split('\n');
        Assert.Equal(1 + 4 + 1, lines.Length);
        Assert.Equal("", lines[^1]);
        using JsonDocument header = JsonDocument.Parse(lines[0]);
        Assert.Equal(Small.Id, header.RootElement.GetProperty("id").GetString());
        Assert.Equal("1000", header.RootElement.GetProperty("settings").GetProperty("iterations").GetString());
        foreach (string line in lines[1..^1])
        {
            using JsonDocument cell = JsonDocument.Parse(line);
            Assert.True(Small.IndexOf(cell.RootElement.GetProperty("cell").GetString()!) >= 0);
        }

        SweepHeader read = SweepFile.ReadHeader(SweepExample.FileOf(_folder["whole"]))!;
        Assert.Equal((Small.Name, Small.Id, 4, Shard.Whole), (read.Name, read.Id, read.Cells, read.Shard));
        Assert.Equal(Small.Settings, read.Settings);
    }

    /// <summary>A kill leaves a file cut anywhere: each of these goes on to the same results.</summary>
    [Fact]
    public void AFileCutAnywhereGoesOn()
    {
        byte[] whole = Whole(out string digest);
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] cut = whole[..length];
            string path = Write(cut);
            SweepHeader? header = SweepFile.ReadHeader(path);
            Assert.Equal(cut.Contains((byte)'\n'), header is not null);
            int computed = 0;
            SweepRun run = SweepRunner.Run(Small, (cell, _) =>
            {
                computed++;
                return SweepExample.Found(cell);
            }, _folder["s"]);
            Assert.Equal(digest, run.Results.Digest);
            Assert.Equal(4 - Math.Max(0, cut.Count(b => b == '\n') - 1), computed);
            Assert.Equal(digest, SweepMerge.Join(Small, [path]).Results.Digest); // the file is whole again
        }
    }

    /// <summary>One byte of it changed: an error, or the same results as ever (a torn last line).</summary>
    [Fact]
    public void AFileWithAnyByteDamagedIsRefusedByLine()
    {
        byte[] whole = Whole(out string digest);
        int refused = 0;
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= (byte)(1 << (i % 8));
            string path = Write(damaged);
            try
            {
                Assert.Equal(digest, SweepExample.Run(Small, _folder["s"]));
                Assert.Equal(whole.Length - 1, i); // the very last line feed alone
            }
            catch (InvalidDataException error)
            {
                int line = 1 + whole[..i].Count(b => b == '\n');
                Assert.Contains($"{path}, line {line}: expected", error.Message.Replace("line " + (line + 1), "line " + line));
                refused++;
            }
        }

        Assert.Equal(whole.Length - 1, refused);
    }

    [Fact]
    public void RefusesOtherSweepsAndTellsTheDifference()
    {
        byte[] whole = Whole(out _);
        Assert.Contains("line 1: another sweep's file (version is 1 there and 2 here)", Refused(whole, SweepExample.Of(4, version: "2")));
        Assert.Contains("it studies example, not other", Refused(whole, SweepExample.Of(4, name: "other")));
        Assert.Contains("it has 4 cells, not 5", Refused(whole, SweepExample.Of(5)));
        IEnumerable<SweepCell> cells = Small.Cells.Select(cell => new SweepCell(9, cell.Settings.Select(s => (s.Key, s.Value))));
        Sweep costs = new(Small.Name, Small.Settings, cells);
        Assert.Contains("its cells are others", Refused(whole, costs));
        Assert.Contains("line 1: the file of shard 1/1; expected that of shard 2/2", Refused(whole, shard: new Shard(2, 2)));
    }

    [Fact]
    public void RefusesAFutureVersion()
    {
        string[] lines = Encoding.UTF8.GetString(Whole(out _)).Split('\n');
        byte[] future = Rewritten(lines[0], "\"version\":1", "\"version\":2");
        Assert.Contains("line 1: expected version 1 of the format, found version 2, which a newer program wrote", Refused(future));
        Assert.Contains("expected the format 'tinyae sweep', found 'else'", Refused(Rewritten(lines[0], "tinyae sweep", "else")));
        Assert.Contains("expected the members format, version", Refused(Rewritten(lines[0], "\"id\"", "\"ID\"")));
    }

    [Theory]
    [InlineData("\"series\"", "\"serie\"", "expected the members cell, numbers, series and seconds")]
    [InlineData("\"loss\":", "\"é\":", "expected the members cell, numbers, series and seconds")] // é twice
    [InlineData("\"numbers\":{", "\"numbers\":{\"a\":\"b\",", "expected the members cell, numbers, series and seconds")]
    [InlineData("seed=", "sead=", "expected a cell of the sweep example, found 'optimizer=")]
    [InlineData("}", "]", "expected")]
    public void RefusesALineThatIsWellSummedButNoCell(string from, string to, string says)
    {
        string[] lines = Encoding.UTF8.GetString(Whole(out _)).Split('\n');
        byte[] bytes = [.. Encoding.UTF8.GetBytes(lines[0] + '\n'), .. Rewritten(lines[1], from, to)];
        Assert.Contains($"line 2: {says}", Refused(bytes));
    }

    [Fact]
    public void ACellTwiceIsRefusedIfItsResultsDiffer()
    {
        string[] lines = Encoding.UTF8.GetString(Whole(out string digest)).Split('\n');
        byte[] once = Encoding.UTF8.GetBytes(lines[0] + '\n' + lines[1] + '\n');
        string later = lines[1].Replace(",0.1]", ",0.2]", StringComparison.Ordinal); // another time
        Assert.NotEqual(lines[1], later);
        Write([.. once, .. Rewritten(later, "", "")]);
        Assert.Equal(digest, SweepExample.Run(Small, _folder["s"]));
        Assert.Contains("line 3: expected one result of the cell 'optimizer=", Refused([.. once, .. Rewritten(lines[1], "\"none\":[]", "\"none\":[1]")]));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("hello\n")]
    [InlineData("\n")]
    [InlineData("{}\n")]
    [InlineData("{\"format\":\"tinyae sweep\",\"version\":1}\n")]
    [InlineData("\0\0\0\0")]
    public void RefusesOtherFiles(string text) => Assert.Contains("line 1: ", Refused(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void RefusesDeepAndHugeFiles()
    {
        Assert.Contains("line 1: expected JSON", Refused(Summed(new string('[', 1_000_000))));
        Assert.Contains("line 1: expected", Refused(Summed("[1]")));
        Directory.CreateDirectory(_folder["s"]);
        string path = SweepExample.FileOf(_folder["s"]);
        using (FileStream stream = File.Create(path))
        {
            stream.SetLength((1L << 30) + 1); // takes no room on the disk
        }

        Assert.Contains("at most 1073741824", Assert.Throws<InvalidDataException>(() => SweepExample.Run(Small, _folder["s"])).Message);
    }

    /// <summary>What a failed write leaves is gone once the next line is there, however long it was.</summary>
    [Fact]
    public void TheRestOfATornLineGoes()
    {
        byte[] whole = Whole(out string digest);
        byte[] torn = [.. whole[..(Array.IndexOf(whole, (byte)'\n') + 1)], .. Enumerable.Repeat((byte)'x', 10_000)];
        string path = Write(torn);
        Assert.Equal(digest, SweepExample.Run(Small, _folder["s"]));
        Assert.Equal(whole.Length, File.ReadAllBytes(path).Length, 40.0); // times have more or fewer digits
    }

    private static byte[] Rewritten(string line, string from, string to)
    {
        string json = line[..^20];
        if (from.Length > 0)
        {
            int at = json.IndexOf(from, StringComparison.Ordinal);
            Assert.True(at >= 0);
            json = json[..at] + to + json[(at + from.Length)..];
        }

        return Summed(json);
    }

    private static byte[] Summed(string json)
    {
        byte[] head = Encoding.UTF8.GetBytes(json);
        uint check = TinyAE.Imaging.Crc32.Finish(TinyAE.Imaging.Crc32.Append(TinyAE.Imaging.Crc32.Start, head));
        return [.. head, .. Encoding.UTF8.GetBytes($",\"check\":\"{check:x8}\"}}\n")];
    }
}
