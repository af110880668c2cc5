using TinyAE.Losses;
using TinyAE.Metrics;
using TinyAE.Numerics;

namespace TinyAE.Tests.Metrics;

/// <summary>z ~ N(0, I), x|z ~ N(A z, s² I) with A (data, code) of orthogonal columns: everything is known in closed form.</summary>
/// <remarks>
/// The posterior of z_j is normal with mean a_jᵀx / (s² + ‖a_j‖²) and variance s² / (s² + ‖a_j‖²), its latents independent. The
/// approximate posterior here is that with its mean moved by <paramref name="shift"/> deviations and its variance times
/// <paramref name="widening"/>. ln p(x) is that of N(0, A Aᵀ + s² I).
/// </remarks>
internal sealed class LinearGaussian(double[] lengths, int dataSize, double s, double shift = 0, double widening = 1, int capacity = 16)
    : ILatentDensity<double>
{
    public int DataSize => dataSize;

    public int CodeSize => lengths.Length;

    public int Capacity => capacity;

    public IPrior? Prior { get; init; }

    /// <summary>What each draw adds to ln p(x|z): for tests that draws count.</summary>
    public double ErrorOfLikelihood { get; init; }

    public void Encode(ReadOnlySpan<double> x, Span<double> mu, Span<double> logVar, in Pass pass)
    {
        for (int n = 0; n < pass.Batch; n++)
        {
            for (int j = 0; j < lengths.Length; j++)
            {
                double variance = s * s / ((s * s) + (lengths[j] * lengths[j]));
                double mean = lengths[j] * Along(x.Slice(n * dataSize, dataSize), j) / ((s * s) + (lengths[j] * lengths[j]));
                mu[(n * lengths.Length) + j] = mean + (shift * Math.Sqrt(variance));
                logVar[(n * lengths.Length) + j] = Math.Log(variance * widening);
            }
        }
    }

    public void LogLikelihood(ReadOnlySpan<double> x, ReadOnlySpan<double> z, Span<double> values, in Pass pass)
    {
        for (int n = 0; n < pass.Batch; n++)
        {
            values[n] = ErrorOfLikelihood;
            double[] y = new double[dataSize];
            for (int j = 0; j < lengths.Length; j++)
            {
                for (int i = 0; i < dataSize; i++)
                {
                    y[i] += lengths[j] * Direction(i, j) * z[(n * lengths.Length) + j];
                }
            }

            for (int i = 0; i < dataSize; i++)
            {
                values[n] -= Normal(x[(n * dataSize) + i] - y[i], s * s);
            }
        }
    }

    /// <summary>ln p(x): along each column's direction a normal of variance s² + ‖a‖², s² along all others.</summary>
    public double Truth(ReadOnlySpan<double> x)
    {
        double rest = 0, sum = 0;
        foreach (double value in x)
        {
            rest += value * value;
        }

        for (int j = 0; j < lengths.Length; j++)
        {
            double along = Along(x, j);
            rest -= along * along;
            sum -= Normal(along, (s * s) + (lengths[j] * lengths[j]));
        }

        return sum - (0.5 * ((dataSize - lengths.Length) * Math.Log(2 * Math.PI * s * s))) - (0.5 * rest / (s * s));
    }

    /// <summary>KL(q ‖ posterior), what the ELBO is below ln p(x).</summary>
    public double Gap => lengths.Length * 0.5 * ((shift * shift) + widening - 1 - Math.Log(widening));

    private double Along(ReadOnlySpan<double> x, int j)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Direction(i, j) * x[i];
        }

        return sum;
    }

    // Columns of the discrete cosine transform: orthonormal.
    private double Direction(int i, int j) =>
        Math.Sqrt((j == 0 ? 1.0 : 2.0) / dataSize) * Math.Cos(Math.PI * (i + 0.5) * j / dataSize);

    private static double Normal(double x, double variance) => 0.5 * ((x * x / variance) + Math.Log(2 * Math.PI * variance));
}
