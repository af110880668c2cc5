namespace TinyAE.Recipes;

/// <summary>How far apart the codes of a set lie in the unit square, where a code is two sigmoids.</summary>
/// <param name="Nearest">For each character the Euclidean distance to the nearest other code; the median over the characters.</param>
/// <param name="Least">The distance of the two codes that lie closest.</param>
/// <param name="Close">Characters with another code within <see cref="CloseDistance"/>.</param>
/// <param name="AtEdge">Characters whose code lies within <see cref="EdgeDistance"/> of an edge of the square.</param>
internal readonly record struct CodeSpread(double Nearest, double Least, int Close, int AtEdge)
{
    /// <summary>Codes this close are counted as one.</summary>
    public const double CloseDistance = 0.02;

    /// <summary>A sigmoid y has the slope y (1 − y): 1/4 in the middle, at most 0.0475 this close to its ends.</summary>
    public const double EdgeDistance = 0.05;

    /// <summary>The spread of codes of two numbers each.</summary>
    /// <param name="codes">(characters, 2), at least two characters.</param>
    public static CodeSpread Of(IReadOnlyList<double> codes)
    {
        int count = codes.Count / 2;
        double[] nearest = [.. Enumerable.Range(0, count).Select(n => Enumerable.Range(0, count).Where(other => other != n)
            .Min(other => Distance(codes, n, other)))];
        return new CodeSpread(
            Study.Statistics.Of(nearest).Median, nearest.Min(), nearest.Count(distance => distance < CloseDistance),
            Enumerable.Range(0, count).Count(n => FromEdge(codes[2 * n]) < EdgeDistance || FromEdge(codes[(2 * n) + 1]) < EdgeDistance));
    }

    /// <summary>The distance of neighbours if so many points were spread evenly, as on a grid: 1 / √n.</summary>
    public static double Even(int count) => 1 / Math.Sqrt(count);

    private static double FromEdge(double number) => Math.Min(number, 1 - number);

    private static double Distance(IReadOnlyList<double> codes, int a, int b)
    {
        double x = codes[2 * a] - codes[2 * b], y = codes[(2 * a) + 1] - codes[(2 * b) + 1];
        return Math.Sqrt((x * x) + (y * y));
    }
}
