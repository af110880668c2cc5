using System.Numerics;

namespace TinyAE.Numerics;

/// <summary>The maximum over the windows of an image, channel by channel, and its gradient.</summary>
/// <remarks>
/// Padding does not count. Of equal maxima the first in ascending (row, column) wins; a NaN is above every number, and the first wins.
/// The maximum's place is its number in the window, i · (width of the window) + j: an integer, exact in float below 2^24.
/// Samples are shared out among the workers; no result depends on how many.
/// </remarks>
public static class MaxPooling
{
    /// <summary>y = the maximum of each window of x, and its place.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="x">Images, batch · shape.Input.Size.</param>
    /// <param name="y">Overwritten; batch · shape.Output.Size.</param>
    /// <param name="place">Where in its window each maximum lies; overwritten; as long as y.</param>
    /// <param name="batch">Samples, 0 or more.</param>
    /// <param name="workers">Threads that share the samples, or none.</param>
    /// <exception cref="ArgumentException">A span is too short, or two overlap of which one is written.</exception>
    public static void Forward<T>(in PoolingShape shape, ReadOnlySpan<T> x, Span<T> y, Span<T> place, int batch, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        x = Samples.Part(x, batch, shape.Input, nameof(x));
        y = Samples.Part(y, batch, shape.Output, nameof(y));
        place = Samples.Part(place, batch, shape.Output, nameof(place));
        Samples.Apart<T>(y, x, nameof(y));
        Samples.Apart<T>(place, x, nameof(place));
        Samples.Apart<T>(place, y, nameof(place));
        Samples.Run(new ForwardTask<T>(shape, x, y, place), batch, shape.Input.Size, workers);
    }

    /// <summary>dx = for each place of the image, the sum of dy over the windows whose maximum it is, in ascending order.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="place">What Forward wrote.</param>
    /// <param name="dy">∂L/∂y, batch · shape.Output.Size.</param>
    /// <param name="dx">∂L/∂x, overwritten; batch · shape.Input.Size.</param>
    /// <param name="batch">Samples, 0 or more.</param>
    /// <param name="workers">Threads that share the samples, or none.</param>
    /// <exception cref="ArgumentException">A span is too short, or dx overlaps another.</exception>
    public static void Backward<T>(
        in PoolingShape shape, ReadOnlySpan<T> place, ReadOnlySpan<T> dy, Span<T> dx, int batch, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        place = Samples.Part(place, batch, shape.Output, nameof(place));
        dy = Samples.Part(dy, batch, shape.Output, nameof(dy));
        dx = Samples.Part(dx, batch, shape.Input, nameof(dx));
        Samples.Apart<T>(dx, place, nameof(dx));
        Samples.Apart<T>(dx, dy, nameof(dx));
        Samples.Run(new BackwardTask<T>(shape, place, dy, dx), batch, shape.Input.Size, workers);
    }

    private readonly ref struct ForwardTask<T>(PoolingShape shape, ReadOnlySpan<T> x, Span<T> y, Span<T> place) : ITileTask
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> x = x;
        private readonly Span<T> y = y, place = place;

        public void Run(int tile)
        {
            Image kernel = new(
                shape, x.Slice(tile * shape.Input.Size, shape.Input.Size), y.Slice(tile * shape.Output.Size, shape.Output.Size),
                place.Slice(tile * shape.Output.Size, shape.Output.Size));
            Registers.Run<T, Image>(ref kernel);
        }

        /// <summary>One image; a register holds neighbouring channels.</summary>
        private readonly ref struct Image(PoolingShape shape, ReadOnlySpan<T> x, Span<T> y, Span<T> place) : IKernel<T>
        {
            private readonly ReadOnlySpan<T> x = x;
            private readonly Span<T> y = y, place = place;

            public void Run<V>()
                where V : struct, IRegister<V, T>
            {
                int channels = shape.Channels;
                for (int h = 0, to = 0; h < shape.Vertical.Output; h++)
                {
                    for (int w = 0; w < shape.Horizontal.Output; w++)
                    {
                        for (int c = 0; c < channels; c += V.Count)
                        {
                            int lanes = Math.Min(V.Count, channels - c);
                            V best = Window<V>(h, w, c, lanes, out V at);
                            best.StorePart(ref y[to], lanes);
                            at.StorePart(ref place[to], lanes);
                            to += lanes;
                        }
                    }
                }
            }

            /// <summary>The largest numbers of a window, the first of equals; a NaN is larger than any number.</summary>
            private V Window<V>(int h, int w, int c, int lanes, out V at)
                where V : struct, IRegister<V, T>
            {
                (int top, int bottom) = PoolingShape.Inside(shape.Vertical, h);
                (int left, int right) = PoolingShape.Inside(shape.Horizontal, w);
                int above = h * shape.Vertical.Stride - shape.Vertical.Before, before = w * shape.Horizontal.Stride - shape.Horizontal.Before;
                V best = at = V.Zero;
                for (int u = top; u < bottom; u++)
                {
                    for (int v = left; v < right; v++)
                    {
                        ref readonly T first = ref x[(u * shape.Horizontal.Input + v) * shape.Channels + c];
                        V here = lanes == V.Count ? V.Load(in first) : V.LoadPart(in first, lanes);
                        V number = V.Splat(T.CreateTruncating((u - above) * shape.Horizontal.Kernel + v - before));
                        V larger = u == top && v == left ? V.Equal(V.Zero, V.Zero)
                            : V.Select(V.Equal(here, here), V.GreaterThan(here, best), V.Equal(best, best));
                        best = V.Select(larger, here, best);
                        at = V.Select(larger, number, at);
                    }
                }

                return best;
            }
        }
    }

    private readonly ref struct BackwardTask<T>(PoolingShape shape, ReadOnlySpan<T> place, ReadOnlySpan<T> dy, Span<T> dx) : ITileTask
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> place = place, dy = dy;
        private readonly Span<T> dx = dx;

        public void Run(int tile)
        {
            Span<T> image = dx.Slice(tile * shape.Input.Size, shape.Input.Size);
            image.Clear();
            int from = tile * shape.Output.Size, channels = shape.Channels;
            for (int h = 0; h < shape.Vertical.Output; h++)
            {
                for (int w = 0; w < shape.Horizontal.Output; w++)
                {
                    for (int c = 0; c < channels; c++, from++)
                    {
                        (int i, int j) = Math.DivRem(int.CreateTruncating(place[from]), shape.Horizontal.Kernel);
                        int u = h * shape.Vertical.Stride - shape.Vertical.Before + i;
                        int v = w * shape.Horizontal.Stride - shape.Horizontal.Before + j;
                        image[(u * shape.Horizontal.Input + v) * channels + c] += dy[from];
                    }
                }
            }
        }
    }
}
