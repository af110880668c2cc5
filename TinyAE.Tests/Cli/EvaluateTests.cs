using System.Text.Json;
using TinyAE.Reports;
using TinyAE.Tests.Recipes;

namespace TinyAE.Tests.Cli;

public sealed class EvaluateTests : IDisposable
{
    private static readonly string[] Small =
    [
        "--data", "shapes", "--count", "120", "--held-out", "40", "--side", "12", "--encoder", "flatten dense:16 relu", "--epochs", "2",
        "--decoder", "dense:16 relu dense:data sigmoid reshape:data", "--batch", "20", "--seed", "4", "--latent", "2",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ARunIsMeasuredAsItsTrainingMeasuredIt()
    {
        JsonElement trained = Call.Of(["train", "vae", .. Small, "--out", _folder["run"], "--json"]).Ok().Result;
        JsonElement found = Call.Of("evaluate", _folder["run"], "--draws", "20", "--json").Ok().Result;
        foreach (string loss in (string[])["reconstruction_loss", "kl_loss", "loss"])
        {
            Assert.Equal(trained.GetProperty($"val_{loss}").GetDouble(), found.GetProperty(loss).GetDouble());
        }

        Assert.Equal("done", found.GetProperty("status").GetString());
        Assert.Equal(Path.Combine(_folder["run"], RunFolder.Model), found.GetProperty("model").GetString());
        Assert.Equal(JsonValueKind.Null, found.GetProperty("note").ValueKind);
        Assert.Equal((80, 40, 4ul), (found.GetProperty("training").GetInt32(), found.GetProperty("held_out").GetInt32(),
            found.GetProperty("seed").GetUInt64()));
        double elbo = found.GetProperty("elbo").GetDouble();
        Assert.Equal(-elbo / (144 * Math.Log(2)), found.GetProperty("elbo_bits").GetDouble(), 1e-9);
        Assert.Equal(elbo, found.GetProperty("expected_log_likelihood").GetDouble() - found.GetProperty("kl").GetDouble(), 1e-9);
        Assert.True(found.GetProperty("log_likelihood").GetDouble() > elbo);
        Assert.True(found.GetProperty("elbo_error").GetDouble() > 0);
        Assert.Equal(2, found.GetProperty("kl_by_latent").GetArrayLength());
        Assert.InRange(found.GetProperty("codes_neighbours").GetDouble(), 0, 1);
        Assert.False(found.TryGetProperty("mig", out _));

        // The checkpoint holds the same parameters; of an interrupted run it is all that there is.
        JsonElement again = Call.Of("evaluate", Path.Combine(_folder["run"], RunFolder.Checkpoint), "--draws", "20", "--json").Ok().Result;
        Assert.Equal(elbo, again.GetProperty("elbo").GetDouble());
        File.Delete(Path.Combine(_folder["run"], RunFolder.Model));
        Assert.EndsWith(RunFolder.Checkpoint, Call.Of("evaluate", _folder["run"], "--draws", "0", "--json").Ok().Result
            .GetProperty("model").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TablesAndAPageSayWhatEachNumberIs()
    {
        Call.Of(["train", "vae", .. Small, "--out", _folder["run"]]).Ok();
        string page = _folder["new/page.md"];
        Call call = Call.Of("evaluate", _folder["run"], "--draws", "20", "--out", page).Ok();
        Assert.All((string[])["Losses on 40 held-out images", "Likelihood of 40 held-out images, 20 codes", "codes, 5 nearest neighbours",
            "of 2 are used", "step 20 of 20", $"explains each number: {page}"], words => Assert.Contains(words, call.Stdout));
        string text = File.ReadAllText(page);
        Assert.All((string[])["# How good is this vae?", "| ELBO | ", "**PSNR** (dB): the peak", "| z1 | ", "tinyae evaluate",
            "most frequent class"], words => Assert.Contains(words, text));

        Call quiet = Call.Of("evaluate", _folder["run"], "--draws", "20", "--quiet").Ok();
        Assert.DoesNotContain("step", quiet.Stdout);
        Assert.All(quiet.Lines, line => Assert.Contains(line, call.Lines));
    }

    [Fact]
    public void FactorsHaveTablesOfTheirOwn()
    {
        string sprites = ImageEvaluationTests.SmallSprites(_folder["sprites.npz"]);
        string[] data = ["--data", sprites, "--held-out", "20", "--side", "8", "--count", "40"];
        Call.Of(["train", "vae", .. Small.Where((_, i) => i >= 8), .. data, "--out", _folder["run"]]).Ok();
        string[] evaluate = ["evaluate", _folder["run"], "--disentanglement", "--draws", "2"];
        Call call = Call.Of([.. evaluate, "--out", _folder["page.md"]]).Ok();
        Assert.All((string[])["Higgins' metric", "MIG", "Disentanglement on 64 images of the whole data", "latent"],
            words => Assert.Contains(words, call.Stdout));
        Assert.Contains("| latent | shape | scale | x | y |", File.ReadAllText(_folder["page.md"]));
        JsonElement found = Call.Of([.. evaluate, "--json", "--count", "30"]).Ok().Result;
        Assert.Equal(0.25, found.GetProperty("higgins_baseline").GetDouble());
        Assert.Equal(30, found.GetProperty("factor_images").GetInt32());
        JsonElement[] factors = [.. found.GetProperty("factors").EnumerateArray()];
        Assert.Equal(factors.Average(factor => factor.GetProperty("gap").GetDouble()), found.GetProperty("mig").GetDouble(), 1e-12);
        Assert.All(factors, factor => Assert.Equal(2, factor.GetProperty("information").GetArrayLength()));
    }

    [Fact]
    public void WhatCannotBeEvaluatedIsRefused()
    {
        Call.Of("evaluate").Refused("needs RUN|MODEL");
        Call.Of("evaluate", _folder["none"]).Refused("There is no file or folder", "the folder of a run");
        Call.Of("evaluate", _folder.Path).Refused("neither model.safetensors nor checkpoint.safetensors");
        File.WriteAllText(_folder["page.md"], "text that is long enough to have a header");
        Call.Of("evaluate", _folder["page.md"]).Refused("no safetensors file");
        Call.Train(_folder["font"]).Ok();
        Call.Of("evaluate", _folder["font"]).Refused("a model of the recipe font", "tinyae generate font --model");

        Call.Of(["train", "vae", .. Small, "--out", _folder["run"]]).Ok();
        Call.Of("evaluate", _folder["run"], "--disentanglement").Refused("known factors", "dsprites", "shapes has none");
        Call.Of("evaluate", _folder["run"], "--data", "glyphs", "--side", "20")
            .Refused("(12, 12, 1)", "glyphs are (20, 20, 1)", "--side 12");
        Call.Of("evaluate", _folder["run"], "--neighbours", "81").Refused("With 80 training images", "1 to 80");
        Call.Of("evaluate", _folder["run"], "--draws", "-1").Refused("--draws", "from 0 to 100,000");
        Call.Of("evaluate", _folder["run"], "--count", "0").Refused("--count", "from 1");
        Call.Of("evaluate", _folder["run"], "--out", _folder.Path).Refused("--out", "is a folder");
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Call stopped = Call.Of(["evaluate", _folder["run"]], stop.Token);
        Assert.Equal((TinyAE.Cli.ExitCode.Interrupted, ""), (stopped.ExitCode, stopped.Stderr));
        Assert.Contains("Interrupted", stopped.Stdout);
    }
}
