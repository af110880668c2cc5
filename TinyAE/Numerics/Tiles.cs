using System.Numerics;

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
    /// <summary>From this many elements on threads share the work: below, waking them costs more than they save.</summary>
    public const int SharedFrom = 1 << 17;

    private const int TileSize = 1 << 15;

    public static void Run<T, TKernel>(TKernel kernel, int count, Workers? workers)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, IRangeKernel<T>, allows ref struct
    {
        if (count < SharedFrom || workers is null || workers.Count == 1) RunRange<T, TKernel>(kernel, 0, count);
        else workers.Run((count - 1) / TileSize + 1, new TileTask<T, TKernel>(kernel, count));
    }

    private static void RunRange<T, TKernel>(TKernel kernel, int start, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, IRangeKernel<T>, allows ref struct
    {
        var range = new Range<T, TKernel>(kernel, start, count);
        Registers.Run<T, Range<T, TKernel>>(ref range);
    }

    private readonly ref struct Range<T, TKernel>(TKernel kernel, int start, int count) : IKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, IRangeKernel<T>, allows ref struct
    {
        private readonly TKernel kernel = kernel;

        public void Run<V>()
            where V : struct, IRegister<V, T> => kernel.Run<V>(start, count);
    }

    private readonly ref struct TileTask<T, TKernel>(TKernel kernel, int count) : ITileTask
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, IRangeKernel<T>, allows ref struct
    {
        private readonly TKernel kernel = kernel;

        public void Run(int tile)
        {
            int start = tile * TileSize;
            RunRange<T, TKernel>(kernel, start, Math.Min(TileSize, count - start));
        }
    }
}
