using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>The Kullback-Leibler divergence of N(mu, exp(logVar)) from a mixture of normal ones, estimated from the drawn z.</summary>
/// <remarks>
/// Shapes: mu, logVar, z, dmu, dlogVar, dz (N, D), D latents.
/// ln q(z_n|x_n) = −½ Σ_j (ln 2π + logVar_nj + (z_nj − mu_nj)² / exp(logVar_nj))
/// L = f Σ_n (ln q(z_n|x_n) − ln p(z_n)), f = 1/N by default: the mean over the batch of a one-sample estimate, unbiased, which may be
/// negative though the divergence is not. There is no closed form, for the logarithm of a sum has no known mean.
/// ∂L/∂z_nj = −f (z_nj − mu_nj) / exp(logVar_nj) − f ∂ln p(z_n)/∂z_nj       dz = −f (z − mu) / exp(logVar) − f ∂ln p/∂z
/// ∂L/∂mu_nj = f (z_nj − mu_nj) / exp(logVar_nj)                             dmu = f (z − mu) / exp(logVar)
/// ∂L/∂logVar_nj = ½ f ((z_nj − mu_nj)² / exp(logVar_nj) − 1)                    dlogVar = ½ f ((z − mu)² / exp(logVar) − 1)
/// dz goes on through the sampling, where its first part meets dmu and cancels: ln q's mean does not depend on mu.
/// ln p and its gradient are those of <see cref="GaussianMixture.LogDensity"/>. Computed in double, sample after sample.
/// Source: Kingma and Welling (2014), Auto-encoding variational Bayes, eq. 6, estimator A; the mixture: Makhzani et al. (2016).
/// </remarks>
/// <param name="prior">p, the mixture.</param>
/// <param name="scale">Sums and means; by default <see cref="LossScale.SampleMean"/>. A mean over features divides by D.</param>
public sealed class MixtureKl<T>(GaussianMixture prior, LossScale? scale = null) : ILatentDivergence<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double LogTwoPi = Scalar.Log(2 * Math.PI);

    /// <summary>p, the mixture.</summary>
    public GaussianMixture Prior => prior;

    /// <inheritdoc/>
    public string Name => "mixture-kl";

    /// <inheritdoc/>
    public LossScale Scale { get; } = scale ?? LossScale.SampleMean;

    /// <inheritdoc/>
    public string Formula =>
        $"{Scale.Sums.Replace(" Σ_i", "", StringComparison.Ordinal)} (ln q(z_n|x_n) − ln p(z_n)), z_n drawn; p: {prior.Description}";

    /// <inheritdoc/>
    public bool UsesSample => true;

    /// <inheritdoc/>
    public int? Latents => prior.Dimensions;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The codes have another number of latents than the mixture.</exception>
    public double Evaluate(
        ReadOnlySpan<T> mu, ReadOnlySpan<T> logVar, ReadOnlySpan<T> z, Span<T> dmu, Span<T> dlogVar, Span<T> dz, in Pass pass)
    {
        int d = mu.Length / pass.Batch;
        if (d != prior.Dimensions)
        {
            throw new ArgumentException($"The codes have {d} latents; the mixture has {prior.Dimensions} dimensions.", nameof(mu));
        }

        double f = Scale.Factor(pass.Batch, d), sum = 0;
        Span<double> code = stackalloc double[d], slope = stackalloc double[d];
        Span<double> wanted = dz.IsEmpty ? [] : slope;
        for (int n = 0; n < pass.Batch; n++)
        {
            for (int j = 0; j < d; j++)
            {
                code[j] = double.CreateTruncating(z[n * d + j]);
            }

            sum -= prior.LogDensity(code, wanted);
            for (int j = 0, i = n * d; j < d; j++, i++)
            {
                double l = double.CreateTruncating(logVar[i]), offset = code[j] - double.CreateTruncating(mu[i]);
                double pull = Pull(offset, l);
                sum -= 0.5 * (LogTwoPi + l + offset * pull);
                if (!dmu.IsEmpty)
                {
                    dmu[i] = T.CreateTruncating(f * pull); // dmu = f (z − mu) / exp(logVar)
                }

                if (!dlogVar.IsEmpty)
                {
                    dlogVar[i] = T.CreateTruncating(0.5 * f * (offset * pull - 1)); // dlogVar = ½ f ((z − mu)² / exp(logVar) − 1)
                }

                if (!dz.IsEmpty)
                {
                    dz[i] = T.CreateTruncating(-f * (pull + slope[j])); // dz = −f (z − mu) / exp(logVar) − f ∂ln p/∂z
                }
            }
        }

        return f * sum; // L = f Σ_n (ln q(z_n|x_n) − ln p(z_n))
    }

    // (z − mu) / exp(logVar): how hard a normal distribution pulls on z, and z on its mean.
    private static double Pull(double offset, double logVar) => offset * Scalar.Exp(-logVar);
}
