using TinyAE.Numerics;
using TinyAE.Optimizers;
using TinyAE.Training;

namespace TinyAE.Tests.Training;

/// <summary>The same seed gives the same bits, whatever the number of threads.</summary>
public class ReproducibilityTests
{
    private static readonly TrainingPlan Golden = new() { Iterations = 200, Seed = 1 };

    /// <summary>200 steps on the embedded font: weights, Adam's moments and recorded losses, to the last bit, on every machine.</summary>
    /// <remarks>It changes only where an order of additions or a formula changes on purpose, and every published number with it.</remarks>
    [Fact]
    public void TheGoldenTraining() => Assert.Equal("D5B07D70C1E18EA1275A6BBBA3CBFC82", ShortTraining.DigestOf<float>(Golden));

    /// <summary>The same with batches of 12 in drawn orders and dropout: the order of the samples and the masks are pinned too.</summary>
    [Fact]
    public void TheGoldenTrainingWithDraws() =>
        Assert.Equal("9C7F06E5B9D18642397D707DA8464ED0", ShortTraining.DigestOf<float>(Golden with { BatchSize = 12 }, dropout: 0.1));

    /// <summary>The same bits with narrower registers, without hardware's fused multiply-add, without any vector instruction.</summary>
    [Theory]
    [MemberData(nameof(ChildProcess.LesserMachines), MemberType = typeof(ChildProcess))]
    public void AnyInstructionSetGivesTheSameBits(string setting) =>
        Assert.Equal(Digests(), ChildProcess.Output(setting, "training-digests"));

    /// <summary>The golden training, and a few steps with every optimizer in float and double.</summary>
    internal static string Digests()
    {
        TrainingPlan few = new() { Iterations = 3, Seed = 6 };
        IEnumerable<string> single = Optimizer.All.Select(optimizer => ShortTraining.DigestOf<float>(few, optimizer.Name, dropout: 0.1));
        IEnumerable<string> twice = Optimizer.All.Select(optimizer => ShortTraining.DigestOf<double>(few, optimizer.Name, dropout: 0.1));
        return string.Join('\n', [ShortTraining.DigestOf<float>(Golden), .. single, .. twice]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void AnyNumberOfThreadsGivesTheSameBits(int threads)
    {
        using Workers workers = new(threads);
        foreach (int? batch in new int?[] { null, 12 })
        {
            // Wide enough for the kernels to share out their work.
            TrainingPlan plan = new() { Iterations = 12, BatchSize = batch, Seed = 2 };
            string one = ShortTraining.DigestOf<float>(plan, hidden: 1_000, dropout: 0.1);
            Assert.Equal(one, ShortTraining.DigestOf<float>(plan, workers: workers, hidden: 1_000, dropout: 0.1));
        }
    }

    [Fact]
    public void AnotherSeedGivesOtherBits()
    {
        TrainingPlan plan = new() { Iterations = 3, BatchSize = 12, Seed = 1 };
        Assert.NotEqual(ShortTraining.DigestOf<float>(plan), ShortTraining.DigestOf<float>(plan with { Seed = 2 }));
        Assert.NotEqual(ShortTraining.DigestOf<float>(plan), ShortTraining.DigestOf<float>(plan with { Shuffle = false }));
    }

    /// <summary>Both precisions start at the same weights, see the samples in the same order and drop the same units.</summary>
    [Fact]
    public void FloatFollowsDouble()
    {
        TrainingPlan plan = new() { Epochs = 5, BatchSize = 12, Seed = 5 };
        Trainer<float> single = ShortTraining.Of<float>(plan, dropout: 0.3);
        Trainer<double> twice = ShortTraining.Of<double>(plan, dropout: 0.3);
        single.Run();
        twice.Run();
        double[] losses = twice.State.History.Column("loss");
        double[] rounded = single.State.History.Column("loss");
        for (int row = 0; row < losses.Length; row++)
        {
            Assert.InRange(Math.Abs(rounded[row] - losses[row]), 0, 1e-5);
        }
    }
}
