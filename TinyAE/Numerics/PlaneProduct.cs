using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace TinyAE.Numerics;

/// <summary>Patches of float images, one place apart in both directions, times a kernel of few columns.</summary>
/// <remarks>
/// One or two columns would leave most of a register empty, so here its lanes are neighbouring places. The image is copied with its padding
/// into one plane a channel; then one term of all places is one run of a plane. The sums are those of <see cref="PatchProduct"/>.
/// </remarks>
internal readonly unsafe struct PlaneProduct
{
    /// <summary>More columns fill a register well enough.</summary>
    internal const int MaxColumns = 2;

    /// <summary>Numbers of the planes of one tile: so few that they stay in a second-level cache.</summary>
    private const int PlaneNumbers = 1 << 16;

    private const int FloatsPerLine = 16;

    private readonly TileKernels _kernels;
    private readonly Patches _patches;
    private readonly Steps _to;
    private readonly float* _source, _kernel, _target;
    private readonly int _targetImage, _columns, _bandRows, _bands;
    private readonly bool _hasBias;

    /// <summary>Names what is multiplied.</summary>
    /// <param name="kernels">Whose register width is used.</param>
    /// <param name="patches">The patches; both steps are 1.</param>
    /// <param name="source">Images that they are taken from.</param>
    /// <param name="kernel">One column after the other, each with its terms and then its bias.</param>
    /// <param name="hasBias">The bias is added last.</param>
    /// <param name="target">Images that the products are written to.</param>
    /// <param name="targetImage">Numbers of one.</param>
    /// <param name="to">Where the places lie there.</param>
    /// <param name="columns">Columns.</param>
    internal PlaneProduct(TileKernels kernels, in Patches patches, float* source, float* kernel, bool hasBias, float* target, int targetImage,
        Steps to, int columns)
    {
        _kernels = kernels;
        _patches = patches;
        _source = source;
        _kernel = kernel;
        _hasBias = hasBias;
        _target = target;
        _targetImage = targetImage;
        _to = to;
        _columns = columns;
        _bandRows = Math.Clamp(PlaneNumbers / (Width * patches.Channels) - patches.Vertical.Taps + 1, 1, patches.Vertical.Count);
        _bands = Convolution.Ceiling(patches.Vertical.Count, _bandRows);
    }

    /// <summary>True for patches that lie so, and so few columns.</summary>
    internal static bool Fits(in Patches patches, int columns) =>
        columns <= MaxColumns && patches.Vertical.Step == 1 && patches.Horizontal.Step == 1 && patches.Columns > 0;

    /// <summary>Numbers of a line of a plane.</summary>
    private int Width => _patches.Horizontal.Count + _patches.Horizontal.Taps - 1;

    /// <summary>Computes all places of so many images.</summary>
    internal static void Run(in PlaneProduct product, int batch, Workers? workers)
    {
        TileTask task = new(in product);
        int tiles = batch * product._bands;
        if (workers is not null) workers.Run(tiles, task);
        else for (int tile = 0; tile < tiles; tile++) task.Run(tile);
    }

    private readonly ref struct TileTask(ref readonly PlaneProduct product) : ITileTask
    {
        private readonly ref readonly PlaneProduct product = ref product;

        public void Run(int tile)
        {
            (int n, int band) = Math.DivRem(tile, product._bands);
            product.Multiply(n, band * product._bandRows);
        }
    }

    /// <summary>One band of rows of places of one image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(int n, int firstRow)
    {
        int rows = Math.Min(_bandRows, _patches.Vertical.Count - firstRow), lines = rows + _patches.Vertical.Taps - 1, width = Width;
        int atOnce = PlaneKernel.Vectors * _kernels.Columns / 2, places = Convolution.Ceiling(rows * width, atOnce) * atOnce;
        int rolled = Convolution.Ceiling(width, _kernels.Columns) * _kernels.Columns;
        int plane = PlaneStep(lines * width + atOnce), channels = _patches.Channels;
        PatchBuffers<float> buffers = PatchBuffers<float>.OfThread;
        Span<Segment> plan = PatchBuffers<Segment>.OfThread.Patches(_patches.Vertical.Taps * _patches.Horizontal.Taps * (channels / 256 + 2));
        int segments = Cut(plan, plane);
        fixed (float* planes = buffers.Patches(plane * channels + atOnce), sums = buffers.Products(Math.Max(places, rows * rolled)))
        fixed (Segment* first = plan)
        {
            FillPlanes(n, firstRow + _patches.Vertical.Origin, lines, planes, plane);
            for (int column = 0; column < _columns; column++)
            {
                float* w = _kernel + (long)column * (_patches.Columns + 1);
                if (_patches.Vertical.Taps == RollingKernel.Rows) SumRolling(w, planes, plane, sums, rolled, rows);
                else for (int q = 0; q < places; q += atOnce) Sum(w, first, first + segments, planes + q, plane, sums + q);
                Spread(sums, _patches.Vertical.Taps == RollingKernel.Rows ? rolled : width, rows, _hasBias ? w[_patches.Columns] : 0, n, firstRow, column);
            }
        }
    }

    /// <summary>At least so many numbers from plane to plane, but no power of two: else the planes push each other out of the cache.</summary>
    private static int PlaneStep(int least) => ((least - 144 + 255) & ~255) + 144;

    /// <summary>The terms of a patch, cut where a tap or a block of terms ends.</summary>
    private int Cut(Span<Segment> segments, int plane)
    {
        int used = 0, channels = _patches.Channels;
        for (int i = 0; i < _patches.Vertical.Taps; i++)
        {
            for (int j = 0; j < _patches.Horizontal.Taps; j++)
            {
                for (int c = 0, length; c < channels; c += length)
                {
                    int term = (i * _patches.Horizontal.Taps + j) * channels + c;
                    length = Math.Min(channels - c, MatrixProduct.Block - term % MatrixProduct.Block);
                    segments[used++] = new(c * plane + i * Width + j, term, length);
                }
            }
        }

        return used;
    }

    /// <summary>planes[c·plane + line·width + x] = the padded image, from line <paramref name="top"/> on.</summary>
    private void FillPlanes(int n, int top, int lines, float* planes, int plane)
    {
        PatchAxis across = _patches.Horizontal;
        int width = Width, channels = _patches.Channels, height = _patches.Vertical.Size;
        int before = Math.Clamp(-across.Origin, 0, width), skipped = Math.Max(0, across.Origin);
        int inside = Math.Clamp(across.Size - skipped, 0, width - before);
        fixed (float* padded = PatchBuffers<float>.OfThread.Kernel(width * channels))
        {
            Span<float> line = new(padded, width * channels);
            line.Clear();
            for (int y = 0; y < lines; y++)
            {
                int from = top + y;
                if ((uint)from >= (uint)height)
                {
                    for (int c = 0; c < channels; c++) new Span<float>(planes + (long)c * plane + y * width, width).Clear();
                    continue;
                }

                // Whole registers are written, also beyond the line's end; the next line overwrites that.
                float* source = _source + (((long)n * height + from) * across.Size + skipped) * channels;
                Prefetch(source + 2 * across.Size * channels, inside * channels);
                new ReadOnlySpan<float>(source, inside * channels).CopyTo(line[(before * channels)..]);
                Packing.PanelOfTranspose(padded, channels, channels, width, planes + y * width, plane);
            }
        }
    }

    /// <summary>All sums where the kernel has three rows, in lines of <paramref name="step"/> numbers.</summary>
    private void SumRolling(float* w, float* planes, int plane, float* sums, int step, int rows)
    {
        int channels = _patches.Channels, row = _patches.Horizontal.Taps * channels, used = 0;
        Span<RollingSegment> plan = PatchBuffers<RollingSegment>.OfThread.Patches(
            _patches.Horizontal.Taps + RollingKernel.Rows * (row / MatrixProduct.Block + 1));
        for (int term = 0, end; term < row; term = end)
        {
            (int tap, int channel) = Math.DivRem(term, channels);
            end = term - channel + channels;
            for (int i = 0; i < RollingKernel.Rows; i++)
                end = Math.Min(end, term + MatrixProduct.Block - (i * row + term) % MatrixProduct.Block);
            int after = 0;
            for (int i = 0; i < RollingKernel.Rows; i++)
            {
                int done = i * row + end;
                if (done % MatrixProduct.Block == 0 || done == _patches.Columns) after |= (done <= MatrixProduct.Block ? 1 : 2) << 2 * i;
            }

            plan[used++] = new(channel * plane + tap, term, end - term, after);
        }

        fixed (RollingSegment* first = plan)
        {
            for (int x = 0; x < step; x += _kernels.Columns)
                _kernels.Rolling(w, row, first, first + used, planes + x, Width, plane, sums + x, step, rows);
        }
    }

    /// <summary>Asks memory for the line after next while this one is transposed.</summary>
    private static void Prefetch(float* from, int count)
    {
        for (int j = 0; j < count && Sse.IsSupported; j += FloatsPerLine) Sse.Prefetch1(from + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Sum(float* w, Segment* segment, Segment* end, float* planes, int plane, float* sums)
    {
        bool add = false;
        for (Segment* next; segment < end; segment = next, add = true)
        {
            for (next = segment + 1; next < end && next->Block == segment->Block;) next++;
            _kernels.Plane(w, segment, next, planes, plane, sums, add);
        }
    }

    /// <summary>Moves the places' sums to the target.</summary>
    private void Spread(float* sums, int step, int rows, float bias, int n, int firstRow, int column)
    {
        for (int y = 0; y < rows; y++)
        {
            float* from = sums + y * step, to = _target + (long)n * _targetImage + _to.First + column + (long)(firstRow + y) * _to.Down;
            for (int x = _patches.Horizontal.Count; x > 0; x--, from++, to += _to.Across) *to = _hasBias ? *from + bias : *from;
        }
    }
}
