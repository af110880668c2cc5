using System.Numerics;

namespace TinyAE.Imaging;

/// <summary>Numbers of any type as doubles, which all plots compute with.</summary>
internal static class Values
{
    /// <summary>A copy of the numbers.</summary>
    public static double[] Of<T>(ReadOnlySpan<T> numbers)
        where T : INumber<T>
    {
        double[] values = new double[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
            values[i] = double.CreateChecked(numbers[i]);
        return values;
    }

    /// <summary>The two columns of an (n, 2) matrix.</summary>
    /// <exception cref="ArgumentException">The number of values is odd.</exception>
    public static (double[] X, double[] Y) Columns<T>(ReadOnlySpan<T> points)
        where T : INumber<T>
    {
        if (points.Length % 2 != 0)
            throw new ArgumentException($"Points are pairs of numbers, found {points.Length} numbers.", nameof(points));
        double[] all = Of(points);
        return ([.. all.Where((_, i) => i % 2 == 0)], [.. all.Where((_, i) => i % 2 == 1)]);
    }
}
