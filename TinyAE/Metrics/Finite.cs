namespace TinyAE.Metrics;

/// <summary>Numbers that a metric can use: a training that diverged leaves others.</summary>
internal static class Finite
{
    /// <summary>Throws where a number is NaN or infinite, and says which.</summary>
    /// <param name="values">(N, features).</param>
    /// <param name="features">Numbers of a sample.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">One is not finite.</exception>
    public static void Check(ReadOnlySpan<float> values, int features, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    $"Every number should be finite; feature {i % features} of sample {i / features} is {values[i]}.", name);
            }
        }
    }

    /// <summary>The number of samples that so many numbers are.</summary>
    /// <exception cref="ArgumentException">No whole number of samples, or none.</exception>
    public static int Samples(int length, int features, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        return length > 0 && length % features == 0 ? length / features
            : throw new ArgumentException($"{length} numbers are no whole number of samples of {features}, at least one.", name);
    }
}
