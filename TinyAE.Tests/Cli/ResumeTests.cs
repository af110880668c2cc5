using System.Text.Json;
using TinyAE.Cli;
using TinyAE.Reports;

namespace TinyAE.Tests.Cli;

public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    private string Whole => _root["whole"];

    private string Parts => _root["parts"];

    public void Dispose() => _root.Dispose();

    [Fact]
    public void AnInterruptedRunResumedHasTheBitsOfAnUninterruptedOne()
    {
        string[] args =
        [
            "train", "font", "--architecture", "35-3-2-3-35", "--characters", "#(1?", "--iterations", "40000",
            "--batch", "3", "--dropout", "0.1", "--json",
        ];
        Call.Of([.. args, "--out", Whole]).Ok();

        // Stop once the training has told of its first steps.
        using CancellationTokenSource stop = new();
        using Watcher stdout = new(line => line.Contains("\"progress\"", StringComparison.Ordinal), stop);
        using StringWriter stderr = new();
        Assert.Equal(ExitCode.Interrupted, App.Run([.. args, "--out", Parts], stdout, stderr, stop.Token));
        Assert.Equal("", stderr.ToString());
        using JsonDocument last = JsonDocument.Parse(stdout.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        Assert.Equal("interrupted", last.RootElement.GetProperty("status").GetString());
        Assert.InRange(last.RootElement.GetProperty("steps").GetInt32(), 1, 39_999);
        Assert.EndsWith("--resume", last.RootElement.GetProperty("resume").GetString());
        Assert.False(File.Exists(Path.Combine(Parts, RunFolder.Report)));

        Call.Of([.. args, "--out", Parts]).Refused("interrupted", "--resume", "--overwrite");
        Call.Of([.. args, "--out", Parts, "--resume"]).Ok();
        AssertSame(Whole, Parts);
    }

    [Fact]
    public void AFinishedRunGoesOnForLongerWhereTheRateIsConstant()
    {
        Call.Train(Parts, "--schedule", "constant", "--iterations", "25").Refused(); // twice the same option
        string[] args = ["train", "font", "--architecture", "35-4-2-4-35", "--characters", "#(1?", "--schedule", "constant"];
        Call.Of([.. args, "--iterations", "50", "--out", Whole]).Ok();
        Call.Of([.. args, "--iterations", "20", "--out", Parts]).Ok();
        Call.Of([.. args, "--iterations", "50", "--out", Parts, "--resume"]).Ok();
        Assert.Equal(File.ReadAllBytes(Path.Combine(Whole, RunFolder.Model)), File.ReadAllBytes(Path.Combine(Parts, RunFolder.Model)));
    }

    [Fact]
    public void ACosineOverAnotherNumberOfStepsIsNotContinued()
    {
        Call.Train(Parts).Ok();
        byte[] config = File.ReadAllBytes(Path.Combine(Parts, RunFolder.Config));
        Call.Of(["train", "font", .. Call.Small[..^1], "90", "--out", Parts, "--resume"]).Refused("schedule");
        Assert.Equal(config, File.ReadAllBytes(Path.Combine(Parts, RunFolder.Config)));
    }

    [Fact]
    public void ResumingAFinishedRunChangesNoNumber()
    {
        Call.Train(Parts).Ok();
        byte[] model = File.ReadAllBytes(Path.Combine(Parts, RunFolder.Model));
        Call.Train(Parts, "--resume").Ok();
        Assert.Equal(model, File.ReadAllBytes(Path.Combine(Parts, RunFolder.Model)));
    }

    [Fact]
    public void WithoutARunThereIsNothingToResume()
    {
        Call.Train(Parts, "--resume").Refused("no run to resume");
        Assert.False(Directory.Exists(Parts));
    }

    [Fact]
    public void OtherSettingsAreNotResumed()
    {
        Call.Train(Parts).Ok();
        Call.Train(Parts, "--resume", "--seed", "2").Refused("random.seed is 1 there and 2 here");
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("short")]
    [InlineData("noise")]
    [InlineData("missing")]
    [InlineData("model")]
    public void ADamagedCheckpointIsNamedAndNothingIsLost(string damage)
    {
        Call.Train(Parts).Ok();
        string checkpoint = Path.Combine(Parts, RunFolder.Checkpoint);
        byte[] bytes = File.ReadAllBytes(checkpoint);
        File.WriteAllBytes(checkpoint, damage switch
        {
            "empty" => [],
            "short" => bytes[..(bytes.Length / 2)],
            "noise" => [.. bytes.Select(b => (byte)(b ^ 0x5a))],
            "model" => File.ReadAllBytes(Path.Combine(Parts, RunFolder.Model)),
            _ => bytes,
        });
        if (damage == "missing")
        {
            File.Delete(checkpoint);
        }

        byte[] model = File.ReadAllBytes(Path.Combine(Parts, RunFolder.Model)),
            config = File.ReadAllBytes(Path.Combine(Parts, RunFolder.Config));
        Call.Train(Parts, "--resume").Refused(RunFolder.Checkpoint);
        Assert.Equal(model, File.ReadAllBytes(Path.Combine(Parts, RunFolder.Model)));
        Assert.Equal(config, File.ReadAllBytes(Path.Combine(Parts, RunFolder.Config)));
    }

    private static void AssertSame(string one, string other)
    {
        Assert.Equal(File.ReadAllBytes(Path.Combine(one, RunFolder.Model)), File.ReadAllBytes(Path.Combine(other, RunFolder.Model)));
        Assert.Equal(
            File.ReadAllLines(Path.Combine(one, RunFolder.Metrics)).Select(line => line[..line.LastIndexOf(',')]),
            File.ReadAllLines(Path.Combine(other, RunFolder.Metrics)).Select(line => line[..line.LastIndexOf(',')]));
    }

    /// <summary>Cancels once a line is written.</summary>
    private sealed class Watcher(Func<string, bool> awaited, CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value is not null && awaited(value))
            {
                stop.Cancel();
            }
        }
    }
}
