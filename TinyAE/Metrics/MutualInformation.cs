using TinyAE.Numerics;

namespace TinyAE.Metrics;

/// <summary>Entropy and mutual information of counted events, in nats.</summary>
/// <remarks>
/// Of the counts' own shares p = count / total (the plug-in estimate; of few samples it says too much, by about
/// (a − 1)(b − 1) / 2N for a and b values that are independent). 0 ln 0 is 0.
/// Source: Cover and Thomas (2006), Elements of information theory, chapter 2; the bias: Miller (1955).
/// </remarks>
public static class MutualInformation
{
    /// <summary>H = −Σ_i p_i ln p_i, at least 0; 0 of no event.</summary>
    /// <param name="counts">How often each value came, each at least 0.</param>
    public static double Entropy(ReadOnlySpan<int> counts)
    {
        long total = 0;
        foreach (int count in counts)
        {
            total += count;
        }

        double sum = 0;
        foreach (int count in counts)
        {
            // p_i ln(1 / p_i), so that a sure event has +0.
            sum += count > 0 ? (double)count / total * Scalar.Log((double)total / count) : 0;
        }

        return sum;
    }

    /// <summary>I(a; b) = Σ_ij p_ij ln(p_ij / (p_i p_j)): what each tells about the other; 0 where they are independent.</summary>
    /// <param name="a">First value of each sample, in [0, aSize).</param>
    /// <param name="aSize">At least 1.</param>
    /// <param name="b">Second value of each sample, as many, in [0, bSize).</param>
    /// <param name="bSize">At least 1.</param>
    /// <exception cref="ArgumentException">Not as many of one as of the other, or a value is out of range.</exception>
    public static double Of(ReadOnlySpan<int> a, int aSize, ReadOnlySpan<int> b, int bSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(aSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bSize);
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"Each sample has a value of both; found {a.Length} and {b.Length}.", nameof(b));
        }

        int[] joint = new int[checked(aSize * bSize)], ofA = new int[aSize], ofB = new int[bSize];
        for (int n = 0; n < a.Length; n++)
        {
            if ((uint)a[n] >= (uint)aSize || (uint)b[n] >= (uint)bSize)
            {
                throw new ArgumentException($"Values are below {aSize} and {bSize}; sample {n} has {a[n]} and {b[n]}.", nameof(a));
            }

            joint[a[n] * bSize + b[n]]++;
            ofA[a[n]]++;
            ofB[b[n]]++;
        }

        double sum = 0;
        for (int i = 0; i < joint.Length; i++)
        {
            if (joint[i] > 0)
            {
                double ratio = (double)joint[i] * a.Length / ((double)ofA[i / bSize] * ofB[i % bSize]);
                sum += (double)joint[i] / a.Length * Scalar.Log(ratio);
            }
        }

        return Math.Max(0, sum); // rounding may take it below
    }
}
