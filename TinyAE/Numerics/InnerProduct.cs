using System.Numerics;

namespace TinyAE.Numerics;

/// <summary>Inner product in double precision, whatever the precision of the vectors.</summary>
public static class InnerProduct
{
    private const int Lanes = 8;

    /// <summary>Σ_i a_i b_i, each product and sum in double.</summary>
    /// <remarks>
    /// Eight sums, each over every eighth element in ascending order, are added as ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)); the rest
    /// of a length that eight does not divide goes to the first. One thread, no vector registers: the bits depend on the numbers alone,
    /// and eight chains hide the latency of the additions.
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Of<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"The vectors of an inner product are equally long; found {a.Length} and {b.Length}.", nameof(b));
        }

        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        while (a.Length >= Lanes)
        {
            s0 += Product(a[0], b[0]);
            s1 += Product(a[1], b[1]);
            s2 += Product(a[2], b[2]);
            s3 += Product(a[3], b[3]);
            s4 += Product(a[4], b[4]);
            s5 += Product(a[5], b[5]);
            s6 += Product(a[6], b[6]);
            s7 += Product(a[7], b[7]);
            a = a[Lanes..];
            b = b[Lanes..];
        }

        for (int i = 0; i < a.Length; i++)
        {
            s0 += Product(a[i], b[i]);
        }

        return s0 + s4 + (s2 + s6) + (s1 + s5 + (s3 + s7));
    }

    private static double Product<T>(T a, T b)
        where T : unmanaged, IFloatingPointIeee754<T> => double.CreateTruncating(a) * double.CreateTruncating(b);
}
