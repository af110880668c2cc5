using System.Numerics;
using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>A computation whose elements stand alone, over part of its range.</summary>
internal interface IRangeKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes elements <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> - 1.</summary>
    void Run<V>(int start, int count)
        where V : struct, IRegister<V, T>;
}

/// <summary>Runs a range of independent elements, on one thread or cut into tiles for several.</summary>
internal static class Tiles
{
    /// <summary>From this many numbers on threads share the work: below, waking them costs more than they save.</summary>
    public const int SharedFrom = 1 << 16;

    // Numbers in a tile.
    private const int TileSize = 1 << 14;

    /// <summary>Runs elements 0 to <paramref name="count"/> - 1, each of which stands for <paramref name="size"/> numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TKernel>(TKernel kernel, int count, Workers? workers, int size = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, IRangeKernel<T>, allows ref struct
    {
        if (workers is null || workers.Count == 1 || (long)count * size < SharedFrom)
        {
            Registers.Run<T, TKernel>(ref kernel, 0, count);
            return;
        }

        // Whole registers where an element is a number.
        int tile = Math.Max(1, TileSize / Math.Max(1, size));
        if (tile > 64) tile &= ~63;
        workers.Run((count - 1) / tile + 1, new TileTask<T, TKernel>(kernel, count, tile));
    }

    private readonly ref struct TileTask<T, TKernel>(TKernel kernel, int count, int size) : ITileTask
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, IRangeKernel<T>, allows ref struct
    {
        private readonly TKernel kernel = kernel;

        public void Run(int tile)
        {
            TKernel own = kernel;
            int start = tile * size;
            Registers.Run<T, TKernel>(ref own, start, Math.Min(size, count - start));
        }
    }
}
