using TinyAE.Imaging;
using TinyAE.Numerics;
using TinyAE.Recipes;
using TinyAE.Reports;
using TinyAE.Study;
using TinyAE.Tests.Datasets;

namespace TinyAE.Tests.Recipes;

public sealed class ImageStudyTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    private static ImageStudyPlan Plan(string name, StudyScale? scale = null) =>
        (ImageStudyPlan)Studies.ByName(name).Plan(scale ?? new StudyScale { Quick = true, Data = name == "beta" ? "shapes" : null });

    private SweepResults Run(ImageStudyPlan plan, int threads = 1)
    {
        using Workers workers = new(threads);
        return SweepRunner.Run(plan.Sweep, plan.Compute, _root[$"{plan.Study.Name}-{threads}"], workers: workers).Results;
    }

    [Fact]
    public void TheCodeSizeReportFollowsFromTheNumbers()
    {
        ImageStudyPlan plan = Plan("code-size");
        Assert.Equal(["2", "5", "10", "20"], plan.Sweep.Cells.Select(cell => cell["code"]));
        SweepResults results = Run(plan, threads: 3);
        Assert.Equal(plan.Compute(plan.Sweep.Cells[1], default), results.Finished[1].Result); // the same bits alone and beside others
        StudyPage page = plan.Show(results);
        string text = Check(page);

        double[] losses = new double[4];
        for (int i = 0; i < 4; i++)
        {
            (SweepCell cell, CellResult result) = results.Finished[i];
            losses[i] = result.Numbers["loss"];
            Adds(result, beta: 1);
            Assert.Equal(int.Parse(cell["code"]), result.Series["kl by latent"].Length);
            Assert.Equal(24 * 784, result.Series["samples"].Length);
            Assert.All(result.Series["samples"], b => Assert.True(b is >= 0 and <= 255 && b == Math.Floor(b)));
        }

        Assert.True(losses[0] > losses[1] && losses[1] > losses[2], "a longer code describes more");
        double best = double.Parse(results.Finished[Array.IndexOf(losses, losses.Min())].Cell["code"]);
        Assert.Contains($"least with a code of {best} numbers: {Figures.Number(losses.Min())} nats", page.Verdict);
        Assert.Contains($"From 2 to 5 numbers the loss falls by {Figures.Number(losses[0] - losses[1])} nats.", text);
        Image samples = page.Pictures.Single(picture => picture.File == "samples.png").Picture;
        Assert.True(samples.Width > 12 * 56 && samples.Height > 8 * 56, $"{samples.Width} x {samples.Height}");
    }

    /// <summary>Without factors the losses and traversals are there, and the report says what is missing.</summary>
    [Fact]
    public void TheBetaReportFollowsFromTheNumbers()
    {
        ImageStudyPlan plan = Plan("beta");
        SweepResults results = Run(plan, threads: 2);
        StudyPage page = plan.Show(results);
        string text = Check(page);
        Assert.Contains("do not tell what they were made from", text);
        Assert.DoesNotContain("Higgins' metric is greatest", text);
        Assert.Equal(["losses.png", "traversals.png"], page.Pictures.Select(picture => picture.File));
        foreach ((SweepCell cell, CellResult result) in results.Finished)
        {
            Adds(result, double.Parse(cell["beta"], System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(result.Series["kl by latent"].Count(nats => nats > 0.01), result.Numbers["latents used"]);
            Assert.Equal(result.Series["kl by latent"].Sum(), result.Numbers["kl"], 0.001 * result.Numbers["kl"]);
            Assert.Equal(6 * 7 * 784, result.Series["traversals"].Length);
            int[] order = [.. result.Series["traversed latents"].Select(latent => (int)latent - 1)];
            Assert.Equal(order.OrderByDescending(j => result.Series["kl by latent"][j]), order);
            AssertOneImageAtEachStep(result, order);
        }

        CellResult low = results.Finished[0].Result, high = results.Finished[^1].Result;
        Assert.True(low.Numbers["kl"] > high.Numbers["kl"], "a greater beta holds the codes closer");
        Assert.True(low.Numbers["reconstruction"] < high.Numbers["reconstruction"], "and costs the image");
        Assert.Contains($"from {Figures.Number(low.Numbers["reconstruction"])} to "
            + $"{Figures.Number(high.Numbers["reconstruction"])} nats an image", page.Verdict);
    }

    [LargeDataFact("dsprites")]
    public void DspritesHaveTheMetrics()
    {
        ImageStudyPlan plan = Plan("beta", new StudyScale { Quick = true });
        Assert.Equal("dsprites", plan.Settings.Data);
        Assert.Equal((3000, 1000), (plan.Images.Training.Count, plan.Images.HeldOut.Count));
        Assert.Equal(new Shape(32, 32, 1), plan.Images.Training.Shape);
        SweepResults results = Run(plan, threads: 2);
        string text = Check(plan.Show(results));
        foreach ((_, CellResult result) in results.Finished)
        {
            Assert.InRange(result.Numbers["disentanglement"], 0.25, 1); // guessing gives 0.2
            Assert.Equal(result.Series["information gap by factor"].Average(), result.Numbers["information gap"], 1e-12);
            Assert.Equal(5, result.Series["disentanglement by factor"].Length);
        }

        Assert.Contains("| beta | shape | shape: gap | scale |", text);
        Assert.Contains("Higgins' metric is greatest at beta", text);
    }

    [Fact]
    public void AnotherSizeOrOtherDataIsAnotherSweep()
    {
        StudyScale[] scales =
        [
            new() { Quick = true }, new(), new() { Seeds = 2 }, new() { FirstSeed = 2 }, new() { Quick = true, Data = "shapes" },
        ];
        string[] ids = [.. scales.Select(scale => Plan("code-size", scale).Sweep.Id)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        ImageStudyPlan shapes = Plan("code-size", scales[^1]);
        Assert.True(shapes.Settings.Invert);
        StudyScale read = StudyScale.Of(shapes.Sweep.Settings); // what a merge does
        Assert.Equal("shapes", read.Data);
        Assert.Equal(ids[^1], Plan("code-size", read).Sweep.Id);
        Assert.Throws<ArgumentException>(() => Plan("code-size", new StudyScale { Seeds = 0 }));
        Assert.Throws<ArgumentException>(() => Plan("code-size", new StudyScale { Seeds = 101 }));
        Assert.Throws<ArgumentException>(() => Plan("code-size", new StudyScale { Data = "no such data" }));
    }

    [Fact]
    public void ACancelledTrainingIsNoResult()
    {
        ImageStudyPlan plan = Plan("code-size");
        Assert.Throws<OperationCanceledException>(() => plan.Compute(plan.Sweep.Cells[0], new CancellationToken(true)));
    }

    [Fact]
    public void AStudyOnOneSetTakesNoOther() => Assert.Contains("takes no other; found 'shapes'", Assert.Throws<ArgumentException>(
        () => StudyRun.Execute(new StudyRunOptions(Studies.ByName("optimizers"), new StudyScale { Data = "shapes" })
        {
            Folder = _root["x"],
        })).Message);

    /// <summary>A training that diverged takes no picture and no report with it.</summary>
    [Theory]
    [InlineData("beta")]
    [InlineData("code-size")]
    public void ADivergedTrainingIsSaid(string name)
    {
        ImageStudyPlan plan = Plan(name);
        CellResult diverged = new()
        {
            Numbers = { ["reconstruction"] = double.NaN, ["kl"] = double.NaN, ["loss"] = double.NaN,
            ["training loss"] = double.NaN, ["latents used"] = double.NaN },
            Seconds = [1]
        };
        SweepResults results = SweepRunner.Run(plan.Sweep, (_, _) => diverged, _root[name]).Results;
        StudyPage page = plan.Show(results);
        Assert.Contains("| diverged |", page.Page.ToString());
        Assert.Contains("the training diverged: there is no picture of it", page.Page.ToString());
        Assert.Equal("losses.png", Assert.Single(page.Pictures).File);
    }

    private static void Adds(CellResult result, double beta) => Assert.Equal(
        result.Numbers["reconstruction"] + (beta * result.Numbers["kl"]), result.Numbers["loss"], 1e-4 * result.Numbers["loss"]);

    /// <summary>The latent that uses most changes the image.</summary>
    private static void AssertOneImageAtEachStep(CellResult result, int[] order)
    {
        double[] bytes = result.Series["traversals"];
        int size = bytes.Length / order.Length / 7;
        double[] first = bytes[..size], last = bytes[(6 * size)..(7 * size)];
        Assert.True(first.Zip(last, (a, b) => Math.Abs(a - b)).Max() > 32, "nothing moves");
    }

    private static string Check(StudyPage page)
    {
        string text = page.Page.ToString();
        Assert.Contains("quick version", text);
        Assert.All(page.Rows, row => Assert.Equal(page.Headings.Count, row.Count));
        Assert.All(page.Pictures, picture => Assert.Contains($"]({picture.File})", text));
        Assert.DoesNotContain("not a number", text);
        return text;
    }
}
