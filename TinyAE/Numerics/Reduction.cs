using System.Numerics;

namespace TinyAE.Numerics;

/// <summary>Sums whose order, and so whose bits, are fixed: they depend neither on register width nor on threads.</summary>
/// <remarks>
/// The order is that of <see cref="MapSum"/>; a sum returned as T is rounded once more. NaN and infinity propagate. T is float or double,
/// others throw <see cref="NotSupportedException"/>.
/// </remarks>
public static partial class Reduction
{
    /// <summary>Σ x_i; 0 for no element.</summary>
    public static T Sum<T>(ReadOnlySpan<T> x, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T> => T.CreateTruncating(MapSum.Of(new First<T>(), x, x, [], workers));

    /// <summary>Σ a_i b_i, each product rounded; 0 for no element.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static T Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T> => T.CreateTruncating(MapSum.Of(new Product<T>(), a, b, [], workers));

    /// <summary>Σ x_i², each square rounded; 0 for no element.</summary>
    public static T SumOfSquares<T>(ReadOnlySpan<T> x, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T> => Dot(x, x, workers);

    /// <summary>Σ f(x_i), in one pass over memory.</summary>
    /// <param name="map">f, computed in T.</param>
    /// <param name="x">The elements.</param>
    /// <param name="workers">Threads that share the work, or none.</param>
    public static double Sum<TMap, T>(TMap map, ReadOnlySpan<T> x, Workers? workers = null)
        where TMap : struct, IUnaryMap<T>
        where T : unmanaged, IFloatingPointIeee754<T> => MapSum.Of(new OfFirst<TMap, T>(map), x, x, [], workers);

    /// <summary>Σ f(a_i, b_i), in one pass over memory.</summary>
    /// <param name="map">f, computed in T.</param>
    /// <param name="a">First arguments.</param>
    /// <param name="b">Second arguments.</param>
    /// <param name="workers">Threads that share the work, or none.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Sum<TMap, T>(TMap map, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Workers? workers = null)
        where TMap : struct, IBinaryMap<T>
        where T : unmanaged, IFloatingPointIeee754<T> => MapSum.Of(new OfBoth<TMap, T>(map), a, b, [], workers);

    /// <summary>Σ x_i in double, one element after the other: for what a report adds up.</summary>
    public static double SumInOrder<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = 0;
        foreach (T value in x) sum += double.CreateTruncating(value);
        return sum;
    }

    /// <summary>max |x_i|; 0 for no element, NaN if any element is.</summary>
    public static T MaxAbs<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T result = T.Zero;
        var kernel = new MaxAbsKernel<T>(x, ref result);
        Registers.Run<T, MaxAbsKernel<T>>(ref kernel);
        return result;
    }
}
