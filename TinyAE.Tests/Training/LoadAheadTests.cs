using TinyAE.Datasets;
using TinyAE.Numerics;
using TinyAE.Tests.Numerics;
using TinyAE.Training;

namespace TinyAE.Tests.Training;

/// <summary>Batches that a thread loads while training works on the one before: the same ones, and no trace afterwards.</summary>
[Collection(nameof(CountsAllocation))]
public class LoadAheadTests
{
    private const int BatchSize = BatchLoader<double>.LeastAhead; // of samples of one element: the least that is loaded ahead
    private const int Count = (2 * BatchSize) + 100; // three batches

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void TheBatchesAreThoseOfTheOrderFromAnyStepOn(int firstStep)
    {
        Watched data = new(Count) { HasTargets = true };
        BatchLoader<double> loader = new(data, BatchSize, shuffle: true, seed: 4);
        using (loader.LoadAhead())
        {
            for (int step = firstStep; step < firstStep + 8; step++)
            {
                (long epoch, int number) = (step / 3, step % 3);
                loader.Load(epoch, number);
                int[] order = new int[Count];
                Noise.Permutation(new RandomKey(4, RandomPurpose.Shuffle, (uint)epoch), order);
                int[] expected = order[(number * BatchSize)..Math.Min(Count, (number + 1) * BatchSize)];
                Assert.Equal(expected.Length, loader.Size);
                Assert.Equal(expected.Length / (double)Math.Min(Count, (number + 1) * BatchSize), loader.Share);
                Assert.Equal(expected.Select(n => (double)n), loader.Current.Input.ToArray());
                Assert.Equal(expected.Select(n => -(double)n), loader.Current.Target.ToArray());
                Assert.Equal(expected.Select(n => n % 2), loader.Current.Labels.ToArray());
            }
        }

        Assert.Equal(2, data.Threads.Count);
    }

    [Fact]
    public void ABatchIsLoadedWhileTheStepBeforeItRuns()
    {
        Watched data = new(Count);
        Trainer<double> trainer = Of(data, epochs: 3);
        int overlapped = 0;
        trainer.Run(criterion: state =>
        {
            // The step is not over before this returns; the next batch comes nevertheless. Beyond the end of an epoch too.
            overlapped += SpinWait.SpinUntil(() => data.Loads > state.Step, TimeSpan.FromSeconds(20)) ? 1 : 0;
            return false;
        });
        Assert.Equal(9, overlapped);
    }

    [Theory]
    [InlineData(BatchSize - 1)] // too little to be worth it
    [InlineData(Count)] // the full batch is loaded once
    public void OtherwiseTheTrainingsOwnThreadLoads(int batchSize)
    {
        Watched data = new(Count);
        Of(data, epochs: 2, batchSize).Run();
        Assert.Equal([Thread.CurrentThread], data.Threads);
    }

    [Fact]
    public void NoThreadIsLeftHoweverTrainingEnds()
    {
        Watched data = new(Count);
        using CancellationTokenSource stop = new();
        Trainer<double> trainer = Of(data, epochs: 4);
        trainer.Run(criterion: state => state.Step == 4);
        Assert.Equal(StopReason.Interrupted, trainer.Run(
            criterion: state => { if (state.Step == 8) stop.Cancel(); return false; }, cancellation: stop.Token).Reason);
        trainer.Run();
        Thread[] others = [.. data.Threads.Where(thread => thread != Thread.CurrentThread)];
        Assert.Equal(3, others.Length); // one a run
        Assert.All(others, thread => Assert.False(thread.IsAlive));

        Trainer<double> whole = Of(new Watched(Count), epochs: 4);
        whole.Run();
        Assert.Equal(whole.State.Theta, trainer.State.Theta);
    }

    [Fact]
    public void WhatTheDataThrowsIsThrownByTheStepThatNeedsIt()
    {
        Watched data = new(Count) { FailsAt = 5 }; // the fifth load: the second batch of the second epoch
        Trainer<double> trainer = Of(data, epochs: 3);
        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => trainer.Run());
        Assert.Contains("load 5", thrown.Message);
        Assert.Contains(nameof(Watched), thrown.StackTrace); // where it happened
        Assert.Equal(4, trainer.State.Step);
        Assert.DoesNotContain(data.Threads, thread => thread != Thread.CurrentThread && thread.IsAlive);

        trainer.Run(); // it passed
        Trainer<double> whole = Of(new Watched(Count), epochs: 3);
        whole.Run();
        Assert.Equal(whole.State.Theta, trainer.State.Theta);
    }

    [Fact]
    public void ABatchThatIsNotNeededMayFail()
    {
        Watched data = new(Count) { FailsAt = 4 };
        Assert.Equal(StopReason.Finished, Of(data, epochs: 1).Run().Reason);
    }

    [Fact]
    public void AStepAllocatesNothingOnEitherThread()
    {
        int[] zeros = new int[Count];
        BatchLoader<float> loader = new(new MemoryDataset<float>(new Shape(1), new float[Count], zeros, ["one"]), BatchSize, true, 1);
        using BatchLoader<float>.Ahead ahead = loader.LoadAhead();
        long least = long.MaxValue;
        for (int step = 0; step < 90; step++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            loader.Load(step / 3, step % 3);
            loader.Load((step + 1) / 3, (step + 1) % 3);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);
    }

    private static Trainer<double> Of(Watched data, int epochs, int batchSize = BatchSize) =>
        new([new Phase<double>(new Center<double>(capacity: Count), new Descent<double>())], data,
            new TrainingPlan { Epochs = epochs, BatchSize = batchSize, CriterionEvery = 1, Seed = 2 });

    /// <summary>The numbers 0, 1, 2, ...; it notes who loads, and may fail once.</summary>
    private sealed class Watched(int count) : IDataset<double>
    {
        private readonly int[] _labels = [.. Enumerable.Range(0, count).Select(n => n % 2)];
        private int _loads;

        public int Count => count;

        public Shape Shape { get; } = new(1);

        public ReadOnlySpan<int> Labels => _labels;

        public IReadOnlyList<string> ClassNames { get; } = ["even", "odd"];

        public bool HasTargets { get; init; }

        public int FailsAt { get; init; }

        public int Loads => Volatile.Read(ref _loads);

        public HashSet<Thread> Threads { get; } = [];

        public void CopyTo(ReadOnlySpan<int> indices, Span<double> destination)
        {
            lock (Threads)
            {
                Threads.Add(Thread.CurrentThread);
            }

            if (Interlocked.Increment(ref _loads) == FailsAt)
            {
                throw new InvalidDataException($"load {_loads}");
            }

            for (int n = 0; n < indices.Length; n++)
            {
                destination[n] = indices[n];
            }
        }

        public void CopyTargetsTo(ReadOnlySpan<int> indices, Span<double> destination)
        {
            for (int n = 0; n < indices.Length; n++)
            {
                destination[n] = -indices[n];
            }
        }
    }
}
