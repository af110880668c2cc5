using System.Text.Json;
using TinyAE.Reports;

namespace TinyAE.Tests.Cli;

public sealed class DenoisingCommandTests : IDisposable
{
    private static readonly string[] Fresh =
        ["train", "font-denoising", "--architecture", "35-6-35", "--characters", "#(1?7", "--schedule", "constant"];

    private static readonly string[] Stays = ["train", "font-denoising-course", "--batch", "5", "--training-set", "9+36"];

    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void ItWritesWhatItPromises()
    {
        JsonElement result = Call.Of([.. Fresh, "--iterations", "300", "--out", _root["a"], "--json"]).Ok().Result;
        foreach (string file in (string[])[RunFolder.Report, RunFolder.Config, RunFolder.Metrics, RunFolder.Model, RunFolder.Checkpoint,
            "denoising.png", "restored-by-level.png", "loss.png", "restored.png"])
        {
            Assert.True(new FileInfo(Path.Combine(_root["a"], file)).Length > 0, file);
        }

        Assert.All(result.GetProperty("pictures").EnumerateArray(), file => Assert.True(File.Exists(file.GetString())));
        JsonElement[] flips = [.. result.GetProperty("flips").EnumerateArray()];
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], flips.Select(row => row.GetProperty("level").GetDouble()));
        string report = File.ReadAllText(Path.Combine(_root["a"], RunFolder.Report));
        string[] said = ["denoising.png", "Nearest", "departs from the recipe", "network / nearest"];
        Assert.All(said, words => Assert.Contains(words, report));
        double restored = flips[2].GetProperty("restored").GetDouble();
        Assert.Contains($"| {100 * restored:0.0} % |", report);
        using JsonDocument config = JsonDocument.Parse(File.ReadAllText(Path.Combine(_root["a"], RunFolder.Config)));
        Assert.Equal("random-flips", config.RootElement.GetProperty("noise").GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheSameBitsForAnyThreadsAndAfterAResume(bool fresh)
    {
        string[] args = fresh ? Fresh : Stays;
        byte[] one = Model("one", [.. args, "--iterations", "60"]);
        Assert.Equal(one, Model("two", [.. args, "--iterations", "60", "--threads", "2"]));
        Assert.Equal(one, Model("eight", [.. args, "--iterations", "60", "--threads", "8"]));
        Model("parts", [.. args, "--iterations", "23"]);
        Assert.Equal(one, Model("parts", [.. args, "--iterations", "60", "--resume"]));
        Assert.Equal(Metrics("one"), Metrics("parts"), StringComparer.Ordinal);
        Assert.NotEqual(one, Model("other", [.. args, "--iterations", "60", "--noise", "flips", "--level", "2"]));
    }

    [Fact]
    public void AnotherNoiseIsNotContinued()
    {
        Model("a", [.. Fresh, "--iterations", "5"]);
        Call.Of([.. Fresh, "--iterations", "9", "--level", "0.2", "--out", _root["a"], "--resume"]).Refused("noise.level", "0.2");
    }

    public static TheoryData<string[], string[]> Wrong => new()
    {
        { ["--level", "1.5"], ["--level", "random-flips", "0 to 1", "1.5"] },
        { ["--level", "-1"], ["--level", "at least 0"] },
        { ["--noise", "flips", "--level", "2.5"], ["whole number", "0 to 35"] },
        { ["--noise", "erased-rows", "--level", "8"], ["0 to 7", "rows"] },
        { ["--noise", "gaussian"], ["--noise gaussian", "--level", "0 to 10"] },
        { ["--noise", "gausian", "--level", "1"], ["gaussian"] },
        { ["--training-set", "9+18"], ["9 clean characters", "32+64"] },
        { ["--training-set", "many"], ["--training-set", "9+18"] },
        { ["--training-set", "32+64", "--copies", "2"], ["copy", "2"] },
        { ["--batch", "129"], ["128", "129"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void AWrongCommandLineIsRefused(string[] args, string[] words)
    {
        Call.Of(["train", "font-denoising", .. args, "--out", _root["x"]]).Refused(words);
        Assert.False(Directory.Exists(_root["x"]));
    }

    [Fact]
    public void TheOtherRecipesKnowNoNoise() => Call.Of("train", "font", "--noise", "flips").Refused("--noise");

    [Fact]
    public void TheGradientsOfBothRecipesAreRight()
    {
        JsonElement result = Call.Of("check", "font-denoising", "font-denoising-course", "--json").Ok().Result;
        Assert.Equal(20, result.GetProperty("gradients").GetInt32());
    }

    private byte[] Model(string folder, string[] args)
    {
        Call.Of([.. args, "--out", _root[folder]]).Ok();
        return File.ReadAllBytes(Path.Combine(_root[folder], RunFolder.Model));
    }

    // All but the clock's column, which is the last.
    private string[] Metrics(string folder) =>
        [.. File.ReadAllLines(Path.Combine(_root[folder], RunFolder.Metrics)).Select(line => line[..line.LastIndexOf(',')])];
}
