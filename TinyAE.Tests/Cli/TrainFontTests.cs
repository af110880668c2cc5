using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TinyAE.Imaging;
using TinyAE.Recipes;
using TinyAE.Reports;
using TinyAE.Training;

namespace TinyAE.Tests.Cli;

public sealed partial class TrainFontTests : IDisposable
{
    private static readonly string[] Pictures =
        ["reconstruction.png", "latent-plane.png", "decoded-plane.png", "loss.png", "wrong-pixels.png"];

    private readonly TemporaryFolder _root = new();

    private string Out => _root["run"];

    public void Dispose() => _root.Dispose();

    [Fact]
    public void EverythingIsWrittenAndReadsBack()
    {
        Call call = Call.Train(Out, "--json").Ok();
        Assert.Equal([.. Pictures, "checkpoint.safetensors", "config.json", "metrics.csv", "model.safetensors", "report.md"],
            Directory.GetFiles(Out).Select(file => Path.GetFileName(file)!)
            .OrderBy(file => Array.IndexOf(Pictures, file) is int i and >= 0 ? i : 9).ThenBy(file => file));
        foreach (string picture in Pictures)
        {
            Image image = ImageFile.Load(Path.Combine(Out, picture));
            Assert.True(image.Width >= 300 && image.Pixels.Distinct().Count() > 4, $"{picture}: {image.Width} x {image.Height}");
        }

        JsonElement result = call.Result;
        Assert.Equal("result", result.GetProperty("event").GetString());
        Assert.Equal("done", result.GetProperty("status").GetString());
        Assert.Equal(60, result.GetProperty("steps").GetInt32());
        Assert.Equal("#(1?", result.GetProperty("characters").GetString());
        Assert.Equal(140, result.GetProperty("pixels").GetInt32());
        Assert.Equal(result.GetProperty("wrong_pixels").GetInt32(),
            result.GetProperty("wrong_pixels_by_character").EnumerateArray().Sum(wrong => wrong.GetInt32()));
        Assert.All(result.GetProperty("pictures").EnumerateArray(), picture => Assert.True(File.Exists(picture.GetString())));
        Assert.All(new[] { "report", "model", "metrics", "config", "checkpoint" },
            file => Assert.True(File.Exists(result.GetProperty(file).GetString())));
    }

    [Fact]
    public void TheResultIsWhatTheModelFileDoes()
    {
        JsonElement result = Call.Train(Out, "--json").Ok().Result;
        FontExperiment<float> experiment = FontExperiment<float>.Build(
            new FontAutoencoder().Settings with { Architecture = [35, 4, 2, 4, 35], Characters = "#(1?", Iterations = 60 });
        ModelFile file = ModelFile.Open(Path.Combine(Out, RunFolder.Model));
        FontFindings found = FontFindings.Of(experiment, file.Theta<float>(experiment.Model.Layout));
        Assert.Equal(found.Wrong, result.GetProperty("wrong_pixels").GetInt32());
        Assert.Equal(found.Codes,
            result.GetProperty("codes").EnumerateArray().SelectMany(code => code.EnumerateArray().Select(number => number.GetDouble())));
        Assert.Contains("35-4-2-4-35", file.Description);
    }

    [Fact]
    public void MetricsHaveARowForEachStepOfAShortRun()
    {
        Call.Train(Out).Ok();
        string[] lines = File.ReadAllLines(Path.Combine(Out, RunFolder.Metrics));
        Assert.Equal("step,epoch,reconstruction,loss,learning rate,wrong pixels,seconds", lines[0]);
        Assert.Equal(Enumerable.Range(1, 60), lines[1..].Select(line => int.Parse(line.Split(',')[0], CultureInfo.InvariantCulture)));
        double[] losses = [.. lines[1..].Select(line => double.Parse(line.Split(',')[3], CultureInfo.InvariantCulture))];
        Assert.True(losses[^1] < losses[0]);
    }

