using System.Diagnostics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

public class WorkersTests
{
    private readonly struct Count(int[] runs) : ITileTask
    {
        public void Run(int tile) => Interlocked.Increment(ref runs[tile]);
    }

    private readonly ref struct Fill(Span<int> target, int value) : ITileTask
    {
        private readonly Span<int> target = target;

        public void Run(int tile) => target[tile] = value + tile;
    }

    private readonly struct Throw(int at, int[] runs) : ITileTask
    {
        public void Run(int tile)
        {
            if (tile == at) throw new InvalidOperationException($"tile {tile}");
            Interlocked.Increment(ref runs[tile]);
        }
    }

    private readonly struct Nest(Workers workers, int[] runs) : ITileTask
    {
        public void Run(int tile) => workers.Run(runs.Length, new CountOnThread(runs, Environment.CurrentManagedThreadId));
    }

    private readonly struct CountOnThread(int[] runs, int thread) : ITileTask
    {
        public void Run(int tile)
        {
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            Interlocked.Increment(ref runs[tile]);
        }
    }

    private readonly struct Meet(CountdownEvent all) : ITileTask
    {
        public void Run(int tile)
        {
            all.Signal();
            Assert.True(all.Wait(20_000), "The tiles do not run at the same time.");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void EveryTileRunsOnce(int threads)
    {
        using Workers workers = new(threads);
        int[] tileCounts = [0, 1, 2, 3, 7, 64, 1000];
        for (int round = 0; round < 300; round++)
        {
            int[] runs = new int[tileCounts[round % tileCounts.Length]];
            workers.Run(runs.Length, new Count(runs));
            Assert.All(runs, r => Assert.Equal(1, r));
        }
    }

    [Fact]
    public void ManyDispatchesWithPausesLoseNoTile()
    {
        using Workers workers = new(3);
        int[] runs = new int[4];
        for (int round = 1; round <= 20_000; round++)
        {
            // A pause now and then lets the threads fall asleep, at a different moment of their watch each time.
            if (round % 100 == 0) Thread.SpinWait(round % 9_000);
            workers.Run(runs.Length, new Count(runs));
            Assert.True(runs.AsSpan().IndexOfAnyExcept(round) < 0);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void AllThreadsTakePart(int threads)
    {
        using Workers workers = new(threads);
        using CountdownEvent all = new(threads);
        workers.Run(threads, new Meet(all));
    }

    [Fact]
    public void ATaskMayHoldSpansOfTheStack()
    {
        using Workers workers = new(3);
        Span<int> target = stackalloc int[50];
        for (int round = 0; round < 200; round++)
        {
            workers.Run(50, new Fill(target, round));
            for (int i = 0; i < 50; i++) Assert.Equal(round + i, target[i]);
        }
    }

    [Fact]
    public async Task ATaskSurvivesTheCollectorMovingWhatItHolds()
    {
        using Workers workers = new(3);
        using CancellationTokenSource stop = new();
        Task collect = Task.Run(() => { while (!stop.IsCancellationRequested) GC.Collect(0); });
        for (int round = 0; round < 2_000; round++)
        {
            int[] target = new int[200];
            workers.Run(200, new Fill(target, round));
            for (int i = 0; i < 200; i++) Assert.Equal(round + i, target[i]);
        }
        await stop.CancelAsync();
        await collect;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void AnExceptionReachesTheCallerAndTheTeamWorksOn(int threads)
    {
        using Workers workers = new(threads);
        for (int round = 0; round < 40; round++)
        {
            int[] runs = new int[16];
            var thrown = Assert.Throws<InvalidOperationException>(() => workers.Run(16, new Throw(round % 16, runs)));
            Assert.Equal($"tile {round % 16}", thrown.Message);
            Assert.All(runs, r => Assert.True(r <= 1));
            runs = new int[16];
            workers.Run(16, new Count(runs));
            Assert.All(runs, r => Assert.Equal(1, r));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void InsideATaskTilesRunOnTheSameThread(int threads)
    {
        using Workers workers = new(threads);
        int[] runs = new int[10];
        workers.Run(20, new Nest(workers, runs));
        Assert.All(runs, r => Assert.Equal(20, r));
    }

    [Fact]
    public void TwoCallersAtOnceBothGetTheirWorkDone()
    {
        using Workers workers = new(3);
        Parallel.For(0, 4, _ =>
        {
            int[] runs = new int[8];
            for (int round = 1; round <= 500; round++)
            {
                workers.Run(8, new Count(runs));
                Assert.True(runs.AsSpan().IndexOfAnyExcept(round) < 0);
            }
        });
    }

    [Fact]
    public void DisposeEndsTheThreadsAndLaterUseIsRefused()
    {
        Workers workers = new(4);
        workers.Run(8, new Count(new int[8]));
        workers.Dispose();
        workers.Dispose();
        Assert.Throws<ObjectDisposedException>(() => workers.Run(2, new Count(new int[2])));
    }

    [Fact]
    public void OneOutlivesDispose()
    {
        Workers.One.Dispose();
        int[] runs = new int[3];
        Workers.One.Run(3, new Count(runs));
        Assert.All(runs, r => Assert.Equal(1, r));
        Assert.Equal(1, Workers.One.Count);
    }

    [Fact]
    public void AForgottenTeamEndsItsThreads()
    {
        WeakReference<Crew> crew = Forget();
        Stopwatch watch = Stopwatch.StartNew();
        while (crew.TryGetTarget(out _) && watch.Elapsed.TotalSeconds < 20)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(5);
        }
        Assert.False(crew.TryGetTarget(out _), "The threads still hold the crew.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(257)]
    public void AWrongNumberOfThreadsNamesTheRange(int threads)
    {
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => new Workers(threads));
        Assert.Contains("1 to 256", thrown.Message, StringComparison.Ordinal);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<Crew> Forget()
    {
        Workers workers = new(3);
        workers.Run(8, new Count(new int[8]));
        return new WeakReference<Crew>(workers.Crew!);
    }
}
