using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>Squared Euclidean norm of the error: L = f Σ_n ||y_n − t_n||², by default the mean over the batch.</summary>
/// <remarks>
/// Shapes: y, t, dy (N, D).
/// L = f Σ_n Σ_i (y_ni − t_ni)², with the factor f of <see cref="LossScale"/>: 1/N by default, so D times the mean squared error.
/// ∂L/∂y_ni = 2 f (y_ni − t_ni)    dy = 2 f (y − t)
/// Source: Vincent, Larochelle, Lajoie, Bengio and Manzagol (2010), Stacked denoising autoencoders, section 2.2: L(x, z) = C ||x − z||².
/// </remarks>
/// <param name="scale">Sums and means; by default <see cref="LossScale.SampleMean"/>.</param>
public sealed class SquaredNorm<T>(LossScale? scale = null) : ILoss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public string Name => "squared-norm";

    /// <inheritdoc/>
    public LossScale Scale { get; } = scale ?? LossScale.SampleMean;

    /// <inheritdoc/>
    public string Formula => $"{Scale.Sums} (y_ni − t_ni)²";

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<T> y, ReadOnlySpan<T> target, Span<T> dy, in Pass pass)
    {
        double f = Scale.Factor(pass.Batch, y.Length / pass.Batch);
        double sum = MapSum.Of(new Element(T.CreateChecked(2 * f)), y, target, dy, pass.Workers); // dy = 2 f (y − t)
        return f * sum; // L = f Σ_n ||y_n − t_n||²
    }

    private readonly struct Element(T twoF) : ISumMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V y, V t, out V dy)
            where V : struct, IRegister<V, T>
        {
            V difference = y - t;
            dy = V.Splat(twoF) * difference;
            return difference * difference;
        }
    }
}
