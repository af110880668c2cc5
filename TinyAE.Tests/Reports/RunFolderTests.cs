using System.Text.Json;
using TinyAE.Reports;

namespace TinyAE.Tests.Reports;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    private string Target => _root["font"];

    public void Dispose() => _root.Dispose();

    [Fact]
    public void AFolderOfItsOwnIsMadeWithTheSettings()
    {
        RunFolder folder = Begin(Settings("mse"));
        Assert.Equal(Target, folder.Path);
        Assert.Null(folder.Note);
        Assert.False(IsFinished(folder));
        folder.Finish();
        Assert.True(IsFinished(folder));
    }

    [Fact]
    public void AFinishedRunWithTheSameSettingsIsReplaced()
    {
        Begin(Settings("mse")).Finish();
        RunFolder again = Begin(Settings("mse"));
        Assert.Equal(Target, again.Path);
        Assert.Contains("same settings", again.Note);
    }

    [Fact]
    public void OtherSettingsGoToANumberedFolder()
    {
        Begin(Settings("mse")).Finish();
        RunFolder second = Begin(Settings("bce"));
        Assert.Equal(Target + "-2", second.Path);
        Assert.Contains("holds another run", second.Note);
        second.Finish();
        Assert.Equal(Target + "-3", Begin(Settings("half")).Path);
        Assert.Equal(Target + "-2", Begin(Settings("bce")).Path);
        Assert.Equal(Target, Begin(Settings("mse")).Path);
    }

    [Fact]
    public void AnotherRunIsNotDestroyedUnlessAsked()
    {
        Begin(Settings("mse")).Finish();
        byte[] before = File.ReadAllBytes(Path.Combine(Target, RunFolder.Config));
        RunFolderException error = Assert.Throws<RunFolderException>(
            () => RunFolder.Choose(Target, mayNumber: false, Settings("bce"), RunStart.New));
        Assert.Contains("loss.name is \"mse\" there and \"bce\" here", error.Message);
        Assert.Contains("--overwrite", error.Message);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(Target, RunFolder.Config)));
        Assert.Single(Directory.EnumerateFileSystemEntries(_root.Path));

        File.WriteAllText(Path.Combine(Target, RunFolder.Report), "of the run before");
        RunFolder folder = RunFolder.Choose(Target, mayNumber: false, Settings("bce"), RunStart.Overwrite);
        Assert.Contains("Overwriting another run", folder.Note);
        Assert.True(File.Exists(folder[RunFolder.Report])); // choosing writes nothing
        folder.Begin();
        Assert.False(File.Exists(folder[RunFolder.Report]));
    }

    [Fact]
    public void FilesOfUnknownOriginAreNotDestroyed()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, RunFolder.Report), "mine");
        Assert.Throws<RunFolderException>(() => RunFolder.Choose(Target, mayNumber: false, Settings("mse"), RunStart.New));
        Assert.Equal(Target + "-2", Begin(Settings("mse")).Path);
        File.Delete(Path.Combine(Target, RunFolder.Report));
        File.WriteAllText(Path.Combine(Target, "notes.txt"), "mine"); // no file of a run: not in the way
        Assert.Equal(Target, Begin(Settings("mse")).Path);
    }

    [Fact]
    public void AnInterruptedRunIsContinuedOrStartedOverButNotByAccident()
    {
        RunFolder folder = Begin(Settings("mse"));
        File.WriteAllText(folder[RunFolder.Checkpoint], "state");
        RunFolderException error = Assert.Throws<RunFolderException>(() => Begin(Settings("mse")));
        Assert.Contains("--resume", error.Message);
        Assert.Contains("--overwrite", error.Message);

        RunFolder resumed = RunFolder.Choose(Target, true, Settings("mse"), RunStart.Resume);
        resumed.Begin();
        Assert.Equal(Target, resumed.Path);
        Assert.True(File.Exists(folder[RunFolder.Checkpoint]));
        RunFolder.Choose(Target, true, Settings("mse"), RunStart.Overwrite).Begin();
        Assert.False(File.Exists(folder[RunFolder.Checkpoint]));
    }

    [Fact]
    public void ARunThatWasKilledBeforeItSavedAnythingIsInNobodysWay()
    {
        Begin(Settings("mse"));
        Assert.Null(Begin(Settings("mse")).Note);
    }

    [Fact]
    public void ResumeFindsTheRunAmongTheNumberedOnes()
    {
        Begin(Settings("mse")).Finish();
        RunFolder second = Begin(Settings("bce"));
        File.WriteAllText(second[RunFolder.Checkpoint], "state");
        Assert.Equal(second.Path, RunFolder.Choose(Target, true, Settings("bce"), RunStart.Resume).Path);
    }

    [Fact]
    public void ResumeWithoutARunSaysSo()
    {
        Assert.Contains("no run to resume",
            Assert.Throws<RunFolderException>(() => RunFolder.Choose(Target, true, Settings("mse"), RunStart.Resume)).Message);
        Assert.False(Directory.Exists(Target));
        RunFolder folder = Begin(Settings("mse"));
        File.WriteAllText(folder[RunFolder.Checkpoint], "state");
        Assert.Contains("loss.name is",
            Assert.Throws<RunFolderException>(() => RunFolder.Choose(Target, false, Settings("bce"), RunStart.Resume)).Message);
        Assert.Contains("loss.name is",
            Assert.Throws<RunFolderException>(() => RunFolder.Choose(Target, true, Settings("bce"), RunStart.Resume)).Message);
    }

    [Fact]
    public void ThePartThatDoesNotChangeTheNumbersIsNotCompared()
    {
        Begin(Settings("mse", threads: 1)).Finish();
        Assert.Equal(Target, Begin(Settings("mse", threads: 8)).Path);
    }

    [Fact]
    public void AResumedRunMayGoOnForLonger()
    {
        Begin(Settings("mse", steps: 100)).Finish();
        Assert.Equal(Target, RunFolder.Choose(Target, false, Settings("mse", steps: 200), RunStart.Resume).Path);
        Assert.Contains("stop.iterations is 100 there and 200 here",
            Assert.Throws<RunFolderException>(() => RunFolder.Choose(Target, false, Settings("mse", steps: 200), RunStart.New)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("{\"loss\": 3}")]
    public void ADamagedConfigIsAnotherRun(string text)
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, RunFolder.Config), text);
        Assert.Throws<RunFolderException>(() => RunFolder.Choose(Target, mayNumber: false, Settings("mse"), RunStart.New));
        Assert.Equal(text, File.ReadAllText(Path.Combine(Target, RunFolder.Config)));
    }

    [Fact]
    public void AFileInPlaceOfTheFolderIsAnError()
    {
        File.WriteAllText(Target, "a file");
        Assert.Contains("is a file", Assert.Throws<RunFolderException>(() => Begin(Settings("mse"))).Message);
    }

    private static Fields Settings(string loss, int threads = 1, int steps = 100) => new()
    {
        ["recipe"] = "font",
        ["network"] = new Fields { ["units"] = new[] { 35, 2, 35 } },
        ["loss"] = new Fields { ["name"] = loss },
        ["stop"] = new Fields { ["iterations"] = steps },
        ["run"] = new Fields { ["threads"] = threads },
    };

    private static bool IsFinished(RunFolder folder)
    {
        using JsonDocument config = JsonDocument.Parse(File.ReadAllBytes(folder[RunFolder.Config]));
        return config.RootElement.GetProperty("run").GetProperty("finished").GetBoolean();
    }

    private RunFolder Begin(Fields settings)
    {
        RunFolder folder = RunFolder.Choose(Target, mayNumber: true, settings, RunStart.New);
        folder.Begin();
        return folder;
    }
}
