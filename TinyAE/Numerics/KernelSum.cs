using System.Numerics;
using System.Numerics.Tensors;

namespace TinyAE.Numerics;

/// <summary>The kernel gradient Pᵀ·dy, where P holds the patches of x: a sum over all places of all samples.</summary>
/// <remarks>
/// The blocks of 256 terms of <see cref="MatrixProduct"/> are the blocks of patches here: each block's sum is a product of its own, and the
/// sums are added in ascending order. One thread adds them as it goes; several compute some blocks at once, side by side, and
/// add then: the same additions.
/// </remarks>
internal static class KernelSum
{
    private const int Depth = MatrixProduct.Block;

    /// <summary>Numbers of the block sums that are computed at once.</summary>
    private const int AtOnce = 1 << 18;

    public static void Run<T>(
        in ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw, int batch, Write write, Workers? workers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Patches patches = new(PatchAxis.Of(shape.Vertical), PatchAxis.Of(shape.Horizontal), shape.Channels);
        int rows = batch * patches.RowsPerSample, blocks = Convolution.Ceiling(rows, Depth);
        Span<T> total = write == Write.Over ? dw : PatchBuffers<T>.OfThread.Total(dw.Length);
        total.Clear();
        int together = workers is { Count: > 1 } ? Math.Min(blocks, AtOnce / dw.Length) : 1;
        if (together > 1)
        {
            Span<T> sums = PatchBuffers<T>.OfThread.Blocks(together * dw.Length);
            for (int block = 0; block < blocks; block += together)
            {
                int count = Math.Min(together, blocks - block);
                workers!.Run(count, new BlockTask<T>(patches, rows, shape.Filters, x, dy, block, sums));
                for (int i = 0; i < count; i++) AddBlock(sums.Slice(i * dw.Length, dw.Length), total, isFirst: block + i == 0);
            }
        }
        else
        {
            BlockTask<T> task = new(patches, rows, shape.Filters, x, dy, 0, total);
            for (int block = 0; block < blocks; block++) task.Sum(block, total, block == 0 ? Write.Over : Write.Add, workers);
        }

        if (write == Write.Add) TensorPrimitives.Add(dw, total, dw);
    }

    private static void AddBlock<T>(ReadOnlySpan<T> sum, Span<T> total, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (isFirst) sum.CopyTo(total);
        else TensorPrimitives.Add(total, sum, total);
    }

    private readonly ref struct BlockTask<T>(
        Patches patches, int rows, int filters, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, int firstBlock, Span<T> sums) : ITileTask
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> x = x, dy = dy;
        private readonly Span<T> sums = sums;

        public void Run(int tile)
        {
            int size = patches.Columns * filters;
            Sum(firstBlock + tile, sums.Slice(tile * size, size), Write.Over, null);
        }

        /// <summary>target = or += the sum of one block of patches.</summary>
        public void Sum(int block, Span<T> target, Write write, Workers? workers)
        {
            int first = block * Depth, count = Math.Min(Depth, rows - first), columns = patches.Columns;
            Span<T> gathered = PatchBuffers<T>.OfThread.Patches(count * columns);
            patches.Gather(x, first, count, gathered);
            MatrixProduct.AtB(gathered, dy.Slice(first * filters, count * filters), target, columns, filters, count, write, workers);
        }
    }
}
