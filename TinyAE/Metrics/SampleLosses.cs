using System.Numerics;
using TinyAE.Losses;
using TinyAE.Numerics;

namespace TinyAE.Metrics;

/// <summary>The loss of each sample alone: what tells a sample that a model knows from one that it does not.</summary>
public static class SampleLosses
{
    /// <summary>ℓ_n = Σ_i ℓ(y_ni, t_ni) for each sample n: the sum over its features, whatever the scale of the loss.</summary>
    /// <param name="loss">Its scale is undone.</param>
    /// <param name="y">The network's outputs, (N, features).</param>
    /// <param name="target">What they should be, as many.</param>
    /// <param name="values">ℓ, overwritten; N is its length.</param>
    /// <param name="workers">Threads that share the samples, or none.</param>
    /// <exception cref="ArgumentException">y and target are not equally long, or no whole number of features for each sample.</exception>
    public static void Of<T>(ILoss<T> loss, ReadOnlySpan<T> y, ReadOnlySpan<T> target, Span<double> values, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (values.IsEmpty || y.Length != target.Length || y.Length == 0 || y.Length % values.Length != 0)
        {
            throw new ArgumentException(
                $"{y.Length} outputs and {target.Length} targets are not as many features for each of {values.Length} samples.", nameof(y));
        }

        (workers ?? Workers.One).Run(values.Length, new Task<T>(loss, y, target, values));
    }

    private readonly ref struct Task<T>(ILoss<T> loss, ReadOnlySpan<T> y, ReadOnlySpan<T> target, Span<double> values) : ITileTask
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> y = y;
        private readonly ReadOnlySpan<T> target = target;
        private readonly Span<double> values = values;

        public void Run(int tile)
        {
            int features = y.Length / values.Length;
            Pass alone = new(1, Training: false, default, Workers.One);
            double value = loss.Evaluate(y.Slice(tile * features, features), target.Slice(tile * features, features), [], alone);
            values[tile] = loss.Scale.Convert(value, LossScale.Sum, 1, features);
        }
    }
}
