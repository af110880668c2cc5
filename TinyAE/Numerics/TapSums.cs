using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>The kernel gradient in float for many channels: each tap's rows from the places at which the tap lies inside the image.</summary>
/// <remarks>
/// The places are taken in rounds of some blocks, few enough that their part of x and dy stays in a second-level cache. In a round, threads
/// share the rows of dW. So each element is summed in ascending order whoever does it, and no padding is multiplied.
/// </remarks>
internal readonly unsafe struct TapSums
{
    /// <summary>Numbers of x and dy in a round.</summary>
    private const int RoundNumbers = 1 << 17;

    private const int TileOperations = 1 << 19;

    private readonly TileKernels _kernels;
    private readonly ConvolutionShape _shape;
    private readonly float* _x, _dy, _dw;
    private readonly int _rows, _roundRows, _tileChannels;

    private TapSums(TileKernels kernels, in ConvolutionShape shape, float* x, float* dy, float* dw, int batch)
    {
        _kernels = kernels;
        _shape = shape;
        _x = x;
        _dy = dy;
        _dw = dw;
        int places = shape.Vertical.Output * shape.Horizontal.Output, channels = shape.Channels;
        _rows = batch * places;
        int perRow = shape.Input.Size / places + shape.Filters;
        _roundRows = Math.Clamp(RoundNumbers / (perRow * MatrixProduct.Block), 1, 4) * MatrixProduct.Block;
        int most = Math.Clamp(TileOperations / (_roundRows * shape.Filters), kernels.Rows, channels);
        int strips = Convolution.Ceiling(channels, kernels.Rows), perTile = Math.Max(1, most / kernels.Rows);
        _tileChannels = Convolution.Ceiling(channels, Convolution.Ceiling(strips, perTile));
    }

    /// <summary>dW += the gradient; dW holds zeros, the arguments have been checked.</summary>
    internal static void Add(TileKernels kernels, in ConvolutionShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dw,
        int batch, Workers? workers)
    {
        fixed (float* px = x, pdy = dy, pdw = dw)
        {
            TapSums sums = new(kernels, shape, px, pdy, pdw, batch);
            int tiles = shape.Vertical.Kernel * shape.Horizontal.Kernel * Convolution.Ceiling(shape.Channels, sums._tileChannels);
            TapPlan plan = TapPlan.OfThread;
            for (int first = 0; first < sums._rows; first += sums._roundRows)
            {
                int count = Math.Min(sums._roundRows, sums._rows - first);
                plan.Fill(shape, first, count);
                GradientRows right = new(
                    kernels, pdy + (long)first * shape.Filters, count, shape.Filters, pdy + (long)sums._rows * shape.Filters);
                fixed (Segment* segments = plan.Segments)
                {
                    TileTask task = new(in sums, in right, plan, segments);
                    if (workers is not null) workers.Run(tiles, task);
                    else for (int tile = 0; tile < tiles; tile++) task.Run(tile);
                }
            }
        }
    }

    private readonly ref struct TileTask(ref readonly TapSums sums, ref readonly GradientRows right, TapPlan plan, Segment* segments) : ITileTask
    {
        private readonly ref readonly TapSums sums = ref sums;
        private readonly ref readonly GradientRows right = ref right;

        [MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]
        public void Run(int tile)
        {
            int channels = sums._shape.Channels, perTap = Convolution.Ceiling(channels, sums._tileChannels);
            (int tap, int part) = Math.DivRem(tile, perTap);
            (int begin, int end) = plan.Of(tap);
            int first = part * sums._tileChannels, left = Math.Min(sums._tileChannels, channels - first);
            nint* from = stackalloc nint[8];
            for (int height; left > 0; left -= height, first += height)
            {
                height = Math.Min(left, sums._kernels.Rows);
                for (int r = 0; r < height; r++) from[r] = first + r;
                float* dw = sums._dw + ((long)tap * channels + first) * sums._shape.Filters;
                nint step = (nint)sums._shape.Horizontal.Stride * channels;
                right.AddTo(sums._x, from, step, segments + begin, segments + end, dw, height);
            }
        }
    }
}
