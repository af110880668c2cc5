using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>Negative log-likelihood of the target under N(y, σ²) with one fixed σ; by default in nats a sample.</summary>
/// <remarks>
/// Shapes: y, t, dy (N, D).
/// L = f Σ_n Σ_i (½ (y_ni − t_ni)² / σ² + ½ ln(2π σ²)), with the factor f of <see cref="LossScale"/>: 1/N by default.
/// ∂L/∂y_ni = f (y_ni − t_ni) / σ²    dy = f (y − t) / σ²
/// The constant ½ ln(2π σ²) moves nothing, but without it L is no likelihood: it is 0.919 a feature for σ = 1, and negative for σ below
/// 0.399, where L may be negative too. σ is given, not learned; 1 / σ² weighs the reconstruction as 1 / β would the divergence.
/// Source: Kingma and Welling (2014), Auto-encoding variational Bayes, appendix C.2, with a constant variance.
/// </remarks>
public sealed class GaussianNegativeLogLikelihood<T> : ILoss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double _constant; // ½ ln(2π σ²)

    /// <summary>The loss for this σ.</summary>
    /// <param name="sigma">σ, finite and above 0.</param>
    /// <param name="scale">Sums and means; by default <see cref="LossScale.SampleMean"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is no finite number above 0.</exception>
    public GaussianNegativeLogLikelihood(double sigma = 1, LossScale? scale = null)
    {
        if (!(sigma > 0 && double.IsFinite(sigma)))
        {
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "σ is a finite number above 0.");
        }

        Sigma = sigma;
        _constant = 0.5 * Scalar.Log(2 * Math.PI * sigma * sigma);
        Scale = scale ?? LossScale.SampleMean;
    }

    /// <summary>σ, the standard deviation of each feature around y.</summary>
    public double Sigma { get; }

    /// <inheritdoc/>
    public string Name => "gaussian-nll";

    /// <inheritdoc/>
    public LossScale Scale { get; }

    /// <inheritdoc/>
    public string Formula => $"{Scale.Sums} (½ (y_ni − t_ni)² / σ² + ½ ln(2π σ²)), σ = {Sigma}";

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<T> y, ReadOnlySpan<T> target, Span<T> dy, in Pass pass)
    {
        double f = Scale.Factor(pass.Batch, y.Length / pass.Batch), precision = 1 / (Sigma * Sigma);
        double sum = MapSum.Of(new Element(T.CreateChecked(f * precision)), y, target, dy, pass.Workers); // dy = f (y − t) / σ²
        return f * (0.5 * precision * sum + y.Length * _constant); // L = f Σ_n Σ_i (½ (y_ni − t_ni)² / σ² + ½ ln(2π σ²))
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
