using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TinyAE.Imaging;
using TinyAE.Recipes;
using TinyAE.Reports;

namespace TinyAE.Tests.Cli;

/// <summary>Trained models that all tests share.</summary>
public sealed class GenerateModels : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public GenerateModels()
    {
        Plane = Train("plane", "35-20-2-20-35", "10000");
        Space = Train("space", "35-20-3-20-35", "1000");
        Number = Train("number", "35-4-1-4-35", "20");
    }

    public string Plane { get; }

    public string Space { get; }

    public string Number { get; }

    public void Dispose() => _root.Dispose();

    private string Train(string name, string architecture, string iterations)
    {
        Call.Of("train", "font", "--architecture", architecture, "--iterations", iterations, "--out", _root[name]).Ok();
        return Path.Combine(_root[name], RunFolder.Model);
    }
}

public sealed partial class GenerateFontTests(GenerateModels models) : IClassFixture<GenerateModels>, IDisposable
{
    private static readonly Font Known = Font.Embedded[0];
    private readonly TemporaryFolder _root = new();

    private string Out => _root["drawn"];

    public void Dispose() => _root.Dispose();

    [Fact]
    public void WithoutAWishEverythingIsDrawn()
    {
        JsonElement result = Generate("--json").Ok().Result;
        string[] files = [.. Directory.GetFiles(Out).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
        Assert.Equal(["config.json", "grid.csv", "grid.h", "grid.png", "line.csv", "line.h", "line.png", "new-letters.csv", "new-letters.h",
            "new-letters.png", "plane.png", "random.csv", "random.h", "random.png", "report.md", "walk.png"], files);
        Assert.All(files.Where(file => file.EndsWith(".png", StringComparison.Ordinal)),
            file => Assert.True(ImageFile.Load(Path.Combine(Out, file)).Pixels.Distinct().Count() > 2, file));
        Assert.Equal("done", result.GetProperty("status").GetString());
        Assert.False(result.GetProperty("trained").GetBoolean());
        Assert.All(result.GetProperty("files").EnumerateArray(), file => Assert.True(File.Exists(file.GetString())));
        Assert.Equal(225, result.GetProperty("grid").GetArrayLength());

        string report = File.ReadAllText(Path.Combine(Out, RunFolder.Report));
        string[] links = [.. Link().Matches(report).Select(match => match.Groups[1].Value)];
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(Out, link)), link));
        Assert.Equal(files.Except(["report.md"]).Order(), links.Distinct().Order());
        Assert.DoesNotContain("NaN", report);
        Assert.Contains($"--model {models.Plane}", report);
    }

    [Fact]
    public void NewLettersKeepTheirRuleAndReadBackFromTheHeader()
    {
        JsonElement result = Generate("--new", "10", "--json").Ok().Result;
        string[][] letters = [.. result.GetProperty("new_letters").EnumerateArray().Select(letter =>
            letter.GetProperty("rows").EnumerateArray().Select(row => row.GetString()!).ToArray())];
        Assert.Equal(10, letters.Length);
        string[][] known = [.. Known.Glyphs.Select(Rows)];
        for (int n = 0; n < letters.Length; n++)
        {
            int[] distances = [.. known.Select(other => Differing(letters[n], other))];
            JsonElement letter = result.GetProperty("new_letters")[n];
            Assert.True(distances.Min() >= 3);
            Assert.Equal(distances.Min(), letter.GetProperty("distance").GetInt32());
            Assert.Equal(Known.Characters[Array.IndexOf(distances, distances.Min())], letter.GetProperty("nearest").GetString()![0]);
            Assert.All(letters[..n], before => Assert.True(Differing(letters[n], before) >= 3));
        }

        // The first is the surest of all.
        double[] certainties =
            [.. result.GetProperty("new_letters").EnumerateArray().Select(letter => letter.GetProperty("certainty").GetDouble())];
        Assert.Equal(certainties.Max(), certainties[0]);
        Font header = Assert.Single(FontHeader.Load(Path.Combine(Out, "new-letters.h")));
        Assert.Equal("ABCDEFGHIJ", header.Characters);
        Assert.Equal(letters, header.Glyphs.Select(Rows));
        Assert.Equal(letters, Csv("new-letters.csv").Select(row => Ink(row[^35..])));
        // The header is data like any other.
        Call.Of("train", "font", "--font", Path.Combine(Out, "new-letters.h"), "--iterations", "2", "--out", _root["again"]).Ok();
    }

    [Fact]
    public void ACodeDecodesToTheDrawingThatItCameFrom()
    {
        double[][] letters = Csv(Generate("--new", "1").Ok(), "new-letters.csv");
        string point = string.Join(',', letters[0][..2].Select(z => z.ToString("R", CultureInfo.InvariantCulture)));
        Call.Of("generate", "font", "--model", models.Plane, "--point", point, "--out", _root["point"]).Ok();
        Assert.Equal(File.ReadAllLines(Path.Combine(Out, "new-letters.csv")), File.ReadAllLines(Path.Combine(_root["point"], "point.csv")));
        Assert.False(File.Exists(Path.Combine(_root["point"], "line.csv")));
    }

    [Fact]
    public void ALineBeginsAndEndsWithItsCharactersAtEqualSteps()
    {
        double[][] line = Csv(Generate("--line", "1,7", "--steps", "9").Ok(), "line.csv");
        Assert.Equal(9, line.Length);
        Assert.Equal(Rows(Known.Select("1").Glyphs[0]), Ink(line[0][^35..]));
        Assert.Equal(Rows(Known.Select("7").Glyphs[0]), Ink(line[^1][^35..]));
        for (int n = 0; n < 9; n++)
        {
            Assert.Equal(line[0][0] + ((line[8][0] - line[0][0]) * n / 8), line[n][0], 1e-6);
            Assert.Equal(line[0][1] + ((line[8][1] - line[0][1]) * n / 8), line[n][1], 1e-6);
        }
    }

    [Fact]
    public void ALineMayBeginWithTheCommaItself() => Assert.Equal(',', Csv(Generate("--line", ",,1").Ok(), "line.csv")[0][3]);

    [Fact]
    public void AGridCoversThePlaneFromTheTop()
    {
        double[][] grid = Csv(Generate("--grid", "5").Ok(), "grid.csv");
        Assert.Equal(25, grid.Length);
        Assert.All(Enumerable.Range(0, 25), n =>
        {
            Assert.Equal(grid[n % 5][0], grid[n][0]);
            Assert.Equal(grid[n / 5 * 5][1], grid[n][1]);
        });
        Assert.True(grid[0][0] < grid[1][0] && grid[0][1] > grid[5][1]);
        Assert.All(grid, row => Assert.InRange(row[0], -1, 1));
        // More drawings than a header holds: the pictures and numbers alone.
        Call.Of("generate", "font", "--model", models.Plane, "--grid", "17", "--out", _root["many"]).Ok();
        Assert.False(File.Exists(Path.Combine(_root["many"], "grid.h")));
    }

    [Fact]
    public void RandomCodesFollowTheSeedAndTheSpread()
    {
        double[][] none = Csv(Generate("--random", "20", "--spread", "0").Ok(), "random.csv");
        string codes = File.ReadAllText(Path.Combine(Path.GetDirectoryName(models.Plane)!, RunFolder.Report));
        Assert.All(none, row => Assert.Contains($"{row[0]:0.000}, {row[1]:0.000}", codes)); // characters' own codes
        double[][] first = Csv(Generate("--random", "20", "--overwrite").Ok(), "random.csv");
        double[][] again = Csv(Generate("--random", "20").Ok(), "random.csv");
        double[][] other = Csv(Generate("--random", "20", "--seed", "2", "--overwrite").Ok(), "random.csv");
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.NotEqual(none, first);
        double[][] wide = Csv(Generate("--random", "20", "--spread", "50", "--overwrite").Ok(), "random.csv");
        Assert.All(wide, row => Assert.InRange(row[0], -1, 1));
    }

    [Theory]
    [InlineData("10", 16, 8 + 16 + 8)]
    [InlineData("2 6", 3, (3 * 8) + (2 * 3))]
    [InlineData("00", 1, 17)]
    public void AWalkHasItsPictures(string word, int frames, int expected)
    {
        Generate("--walk", word, "--frames", $"{frames}").Ok();
        byte[] file = File.ReadAllBytes(Path.Combine(Out, "walk.png"));
        int control = file.AsSpan().IndexOf("acTL"u8);
        Assert.Equal(expected, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(control + 4)));
        Assert.Contains($"{expected} pictures", File.ReadAllText(Path.Combine(Out, RunFolder.Report)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void TheBitsDoNotDependOnTheThreads(int threads)
    {
        string[] all =
            ["--new", "8", "--grid", "5", "--line", "12", "--random", "5", "--point", "0.1,0.2", "--walk", "12", "--frames", "2"];
        Generate(all).Ok();
        Call.Of(["generate", "font", "--model", models.Plane, "--out", _root["other"], "--threads", $"{threads}", .. all]).Ok();
        Assert.Equal(19, Directory.GetFiles(Out).Length);
        Assert.All(Directory.GetFiles(Out).Where(file => Path.GetExtension(file) is not (".json" or ".md")),
            file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(_root["other"], Path.GetFileName(file)))));
    }

    [Fact]
    public void ACodeOfThreeNumbersHasNoPlaneButAllTheRest()
    {
        JsonElement result = Call.Of("generate", "font", "--model", models.Space, "--out", Out, "--json").Ok().Result;
        Assert.False(result.TryGetProperty("grid", out _));
        Assert.False(File.Exists(Path.Combine(Out, "plane.png")));
        Assert.True(File.Exists(Path.Combine(Out, "walk.png")));
        Assert.Contains("there is no plane to draw", File.ReadAllText(Path.Combine(Out, RunFolder.Report)));
        Assert.All(result.GetProperty("new_letters").EnumerateArray(), letter =>
            Assert.True(letter.GetProperty("distance").GetInt32() >= 3));
        Call.Of("generate", "font", "--model", models.Space, "--point", "0,0.5,-1", "--out", _root["point"]).Ok();
        Call.Of("generate", "font", "--model", models.Space, "--grid", "4", "--out", _root["no"]).Refused("A grid lies in a plane", "3 "
            + "numbers");
        Call.Of("generate", "font", "--model", models.Space, "--point", "0,1", "--out", _root["no"]).Refused("3 numbers", "found 2");
        Assert.False(Directory.Exists(_root["no"]));
    }

    [Fact]
    public void FewerNewLettersThanWantedAreSaidToBeFewer()
    {
        Call call = Call.Of("generate", "font", "--model", models.Number, "--new", "200", "--out", Out, "--json").Ok();
        int found = call.Result.TryGetProperty("new_letters", out JsonElement letters) ? letters.GetArrayLength() : 0;
        Assert.InRange(found, 0, 199);
        Assert.Contains("200 were wanted", File.ReadAllText(Path.Combine(Out, RunFolder.Report)));
    }

    [Fact]
    public void AFontOfOnesOwnNeedsNotBeThereAnyMore()
    {
        string header = _root["my.h"];
        File.WriteAllText(header, "int const A[2][7] = { {1,2,3,4,5,6,7}, {31,0,31,0,31,0,31} };");
        Call.Of("train", "font", "--font", header, "--iterations", "3", "--out", _root["mine"]).Ok();
        File.Delete(header);
        Call.Of("generate", "font", "--model", Path.Combine(_root["mine"], RunFolder.Model), "--new", "3", "--out", Out).Ok();
        // A checkpoint is a model too.
        Call.Of(
            "generate", "font", "--model", Path.Combine(_root["mine"], RunFolder.Checkpoint), "--grid", "3", "--out", _root["other"]).Ok();
    }

    [Fact]
    public void AnotherRunsFolderIsLeftAlone()
    {
        Generate("--line", "12").Ok();
        Generate("--line", "13").Refused("line.to is", "--overwrite");
        Generate("--grid", "3", "--overwrite").Ok();
        Assert.False(File.Exists(Path.Combine(Out, "line.png")));
        string folder = Path.GetDirectoryName(models.Plane)!;
        Call.Of("generate", "font", "--model", models.Plane, "--out", folder, "--overwrite").Refused("lies in the folder", "--out");
        Assert.True(File.Exists(models.Plane));
    }

    public static TheoryData<string[], string[]> Wrong => new()
    {
        { ["--line", "1,A"], ["has not learned 'A'", "0123456789"] },
        { ["--walk", "1é"], ["has not learned 'é'"] },
        { ["--line", "1"], ["not two characters"] },
        { ["--line", "1-7"], ["not two characters"] },
        { ["--walk", "1"], ["2 to 32", "has 1"] },
        { ["--walk", ""], ["has 0"] },
        { ["--point", "NaN,0"], ["a finite number"] },
        { ["--point", "0,infinity"], ["a finite number"] },
        { ["--point", "0;1"], ["a finite number"] },
        { ["--point", "1.5,0"], ["from -1 to 1", "tanh", "found 1.5"] },
        { ["--point", "0"], ["2 numbers", "found 1"] },
        { ["--grid", "-3"], ["from 2 to 64"] },
        { ["--grid", "65"], ["from 2 to 64"] },
        { ["--random", "-1"], ["from 1 to 256"] },
        { ["--random", "5", "--spread", "-0.1"], ["--spread", "from 0"] },
        { ["--random", "5", "--spread", "NaN"], ["--spread"] },
        { ["--spread", "0.1"], ["--spread goes with --random"] },
        { ["--steps", "4"], ["--steps goes with --line"] },
        { ["--frames", "4"], ["--frames goes with --walk"] },
        { ["--line", "12", "--steps", "1"], ["from 2 to 64"] },
        { ["--new", "0"], ["from 1 to 256"] },
        { ["--new", "-4"], ["from 1 to 256"] },
        { ["--nwe", "4"], ["Did you mean --new?"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void AWrongWishIsRefusedInOneSentence(string[] args, string[] words)
    {
        Call call = Generate(args);
        Assert.Equal(TinyAE.Cli.ExitCode.Usage, call.ExitCode);
        Assert.Single(call.Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(words, word => Assert.Contains(word, call.Stderr));
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public void AModelFileThatIsDamagedOrForeignIsNamed()
    {
        string file = _root["model.safetensors"];
        void Refuses(params string[] words)
        {
            Call call = Call.Of("generate", "font", "--model", file, "--out", Out);
            Assert.Equal(TinyAE.Cli.ExitCode.Usage, call.ExitCode);
            Assert.All([.. words, file], word => Assert.Contains(word, call.Stderr));
            Assert.DoesNotContain("   at ", call.Stderr);
            Assert.False(Directory.Exists(Out));
        }

        Refuses();
        byte[] whole = File.ReadAllBytes(models.Plane);
        File.WriteAllBytes(file, whole[..^7]);
        Refuses();
        File.WriteAllBytes(file, []);
        Refuses("0 bytes");
        foreach ((string from, string to, string word) in ((string, string, string)[])
            [
                ("35-20-2-20-35", "35-20-2-20-36", "begins and ends with 35"), ("35-20-2-20-35", "35-20-x-20-35", "font autoencoder"),
                ("35-20-2-20-35", "35-99-2-99-35", "parameters"), ("35-20-2-20-35", "35-10-2-10-35", "shape"),
                ("tanh", "tonh", "tonh"), ("architecture", "architektura", "network.architecture"),
                ("tinyae model", "tinyae moral", "tinyae moral"), ("\\\"rows\\\":\\\"00", "\\\"rows\\\":\\\"zz", "font autoencoder"),
            ])
        {
            string text = Encoding.Latin1.GetString(whole);
            Assert.Contains(from, text);
            File.WriteAllBytes(file, Encoding.Latin1.GetBytes(text.Replace(from, to)));
            Refuses(word);
        }
    }

    [Fact]
    public void WithoutAModelTheRecipeIsTrainedAndItsModelGivesTheSameAgain()
    {
        Assert.False(Directory.Exists(Path.Combine("out", "font")));
        JsonElement result = Call.Of("generate", "font", "--new", "2", "--out", Out, "--json").Ok().Result;
        Assert.True(result.GetProperty("trained").GetBoolean());
        string model = Path.Combine(Out, RunFolder.Model);
        Assert.Equal(Path.GetFullPath(model), result.GetProperty("model").GetString());
        Assert.Contains($"tinyae generate font --new 2 --out {Out} --model {model}", File.ReadAllText(Path.Combine(Out, RunFolder.Report)));
        byte[] letters = File.ReadAllBytes(Path.Combine(Out, "new-letters.csv"));
        Assert.Contains("Replacing the run", Call.Of("generate", "font", "--new", "2", "--out", Out, "--model", model).Ok().Stdout);
        Assert.Equal(letters, File.ReadAllBytes(Path.Combine(Out, "new-letters.csv")));
        Assert.True(File.Exists(model));
    }

    [Fact]
    public void AnInterruptedTrainingLeavesNothing()
    {
        Call call = Call.Of(["generate", "font", "--out", Out], new CancellationToken(canceled: true));
        Assert.Equal(TinyAE.Cli.ExitCode.Interrupted, call.ExitCode);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public void TheLastModelIsTheNewestOfTheDefaultFolders()
    {
        Assert.Null(GenerateRun.LastModel(_root["runs"]));
        string Put(string name, int hour)
        {
            string file = Path.Combine(Directory.CreateDirectory(Path.Combine(_root["runs"], name)).FullName, RunFolder.Model);
            File.WriteAllText(file, "");
            File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 1, hour, 0, 0, DateTimeKind.Utc));
            return file;
        }

        Put("font-course", 9);
        Put("fonts", 9);
        Directory.CreateDirectory(Path.Combine(_root["runs"], "font-7"));
        Assert.Null(GenerateRun.LastModel(_root["runs"]));
        Put("font", 3);
        string newest = Put("font-2", 5);
        Put("font-10", 4);
        Assert.Equal(newest, GenerateRun.LastModel(_root["runs"]));
    }

    private Call Generate(params IEnumerable<string> args) => Call.Of(["generate", "font", "--model", models.Plane, "--out", Out, .. args]);

    private double[][] Csv(Call call, string file)
    {
        Assert.Equal(0, call.ExitCode);
        return Csv(file);
    }

    private double[][] Csv(string file) => [.. File.ReadAllLines(Path.Combine(Out, file))[1..]
        .Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];

    private static string[] Ink(double[] pixels) => [.. Enumerable.Range(0, 7).Select(row =>
        string.Concat(pixels[(row * 5)..((row * 5) + 5)].Select(pixel => pixel >= 0.5 ? '#' : '.')))];

    private static string[] Rows(Glyph glyph) => Ink(glyph.Pixels<double>());

    private static int Differing(string[] a, string[] b) => string.Concat(a).Zip(string.Concat(b)).Count(pair => pair.First != pair.Second);

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
