using System.Text;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Study;

/// <summary>A sweep whose cells find numbers that hash their keys, awkward ones among them; times differ from call to call.</summary>
internal static class SweepExample
{
    private static int calls;

    public static Sweep Of(int cells = 12, string version = "1", string name = "example") => new(
        name,
        [new("version", version), new("iterations", "1000")],
        Enumerable.Range(0, cells).Select(i =>
            new SweepCell(1 + (i * 7 % 5), ("optimizer", i % 2 == 0 ? "adam" : "l-bfgs"), ("set", "#&()\"\\./é"), ("seed", $"{i}"))));

    public static CellResult Compute(SweepCell cell, CancellationToken cancellation) => Found(cell);

    public static CellResult Found(SweepCell cell)
    {
        byte[] key = Encoding.UTF8.GetBytes(cell.Key);
        ulong seed = key.Aggregate(17ul, (hash, b) => (hash * 1_099_511_628_211) ^ b);
        RandomKey random = new(seed, RandomPurpose.Study, 0);
        double[] Draw(uint sample, int count) => [.. Enumerable.Range(0, count).Select(i => Number(random, sample, (uint)i))];
        double[] few = Draw(0, 3);
        return new CellResult
        {
            Numbers = { ["loss"] = few[0], ["wrong \"pixels\""] = few[1], ["é"] = few[2] },
            Series = { ["loss"] = Draw(1, (int)(random.Word(2, 0) % 9)), ["none"] = [] },
            Seconds = [Interlocked.Increment(ref calls), 0.1],
        };
    }

    /// <summary>Any bit pattern that is a double; one in eight is a special value.</summary>
    public static double Number(RandomKey random, uint sample, uint index)
    {
        (uint high, uint low, uint choice, _) = random.Block(sample, index);
        double[] special = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon, double.MaxValue, 0.1, 1e23];
        return choice % 8 == 0 ? special[low % 8] : BitConverter.UInt64BitsToDouble(((ulong)high << 32) | low);
    }

    public static string Run(Sweep sweep, string folder, Shard? shard = null, int threads = 1)
    {
        using Workers workers = new(threads);
        SweepRun run = SweepRunner.Run(sweep, Compute, folder, shard, workers);
        Assert.False(run.Interrupted);
        return run.Results.Digest;
    }

    public static string FileOf(string folder, Shard? shard = null) => Path.Combine(folder, SweepFile.NameOf(shard ?? Shard.Whole));
}
