namespace TinyAE.Study;

/// <summary>Tells a caller ten times a second how far a sweep is.</summary>
internal sealed class SweepClock : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _begin;
    private readonly Dictionary<SweepCell, TimeSpan> _running = [];
    private readonly Action<SweepProgress>? _progress;
    private readonly Action<Exception> _failed;
    private readonly int _threads;
    private readonly int _total;
    private readonly ITimer? _timer;
    private int _done;
    private double _costWaiting;
    private double _costDone;
    private double _secondsDone;
    private bool _ended;

    /// <param name="done">Cells finished in earlier sittings.</param>
    /// <param name="waiting">The cells of this sitting.</param>
    /// <param name="threads">How many run at a time.</param>
    /// <param name="progress">Whom to tell, from any thread but never from two at once; null: nobody.</param>
    /// <param name="failed">Takes what <paramref name="progress"/> throws.</param>
    /// <param name="time">The clock; null: the system's.</param>
    internal SweepClock(
        int done, IReadOnlyCollection<SweepCell> waiting, int threads, Action<SweepProgress>? progress, Action<Exception> failed,
        TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _begin = _time.GetTimestamp();
        _done = done;
        _total = done + waiting.Count;
        _costWaiting = waiting.Sum(cell => cell.Cost);
        _threads = Math.Max(1, Math.Min(threads, waiting.Count));
        _progress = progress;
        _failed = failed;
        _timer = progress is null ? null : _time.CreateTimer(_ => Report(last: false), null, Period, Period);
    }

    private TimeSpan Elapsed => _time.GetElapsedTime(_begin);

    /// <summary>A cell begins.</summary>
    internal void Begin(SweepCell cell)
    {
        lock (_lock)
        {
            _running[cell] = Elapsed;
            _costWaiting -= cell.Cost;
        }
    }

    /// <summary>A cell is finished and saved.</summary>
    internal void End(SweepCell cell)
    {
        lock (_lock)
        {
            _running.Remove(cell, out TimeSpan began);
            _secondsDone += (Elapsed - began).TotalSeconds;
            _costDone += cell.Cost;
            _done++;
        }
    }

    /// <summary>Reports a last time; afterwards nobody is told anything.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        Report(last: true);
    }

    private void Report(bool last)
    {
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            _ended = last;
            try
            {
                _progress?.Invoke(new SweepProgress(_done, _total, Elapsed, Left()));
            }
#pragma warning disable CA1031 // On a timer's thread nobody else would catch it; the sweep ends with it.
            catch (Exception error)
#pragma warning restore CA1031
            {
                _failed(error);
            }
        }
    }

    /// <summary>What waits and runs, in seconds of one thread, divided among the threads; at least the rest of the longest cell.</summary>
    private TimeSpan? Left()
    {
        if (_done == _total)
        {
            return TimeSpan.Zero;
        }

        if (_costDone == 0)
        {
            return null;
        }

        double pace = _secondsDone / _costDone;
        double[] running = [.. _running.Select(cell => Math.Max(0, (pace * cell.Key.Cost) - (Elapsed - cell.Value).TotalSeconds))];
        double seconds = ((pace * _costWaiting) + running.Sum()) / _threads;
        return TimeSpan.FromSeconds(Math.Clamp(Math.Max(seconds, running.DefaultIfEmpty().Max()), 0, 1e9));
    }
}
