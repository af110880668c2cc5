using System.Text.Json;
using System.Text.RegularExpressions;
using TinyAE.Cli;
using TinyAE.Imaging;
using TinyAE.Recipes;
using TinyAE.Reports;
using TinyAE.Study;

namespace TinyAE.Tests.Cli;

public sealed partial class StudyTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    private static Call Study(string name, string folder, params IEnumerable<string> more) =>
        Call.Of(["study", name, "--quick", "--out", folder, .. more]);

    private static string Digest(Call call) => call.Ok().Result.GetProperty("digest").GetString()!;

    /// <summary>The quick version of each: everything is there, the page's links lead somewhere, the pictures show something.</summary>
    [Theory]
    [InlineData("architectures")]
    [InlineData("optimizers")]
    [InlineData("activations")]
    public void EverythingIsWritten(string name)
    {
        Call call = Study(name, _root["s"], "--json").Ok();
        JsonElement result = call.Result;
        Assert.Equal(("result", "done", name, 0), (result.GetProperty("event").GetString(), result.GetProperty("status").GetString(),
            result.GetProperty("study").GetString(), result.GetProperty("missing").GetInt32()));
        Assert.Contains("\"event\":\"progress\",\"training\":", call.Stdout);
        string report = File.ReadAllText(result.GetProperty("report").GetString()!);
        Assert.Contains(result.GetProperty("verdict").GetString()!, report);
        Assert.Contains("This is the quick version", report);
        string[] links = [.. Link().Matches(report).Select(match => Uri.UnescapeDataString(match.Groups[1].Value))];
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(_root["s"], link)), link));
        string[] pictures = [.. result.GetProperty("pictures").EnumerateArray().Select(picture => picture.GetString()!)];
        Assert.All(pictures, picture => Assert.Contains(Path.GetFileName(picture), links));
        Assert.Equal(pictures.Order(), Directory.GetFiles(Path.GetFullPath(_root["s"]), "*.png").Order());
        Assert.All(pictures, picture => Assert.True(ImageFile.Load(picture).Pixels.Distinct().Count() > 4));
        int points = ((FontStudyPlan)Studies.ByName(name).Plan(new() { Quick = true })).Steps.Count;
        Assert.Equal(1 + (result.GetProperty("finished").GetInt32() * points),
            File.ReadLines(Path.Combine(_root["s"], RunFolder.Metrics)).Count());
        Assert.Contains("\"finished\": true", File.ReadAllText(Path.Combine(_root["s"], RunFolder.Config)));
    }

    /// <summary>One thread, eight, shards joined, and interrupted runs: the same digest, and but for times the same report.</summary>
    [Fact]
    public void TheResultsAreTheSameHoweverTheyAreComputed()
    {
        string[] size = ["--seeds", "1", "--seed", "7", "--json"];
        string digest = Digest(Study("activations", _root["1"], [.. size, "--threads", "1"]));
        Assert.Equal(digest, Digest(Study("activations", _root["8"], [.. size, "--threads", "8"])));
        Assert.Equal(digest, Digest(Study("activations", _root["8"], size))); // all is there

        string[] folders = [_root["part1"], _root["part2"], _root["part2"]];
        for (int i = 0; i < 3; i++)
        {
            Call part = Study("activations", folders[i], [.. size, "--shard", $"{i + 1}/3"]).Ok();
            Assert.True(part.Result.GetProperty("missing").GetInt32() > 0);
            Assert.False(File.Exists(Path.Combine(folders[i], RunFolder.Report)));
        }

        Assert.Equal(digest, Digest(Call.Of("study", "merge", folders[0], folders[1], "--out", _root["merged"], "--json")));
        Assert.Equal(WithoutTimes(_root["1"]), WithoutTimes(_root["merged"]));
        Assert.Equal(digest, Digest(Study("activations", _root["merged"], size))); // a merged folder is a whole one

        Study("activations", _root["other"], "--seeds", "2", "--shard", "1/2").Ok();
        Call.Of("study", "merge", folders[0], _root["other"], "--out", _root["bad"]).Refused("another sweep's file (seeds is 2 there and "
            + "1 here)");
        Call.Of("study", "merge", folders[1], "--out", _root["bad"]).Refused("shard 1/3 lacks", "its file is not here");
        Study("activations", _root["8"], "--seeds", "2").Refused("settings.seeds is \"1\" there and \"2\" here", "--overwrite");
        Assert.NotEqual(digest, Digest(Study("activations", _root["8"], "--seeds", "1", "--seed", "8", "--json", "--overwrite")));
        Assert.False(Directory.Exists(_root["bad"]));
    }

    [Fact]
    public void InterruptionKeepsWhatIsFinished()
    {
        string[] args = ["study", "architectures", "--quick", "--seeds", "1", "--threads", "2", "--out", _root["s"], "--json"];
        int sittings = 0;
        Call call;
        do
        {
            using CancellationTokenSource stop = new(400);
            call = Call.Of(args, stop.Token);
            sittings++;
            if (call.ExitCode == ExitCode.Interrupted)
            {
                Assert.Equal("interrupted", call.Result.GetProperty("status").GetString());
                Assert.StartsWith("tinyae study architectures --quick", call.Result.GetProperty("resume").GetString());
            }
        }
        while (call.ExitCode == ExitCode.Interrupted && sittings < 100);
        call.Ok();
        Assert.Equal(Digest(Study("architectures", _root["whole"], "--seeds", "1", "--json")), Digest(call));
    }

    [Fact]
    public void WrongCommandLinesAreRefused()
    {
        Call.Of("study").Refused("architectures, optimizers, activations, noise, beta, code-size, merge");
        Call.Of("study", "optimisers").Refused("optimizers");
        Study("optimizers", _root["s"], "--shard", "0/3").Refused("--shard: The shard 0/3 does not exist");
        Study("optimizers", _root["s"], "--shard", "4/3").Refused("--shard: The shard 4/3 does not exist");
        Study("optimizers", _root["s"], "--shard", "x").Refused("such as 2/3; found 'x'");
        Study("optimizers", _root["s"], "--seeds", "0").Refused("'0' is not a whole number from 1 to 1,000");
        Study("optimizers", _root["s"], "--data", "shapes").Refused("--data");
        Study("code-size", _root["s"], "--data", _root["none"]).Refused("is no data set and no file or folder");
        Study("code-size", _root["s"], "--seeds", "101").Refused("1 to 100 seeds; found 101");
        Call.Of("study", "merge").Refused("DIR...");
        Call.Of("study", "merge", _root["none"]).Refused("no such file or folder");
        Directory.CreateDirectory(_root["empty"]);
        Call.Of("study", "merge", _root["empty"]).Refused("no file cells-*.jsonl");
        File.WriteAllText(Path.Combine(_root["empty"], "cells-1-of-1.jsonl"), "hello\n");
        Call.Of("study", "merge", _root["empty"]).Refused("cells-1-of-1.jsonl, line 1");
        Assert.False(Directory.Exists(_root["s"]));
    }

    [Fact]
    public void ADamagedFileIsRefusedAndStays()
    {
        string[] size = ["--seeds", "1", "--shard", "1/40"];
        Study("activations", _root["s"], size).Ok();
        string path = Path.Combine(_root["s"], SweepFile.NameOf(new Shard(1, 40)));
        string[] lines = File.ReadAllLines(path);
        File.WriteAllText(path, string.Join('\n', [lines[0], lines[1].Replace("loss", "gain").Replace("error", "terror"), ""]));
        byte[] damaged = File.ReadAllBytes(path);
        Call call = Study("activations", _root["s"], size);
        Assert.Equal(ExitCode.Usage, call.ExitCode);
        Assert.Contains($"{path}, line 2: expected", call.Stderr);
        Assert.Equal(damaged, File.ReadAllBytes(path));
    }

    [Fact]
    public void HelpHasExamples()
    {
        Assert.Contains("tinyae study merge part1 part2 part3 --out whole", Call.Of("study", "--help").Ok().Stdout);
        foreach (IStudy study in Studies.All)
        {
            string help = Call.Of("study", study.Name, "--help").Ok().Stdout;
            Assert.Contains("--shard I/N", help);
            Assert.Contains($"tinyae study {study.Name} --quick", help);
        }
    }

    /// <summary>The report without the times and the command, the metrics without their last column.</summary>
    private static (string Report, string Metrics) WithoutTimes(string folder)
    {
        string report = File.ReadAllText(Path.Combine(folder, RunFolder.Report));
        return (Time().Replace(report[..report.IndexOf("```", StringComparison.Ordinal)], "T"),
            string.Join('\n', File.ReadLines(Path.Combine(folder, RunFolder.Metrics)).Select(line => line[..line.LastIndexOf(',')])));
    }

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[\d.]+ m?s\b")]
    private static partial Regex Time();
}
