using System.Numerics;
using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>Applies one formula to every element of whole spans, in one pass over memory.</summary>
/// <remarks>
/// Each element stands alone, so neither the register width nor the number of threads can change a bit. The result may be written to
/// exactly the span of an input; any other overlap throws. Nothing is allocated. T is float or double, others throw
/// <see cref="NotSupportedException"/>. Threads share the work from 65,536 elements on.
/// </remarks>
public static class Elementwise
{
    /// <summary>y_i = f(x_i).</summary>
    /// <exception cref="ArgumentException">The lengths differ, or y overlaps x without being the same span.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<TMap, T>(TMap map, ReadOnlySpan<T> x, Span<T> y, Workers? workers = null)
        where TMap : struct, IUnaryMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(x, y, nameof(x));
        Tiles.Run<T, UnaryKernel<TMap, T>>(new(map, x, y), y.Length, workers);
    }

    /// <summary>y_i = f(a_i, b_i).</summary>
    /// <exception cref="ArgumentException">The lengths differ, or y overlaps an input without being the same span.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<TMap, T>(TMap map, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, Workers? workers = null)
        where TMap : struct, IBinaryMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(a, y, nameof(a));
        Check(b, y, nameof(b));
        Tiles.Run<T, BinaryKernel<TMap, T>>(new(map, a, b, y), y.Length, workers);
    }

    /// <summary>y_i = f(a_i, b_i, c_i).</summary>
    /// <exception cref="ArgumentException">The lengths differ, or y overlaps an input without being the same span.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<TMap, T>(
        TMap map, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, Span<T> y, Workers? workers = null)
        where TMap : struct, ITernaryMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(a, y, nameof(a));
        Check(b, y, nameof(b));
        Check(c, y, nameof(c));
        Tiles.Run<T, TernaryKernel<TMap, T>>(new(map, a, b, c, y), y.Length, workers);
    }

    /// <summary>y_i += f(x_i).</summary>
    /// <exception cref="ArgumentException">The lengths differ, or y overlaps x without being the same span.</exception>
    public static void MapAdd<TMap, T>(TMap map, ReadOnlySpan<T> x, Span<T> y, Workers? workers = null)
        where TMap : struct, IUnaryMap<T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Map(new AddUnary<TMap, T>(map), y, x, y, workers);

    /// <summary>y_i += f(a_i, b_i).</summary>
    /// <exception cref="ArgumentException">The lengths differ, or y overlaps an input without being the same span.</exception>
    public static void MapAdd<TMap, T>(TMap map, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, Workers? workers = null)
        where TMap : struct, IBinaryMap<T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Map(new AddBinary<TMap, T>(map), y, a, b, y, workers);

    /// <summary>Renews θ_i, m_i and v_i from themselves and the gradient g_i.</summary>
    /// <param name="update">The optimizer's formula.</param>
    /// <param name="theta">The parameters.</param>
    /// <param name="gradient">∂L/∂θ; only read.</param>
    /// <param name="m">First memory, or empty.</param>
    /// <param name="v">Second memory, or empty.</param>
    /// <param name="workers">Threads that share the work, or none.</param>
    /// <exception cref="ArgumentException">The lengths differ, or two of the spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update<TUpdate, T>(
        TUpdate update, Span<T> theta, ReadOnlySpan<T> gradient, Span<T> m, Span<T> v, Workers? workers = null)
        where TUpdate : struct, IUpdate<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(gradient, theta, nameof(gradient), allowSame: false);
        CheckMemory(theta, gradient, m, nameof(m));
        CheckMemory(theta, gradient, v, nameof(v));
        if (m.Overlaps(v)) throw new ArgumentException("The two memories overlap.", nameof(v));
        Tiles.Run<T, UpdateKernel<TUpdate, T>>(new(update, theta, gradient, m, v), theta.Length, workers);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckMemory<T>(ReadOnlySpan<T> theta, ReadOnlySpan<T> gradient, Span<T> memory, string name)
    {
        if (memory.IsEmpty) return;
        Check(theta, memory, name, allowSame: false);
        Check(gradient, memory, name, allowSame: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Check<T>(ReadOnlySpan<T> input, Span<T> result, string name, bool allowSame = true)
    {
        if (input.Length != result.Length)
            throw new ArgumentException($"The lengths {input.Length} and {result.Length} differ; all spans must be equally long.", name);
        if (result.Overlaps(input, out int offset) && !(allowSame && offset == 0))
            throw new ArgumentException($"The spans overlap with an offset of {offset}; only the same span is allowed.", name);
    }
}
