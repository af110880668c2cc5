using System.Collections.Concurrent;
using System.Diagnostics;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Study;

public sealed class SweepRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheResultsAreTheSameForAnyNumberOfThreads()
    {
        Sweep sweep = SweepExample.Of(40);
        SweepRun one = SweepRunner.Run(sweep, SweepExample.Compute, _folder["1"]);
        Assert.Equal(sweep.Cells, one.Results.Finished.Select(cell => cell.Cell));
        Assert.Equal(sweep.Cells.Select(SweepExample.Found), one.Results.Finished.Select(cell => cell.Result));
        Assert.Empty(one.Results.Missing);
        foreach (int threads in (int[])[2, 8])
        {
            Assert.Equal(one.Results.Digest, SweepExample.Run(sweep, _folder[$"{threads}"], threads: threads));
        }
    }

    [Fact]
    public void TheDigestIsThatOfKeysAndNumbers()
    {
        Sweep sweep = SweepExample.Of(5);
        string digest = SweepExample.Run(sweep, _folder["a"]);
        SweepRun other = SweepRunner.Run(sweep, (cell, _) => cell["seed"] == "3" ? new() : SweepExample.Found(cell), _folder["b"]);
        Assert.NotEqual(digest, other.Results.Digest);
        Assert.NotEqual(digest, SweepExample.Run(SweepExample.Of(6), _folder["c"]));
        Assert.NotEqual(digest, SweepExample.Run(SweepExample.Of(5, version: "2"), _folder["d"]));
    }

    [Fact]
    public void EachCellIsComputedOnceTheLongestFirst()
    {
        Sweep sweep = SweepExample.Of();
        List<SweepCell> order = [];
        SweepRunner.Run(sweep, Compute, _folder["s"]);
        Assert.Equal(sweep.Cells.OrderByDescending(cell => cell.Cost), order);
        Assert.NotEqual(sweep.Cells, order);

        SweepRunner.Run(sweep, Compute, _folder["s"]); // everything is there
        Assert.Equal(sweep.Cells.Count, order.Count);

        CellResult Compute(SweepCell cell, CancellationToken cancellation)
        {
            order.Add(cell);
            return SweepExample.Found(cell);
        }
    }

    /// <summary>Cells run at the same time: each of four waits for the other three.</summary>
    [Fact]
    public void CellsRunInParallel()
    {
        using Barrier barrier = new(4);
        using Workers workers = new(4);
        ConcurrentDictionary<int, int> threads = [];
        SweepRunner.Run(SweepExample.Of(4), Compute, _folder["s"], workers: workers);
        Assert.Equal(4, threads.Count);

        CellResult Compute(SweepCell cell, CancellationToken cancellation)
        {
            threads[Environment.CurrentManagedThreadId] = 1;
            Assert.True(barrier.SignalAndWait(TimeSpan.FromSeconds(60), cancellation));
            return SweepExample.Found(cell);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(20)]
    public void PartsJoinedAreTheWhole(int count)
    {
        Sweep sweep = SweepExample.Of();
        string whole = SweepExample.Run(sweep, _folder["whole"]);
        for (int part = count; part >= 1; part--)
        {
            SweepExample.Run(sweep, _folder[$"part{part % 2}"], new Shard(part, count), threads: 1 + (part % 3));
        }

        (SweepResults results, IReadOnlyList<string> twice) = SweepMerge.Join(sweep, [_folder["part1"], _folder["part0"]]);
        Assert.Equal(whole, results.Digest);
        Assert.Equal(sweep.Cells, results.Finished.Select(cell => cell.Cell));
        Assert.Empty(twice);
    }

    /// <summary>A sweep is stopped again and again after some cells, and goes on with another number of threads.</summary>
    [Fact]
    public void InterruptedAndResumedIsTheWhole()
    {
        Sweep sweep = SweepExample.Of(15);
        string whole = SweepExample.Run(sweep, _folder["whole"]);
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            ConcurrentDictionary<string, int> finished = [];
            SweepRun run;
            int sittings = 0;
            do
            {
                int left = random.Next(6);
                bool heed = random.Next(2) == 0;
                using CancellationTokenSource stop = new();
                using Workers workers = new(random.Next(1, 4));
                run = SweepRunner.Run(sweep, Compute, _folder[$"{seed}"], workers: workers, cancellation: stop.Token);
                Assert.Equal(run.Results.Missing.Count > 0, run.Interrupted);
                Assert.Equal(finished.Keys.Order(), run.Results.Finished.Select(cell => cell.Cell.Key).Order());
                sittings++;

                CellResult Compute(SweepCell cell, CancellationToken cancellation)
                {
                    if (Interlocked.Decrement(ref left) < 0)
                    {
                        stop.Cancel();
                        if (heed)
                        {
                            cancellation.ThrowIfCancellationRequested(); // not finished
                        }
                    }

                    Assert.True(finished.TryAdd(cell.Key, 1)); // nothing is computed twice
                    return SweepExample.Found(cell);
                }
            }
            while (run.Interrupted);
            Assert.Equal(whole, run.Results.Digest);
            Assert.InRange(sittings, 2, 100);
        }
    }

    [Fact]
    public void NothingBeginsOnceCancelled()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        SweepRun run = SweepRunner.Run(
            SweepExample.Of(), (_, _) => throw new InvalidOperationException(), _folder["s"], cancellation: stop.Token);
        Assert.True(run.Interrupted);
        Assert.Empty(run.Results.Finished);
    }

    /// <summary>The first exception comes out as it was; other cells that run are cancelled; what was finished stays.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AnExceptionOfACellStopsTheSweep(int threads)
    {
        Sweep sweep = SweepExample.Of();
        using Workers workers = new(threads);
        int begun = 0;
        ArgumentException error = Assert.Throws<ArgumentException>(() => SweepRunner.Run(sweep, (cell, cancellation) =>
        {
            if (Interlocked.Increment(ref begun) == 5)
            {
                throw new ArgumentException("There is no font 'x'.");
            }

            if (begun > 5 && threads > 1)
            {
                Assert.True(cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(60)));
                throw new OperationCanceledException(cancellation);
            }

            return SweepExample.Found(cell);
        }, _folder["s"], workers: workers));
        Assert.Equal("There is no font 'x'.", error.Message);
        Assert.InRange(begun, 5, 4 + threads);

        int again = 0;
        SweepRun run = SweepRunner.Run(sweep, (cell, _) =>
        {
            again++;
            return SweepExample.Found(cell);
        }, _folder["s"]);
        Assert.InRange(sweep.Cells.Count - again, 4, 6);
        Assert.Equal(SweepExample.Run(sweep, _folder["whole"]), run.Results.Digest);
    }

    /// <summary>A cell that gives up although nobody wants it to is a fault like any other.</summary>
    [Fact]
    public void ACancellationOfTheCellsOwnIsAnError() =>
        Assert.Throws<OperationCanceledException>(() =>
            SweepRunner.Run(SweepExample.Of(), (_, _) => throw new OperationCanceledException(), _folder["s"]));

    [Fact]
    public void ProgressCountsCellsOfEarlierSittingsToo()
    {
        Sweep sweep = SweepExample.Of(10);
        List<SweepProgress> told = [];
        using CancellationTokenSource stop = new();
        SweepRunner.Run(sweep, (cell, _) =>
        {
            stop.Cancel();
            return SweepExample.Found(cell);
        }, _folder["s"], progress: told.Add, cancellation: stop.Token);
        Assert.Equal((1, 10), (told[^1].Done, told[^1].Total));

        told.Clear();
        Stopwatch watch = Stopwatch.StartNew();
        SweepRunner.Run(sweep, (cell, _) =>
        {
            Thread.Sleep(50);
            return SweepExample.Found(cell);
        }, _folder["s"], progress: told.Add);
        Assert.InRange(told.Count, 2, 2 + (watch.Elapsed.TotalSeconds / 0.09));
        Assert.All(told, progress => Assert.Equal(10, progress.Total));
        Assert.InRange(told[0].Done, 1, 10);
        Assert.Equal(told.Select(progress => progress.Done).Order(), told.Select(progress => progress.Done));
        Assert.Equal((10, TimeSpan.Zero), (told[^1].Done, told[^1].Left));
    }

    [Fact]
    public void WhatProgressThrowsComesOut()
    {
        int computed = 0;
        Sweep sweep = SweepExample.Of(50);
        Assert.Throws<InvalidOperationException>(() => SweepRunner.Run(sweep, (cell, _) =>
        {
            computed++;
            Thread.Sleep(30);
            return SweepExample.Found(cell);
        }, _folder["s"], progress: _ => throw new InvalidOperationException()));
        Assert.InRange(computed, 0, 49);
    }

    [Fact]
    public void OneProcessAtATimeComputesAPart()
    {
        Sweep sweep = SweepExample.Of(2);
        SweepRunner.Run(sweep, (cell, _) =>
        {
            Assert.ThrowsAny<IOException>(() => SweepRunner.Run(sweep, SweepExample.Compute, _folder["s"]));
            SweepExample.Run(sweep, _folder["s"], new Shard(1, 2)); // another part
            return SweepExample.Found(cell);
        }, _folder["s"]);
        File.WriteAllText(_folder["file"], "");
        Assert.ThrowsAny<IOException>(() => SweepRunner.Run(sweep, SweepExample.Compute, _folder["file"]));
    }
}
