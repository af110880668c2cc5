using TinyAE.Optimizers;
using TinyAE.Training;

namespace TinyAE.Tests.Training;

/// <summary>N steps have the same bits as k steps, a checkpoint, and N − k steps by another trainer: for every optimizer, any k.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int Steps = 23;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, int?> OptimizersAndBatches()
    {
        TheoryData<string, int?> data = [];
        foreach (Optimizer optimizer in Optimizer.All)
        {
            data.Add(optimizer.Name, null);
            if (!Optimizer.ByName<float>(optimizer.Name).NeedsFullBatch)
            {
                data.Add(optimizer.Name, 5); // seven batches an epoch, the last one smaller: most interruptions are in the middle of one
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(OptimizersAndBatches))]
    public void GivesTheBitsOfATrainingThatNeverStopped(string optimizer, int? batchSize)
    {
        TrainingPlan plan = new() { Iterations = Steps, BatchSize = batchSize, Seed = 3, CriterionEvery = 1 };
        string straight = ShortTraining.DigestOf<float>(plan, optimizer, dropout: 0.2);
        foreach (int k in new[] { 0, 1, 6, 7, 13, 14, 22, 23 })
        {
            Trainer<float> first = ShortTraining.Of<float>(plan, optimizer, dropout: 0.2);
            RunTo(first, k);
            first.Save(_folder["c"]);
            Trainer<float> second = ShortTraining.Of<float>(plan, optimizer, dropout: 0.2);
            second.Resume(_folder["c"]);
            Assert.Equal(ShortTraining.Digest(first.State), ShortTraining.Digest(second.State));
            second.Run();
            Assert.Equal(straight, ShortTraining.Digest(second.State));
        }
    }

    /// <summary>Interrupted after every single step, each time by a new trainer.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(5)]
    public void GivesThemHoweverOften(int? batchSize)
    {
        TrainingPlan plan = new() { Iterations = Steps, BatchSize = batchSize, Seed = 4, CriterionEvery = 1 };
        ISchedule schedule = Schedule.Parse("warm-up:5,cosine");
        Trainer<double> straight = ShortTraining.Of<double>(plan, schedule: schedule);
        straight.Run();

        for (int k = 0; k < Steps; k++)
        {
            Trainer<double> trainer = ShortTraining.Of<double>(plan with { CheckpointPath = _folder["c"] }, schedule: schedule);
            if (k > 0)
            {
                trainer.Resume(_folder["c"]);
            }

            RunTo(trainer, k + 1);
        }

        Trainer<double> last = ShortTraining.Of<double>(plan, schedule: schedule);
        last.Resume(_folder["c"]);
        Assert.Equal(ShortTraining.Digest(straight.State), ShortTraining.Digest(last.State));
    }

    /// <summary>A schedule that counts on the number of steps must not be resumed with another.</summary>
    [Fact]
    public void RefusesAnotherLengthWhereAScheduleDependsOnIt()
    {
        ISchedule schedule = Schedule.Parse("cosine");
        Trainer<float> first = ShortTraining.Of<float>(new TrainingPlan { Iterations = 10 }, schedule: schedule);
        first.Save(_folder["c"]);
        Trainer<float> second = ShortTraining.Of<float>(new TrainingPlan { Iterations = 20 }, schedule: schedule);
        Assert.Contains("over 10 steps\" in the file", Assert.Throws<InvalidDataException>(() => second.Resume(_folder["c"])).Message);
    }

    /// <summary>Cancels after a number of steps.</summary>
    private static void RunTo<T>(Trainer<T> trainer, long step)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        using CancellationTokenSource source = new();
        if (trainer.State.Step >= step)
        {
            return;
        }

        // The criterion is asked before the cancellation is looked at.
        StopReason reason = trainer.Run(criterion: state =>
        {
            if (state.Step >= step)
            {
                source.Cancel();
            }

            return false;
        }, cancellation: source.Token).Reason;
        Assert.Equal(step < trainer.TotalSteps ? StopReason.Interrupted : StopReason.Finished, reason);
    }
}
