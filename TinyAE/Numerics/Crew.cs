using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace TinyAE.Numerics;

/// <summary>The threads behind <see cref="Workers"/>, and the protocol by which they share the tiles of a task.</summary>
/// <remarks>
/// A tile is claimed by taking one from <c>Unclaimed</c>. Whoever has claimed a tile may read the task, because the caller keeps the task
/// alive until <c>Unfinished</c> is zero; whoever has not, may not. So the caller never waits for a thread that sleeps or
/// that the system has not scheduled, only for tiles that were begun. Every wait is a short watch, then sleep.
/// A flag that says "I sleep" is set before the last look at the counter, and read after the counter is changed, each with a full fence
/// between: one side always sees the other.
/// </remarks>
internal sealed unsafe class Crew
{
    private static readonly long WatchTicks = Stopwatch.Frequency / 1_000_000 * 50;

    private readonly Thread[] _threads;
    private readonly object _work = new();
    private readonly object _finished = new();
    private Counters _count;
    private void* _task;
    private delegate*<void*, int, void> _run;
    private int _tiles;
    private Exception? _error;
    private int _entered;
    private int _sleeping;
    private int _callerSleeps;
    private volatile bool _stopped;

    /// <summary>The two counters that all threads write, each on cache lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Counters
    {
        [FieldOffset(128)] internal int Unclaimed;
        [FieldOffset(256)] internal int Unfinished;
    }

    internal Crew(int threads)
    {
        _threads = new Thread[threads];
        try
        {
            for (int i = 0; i < threads; i++)
            {
                // More threads than processors gain nothing by watching: they would take the time of those that work.
                long watch = i + 1 < Environment.ProcessorCount ? WatchTicks : 0;
                _threads[i] = new Thread(() => Live(watch)) { IsBackground = true, Name = $"TinyAE worker {i + 1}" };
                _threads[i].Start();
            }
        }
        catch
        {
            Stop();
            throw;
        }
    }

    /// <summary>Takes the crew for one task; false if it is taken already.</summary>
    internal bool TryEnter() => Interlocked.CompareExchange(ref _entered, 1, 0) == 0;

    /// <summary>Runs all tiles on the caller's and the crew's threads; the caller has entered.</summary>
    internal void Run(int tiles, void* task, delegate*<void*, int, void> run)
    {
        _task = task;
        _run = run;
        _tiles = tiles;
        _count.Unfinished = tiles;
        Interlocked.Exchange(ref _count.Unclaimed, tiles);
        if (Volatile.Read(ref _sleeping) > 0) Wake(tiles - 1);
        Work();
        AwaitFinish();
        Exception? error = _error;
        _error = null;
        Volatile.Write(ref _entered, 0);
        if (error is not null) ExceptionDispatchInfo.Throw(error);
    }

    /// <summary>Tells the threads to end when they have no tile.</summary>
    internal void Stop()
    {
        _stopped = true;
        lock (_work) Monitor.PulseAll(_work);
    }

    /// <summary>Waits for the threads to end, unless one of them calls.</summary>
    internal void Join()
    {
        if (Array.IndexOf(_threads, Thread.CurrentThread) >= 0) return;
        foreach (Thread thread in _threads) thread.Join();
    }

    private void Live(long watch)
    {
        while (!_stopped)
        {
            Work();
            if (!Watch(ref _count.Unclaimed, hasWork: true, watch)) SleepUntilWork();
        }
    }

    private void Work()
    {
        while (Volatile.Read(ref _count.Unclaimed) > 0)
        {
            int left = Interlocked.Decrement(ref _count.Unclaimed);
            if (left < 0) return;
            try
            {
                if (Volatile.Read(ref _error) is null) _run(_task, _tiles - 1 - left);
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref _error, error, null);
            }
            if (Interlocked.Decrement(ref _count.Unfinished) == 0 && Volatile.Read(ref _callerSleeps) != 0)
                lock (_finished) Monitor.Pulse(_finished);
        }
    }

    private void Wake(int threads)
    {
        lock (_work)
        {
            for (int i = Math.Min(threads, _sleeping); i > 0; i--) Monitor.Pulse(_work);
        }
    }

    private void SleepUntilWork()
    {
        lock (_work)
        {
            Interlocked.Increment(ref _sleeping);
            while (Volatile.Read(ref _count.Unclaimed) <= 0 && !_stopped) Monitor.Wait(_work);
            Interlocked.Decrement(ref _sleeping);
        }
    }

    private void AwaitFinish()
    {
        if (Watch(ref _count.Unfinished, hasWork: false, WatchTicks)) return;
        lock (_finished)
        {
            Interlocked.Exchange(ref _callerSleeps, 1);
            while (Volatile.Read(ref _count.Unfinished) > 0) Monitor.Wait(_finished);
            _callerSleeps = 0;
        }
    }

    /// <summary>Watches a counter until it is positive (or is not) or the time is over; false if time ran out.</summary>
    private static bool Watch(ref int counter, bool hasWork, long ticks)
    {
        if (Volatile.Read(ref counter) > 0 == hasWork) return true;
        if (ticks == 0) return false;
        long start = Stopwatch.GetTimestamp();
        do
        {
            for (int i = 0; i < 8; i++)
            {
                Thread.SpinWait(1);
                if (Volatile.Read(ref counter) > 0 == hasWork) return true;
            }
        }
        while (Stopwatch.GetTimestamp() - start < ticks);
        return false;
    }
}
