namespace TinyAE.Metrics;

/// <summary>Moves and scales each feature to mean 0 and variance 1: x'_ni = (x_ni − m_i) / s_i.</summary>
/// <remarks>
/// m_i = 1/N Σ_n x_ni and s_i² = 1/N Σ_n (x_ni − m_i)² over the data it was made from, summed in double in the order of the samples.
/// A feature that is the same everywhere is moved only (s_i = 1).
/// </remarks>
public sealed class Standardization
{
    private readonly float[] _mean;
    private readonly float[] _deviation;

    private Standardization(float[] mean, float[] deviation)
    {
        _mean = mean;
        _deviation = deviation;
    }

    /// <summary>m, one a feature.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>s, one a feature, above 0.</summary>
    public ReadOnlySpan<float> Deviation => _deviation;

    /// <summary>The means and deviations of these samples.</summary>
    /// <param name="x">(N, features), N at least 1.</param>
    /// <param name="features">Numbers of a sample.</param>
    /// <exception cref="ArgumentException">No whole number of samples, or none.</exception>
    public static Standardization Of(ReadOnlySpan<float> x, int features)
    {
        int count = Finite.Samples(x.Length, features, nameof(x));
        double[] mean = new double[features];
        double[] variance = new double[features];
        for (int n = 0; n < count; n++)
        {
            ReadOnlySpan<float> row = x.Slice(n * features, features);
            for (int i = 0; i < row.Length; i++)
            {
                mean[i] += row[i];
            }
        }

        for (int i = 0; i < features; i++)
        {
            mean[i] /= count;
        }

        for (int n = 0; n < count; n++)
        {
            ReadOnlySpan<float> row = x.Slice(n * features, features);
            for (int i = 0; i < row.Length; i++)
            {
                variance[i] += (row[i] - mean[i]) * (row[i] - mean[i]);
            }
        }

        // Of equal numbers the mean may be a rounding off: that is no spread.
        float[] m = Array.ConvertAll(mean, value => (float)value);
        float[] s = new float[features];
        for (int i = 0; i < features; i++)
        {
            float deviation = (float)Math.Sqrt(variance[i] / count);
            s[i] = deviation > 1e-6f * Math.Abs(m[i]) && float.IsNormal(deviation) ? deviation : 1;
        }

        return new Standardization(m, s);
    }

    /// <summary>x' of samples with the same features.</summary>
    /// <param name="x">(N, features).</param>
    /// <returns>A new array, as long.</returns>
    /// <exception cref="ArgumentException">No whole number of samples, or none.</exception>
    public float[] Apply(ReadOnlySpan<float> x)
    {
        int features = _mean.Length;
        int count = Finite.Samples(x.Length, features, nameof(x));
        float[] result = new float[x.Length];
        for (int n = 0; n < count; n++)
        {
            ReadOnlySpan<float> row = x.Slice(n * features, features);
            Span<float> target = result.AsSpan(n * features, features);
            for (int i = 0; i < row.Length; i++)
            {
                target[i] = (row[i] - _mean[i]) / _deviation[i];
            }
        }

        return result;
    }
}
