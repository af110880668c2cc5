using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>One normal distribution of a mixture, with any covariance: z = m + C ε, ε standard normal, C Cᵀ the covariance.</summary>
/// <remarks>
/// C is lower triangular with a positive diagonal (Cholesky), so u = C⁻¹ (z − m) takes one forward substitution:
/// ln N(z; m, C Cᵀ) = −½ Σ_i u_i² − Σ_i ln C_ii − ½ D ln 2π
/// ∂/∂z = −(C Cᵀ)⁻¹ (z − m) = −C⁻ᵀ u, one backward substitution.
/// Source: Golub and Van Loan (2013), Matrix computations, sections 3.1 and 4.2.
/// </remarks>
public sealed class GaussianComponent
{
    private readonly double[] _mean;
    private readonly double[] _factor;
    private readonly double _logNormalizer;

    /// <summary>A component with a full covariance matrix.</summary>
    /// <param name="mean">m, finite; 1 to <see cref="GaussianMixture.MostDimensions"/> numbers.</param>
    /// <param name="covariance">D·D numbers, row by row; symmetric and positive definite. Only the lower triangle is read.</param>
    /// <param name="weight">Its share in the mixture, relative to the others; finite and above 0.</param>
    /// <exception cref="ArgumentException">Another size, no finite mean, or a matrix that is not positive definite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not above 0.</exception>
    public GaussianComponent(ReadOnlySpan<double> mean, ReadOnlySpan<double> covariance, double weight = 1)
    {
        int d = mean.Length;
        if (d is 0 or > GaussianMixture.MostDimensions)
        {
            throw new ArgumentException($"The mean has {d} numbers; allowed are 1 to {GaussianMixture.MostDimensions}.", nameof(mean));
        }

        if (covariance.Length != d * d)
        {
            throw new ArgumentException(
                $"The covariance has {covariance.Length} numbers; {d} dimensions want {d * d}.", nameof(covariance));
        }

        if (!(weight > 0 && double.IsFinite(weight)))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A component's weight is a finite number above 0.");
        }

        foreach (double m in mean)
        {
            if (!double.IsFinite(m))
            {
                throw new ArgumentException($"The mean contains {m}; allowed are finite numbers.", nameof(mean));
            }
        }

        _mean = mean.ToArray();
        _factor = Factor(covariance, d);
        Weight = weight;
        double logs = 0;
        for (int i = 0; i < d; i++)
        {
            logs += Scalar.Log(_factor[i * d + i]);
        }

        _logNormalizer = logs + 0.5 * d * Scalar.Log(2 * Math.PI);
    }

    /// <summary>Its share in the mixture, relative to the others.</summary>
    public double Weight { get; }

    /// <summary>The number of dimensions, D.</summary>
    public int Dimensions => _mean.Length;

    /// <summary>m.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>A component whose covariance is σ² times the unit matrix.</summary>
    public static GaussianComponent Round(ReadOnlySpan<double> mean, double sigma, double weight = 1)
    {
        double[] covariance = new double[mean.Length * mean.Length];
        for (int i = 0; i < mean.Length; i++)
        {
            covariance[i * (mean.Length + 1)] = sigma * sigma;
        }

        return new GaussianComponent(mean, covariance, weight);
    }

    /// <summary>z = m + C ε.</summary>
    internal void Draw(ReadOnlySpan<double> epsilon, Span<double> z)
    {
        int d = Dimensions;
        for (int i = 0; i < d; i++)
        {
            z[i] = _mean[i];
            for (int j = 0; j <= i; j++)
            {
                z[i] += _factor[i * d + j] * epsilon[j];
            }
        }
    }

    /// <summary>ln N(z; m, C Cᵀ), and u = C⁻¹ (z − m).</summary>
    internal double LogDensity(ReadOnlySpan<double> z, Span<double> u)
    {
        int d = Dimensions;
        double squares = 0;
        for (int i = 0; i < d; i++)
        {
            double rest = z[i] - _mean[i];
            for (int j = 0; j < i; j++)
            {
                rest -= _factor[i * d + j] * u[j];
            }

            u[i] = rest / _factor[i * d + i];
            squares += u[i] * u[i];
        }

        return -0.5 * squares - _logNormalizer;
    }

    /// <summary>gradient −= share · C⁻ᵀ u; u is lost.</summary>
    internal void AddGradient(double share, Span<double> u, Span<double> gradient)
    {
        int d = Dimensions;
        for (int i = d - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < d; j++)
            {
                u[i] -= _factor[j * d + i] * u[j];
            }

            u[i] /= _factor[i * d + i];
            gradient[i] -= share * u[i];
        }
    }

    private static double[] Factor(ReadOnlySpan<double> covariance, int d)
    {
        double[] c = new double[d * d];
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = covariance[i * d + j];
                for (int k = 0; k < j; k++)
                {
                    rest -= c[i * d + k] * c[j * d + k];
                }

                if (i == j && !(rest > 0 && double.IsFinite(rest)))
                {
                    throw new ArgumentException(
                        $"The covariance is not positive definite: row {i} leaves {rest} on the diagonal.", nameof(covariance));
                }

                c[i * d + j] = i == j ? Math.Sqrt(rest) : rest / c[j * d + j];
            }
        }

        return c;
    }
}
