using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>Half the squared error: L = f Σ_n Σ_i ½ (y_ni − t_ni)², by default the sum over features and the mean over the batch.</summary>
/// <remarks>
/// Shapes: y, t, dy (N, D).
/// L = f Σ_n Σ_i ½ (y_ni − t_ni)², with the factor f of <see cref="LossScale"/>: 1/N by default.
/// ∂L/∂y_ni = f (y_ni − t_ni)    dy = f (y − t)
/// With f = 1/N it is, up to a constant, the negative log-likelihood in nats a sample under a normal distribution of variance 1.
/// Source: Rumelhart, Hinton and Williams (1986), Learning representations by back-propagating errors, eq. 3 (there summed over cases).
/// </remarks>
/// <param name="scale">Sums and means; by default <see cref="LossScale.SampleMean"/>.</param>
public sealed class HalfSquaredError<T>(LossScale? scale = null) : ILoss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public string Name => "half-squared-error";

    /// <inheritdoc/>
    public LossScale Scale { get; } = scale ?? LossScale.SampleMean;

    /// <inheritdoc/>
    public string Formula => $"{Scale.Sums} ½ (y_ni − t_ni)²";

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<T> y, ReadOnlySpan<T> target, Span<T> dy, in Pass pass)
    {
        double f = Scale.Factor(pass.Batch, y.Length / pass.Batch);
        double sum = MapSum.Of(new Element(T.CreateChecked(f)), y, target, dy, pass.Workers); // dy = f (y − t)
        return f * 0.5 * sum; // L = f Σ_n Σ_i ½ (y_ni − t_ni)²
    }

    private readonly struct Element(T f) : ISumMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V y, V t, out V dy)
            where V : struct, IRegister<V, T>
        {
            V difference = y - t;
            dy = V.Splat(f) * difference;
            return difference * difference;
        }
    }
}
