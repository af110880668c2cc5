using System.Numerics;

namespace TinyAE.Numerics;

/// <summary>The mean over the windows of an image, channel by channel, and its gradient.</summary>
/// <remarks>
/// Padding does not count: a window that sticks out is the mean of what lies inside. Sums run in ascending (row, column), the division
/// comes last. Samples are shared out among the workers; no result depends on how many.
/// </remarks>
public static class AveragePooling
{
    /// <summary>y = the mean of each window of x.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="x">Images, batch · shape.Input.Size.</param>
    /// <param name="y">Overwritten; batch · shape.Output.Size.</param>
    /// <param name="batch">Samples, 0 or more.</param>
    /// <param name="workers">Threads that share the samples, or none.</param>
    /// <exception cref="ArgumentException">A span is too short, or they overlap.</exception>
    public static void Forward<T>(in PoolingShape shape, ReadOnlySpan<T> x, Span<T> y, int batch, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        x = Samples.Part(x, batch, shape.Input, nameof(x));
        y = Samples.Part(y, batch, shape.Output, nameof(y));
        Samples.Apart<T>(y, x, nameof(y));
        Samples.Run(new ForwardTask<T>(shape, x, y), batch, shape.Input.Size, workers);
    }

    /// <summary>dx = for each place, the sum over the windows that hold it of dy / (places of the window), ascending.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="dy">∂L/∂y, batch · shape.Output.Size.</param>
    /// <param name="dx">∂L/∂x, overwritten; batch · shape.Input.Size.</param>
    /// <param name="batch">Samples, 0 or more.</param>
    /// <param name="workers">Threads that share the samples, or none.</param>
    /// <exception cref="ArgumentException">A span is too short, or they overlap.</exception>
    public static void Backward<T>(in PoolingShape shape, ReadOnlySpan<T> dy, Span<T> dx, int batch, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        dy = Samples.Part(dy, batch, shape.Output, nameof(dy));
        dx = Samples.Part(dx, batch, shape.Input, nameof(dx));
        Samples.Apart<T>(dx, dy, nameof(dx));
        Samples.Run(new BackwardTask<T>(shape, dy, dx), batch, shape.Input.Size, workers);
    }

    private readonly ref struct ForwardTask<T>(PoolingShape shape, ReadOnlySpan<T> x, Span<T> y) : ITileTask
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> x = x;
        private readonly Span<T> y = y;

        public void Run(int tile)
        {
            ReadOnlySpan<T> image = x.Slice(tile * shape.Input.Size, shape.Input.Size);
            int to = tile * shape.Output.Size, channels = shape.Channels;
            for (int h = 0; h < shape.Vertical.Output; h++)
            {
                (int top, int bottom) = PoolingShape.Inside(shape.Vertical, h);
                for (int w = 0; w < shape.Horizontal.Output; w++, to += channels)
                {
                    (int left, int right) = PoolingShape.Inside(shape.Horizontal, w);
                    Span<T> mean = y.Slice(to, channels);
                    mean.Clear();
                    for (int u = top; u < bottom; u++)
                    {
                        for (int v = left; v < right; v++)
                        {
                            ReadOnlySpan<T> here = image.Slice((u * shape.Horizontal.Input + v) * channels, channels);
                            for (int c = 0; c < mean.Length; c++) mean[c] += here[c];
                        }
                    }

                    T places = T.CreateTruncating((bottom - top) * (right - left));
                    for (int c = 0; c < mean.Length; c++) mean[c] /= places;
                }
            }
        }
    }

    private readonly ref struct BackwardTask<T>(PoolingShape shape, ReadOnlySpan<T> dy, Span<T> dx) : ITileTask
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> dy = dy;
        private readonly Span<T> dx = dx;

        public void Run(int tile)
        {
            Span<T> image = dx.Slice(tile * shape.Input.Size, shape.Input.Size);
            image.Clear();
            int from = tile * shape.Output.Size, channels = shape.Channels;
            for (int h = 0; h < shape.Vertical.Output; h++)
            {
                (int top, int bottom) = PoolingShape.Inside(shape.Vertical, h);
                for (int w = 0; w < shape.Horizontal.Output; w++, from += channels)
                {
                    (int left, int right) = PoolingShape.Inside(shape.Horizontal, w);
                    ReadOnlySpan<T> gradient = dy.Slice(from, channels);
                    T places = T.CreateTruncating((bottom - top) * (right - left));
                    for (int u = top; u < bottom; u++)
                    {
                        for (int v = left; v < right; v++)
                        {
                            Span<T> here = image.Slice((u * shape.Horizontal.Input + v) * channels, channels);
                            for (int c = 0; c < here.Length; c++) here[c] += gradient[c] / places;
                        }
                    }
                }
            }
        }
    }
}
