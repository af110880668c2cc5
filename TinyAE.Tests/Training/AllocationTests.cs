using System.Numerics;
using TinyAE.Numerics;
using TinyAE.Optimizers;
using TinyAE.Tests.Numerics;
using TinyAE.Training;

namespace TinyAE.Tests.Training;

/// <summary>A training step allocates nothing after the first, on no thread; recording and reporting included.</summary>
[Collection(nameof(CountsAllocation))]
public class AllocationTests
{
    private static readonly TrainingPlan Plan = new() { Iterations = 600, BatchSize = 12, CriterionEvery = 20 };

    public static TheoryData<string, int?, int> Cases()
    {
        TheoryData<string, int?, int> cases = [];
        foreach (Optimizer optimizer in Optimizer.All)
        {
            cases.Add(optimizer.Name, null, 1);
            if (!Optimizer.ByName<float>(optimizer.Name).NeedsFullBatch)
            {
                cases.Add(optimizer.Name, 5, 1);
            }
        }

        cases.Add("adam", null, 3);
        cases.Add("adam", 12, 2);
        cases.Add("l-bfgs", null, 2);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AStepAllocatesNothing(string optimizer, int? batchSize, int threads)
    {
        using Workers workers = new(threads);
        TrainingPlan plan = Plan with { BatchSize = batchSize };
        int hidden = threads > 1 ? 400 : 20; // wide enough for the kernels to share out their work
        ISchedule schedule = Schedule.Parse("warm-up:5,cosine");
        Assert.Equal((0, 0), Allocated(ShortTraining.Of<float>(plan, optimizer, workers, hidden, dropout: 0.1, schedule: schedule)));
    }

    [Fact]
    public void NeitherInDouble() =>
        Assert.Equal((0, 0), Allocated(ShortTraining.Of<double>(Plan)));

    [Fact]
    public void TheTestSeesWhatIsAllocated()
    {
        (long thread, long total) = Allocated(ShortTraining.Of<double>(Plan), () => _ = new byte[16]);
        Assert.InRange(thread, 16, 1_000);
        Assert.InRange(total, 16, long.MaxValue);
    }

    /// <summary>The least that 20 steps allocated, by this thread and by all, among many such groups after the first few.</summary>
    private static (long Thread, long Total) Allocated<T>(Trainer<T> trainer, Action? also = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (long Thread, long Total) before = default;
        (long Thread, long Total) least = (long.MaxValue, long.MaxValue);
        long reports = 0;
        trainer.Run(_ => reports++, state =>
        {
            also?.Invoke();
            (long thread, long total) = (GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalAllocatedBytes(precise: true));
            if (state.Step > 200)
            {
                least = (Math.Min(least.Thread, thread - before.Thread), Math.Min(least.Total, total - before.Total));
            }

            before = (GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalAllocatedBytes(precise: true));
            return false;
        });
        return least;
    }
}
