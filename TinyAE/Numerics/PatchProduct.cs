using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace TinyAE.Numerics;

/// <summary>Patches of float images times a kernel, each patch read where it lies in the image.</summary>
/// <remarks>
/// An implicit matrix product: its left factor, the matrix of patches, is never formed. A tile of 8 places needs 8 addresses, and the
/// distances at which the numbers of a patch lie are the same for all of its group. Some images at a time are done with all groups, so that
/// they are read from memory once. What the product does to a bit is
/// what <see cref="MatrixProduct"/> does, with the terms of <see cref="Patches"/> in their order and those outside the image left out.
/// Source: Chetlur et al. (2014), cuDNN: Efficient primitives for deep learning, section 3, for the idea of not forming that matrix.
/// </remarks>
internal readonly unsafe struct PatchProduct
{
    /// <summary>Operations in a tile, so that its cost is far above that of handing it to a thread.</summary>
    private const int TileOperations = 1 << 20;

    /// <summary>Numbers of the images whose places are done before those of the next ones: half of a second-level cache of 1 MB.</summary>
    private const int ImageNumbers = 1 << 17;

    private const int FloatsPerLine = 16;

    /// <summary>A shorter patch is done before memory answers.</summary>
    private const int LongTerms = 64;

    private readonly TileKernels _kernels;
    private readonly PatchPlan _plan;
    private readonly float* _packed, _source, _target;
    private readonly int _sourceImage, _targetImage, _columns, _batch, _images, _tileRows;
    private readonly bool _hasBias;

    /// <summary>Names what is multiplied; the plan is then filled by <see cref="Add"/>.</summary>
    /// <param name="kernels">The micro-kernels.</param>
    /// <param name="source">Images that patches are taken from.</param>
    /// <param name="sourceImage">Numbers of one.</param>
    /// <param name="target">Images that the products are written to.</param>
    /// <param name="targetImage">Numbers of one.</param>
    /// <param name="columns">Numbers of one place of the target.</param>
    /// <param name="batch">Images.</param>
    /// <param name="terms">Numbers of the largest patch.</param>
    /// <param name="packed">Room for the kernels.</param>
    /// <param name="hasBias">The kernels are followed by a row that is added last.</param>
    internal PatchProduct(TileKernels kernels, float* source, int sourceImage, float* target, int targetImage, int columns, int batch,
        int terms, float* packed, bool hasBias)
    {
        _kernels = kernels;
        _plan = PatchPlan.OfThread;
        _plan.Clear();
        _source = source;
        _sourceImage = sourceImage;
        _target = target;
        _targetImage = targetImage;
        _columns = columns;
        _batch = batch;
        _images = Math.Clamp(ImageNumbers / sourceImage, 1, Math.Max(1, batch));
        _packed = packed;
        _hasBias = hasBias;
        _tileRows = (int)Math.Clamp(TileOperations / ((long)Math.Max(1, terms) * columns), 16, 1024) & ~7;
    }

    /// <summary>Columns of the packed kernels, with the padding of the last panel.</summary>
    internal static int PaddedColumns(TileKernels kernels, int columns)
    {
        int full = columns & -kernels.Columns;
        return full == columns ? full : full + kernels.PanelWidth(columns - full);
    }

    /// <summary>Adds the places of one phase; their kernel begins at <paramref name="kernel"/> in the packed ones.</summary>
    internal void Add(in Patches patches, Steps to, int kernel) => _plan.Add(patches, to, kernel, _images, _tileRows);

    /// <summary>Computes all places.</summary>
    internal static void Run(in PatchProduct product, Workers? workers)
    {
        fixed (Segment* segments = product._plan.Segments)
        {
            TileTask task = new(in product, segments);
            int tiles = product._plan.Tiles * Convolution.Ceiling(product._batch, product._images);
            if (workers is not null) workers.Run(tiles, task);
            else for (int tile = 0; tile < tiles; tile++) task.Run(tile);
        }
    }

    private readonly ref struct TileTask(ref readonly PatchProduct product, Segment* segments) : ITileTask
    {
        private readonly ref readonly PatchProduct product = ref product;

        public void Run(int tile)
        {
            ReadOnlySpan<PlaceGroup> groups = product._plan.Groups;
            (int part, tile) = Math.DivRem(tile, product._plan.Tiles);
            int g = 0;
            while (g + 1 < groups.Length && groups[g + 1].FirstTile <= tile) g++;
            int places = groups[g].Down * groups[g].Across, first = (tile - groups[g].FirstTile) * product._tileRows;
            int firstImage = part * product._images, images = Math.Min(product._images, product._batch - firstImage);
            int count = Math.Min(product._tileRows, images * places - first);
            product.Multiply(in groups[g], segments, firstImage * places + first, count);
        }
    }

    /// <summary>So many places of a group, from place <paramref name="first"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]
    private void Multiply(in PlaceGroup group, Segment* segments, int first, int left)
    {
        int height = _kernels.Rows;
        nint* from = stackalloc nint[8], to = stackalloc nint[8], scratchRows = stackalloc nint[8];
        float* scratch = stackalloc float[TileKernels.MaxTile];
        Place place = new(group, first);
        for (; left > 0; left -= height)
        {
            height = Math.Min(height, left);
            place.Next(group, _sourceImage, _targetImage, height, from, to);
            Prefetch(group, from, to, height);
            for (int j = 0, width; j < _columns; j += width)
            {
                width = _kernels.PanelWidth(_columns - j);
                var kernel = _kernels.ForPatches(width)[height - 1];
                int columns = Math.Min(width, _columns - j);
                float* c = _target + j;
                nint* rows = to;
                if (columns < width)
                {
                    for (int r = 0; r < height; r++) scratchRows[r] = r * width;
                    c = scratch;
                    rows = scratchRows;
                }

                float* b = _packed + group.Kernel + (long)j * (group.Terms + 1);
                float* bias = _hasBias ? b + (long)group.Terms * width : null;
                Segment* s = segments + group.FirstSegment, end = segments + group.EndSegment, next;
                bool add = false;
                do
                {
                    for (next = s; next < end && next->Block == s->Block;) next++;
                    kernel(_source, from, 1, s, next, b, width, next == end ? bias : null, c, rows, add);
                    add = true;
                    s = next;
                }
                while (s < end);
                if (columns == width) continue;
                for (int r = 0; r < height; r++)
                    new ReadOnlySpan<float>(scratch + r * width, columns).CopyTo(new Span<float>(_target + j + to[r], columns));
            }
        }
    }

    /// <summary>Asks memory for what the next places read, and for the lines that these places will write.</summary>
    /// <remarks>The processor does not foresee either, as the addresses of a tile do not ascend.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Prefetch(in PlaceGroup group, nint* from, nint* to, int height)
    {
        if (!Sse.IsSupported || _columns < FloatsPerLine || group.Terms < LongTerms) return;
        for (int r = 0; r < height; r++)
        {
            float* ahead = _source + from[r] + group.Ahead;
            for (int j = 0; j < group.From.Across; j += FloatsPerLine) Sse.Prefetch1(ahead + j);
            for (int j = 0; j < _columns; j += FloatsPerLine) Sse.Prefetch0(_target + to[r] + j);
        }
    }

    /// <summary>Counts through the places of a group.</summary>
    private struct Place
    {
        private int _n, _y, _x;

        internal Place(in PlaceGroup group, int number)
        {
            (_n, int place) = Math.DivRem(number, group.Down * group.Across);
            (_y, _x) = Math.DivRem(place, group.Across);
        }

        /// <summary>Where the next places' patches and products lie: so many of each.</summary>
        internal void Next(in PlaceGroup group, int sourceImage, int targetImage, int count, nint* from, nint* to)
        {
            while (count > 0)
            {
                // As many as are left in the row.
                int run = Math.Min(count, group.Across - _x);
                nint source = (nint)_n * sourceImage + group.From.First + (nint)_y * group.From.Down + (nint)_x * group.From.Across;
                nint target = (nint)_n * targetImage + group.To.First + (nint)_y * group.To.Down + (nint)_x * group.To.Across;
                for (int i = 0; i < run; i++, source += group.From.Across, target += group.To.Across) (from[i], to[i]) = (source, target);
                from += run;
                to += run;
                count -= run;
                if ((_x += run) < group.Across) continue;
                _x = 0;
                if (++_y < group.Down) continue;
                _y = 0;
                _n++;
            }
        }
    }
}
