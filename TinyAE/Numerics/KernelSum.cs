using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace TinyAE.Numerics;

/// <summary>The kernel gradient Pᵀ·dy, where P holds the patches of x: a sum over all places of all samples.</summary>
/// <remarks>
/// The blocks of 256 terms of <see cref="MatrixProduct"/> are the blocks of patches here: each block's sum is a product of its own, and the
/// sums are added in ascending order. One thread adds them as it goes; several compute some blocks at once, side by side, and
/// add then: the same additions. In float, many channels are summed tap by tap instead (<see cref="TapSums"/>): the same sums.
/// </remarks>
internal static class KernelSum
{
    /// <summary>From so many channels on, tiles of one tap's channels are high enough.</summary>
    private const int ManyChannels = 8;

    private const int Depth = MatrixProduct.Block;

    /// <summary>Numbers of the block sums that are computed at once.</summary>
    private const int AtOnce = 1 << 18;

    public static void Run<T>(
        TileKernels kernels, in ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw, int batch, Write write,
        Workers? workers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> total = write == Write.Over ? dw : PatchBuffers<T>.OfThread.Total(dw.Length);
        total.Clear();
        if (typeof(T) == typeof(float) && shape.Channels >= ManyChannels)
            TapSums.Add(kernels, shape, Float(x), Float(dy), MemoryMarshal.Cast<T, float>(total), batch, workers);
        else
            SumBlocks(kernels, shape, x, dy, total, batch, workers);
        if (write == Write.Add) TensorPrimitives.Add(dw, total, dw);
    }

    private static void SumBlocks<T>(TileKernels kernels, in ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> total,
        int batch, Workers? workers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int rows = batch * shape.Vertical.Output * shape.Horizontal.Output, blocks = Convolution.Ceiling(rows, Depth);
        int together = workers is { Count: > 1 } ? Math.Min(blocks, AtOnce / total.Length) : 1;
        if (together > 1)
        {
            Span<T> sums = PatchBuffers<T>.OfThread.Blocks(together * total.Length);
            for (int block = 0; block < blocks; block += together)
            {
                int count = Math.Min(together, blocks - block);
                workers!.Run(count, new BlockTask<T>(kernels, shape, rows, x, dy, block, sums));
                for (int i = 0; i < count; i++) AddBlock(sums.Slice(i * total.Length, total.Length), total, isFirst: block + i == 0);
            }
        }
        else
        {
            BlockTask<T> task = new(kernels, shape, rows, x, dy, 0, total);
            for (int block = 0; block < blocks; block++) task.Sum(block, total, block == 0 ? Write.Over : Write.Add, workers);
        }
    }

    private static void AddBlock<T>(ReadOnlySpan<T> sum, Span<T> total, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (isFirst) sum.CopyTo(total);
        else TensorPrimitives.Add(total, sum, total);
    }

    private static ReadOnlySpan<float> Float<T>(ReadOnlySpan<T> span)
        where T : unmanaged => MemoryMarshal.Cast<T, float>(span);

    private readonly ref struct BlockTask<T>(TileKernels kernels, ConvolutionShape shape, int rows, ReadOnlySpan<T> x, ReadOnlySpan<T> dy,
        int firstBlock, Span<T> sums) : ITileTask
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> x = x, dy = dy;
        private readonly Span<T> sums = sums;

        public void Run(int tile)
        {
            int size = shape.Kernel.Size;
            Sum(firstBlock + tile, sums.Slice(tile * size, size), Write.Over, null);
        }

        /// <summary>target = or += the sum of one block of patches.</summary>
        public void Sum(int block, Span<T> target, Write write, Workers? workers)
        {
            int first = block * Depth, count = Math.Min(Depth, rows - first), filters = shape.Filters;
            if (typeof(T) == typeof(float))
            {
                if (write == Write.Over) target.Clear();
                PaddedBlock.Add(kernels, shape, Float(x), Float(dy), first, count, MemoryMarshal.Cast<T, float>(target));
                return;
            }

            Patches patches = new(PatchAxis.Of(shape.Vertical), PatchAxis.Of(shape.Horizontal), shape.Channels);
            int columns = patches.Columns;
            Span<T> gathered = PatchBuffers<T>.OfThread.Patches(count * columns);
            patches.Gather(x, first, count, gathered);
            MatrixProduct.AtB(gathered, dy.Slice(first * filters, count * filters), target, columns, filters, count, write, workers);
        }
    }
}
