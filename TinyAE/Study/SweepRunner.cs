using System.Runtime.ExceptionServices;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>What a sitting of a sweep has reached.</summary>
/// <param name="Interrupted">True if somebody cancelled before all cells of the part were finished; another run continues.</param>
/// <param name="Results">All that is finished by now, earlier sittings included.</param>
public sealed record SweepRun(bool Interrupted, SweepResults Results);

/// <summary>Computes the cells of a sweep, several at a time, and keeps each result as soon as it is there.</summary>
public static class SweepRunner
{
    /// <summary>Computes the cells of a part that its file does not have yet, the longest first.</summary>
    /// <remarks>
    /// Each cell is computed on one thread, so its result depends on the cell alone, and the results are listed in the sweep's order: they
    /// are the same for any number of threads, parts and sittings.
    /// The first exception of a cell stops the sweep: the other running cells are cancelled, no further one begins, and the exception is
    /// thrown again here, as it was. What is finished stays saved, so that after a repair the same call goes on from there. A cell that
    /// wants to go on after a failure (a training that diverged) says so in its result, for instance with a NaN.
    /// </remarks>
    /// <param name="sweep">The plan.</param>
    /// <param name="compute">
    /// Computes one cell on the calling thread; called from several threads at once. It may end early by an
    /// <see cref="OperationCanceledException"/> once its token is cancelled; then the cell is not finished.
    /// </param>
    /// <param name="folder">The sweep's folder; created if it is not there.</param>
    /// <param name="shard">The part to compute; null: the whole.</param>
    /// <param name="workers">How many cells run at a time; null: one.</param>
    /// <param name="progress">Told about ten times a second and at the end, from any thread, never from two at once; null: nobody.</param>
    /// <param name="cancellation">Stops the sweep; finished cells are kept.</param>
    /// <exception cref="InvalidDataException">The part's file is another sweep's, or damaged; the message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read or written, for instance because another process does this part.</exception>
    public static SweepRun Run(
        Sweep sweep, Func<SweepCell, CancellationToken, CellResult> compute, string folder, Shard? shard = null, Workers? workers = null,
        Action<SweepProgress>? progress = null, CancellationToken cancellation = default)
    {
        Shard part = shard ?? Shard.Whole;
        workers ??= Workers.One;
        Directory.CreateDirectory(folder);
        using SweepFile file = SweepFile.Open(Path.Combine(folder, SweepFile.NameOf(part)), sweep, part);
        IReadOnlyList<int> mine = part.CellsOf(sweep);
        int[] waiting = Shard.LongestFirst(sweep, mine.Where(cell => file.Results[cell] is null));

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Sitting sitting = new(sweep, compute, file, waiting, stop);
        SweepCell[] cells = [.. waiting.Select(cell => sweep.Cells[cell])];
        using (SweepClock clock = new(mine.Count - cells.Length, cells, workers.Count, progress, sitting.Fail))
        {
            workers.Run(waiting.Length, new CellTask(sitting, clock));
        }

        sitting.ThrowIfFailed();
        return new SweepRun(mine.Any(cell => file.Results[cell] is null), new SweepResults(sweep, file.Results));
    }

    private readonly struct CellTask(Sitting sitting, SweepClock clock) : ITileTask
    {
        public void Run(int tile) => sitting.Compute(tile, clock);
    }

    private sealed class Sitting(
        Sweep sweep, Func<SweepCell, CancellationToken, CellResult> compute, SweepFile file, int[] waiting, CancellationTokenSource stop)
    {
        private readonly Lock _lock = new();
        private ExceptionDispatchInfo? _failure;

        public void Compute(int tile, SweepClock clock)
        {
            if (stop.IsCancellationRequested)
            {
                return;
            }

            int place = waiting[tile];
            SweepCell cell = sweep.Cells[place];
            clock.Begin(cell);
            try
            {
                CellResult result = compute(cell, stop.Token);
                lock (_lock)
                {
                    file.Append(place, cell, result);
                }

                clock.End(cell);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Not finished: the next sitting computes it.
            }
#pragma warning disable CA1031 // It goes on to the caller, once the other threads have ended.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Fail(error);
            }
        }

        public void Fail(Exception error)
        {
            lock (_lock)
            {
                _failure ??= ExceptionDispatchInfo.Capture(error);
            }

            stop.Cancel();
        }

        public void ThrowIfFailed() => _failure?.Throw();
    }
}
