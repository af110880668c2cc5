using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>Work cut into tiles that may run in any order and on any thread.</summary>
public interface ITileTask
{
    /// <summary>Does one tile, writing only what belongs to that tile.</summary>
    void Run(int tile);
}

/// <summary>A fixed team of threads that share the tiles of one task after another.</summary>
/// <remarks>
/// The thread that calls <see cref="Run"/> works too, and is counted. The other threads are background threads: they watch for work for some
/// microseconds after each task, then sleep. A dispatch allocates nothing; it takes well under a microsecond while they watch.
/// Results never depend on the number of threads as long as each tile writes only its own output.
/// </remarks>
public sealed class Workers : IDisposable
{
    /// <summary>The largest number of threads of one team.</summary>
    public const int MaxCount = 256;

    private bool _disposed;

    /// <summary>Starts <paramref name="threads"/> - 1 threads, which wait for work.</summary>
    /// <param name="threads">1 to 256, the caller's thread included.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is out of that range.</exception>
    public Workers(int threads)
    {
        if (threads is < 1 or > MaxCount)
            throw new ArgumentOutOfRangeException(nameof(threads), threads, $"The number of threads is 1 to {MaxCount}.");
        Count = threads;
        if (threads > 1) Crew = new Crew(threads - 1);
        else GC.SuppressFinalize(this);
    }

    /// <summary>The caller's thread alone. Disposing of it does nothing.</summary>
    public static Workers One { get; } = new(1);

    /// <summary>Number of threads, the caller's included.</summary>
    public int Count { get; }

    // The threads hold the crew, not this object, so that a team that is forgotten can be finalized, which ends its threads.
    internal Crew? Crew { get; }

    /// <summary>Runs <c>task.Run(0)</c> to <c>task.Run(tiles - 1)</c>, each once, and returns when all have ended.</summary>
    /// <remarks>
    /// Every tile works on the same copy of <paramref name="task"/>, which may hold spans. Called from inside a task, or while another
    /// thread uses this team, the tiles run one after the other on the calling thread.
    /// If a tile throws, tiles not yet begun are left out and the first exception is thrown again here.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">The team has been disposed of.</exception>
    public unsafe void Run<TTask>(int tiles, TTask task) where TTask : struct, ITileTask, allows ref struct
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Crew is not null && tiles > 1 && Crew.TryEnter())
        {
            // The task stays in this frame, where the collector keeps its references current, until all tiles have ended.
            Crew.Run(tiles, Unsafe.AsPointer(ref task), &RunTile<TTask>);
            GC.KeepAlive(this);
            return;
        }
        for (int tile = 0; tile < tiles; tile++) task.Run(tile);
    }

    /// <summary>Ends the threads, after the tiles that they are working on.</summary>
    public void Dispose()
    {
        if (Crew is null || _disposed) return;
        _disposed = true;
        Crew.Stop();
        Crew.Join();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the threads of a team that nothing refers to any more.</summary>
    ~Workers() => Crew?.Stop();

    private static unsafe void RunTile<TTask>(void* task, int tile) where TTask : struct, ITileTask, allows ref struct =>
        Unsafe.AsRef<TTask>(task).Run(tile);
}