    [Fact]
    public void TheReportsLinksExistAndItsTableHasEveryCharacter()
    {
        Call.Train(Out).Ok();
        string report = File.ReadAllText(Path.Combine(Out, RunFolder.Report));
        string[] links = [.. Link().Matches(report).Select(match => Uri.UnescapeDataString(match.Groups[1].Value))];
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(Out, link)), link));
        Assert.All(Pictures, picture => Assert.Contains(picture, links));
        Assert.All("#(1?", character => Assert.Contains($"| `{character}` | ", report));
        Assert.Contains("mean over features, mean over batch (this run)", report);
        Assert.Contains("tinyae train font --architecture 35-4-2-4-35 --characters '#(1?' --iterations 60", report);
        Assert.DoesNotContain("NaN", report);
    }

    [Fact]
    public void EveryCharacterOfEveryFontCanStandInAReport()
    {
        Call.Of("train", "font", "--font", "all", "--architecture", "35-3-2-35", "--iterations", "1", "--out", Out).Ok();
        string report = File.ReadAllText(Path.Combine(Out, RunFolder.Report));
        string table = report.Split("## Character by character")[1].Split("*Least sure")[0];
        string[] rows = table.Split('\n').Where(line => line.StartsWith('|')).ToArray();
        Assert.Equal(96 + 2, rows.Length);
        Assert.All(rows, row => Assert.Equal(6, row.Replace("\\|", "").Count(c => c == '|'))); // five cells each
    }

    public static TheoryData<string, string, string, string> Options => new()
    {
        { "--font", "2", "data.font", "2" },
        { "--architecture", "35-6-3-35", "network.architecture", "35-6-3-35" },
        { "--activation", "relu", "network.activation", "relu" },
        { "--activation", "selu", "network.weights", "lecun-normal" },
        { "--output-activation", "linear", "network.output_activation", "linear" },
        { "--initializer", "he-normal", "network.weights", "he-normal" },
        { "--loss", "mse", "loss.name", "mse" },
        { "--loss", "squared-norm", "network.output_activation", "sigmoid" },
        { "--loss-scale", "sum", "loss.meaning", "sum over features, sum over batch" },
        { "--optimizer", "rmsprop", "training.optimizer", "rmsprop" },
        { "--optimizer", "sgd", "training.optimizer", "gradient-descent" },
        { "--optimizer", "l-bfgs", "training.optimizer", "l-bfgs" },
        { "--learning-rate", "0.25", "training.learning_rate", "0.25" },
        { "--schedule", "step:0.5,10", "training.schedule", "step:0.5,10" },
        { "--iterations", "1_0", "stop.iterations", "10" },
        { "--batch", "2", "training.batch_size", "2" },
        { "--l1", "0.001", "loss.penalty", "0.001 Σ |w|" },
        { "--l2", "1e-3", "loss.penalty", "0.001 Σ w²" },
        { "--dropout", "0.1", "training.dropout", "0.1" },
        { "--stop-error", "100", "stop.loss_below", "100" },
        { "--seed", "18446744073709551615", "random.seed", "18446744073709551615" },
        { "--threads", "3", "run.threads", "3" },
        { "--checkpoint-every", "7", "run.checkpoint_every", "7" },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void AnOptionStandsInTheConfiguration(string option, string value, string path, string expected)
    {
        string characters = option == "--font" ? "ABC" : "#(1?";
        string[] given = ["train", "font", "--architecture", "35-4-2-4-35", "--iterations", "5", "--characters", characters, "--out", Out];
        // An option that is under test takes the place of the one given.
        int place = Array.IndexOf(given, option);
        Call.Of([.. place < 0 ? given : [.. given[..place], .. given[(place + 2)..]], option, value]).Ok();

        using JsonDocument config = JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, RunFolder.Config)));
        JsonElement element = config.RootElement;
        foreach (string name in path.Split('.'))
        {
            element = element.GetProperty(name);
        }

        Assert.Equal(expected, element.ToString());
        Assert.True(config.RootElement.GetProperty("run").GetProperty("finished").GetBoolean());
    }

    [Fact]
    public void StopErrorStopsEarlyAndTheReportSaysSo()
    {
        Assert.Equal(1, Call.Train(Out, "--stop-error", "100", "--json").Ok().Result.GetProperty("steps").GetInt32());
        Assert.Contains("Training ended at step 1 of at most 60", File.ReadAllText(Path.Combine(Out, RunFolder.Report)));
    }

    [Fact]
    public void QuietPrintsThePathOfTheReportAlone() =>
        Assert.Equal(Path.Combine(Out, RunFolder.Report), Assert.Single(Call.Train(Out, "--quiet").Ok().Lines));

    [Fact]
    public void WordsSayWhatWasLearnedAndWhere()
    {
        string text = Call.Train(Out).Ok().Stdout;
        Assert.Contains("Training 35-4-2-4-35 on 4 characters of Font1", text);
        Assert.Matches(@"(draws (\d|none) of 4 characters|has learned all 4 characters)", text);
        Assert.Contains(Path.Combine(Out, RunFolder.Report), text);
        Assert.DoesNotContain('\u001b', text);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void TheBitsDoNotDependOnTheThreads(int threads)
    {
        string other = _root["other"];
        Call.Train(Out, "--batch", "3", "--dropout", "0.2", "--l1", "1e-5", "--l2", "1e-5").Ok();
        Call.Train(other, "--batch", "3", "--dropout", "0.2", "--l1", "1e-5", "--l2", "1e-5", "--threads", $"{threads}").Ok();
        Assert.Equal(File.ReadAllBytes(Path.Combine(Out, RunFolder.Model)), File.ReadAllBytes(Path.Combine(other, RunFolder.Model)));
        Assert.Equal(WithoutTime(Out), WithoutTime(other));
        Assert.Equal(ImageFile.Load(Path.Combine(Out, Pictures[1])).Pixels, ImageFile.Load(Path.Combine(other, Pictures[1])).Pixels);
    }

    [Fact]
    public void SeedsDiffer()
    {
        Call.Train(Out, "--seed", "1").Ok();
        Call.Train(_root["other"], "--seed", "2").Ok();
        Assert.NotEqual(File.ReadAllBytes(Path.Combine(Out, RunFolder.Model)),
            File.ReadAllBytes(Path.Combine(_root["other"], RunFolder.Model)));
    }

    [Fact]
    public void AnotherRunsFolderIsLeftAlone()
    {
        Call.Train(Out).Ok();
        byte[] model = File.ReadAllBytes(Path.Combine(Out, RunFolder.Model));
        Call.Train(Out, "--seed", "2").Refused("random.seed is 1 there and 2 here", "--out", "--overwrite");
        Assert.Equal(model, File.ReadAllBytes(Path.Combine(Out, RunFolder.Model)));
        Assert.Contains("Replacing the run with the same settings", Call.Train(Out).Ok().Stdout);
        Assert.Contains("Overwriting another run", Call.Train(Out, "--seed", "2", "--overwrite").Ok().Stdout);
        Assert.NotEqual(model, File.ReadAllBytes(Path.Combine(Out, RunFolder.Model)));
    }

    [Fact]
    public void AFontOfOnesOwnIsReadAndABrokenOneIsNamed()
    {
        string header = _root["my.h"];
        File.WriteAllText(header,
            "int const A[2][7] = { {1,2,3,4,5,6,7}, {31,0,31,0,31,0,31} };\nint const B[1][7] = { {1,1,1,1,1,1,1} };\n");
        Assert.Equal(35, Call.Of("train", "font", "--font", $"{header}:2", "--iterations", "3", "--out", Out, "--json").Ok().Result
            .GetProperty("pixels").GetInt32());
        Call.Of("train", "font", "--font", $"{header}:3", "--out", _root["no"]).Refused("no font 3", "fonts 1 to 2");

        File.WriteAllText(header, "int const A[1][7] = { {1,2,3,4,5,6,32} };");
        Call.Of("train", "font", "--font", header, "--out", _root["no"]).Refused(header, "32");
        Assert.False(Directory.Exists(_root["no"]));
    }

    [Fact]
    public void AFolderThatCannotBeWrittenIsNamed()
    {
        File.WriteAllText(_root["file"], "");
        Call.Train(_root["file"]).Refused(_root["file"], "is a file");
        Call.Train(Path.Combine(_root["file"], "below")).Refused("Cannot write to the folder", _root["file"]);
    }

    [Fact]
    public void ALossThatIsNotFiniteLeavesNothingBehind()
    {
        Call call = Call.Train(
            Out, "--loss", "mse", "--activation", "relu", "--output-activation", "linear", "--optimizer", "sgd", "--learning-rate", "1e30");
        Assert.Equal(2, call.ExitCode);
        Assert.Contains("not finite", call.Stderr);
        Assert.False(Directory.Exists(Out));
    }

    [Theory]
    [InlineData("35-4-1-4-35")]
    [InlineData("35-3-35")]
    public void ACodeOfAnotherSizeHasNoPlane(string architecture)
    {
        Call.Of("train", "font", "--architecture", architecture, "--characters", "#1", "--iterations", "5", "--out", Out).Ok();
        Assert.False(File.Exists(Path.Combine(Out, "latent-plane.png")));
        Assert.Contains("the plane of codes is drawn where it has two", File.ReadAllText(Path.Combine(Out, RunFolder.Report)));
    }

    [Fact]
    public void OneCharacterAloneIsNoSpecialCase()
    {
        JsonElement result = Call.Of("train", "font", "--characters", " ", "--iterations", "5", "--out", Out, "--json").Ok().Result;
        Assert.Equal("Infinity", result.GetProperty("closest_codes").GetProperty("distance").GetString());
        Assert.True(File.Exists(Path.Combine(Out, "decoded-plane.png")));
    }

    private static string[] WithoutTime(string folder) =>
        [.. File.ReadAllLines(Path.Combine(folder, RunFolder.Metrics)).Select(line => line[..line.LastIndexOf(',')])];

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
