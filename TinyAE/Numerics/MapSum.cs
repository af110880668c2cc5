using System.Numerics;
using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>Two formulas of the same two numbers: one to be summed and one to be stored, as a loss' element and its derivative.</summary>
/// <remarks>Implement it on a struct, like <see cref="IBinaryMap{T}"/>.</remarks>
/// <typeparam name="T">float or double.</typeparam>
public interface ISumMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Returns s(a, b) and sets y = f(a, b), lane by lane.</summary>
    V Apply<V>(V a, V b, out V y)
        where V : struct, IRegister<V, T>;
}

/// <summary>Applies a formula to every element and sums another one, in one pass over memory.</summary>
/// <remarks>
/// The sum is fixed to the last bit for every register width and number of threads. Blocks of 1,024 elements; in each, 64 lanes, element
/// i of the block being added in T to lane i mod 64 in ascending order; lanes folded in T, lane l += lane l + w for w = 32, 16, ..., 1.
/// The blocks' sums are added in double in ascending order within tiles of 32 blocks, and then the tiles' sums likewise.
/// The result may be written to exactly the span of an input. Nothing is allocated. T is float or double. Threads share the work
/// from 65,536 elements on.
/// </remarks>
public static class MapSum
{
    private const int Tile = 32 * SumKernel.Block;
    private const int TilesAtOnce = 64;

    /// <summary>Returns Σ_i s(a_i, b_i) and sets y_i = f(a_i, b_i).</summary>
    /// <param name="map">The two formulas.</param>
    /// <param name="a">Their first numbers.</param>
    /// <param name="b">Their second numbers, as many.</param>
    /// <param name="y">As many, overwritten; or empty: f is not wanted.</param>
    /// <param name="workers">Threads that share the work, or none.</param>
    /// <exception cref="ArgumentException">The lengths differ, or y overlaps an input without being the same span.</exception>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of<TMap, T>(TMap map, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, Workers? workers = null)
        where TMap : struct, ISumMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(a, b.Length, y, nameof(b));
        Check(b, a.Length, y, nameof(a));
        Span<double> sums = stackalloc double[TilesAtOnce];
        double total = 0;
        for (int start = 0; start < a.Length; start += TilesAtOnce * Tile)
        {
            int count = Math.Min(TilesAtOnce * Tile, a.Length - start);
            int tiles = (count - 1) / Tile + 1;
            Work<TMap, T> work = new(map, a.Slice(start, count), b.Slice(start, count), y.IsEmpty ? y : y.Slice(start, count), sums);
            if (count < Tiles.SharedFrom || workers is null || workers.Count == 1)
            {
                for (int tile = 0; tile < tiles; tile++) work.Run(tile);
            }
            else
            {
                workers.Run(tiles, work);
            }

            foreach (double sum in sums[..tiles]) total += sum;
        }

        return total;
    }

    private static void Check<T>(ReadOnlySpan<T> input, int other, Span<T> result, string name)
    {
        if (input.Length != other || (result.Length != other && !result.IsEmpty))
        {
            throw new ArgumentException(
                $"The lengths {input.Length}, {other} and {result.Length} differ; all spans must be equally long.", name);
        }

        if (result.Overlaps(input, out int offset) && offset != 0)
            throw new ArgumentException($"The spans overlap with an offset of {offset}; only the same span is allowed.", name);
    }

    private readonly ref struct Work<TMap, T>(TMap map, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, Span<double> sums) : ITileTask
        where TMap : struct, ISumMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly TMap map = map;
        private readonly ReadOnlySpan<T> a = a;
        private readonly ReadOnlySpan<T> b = b;
        private readonly Span<T> y = y;
        private readonly Span<double> sums = sums;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run(int tile)
        {
            int start = tile * Tile;
            int count = Math.Min(Tile, a.Length - start);
            SumKernel<TMap, T> kernel = new(map, a.Slice(start, count), b.Slice(start, count), y.IsEmpty ? y : y.Slice(start, count));
            Registers.Run<T, SumKernel<TMap, T>>(ref kernel);
            sums[tile] = kernel.Sum;
        }
    }
}
