using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Metrics;

/// <summary>How probable a model finds data: the evidence lower bound and the importance-sampled log-likelihood, nats a sample.</summary>
/// <remarks>
/// For each sample x, L codes are drawn: z_l = mu + σ ε_l, σ = exp(½ logVar), ε_l standard normal; and the weights
/// ln w_l = ln p(x|z_l) + ln p(z_l) − ln q(z_l|x).
/// ELBO = 1/L Σ_l ln p(x|z_l) − KL(q(z|x) ‖ p(z)) ≤ ln p(x) in expectation. The divergence is the closed form
/// ½ Σ_j (mu_j² + exp(logVar_j) − 1 − logVar_j) for the prior N(0, I), else −1/L Σ_l (ln p(z_l) − ln q(z_l|x)).
/// ln p(x) ≈ ln 1/L Σ_l w_l, as max ln w + ln Σ_l e^(ln w_l − max) − ln L: in expectation below ln p(x), nearer with each L.
/// All numbers are means over the samples, their errors standard deviation / √samples: the spread of data and of draws together.
/// ε_l of sample n depends on key, l and n alone: not on the batch, nor on the number of threads.
/// Source: Rezende, Mohamed and Wierstra (2014), Stochastic backpropagation, appendix E; Burda, Grosse and Salakhutdinov (2016),
/// Importance weighted autoencoders, eq. 8.
/// </remarks>
/// <param name="Elbo">Mean of the evidence lower bound.</param>
/// <param name="ElboError">Its standard error; NaN of one sample.</param>
/// <param name="LogLikelihood">Mean of the importance-sampled ln p(x).</param>
/// <param name="LogLikelihoodError">Its standard error; NaN of one sample.</param>
/// <param name="Reconstruction">Mean of 1/L Σ_l ln p(x|z_l).</param>
/// <param name="Divergence">Mean of KL(q(z|x) ‖ p(z)): ELBO = Reconstruction − Divergence.</param>
/// <param name="Count">Samples of data.</param>
/// <param name="Draws">L.</param>
public sealed record ModelEvidence(
    double Elbo, double ElboError, double LogLikelihood, double LogLikelihoodError, double Reconstruction, double Divergence,
    int Count, int Draws)
{
    /// <summary>The evidence lower bound of each sample.</summary>
    public required IReadOnlyList<double> Elbos { get; init; }

    /// <summary>The importance-sampled ln p(x) of each sample.</summary>
    public required IReadOnlyList<double> LogLikelihoods { get; init; }

    /// <summary>Draws the codes and estimates.</summary>
    /// <param name="density">The model.</param>
    /// <param name="data">(N, DataSize), N at least 1.</param>
    /// <param name="draws">L, at least 1; 1 to 64 do for the ELBO, hundreds to thousands for ln p(x).</param>
    /// <param name="key">Where ε comes from; draw l takes the step key.Step + l.</param>
    /// <param name="workers">Threads that share the model's work, or none.</param>
    /// <exception cref="ArgumentException">The data are no whole number of samples, or none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">L is below 1.</exception>
    public static ModelEvidence Of<T>(
        ILatentDensity<T> density, ReadOnlySpan<T> data, int draws, RandomKey key, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        int size = density.DataSize;
        int count = Finite.Samples(data.Length, size, nameof(data));
        double[] reconstructions = new double[count], divergences = new double[count], likelihoods = new double[count];
        ImportanceWeights<T> weights = new(density, Math.Min(density.Capacity, count), draws);
        for (int first = 0; first < count; first += density.Capacity)
        {
            int batch = Math.Min(density.Capacity, count - first);
            Pass pass = new(batch, Training: false, key, workers ?? Workers.One);
            weights.Draw(data.Slice(first * size, batch * size), first, pass);
            for (int n = 0; n < batch; n++)
            {
                (reconstructions[first + n], divergences[first + n], likelihoods[first + n]) = weights.Estimate(n);
            }
        }

        double[] elbos = new double[count];
        for (int n = 0; n < count; n++)
        {
            elbos[n] = reconstructions[n] - divergences[n]; // ELBO = E ln p(x|z) − KL
        }

        double elbo = Mean(elbos), likelihood = Mean(likelihoods);
        return new ModelEvidence(
            elbo, StandardError(elbos, elbo), likelihood, StandardError(likelihoods, likelihood),
            Mean(reconstructions), Mean(divergences), count, draws)
        { Elbos = elbos, LogLikelihoods = likelihoods };
    }

    private static double Mean(double[] values) => Reduction.SumInOrder<double>(values) / values.Length;

    private static double StandardError(double[] values, double mean)
    {
        double squares = 0;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1.0) / values.Length) : double.NaN;
    }
}
