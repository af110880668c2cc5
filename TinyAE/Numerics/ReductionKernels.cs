using System.Numerics;
using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>The largest absolute value. Its order does not matter, except that a NaN must not get lost.</summary>
internal readonly ref struct MaxAbsKernel<T>(ReadOnlySpan<T> x, ref T result) : IKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> x = x;
    private readonly ref T result = ref result;

    public void Run<V>()
        where V : struct, IRegister<V, T>
    {
        V most = V.Zero;
        V flaw = V.Zero;
        int i = 0;
        for (; i + V.Count <= x.Length; i += V.Count) Take(V.Load(in x[i]), ref most, ref flaw);
        if (i < x.Length) Take(V.LoadPart(in x[i], x.Length - i), ref most, ref flaw);

        // A flaw is zero or NaN, so that it is added without harm.
        Span<T> lanes = stackalloc T[V.Count];
        (most + flaw).Store(ref lanes[0]);
        foreach (T lane in lanes) result = T.Max(result, lane);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take<V>(V value, ref V most, ref V flaw)
        where V : struct, IRegister<V, T>
    {
        most = V.Max(most, V.Abs(value));
        flaw = V.Select(V.Equal(value, value), flaw, value);
    }
}

internal readonly struct First<T> : ISumMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public V Apply<V>(V a, V b, out V y)
        where V : struct, IRegister<V, T> => y = a;
}

internal readonly struct Product<T> : ISumMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public V Apply<V>(V a, V b, out V y)
        where V : struct, IRegister<V, T> => y = a * b;
}

internal readonly struct OfFirst<TMap, T>(TMap map) : ISumMap<T>
    where TMap : struct, IUnaryMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V a, V b, out V y)
        where V : struct, IRegister<V, T> => y = map.Apply(a);
}

internal readonly struct OfBoth<TMap, T>(TMap map) : ISumMap<T>
    where TMap : struct, IBinaryMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V a, V b, out V y)
        where V : struct, IRegister<V, T> => y = map.Apply(a, b);
}
