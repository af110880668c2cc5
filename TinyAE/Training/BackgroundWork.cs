using System.Runtime.ExceptionServices;

namespace TinyAE.Training;

/// <summary>A thread that does a piece of work each time it is told to, while the one who told it does something else.</summary>
/// <remarks>To tell and to await allocate nothing. Whatever either side wrote before is seen by the other after.</remarks>
internal sealed class BackgroundWork
{
    private readonly object _lock = new();
    private readonly Action _work;
    private readonly Thread _thread;
    private bool _busy;
    private bool _stopped;
    private Exception? _error;

    /// <summary>Starts the thread, which waits.</summary>
    /// <param name="name">The thread's name.</param>
    /// <param name="work">What it does each time.</param>
    internal BackgroundWork(string name, Action work)
    {
        _work = work;
        _thread = new Thread(Live) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Tells the thread to work; the last work has been awaited.</summary>
    internal void Begin()
    {
        lock (_lock)
        {
            _busy = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Waits until the work is done, or returns at once if there is none; throws what it threw.</summary>
    internal void Await()
    {
        lock (_lock)
        {
            while (_busy)
            {
                Monitor.Wait(_lock);
            }
        }

        if (_error is { } error)
        {
            _error = null;
            ExceptionDispatchInfo.Throw(error);
        }
    }

    /// <summary>Ends the thread, after the work that it is doing.</summary>
    internal void End()
    {
        lock (_lock)
        {
            _stopped = true;
            Monitor.PulseAll(_lock);
        }

        _thread.Join();
    }

    private void Live()
    {
        while (true)
        {
            lock (_lock)
            {
                while (!_busy && !_stopped)
                {
                    Monitor.Wait(_lock);
                }

                if (_stopped)
                {
                    return;
                }
            }

            try
            {
                _work();
            }
#pragma warning disable CA1031 // Whatever it is, it is thrown again where the work is awaited.
            catch (Exception error)
#pragma warning restore CA1031
            {
                _error = error;
            }

            lock (_lock)
            {
                _busy = false;
                Monitor.PulseAll(_lock);
            }
        }
    }
}
