namespace TinyAE.Study;

/// <summary>Median, quartiles and range of one number over several seeds.</summary>
/// <remarks>
/// A quantile p of n values, sorted as v_0 to v_(n-1), lies at the place h = p (n − 1): v_⌊h⌋ + (h − ⌊h⌋)(v_(⌊h⌋+1) − v_⌊h⌋). So the
/// median of an even count is the mean of the middle two. Source: Hyndman and Fan (1996), Sample quantiles in statistical packages,
/// definition 7, which is also the default of NumPy and R.
/// What is not finite (a training that diverged) is counted in <see cref="Diverged"/> and takes no part in the rest.
/// </remarks>
/// <param name="Count">Finite values.</param>
/// <param name="Diverged">Values that are NaN or infinite.</param>
/// <param name="Min">The least finite value; like all that follow NaN where there is none.</param>
/// <param name="LowerQuartile">The quantile 1/4.</param>
/// <param name="Median">The quantile 1/2.</param>
/// <param name="UpperQuartile">The quantile 3/4.</param>
/// <param name="Max">The greatest finite value.</param>
public readonly record struct Statistics(
    int Count, int Diverged, double Min, double LowerQuartile, double Median, double UpperQuartile, double Max)
{
    /// <summary>The statistics of these values, in any order.</summary>
    public static Statistics Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double[] v = [.. all.Where(double.IsFinite).Order()];
        return new(v.Length, all.Length - v.Length, Quantile(v, 0), Quantile(v, 0.25), Quantile(v, 0.5), Quantile(v, 0.75), Quantile(v, 1));
    }

    private static double Quantile(double[] sorted, double p)
    {
        if (sorted.Length == 0)
        {
            return double.NaN;
        }

        double h = p * (sorted.Length - 1);
        int below = (int)h;
        int above = Math.Min(below + 1, sorted.Length - 1);
        double share = h - below;
        return sorted[below] + ((share * sorted[above]) - (share * sorted[below])); // in this form, because w − v could overflow
    }
}
