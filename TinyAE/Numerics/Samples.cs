namespace TinyAE.Numerics;

/// <summary>Runs a task whose tiles are the samples of a batch.</summary>
internal static class Samples
{
    /// <summary>Runs one tile a sample, shared by threads where the batch is worth it.</summary>
    /// <param name="task">Writes only what belongs to the sample.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="size">Numbers that a sample's tile reads or writes.</param>
    /// <param name="workers">Threads, or none.</param>
    public static void Run<TTask>(TTask task, int batch, int size, Workers? workers)
        where TTask : struct, ITileTask, allows ref struct
    {
        if (workers is not null && (long)batch * size >= Tiles.SharedFrom)
        {
            workers.Run(batch, task);
            return;
        }

        for (int n = 0; n < batch; n++) task.Run(n);
    }

    /// <summary>The elements of a batch at the front of a span that may be longer.</summary>
    /// <exception cref="ArgumentException">The span is shorter, or the batch is negative.</exception>
    public static ReadOnlySpan<T> Part<T>(ReadOnlySpan<T> span, int batch, Shape sample, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        long length = (long)batch * sample.Size;
        return length <= span.Length ? span[..(int)length]
            : throw new ArgumentException($"{name} has {span.Length} elements; {batch} x {sample} need {length}.", name);
    }

    /// <inheritdoc cref="Part{T}(ReadOnlySpan{T}, int, Shape, string)"/>
    public static Span<T> Part<T>(Span<T> span, int batch, Shape sample, string name) =>
        span[..Part((ReadOnlySpan<T>)span, batch, sample, name).Length];

    /// <summary>Throws where a destination overlaps a source.</summary>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public static void Apart<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> source, string name)
    {
        if (target.Overlaps(source)) throw new ArgumentException($"The destination {name} overlaps what it is computed from.", name);
    }
}
