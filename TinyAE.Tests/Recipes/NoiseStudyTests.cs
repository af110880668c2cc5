using TinyAE.Numerics;
using TinyAE.Recipes;
using TinyAE.Study;

namespace TinyAE.Tests.Recipes;

public sealed class NoiseStudyTests : IDisposable
{
    private static readonly NoiseStudyPlan Plan = new(new StudyScale { Quick = true });

    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void TheSameBitsForAnyThreadsShardsAndAfterAnInterruption()
    {
        // Some of the study's own cells: of the exercise, and the course's network with fresh noise.
        SweepCell[] cells = [.. Plan.Sweep.Cells.Where(cell => cell["seed"] == "1" && cell["network"] != "wide").Take(5)];
        Sweep few = new("noise", Plan.Sweep.Settings, cells);
        SweepRun one = SweepRunner.Run(few, Plan.Compute, _root["one"]);
        Assert.Equal(5, one.Results.Finished.Count);
        foreach (int threads in (int[])[2, 8])
        {
            using Workers workers = new(threads);
            Assert.Equal(one.Results.Digest, SweepRunner.Run(few, Plan.Compute, _root[$"{threads}"], workers: workers).Results.Digest);
        }

        SweepRunner.Run(few, Plan.Compute, _root["parts"], new Shard(1, 2));
        SweepRunner.Run(few, Plan.Compute, _root["parts"], new Shard(2, 2));
        Assert.Equal(one.Results.Digest, SweepMerge.Join(few, [_root["parts"]]).Results.Digest);

        using CancellationTokenSource stop = new();
        int begun = 0;
        SweepRun first = SweepRunner.Run(few, Stopping, _root["again"], cancellation: stop.Token);
        Assert.True(first.Interrupted);
        Assert.InRange(first.Results.Finished.Count, 1, 4);
        Assert.Equal(one.Results.Digest, SweepRunner.Run(few, Plan.Compute, _root["again"]).Results.Digest);

        CellResult Stopping(SweepCell cell, CancellationToken cancellation)
        {
            if (++begun == 3)
            {
                stop.Cancel(); // in the middle of this cell
            }

            return Plan.Compute(cell, cancellation);
        }
    }

    [Fact]
    public void TheReportFollowsFromTheNumbers()
    {
        using Workers workers = new(2);
        SweepResults results = SweepRunner.Run(Plan.Sweep, Plan.Compute, _root["whole"], workers: workers).Results;
        StudyPage page = Plan.Show(results);
        string text = page.Page.ToString();

        // The recipe's row, put together again from its cell.
        CellResult recipe = results.Finished.First(cell => cell.Cell["network"] == "wide" && cell.Cell["noise"] == "random-flips").Result;
        double[] restored = recipe.Series[NoiseStudyPlan.Restored];
        Assert.Contains($"| wide: random-flips 0.1 | {string.Join(" | ", restored[..7].Select(Percent))} |", text);
        double least = Enumerable.Range(1, 4).Min(k => restored[k] / Plan.ImagesOf(Plan.Trainings[0])[k].Nearest.Characters);
        Assert.Contains($"at least {Percent(least)} of what the nearest character restores", page.Verdict);
        Assert.True(restored[1] > 0.9, $"{restored[1]}");
        Assert.True(restored[1] > restored[4], "more noise, fewer restored");

        foreach (double share in restored)
        {
            Assert.Equal(share * 640, Math.Round(share * 640), 9); // 20 images of each of 32 characters
        }

        Assert.Equal((13 * 25) + (24 * 7), page.Rows.Count);
        Assert.All(page.Rows, row => Assert.Equal(page.Headings.Count, row.Count));
        Assert.Equal(page.Pictures.Count, page.Pictures.Select(picture => picture.File).Distinct().Count());
        Assert.All(page.Pictures, picture => Assert.Contains($"]({Uri.EscapeDataString(picture.File)})", text));
        Assert.Contains("quick version", text);
        string[] said = ["0.063", "0.159", "0.274", "1.153", "nearest character", "doing nothing"];
        Assert.All(said, words => Assert.Contains(words, text));
    }

    [Fact]
    public void AnotherSizeIsAnotherSweep()
    {
        string[] ids = [.. new StudyScale[]
        {
            new(), new() { Quick = true }, new() { Seeds = 2 }, new() { FirstSeed = 2 },
        }.Select(scale => new NoiseStudyPlan(scale).Sweep.Id)];
        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal(Plan.Sweep.Id, ids[1]);
        Assert.Equal(ids[0], new NoiseStudyPlan(StudyScale.Of(new NoiseStudyPlan(new()).Sweep.Settings)).Sweep.Id); // what a merge does
        Assert.Throws<ArgumentException>(() => new NoiseStudyPlan(new StudyScale { Seeds = 0 }));
        Assert.Throws<ArgumentException>(() => new NoiseStudyPlan(new StudyScale { Seeds = 301 }));
    }

    private static string Percent(double share) => share is 0 or 1 ? $"{100 * share:0} %"
        : share is < 0.0095 or > 0.9995 ? $"{100 * share:0.00} %" : $"{100 * share:0.0} %";
}
