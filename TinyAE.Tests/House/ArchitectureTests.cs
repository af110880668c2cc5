using System.Text.RegularExpressions;

namespace TinyAE.Tests.House;

/// <summary>The laws of the house that a look at the sources can check.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>For each room the rooms that it may know. A room may always know itself.</summary>
    private static readonly Dictionary<string, string[]> Knows = new()
    {
        ["Numerics"] = [],
        ["Imaging"] = ["Numerics"],
        ["Datasets"] = ["Imaging", "Numerics"],
        ["Layers"] = ["Numerics"],
        ["Losses"] = ["Numerics"],
        ["Optimizers"] = ["Numerics"],
        ["Models"] = ["Layers", "Losses", "Optimizers", "Numerics", "Datasets", "Imaging"],
        ["Metrics"] = ["Layers", "Losses", "Optimizers", "Numerics", "Datasets", "Imaging"],
        ["Training"] = ["Models", "Metrics", "Layers", "Losses", "Optimizers", "Numerics", "Datasets", "Imaging"],
        ["Study"] = ["Training", "Models", "Metrics", "Layers", "Losses", "Optimizers", "Numerics", "Datasets", "Imaging"],
        ["Reports"] = ["Study", "Training", "Models", "Metrics", "Layers", "Losses", "Optimizers", "Numerics", "Datasets", "Imaging"],
        ["Recipes"] = ["Reports", "Study", "Training", "Models", "Metrics", "Layers", "Losses", "Optimizers", "Numerics", "Datasets", "Imaging"],
        ["Cli"] = ["Recipes", "Reports", "Study", "Training", "Models", "Metrics", "Layers", "Losses", "Optimizers", "Numerics", "Datasets", "Imaging"],
        [""] = ["Cli"],
    };

    [Fact]
    public void ArrowsBetweenRoomsRunDown()
    {
        List<string> wrong = [];
        foreach ((string room, string path) in Sources.Library)
        {
            if (!Knows.TryGetValue(room, out string[]? allowed))
            {
                wrong.Add($"{path}: the room '{room}' is not in the plan of the house.");
                continue;
            }

            // Every mention counts: using directives, qualified names, references in doc comments.
            foreach (string other in Mention().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value).Distinct())
            {
                if (other != room && Knows.ContainsKey(other) && !allowed.Contains(other))
                {
                    wrong.Add($"{path}: {room} knows {other}; it may know {string.Join(", ", allowed)}.");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void EachFileIsInTheNamespaceOfItsRoom()
    {
        List<string> wrong = [];
        foreach ((string room, string path) in Sources.Library.Where(file => file.Room.Length > 0))
        {
            Match declared = Namespace().Match(File.ReadAllText(path));
            if (declared.Success && declared.Groups[1].Value != $"TinyAE.{room}")
            {
                wrong.Add($"{path}: namespace {declared.Groups[1].Value}, expected TinyAE.{room}.");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void OnlyTheCommandLineKnowsTheConsole() =>
        AssertAbsent(@"\bConsole\.|\bAnsiConsole\b|using Spectre|using System\.CommandLine", room => room is "Cli" or "");

    [Fact]
    public void OnlyNumericsIsUnsafe() =>
        AssertAbsent(@"\bunsafe\b|\bfixed\s*\(|\bstackalloc\b.*\*|using System\.Runtime\.Intrinsics", room => room == "Numerics");

    [Fact]
    public void NothingNativeIsCalled() =>
        AssertAbsent(@"\bDllImport\b|\bLibraryImport\b|\bNativeLibrary\b|\bMarshal\.GetDelegateForFunctionPointer\b", _ => false);

    [Fact]
    public void NothingNativeIsShipped()
    {
        string deps = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "TinyAE.deps.json"));
        Assert.Contains("System.Numerics.Tensors", deps, StringComparison.Ordinal); // it is the right file
        Assert.DoesNotContain("\"native\"", deps, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\.(so|dylib)(\.\d+)*""|/native/", deps);
    }

    [Fact]
    public void NoFunctionWhoseBitsDependOnTheMachine() =>
        AssertAbsent(
            @"\bMathF?\.(Exp|Log|Log2|Log10|Tanh|Sinh|Cosh|Sin|Cos|Tan|Pow|Cbrt|Atan|Atan2|Asin|Acos)\(" +
            @"|\bT\.(Exp|Log|Tanh|Sin|Cos|Pow)\(" +
            @"|\bTensorPrimitives\.(Sum|Dot|Norm|Average|SumOfSquares|Product|Distance|CosineSimilarity|SoftMax|Exp\w*|Log\w*|Sin|Cos|Tan|Sinh|Cosh|Tanh|Sigmoid|Lerp|Remainder)\b" +
            @"|\w+Estimate\(|\bVector(64|128|256|512)?\.(Sum|Dot)\b|\bnew Random\(|\bRandom\.Shared\b",
            _ => false);

    private static void AssertAbsent(string pattern, Func<string, bool> allowedIn)
    {
        Regex forbidden = new(pattern);
        List<string> wrong = [];
        foreach ((string room, string path) in Sources.Library.Where(file => !allowedIn(file.Room)))
        {
            string[] lines = File.ReadAllLines(path);
            for (int i = 0; i < lines.Length; i++)
            {
                string code = lines[i].Split("//")[0];
                if (forbidden.IsMatch(code))
                {
                    wrong.Add($"{path}:{i + 1}: {code.Trim()}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"\bTinyAE\.([A-Z]\w+)")]
    private static partial Regex Mention();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
