namespace TinyAE.Study;

/// <summary>Checks that a gradient was added to what its span held, as the contract of dtheta wants.</summary>
internal static class Addition
{
    /// <summary>What to say where it was not.</summary>
    public const string Missing = "overwritten, or added to only in part: gradients of parameters are added to what is there";

    /// <summary>A breach of the contract in a diagnosis.</summary>
    public static string Words(Mistake breach) => breach switch
    {
        Mistake.Overwritten => "a gradient overwritten in place of accumulated",
        Mistake.LastSampleLeftOut => "the last sample left out",
        _ => "a gradient accumulated in place of overwritten",
    };

    /// <summary>True if sum = held + gradient, up to the rounding of an addition that may be done in any order.</summary>
    public static bool IsSum(ReadOnlySpan<double> held, ReadOnlySpan<double> gradient, ReadOnlySpan<double> sum)
    {
        double size = 1; // what was held is of this size
        foreach (double g in gradient)
        {
            size = Math.Max(size, Math.Abs(g));
        }

        for (int i = 0; i < sum.Length; i++)
        {
            // A NaN is wrong too, but for another reason: the comparison with the numeric gradient says so.
            if (Math.Abs(held[i] + gradient[i] - sum[i]) > 1e-12 * size)
            {
                return false;
            }
        }

        return true;
    }
}
