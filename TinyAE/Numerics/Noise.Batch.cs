using System.Numerics;

namespace TinyAE.Numerics;

public static partial class Noise
{
    /// <summary><see cref="Bernoulli"/> for each sample of a batch: sample n draws the numbers of its own, whatever the batch.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="probability">In [0, 1].</param>
    /// <param name="values">Overwritten; batch outermost.</param>
    /// <param name="samples">How many samples the values are of.</param>
    /// <param name="workers">Threads that share the samples, or none.</param>
    /// <exception cref="ArgumentException">The values are no whole number for each sample.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside [0, 1].</exception>
    public static void BernoulliBatch<T>(RandomKey key, double probability, Span<T> values, int samples, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T> => FillBatch(Checked(probability), key, values, samples, workers);

    /// <summary><see cref="Normal"/> for each sample of a batch: sample n draws the numbers of its own, whatever the batch.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="values">Overwritten; batch outermost.</param>
    /// <param name="samples">How many samples the values are of.</param>
    /// <param name="workers">Threads that share the samples, or none.</param>
    /// <exception cref="ArgumentException">The values are no whole number for each sample.</exception>
    public static void NormalBatch<T>(RandomKey key, Span<T> values, int samples, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T> => FillBatch(default(NormalDraw), key, values, samples, workers);

    private static void FillBatch<TDraw, T>(TDraw draw, RandomKey key, Span<T> values, int samples, Workers? workers)
        where TDraw : struct, IDraw
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (samples < 1 || values.Length % samples != 0)
        {
            throw new ArgumentException($"{values.Length} values cannot be shared among {samples} samples.", nameof(samples));
        }

        BatchTask<TDraw, T> task = new(draw, key, values, values.Length / samples);
        if (workers is null || workers.Count == 1 || values.Length < SharedFrom)
        {
            for (int n = 0; n < samples; n++) task.Run(n);
        }
        else
        {
            workers.Run(samples, task);
        }
    }

    private readonly ref struct BatchTask<TDraw, T>(TDraw draw, RandomKey key, Span<T> values, int size) : ITileTask
        where TDraw : struct, IDraw
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Span<T> values = values;

        public void Run(int tile) => Fill(draw, key, (uint)tile, values.Slice(tile * size, size));
    }
}
