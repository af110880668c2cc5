using System.Text.Json;
using TinyAE.Datasets;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Optimizers;
using TinyAE.Recipes;

namespace TinyAE.Tests.Cli;

public sealed class ListAndSummaryTests
{
    [Theory]
    [InlineData("recipes")]
    [InlineData("layers")]
    [InlineData("activations")]
    [InlineData("losses")]
    [InlineData("divergences")]
    [InlineData("penalties")]
    [InlineData("initializers")]
    [InlineData("optimizers")]
    [InlineData("schedules")]
    [InlineData("noise")]
    public void AListHasALineForEachName(string kind)
    {
        string[] names = kind switch
        {
            "recipes" => [.. Recipe.All.Select(recipe => recipe.Name)],
            "activations" => [.. Activation.All.Select(activation => activation.Name)],
            "losses" => [.. Loss.All.Select(loss => loss.Name)],
            "initializers" => [.. Initializers.All.Select(initializer => initializer.Name)],
            "optimizers" => [.. Optimizer.All.Select(optimizer => optimizer.Name)],
            "schedules" => [.. Schedule.All.Select(schedule => schedule.Usage)],
            "noise" => [.. Corruption.All.Select(kind => kind.Name)],
            "layers" =>
            [
                "dense", "dropout", "conv2d", "conv2d-transpose", "max-pool2d", "average-pool2d", "up-sampling2d", "flatten", "reshape",
                "sampling",
            ],
            "divergences" => ["gaussian-kl", "mixture-kl"],
            _ => ["l1", "l2", "elastic-net"],
        };
        Call call = Call.Of("list", kind).Ok();
        Assert.Equal(names, call.Lines.Skip(2).Select(line => line.Split(' ')[0]));
        Assert.All(call.Lines.Skip(2), line => Assert.Matches(@"^\S+  +\S", line));

        JsonElement result = Call.Of("list", kind, "--json").Ok().Result;
        Assert.Equal("result", result.GetProperty("event").GetString());
        Assert.Equal(names, result.GetProperty(kind).EnumerateArray().Select(entry => entry.GetProperty("name").GetString()!));
    }

    [Fact]
    public void WithoutAKindEverythingIsListed()
    {
        string all = Call.Of("list").Ok().Stdout;
        Assert.All(new[] { "font-course", "dense", "selu", "squared-norm", "l2", "he-normal", "l-bfgs", "warm-up" },
            name => Assert.Contains($"\n{name}", all));
        Assert.Equal(all, Call.Of("list", "--quiet").Ok().Stdout);
    }

    [Fact]
    public void ASummaryCountsParametersAsTheFormulaDoes()
    {
        // Dense: in · out + out.
        string text = Call.Of("summary", "font").Ok().Stdout;
        Assert.Matches(@"(?m)^Dense +\(20\) +720$", text);
        Assert.Matches(@"(?m)^Dense +\(2\) +42$", text);
        Assert.Matches(@"(?m)^Dense +\(20\) +60$", text);
        Assert.Matches(@"(?m)^Dense +\(35\) +735$", text);
        Assert.Contains("Encoder: 762 parameters; the others: 795; in all 1,557, 6,228 bytes.", text);

        JsonElement result = Call.Of("summary", "font", "--architecture", "35-10-3-35", "--dropout", "0.1", "--json").Ok().Result;
        Assert.Equal((36 * 10) + (11 * 3) + (4 * 35), result.GetProperty("parameters").GetInt32());
        Assert.Equal(["Dense", "Tanh", "Dropout", "Dense", "Tanh"],
            result.GetProperty("networks")[0].GetProperty("layers").EnumerateArray()
            .Select(layer => layer.GetProperty("layer").GetString()!));
    }
}
