using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>The Kullback-Leibler divergence of N(mu, exp(logVar)) from N(0, 1), in closed form, in nats.</summary>
/// <remarks>
/// Shapes: mu, logVar, dmu, dlogVar (N, D), D latents.
/// k_nj = −½ (1 + logVar_nj − mu_nj² − exp(logVar_nj)) = ½ (mu_nj² + (exp(logVar_nj) − 1) − logVar_nj) ≥ 0
/// L = f Σ_n Σ_j k_nj, with the factor f of <see cref="LossScale"/>: 1/N by default, the sum over latents and the mean over the batch.
/// ∂L/∂mu_nj = f mu_nj                          dmu = f mu
/// ∂L/∂logVar_nj = ½ f (exp(logVar_nj) − 1)         dlogVar = ½ f (exp(logVar) − 1)
/// Computed with exp(x) − 1 as one function, so that nothing cancels near mu = 0, logVar = 0, where L and both gradients are exactly 0.
/// With free bits λ above 0: L = f N Σ_j max(λ, K_j), K_j = 1/N Σ_n k_nj. The mean over the batch comes first, then the floor, one for
/// each latent (in nats); a latent with K_j ≤ λ has gradient 0 in the whole batch. λ = 0 is the plain formula to the bit.
/// Source: Kingma and Welling (2014), Auto-encoding variational Bayes, appendix B; free bits: Kingma, Salimans, Jozefowicz, Chen,
/// Sutskever and Welling (2016), Improved variational inference with inverse autoregressive flow, eq. 15 with one latent a group.
/// </remarks>
public sealed class GaussianKl<T> : ILatentDivergence<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The divergence on this scale.</summary>
    /// <param name="scale">Sums and means; by default <see cref="LossScale.SampleMean"/>.</param>
    /// <param name="freeBits">λ, nats for each latent that cost nothing extra; finite, 0 (off) by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative, infinite or NaN.</exception>
    public GaussianKl(LossScale? scale = null, double freeBits = 0)
    {
        if (!(freeBits >= 0 && double.IsFinite(freeBits)))
        {
            throw new ArgumentOutOfRangeException(nameof(freeBits), freeBits, "Free bits are a finite number of nats, at least 0.");
        }

        Scale = scale ?? LossScale.SampleMean;
        FreeBits = freeBits;
    }

    /// <inheritdoc/>
    public string Name => "gaussian-kl";

    /// <inheritdoc/>
    public LossScale Scale { get; }

    /// <summary>λ, the floor of each latent's mean divergence, in nats; 0: none.</summary>
    public double FreeBits { get; }

    /// <inheritdoc/>
    public string Formula => FreeBits == 0
        ? $"{Scale.Sums.Replace('i', 'j')} −½ (1 + logVar_nj − mu_nj² − exp(logVar_nj))"
        : $"{Scale.Sums.Replace('i', 'j')} −½ (1 + logVar_nj − mu_nj² − exp(logVar_nj)), at least {FreeBits} a latent in the mean over n";

    /// <inheritdoc/>
    public bool UsesSample => false;

    /// <inheritdoc/>
    public double Evaluate(
        ReadOnlySpan<T> mu, ReadOnlySpan<T> logVar, ReadOnlySpan<T> z, Span<T> dmu, Span<T> dlogVar, Span<T> dz, in Pass pass)
    {
        double f = Scale.Factor(pass.Batch, mu.Length / pass.Batch);
        if (FreeBits > 0)
        {
            return WithFreeBits(mu, logVar, dmu, dlogVar, f, pass.Batch);
        }

        if (!dmu.IsEmpty)
        {
            Elementwise.Map(new Times(T.CreateChecked(f)), mu, dmu, pass.Workers); // dmu = f mu
        }

        double sum = MapSum.Of(new Element(T.CreateChecked(f / 2)), mu, logVar, dlogVar, pass.Workers); // dlogVar = ½ f (exp(logVar) − 1)
        return 0.5 * f * sum; // L = ½ f Σ_n Σ_j (mu_nj² + (exp(logVar_nj) − 1) − logVar_nj)
    }

    /// <summary>Latent after latent, in double, in the samples' order: the floor needs the mean before the gradient.</summary>
    private double WithFreeBits(ReadOnlySpan<T> mu, ReadOnlySpan<T> logVar, Span<T> dmu, Span<T> dlogVar, double f, int batch)
    {
        int latents = mu.Length / batch;
        double sum = 0;
        for (int j = 0; j < latents; j++)
        {
            double mean = 0;
            for (int i = j; i < mu.Length; i += latents)
            {
                double m = double.CreateTruncating(mu[i]), l = double.CreateTruncating(logVar[i]);
                mean += 0.5 * (m * m + (Scalar.Expm1(l) - l)) / batch; // K_j = 1/N Σ_n k_nj
            }

            bool isFree = mean <= FreeBits;
            sum += isFree ? FreeBits : mean;
            double own = isFree ? 0 : f;
            for (int i = j; i < dmu.Length; i += latents)
            {
                dmu[i] = T.CreateTruncating(own * double.CreateTruncating(mu[i])); // dmu = f mu, or 0
            }

            for (int i = j; i < dlogVar.Length; i += latents)
            {
                double slope = own == 0 ? 0 : 0.5 * own * Scalar.Expm1(double.CreateTruncating(logVar[i]));
                dlogVar[i] = T.CreateTruncating(slope); // dlogVar = ½ f (exp(logVar) − 1), or 0
            }
        }

        return f * batch * sum; // L = f N Σ_j max(λ, K_j)
    }

    private readonly struct Times(T f) : IUnaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V mu)
            where V : struct, IRegister<V, T> => V.Splat(f) * mu;
    }

    private readonly struct Element(T halfF) : ISumMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V mu, V logVar, out V dlogVar)
            where V : struct, IRegister<V, T>
        {
            V less = V.Expm1(logVar); // exp(logVar) − 1
            dlogVar = V.Splat(halfF) * less;
            return V.Fma(mu, mu, less - logVar);
        }
    }
}
