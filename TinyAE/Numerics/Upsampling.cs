using System.Numerics;

namespace TinyAE.Numerics;

/// <summary>Images enlarged by repeating rows and columns (nearest neighbour), and the gradient of that.</summary>
/// <remarks>Samples are shared out among the workers; no result depends on how many.</remarks>
public static class Upsampling
{
    /// <summary>y[n, h, w, c] = x[n, ⌊h / fh⌋, ⌊w / fw⌋, c].</summary>
    /// <param name="input">One sample of x, (height, width, channels).</param>
    /// <param name="factor">(fh, fw), each at least 1.</param>
    /// <param name="x">Images, batch · input.Size.</param>
    /// <param name="y">Overwritten; batch · fh · fw · input.Size.</param>
    /// <param name="batch">Samples, 0 or more.</param>
    /// <param name="workers">Threads that share the samples, or none.</param>
    /// <exception cref="ArgumentException">A span is too short, or they overlap.</exception>
    public static void Forward<T>(Shape input, Extent factor, ReadOnlySpan<T> x, Span<T> y, int batch, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Shape output = Output(input, factor);
        x = Samples.Part(x, batch, input, nameof(x));
        y = Samples.Part(y, batch, output, nameof(y));
        Samples.Apart<T>(y, x, nameof(y));
        Samples.Run(new ForwardTask<T>(input, factor, x, y), batch, output.Size, workers);
    }

    /// <summary>dx_nhwc = Σ_ij dy[n, h·fh + i, w·fw + j, c], in ascending (i, j).</summary>
    /// <param name="input">One sample of x, (height, width, channels).</param>
    /// <param name="factor">(fh, fw), each at least 1.</param>
    /// <param name="dy">∂L/∂y, batch · fh · fw · input.Size.</param>
    /// <param name="dx">∂L/∂x, overwritten; batch · input.Size.</param>
    /// <param name="batch">Samples, 0 or more.</param>
    /// <param name="workers">Threads that share the samples, or none.</param>
    /// <exception cref="ArgumentException">A span is too short, or they overlap.</exception>
    public static void Backward<T>(Shape input, Extent factor, ReadOnlySpan<T> dy, Span<T> dx, int batch, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Shape output = Output(input, factor);
        dy = Samples.Part(dy, batch, output, nameof(dy));
        dx = Samples.Part(dx, batch, input, nameof(dx));
        Samples.Apart<T>(dx, dy, nameof(dx));
        Samples.Run(new BackwardTask<T>(input, factor, dy, dx), batch, output.Size, workers);
    }

    /// <summary>One sample of y.</summary>
    /// <exception cref="ArgumentException">The input is no image, a factor is below 1, or the output is too large.</exception>
    public static Shape Output(Shape input, Extent factor)
    {
        if (input.Rank != 3) throw new ArgumentException($"An image is (height, width, channels); found {input}.", nameof(input));
        if (factor.Height < 1 || factor.Width < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(factor), $"({factor.Height}, {factor.Width})", "Each factor is at least 1.");
        }

        return new Shape(Product(input[0], factor.Height), Product(input[1], factor.Width), input[2]);

        static int Product(int size, int by) => (int)Math.Min((long)size * by, int.MaxValue);
    }

    private readonly ref struct ForwardTask<T>(Shape input, Extent factor, ReadOnlySpan<T> x, Span<T> y) : ITileTask
        where T : unmanaged
    {
        private readonly ReadOnlySpan<T> x = x;
        private readonly Span<T> y = y;

        public void Run(int tile)
        {
            int channels = input[2], line = input[1] * channels, wide = line * factor.Width;
            ReadOnlySpan<T> from = x.Slice(tile * input.Size, input.Size);
            Span<T> to = y.Slice(tile * input[0] * factor.Height * wide, input[0] * factor.Height * wide);
            for (int h = 0; h < input[0]; h++)
            {
                Span<T> first = to[..wide];
                for (int w = 0; w < wide / channels; w++)
                {
                    from.Slice((h * input[1] + w / factor.Width) * channels, channels).CopyTo(first[(w * channels)..]);
                }

                for (int i = 1; i < factor.Height; i++) first.CopyTo(to[(i * wide)..]);
                to = to[(factor.Height * wide)..];
            }
        }
    }

    private readonly ref struct BackwardTask<T>(Shape input, Extent factor, ReadOnlySpan<T> dy, Span<T> dx) : ITileTask
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> dy = dy;
        private readonly Span<T> dx = dx;

        public void Run(int tile)
        {
            int channels = input[2], wide = input[1] * factor.Width;
            Span<T> to = dx.Slice(tile * input.Size, input.Size);
            ReadOnlySpan<T> from = dy.Slice(tile * input[0] * factor.Height * wide * channels, input[0] * factor.Height * wide * channels);
            to.Clear();
            for (int u = 0; u < input[0] * factor.Height; u++)
            {
                for (int v = 0; v < wide; v++)
                {
                    Span<T> sum = to.Slice((u / factor.Height * input[1] + v / factor.Width) * channels, channels);
                    ReadOnlySpan<T> here = from.Slice((u * wide + v) * channels, channels);
                    for (int c = 0; c < sum.Length; c++) sum[c] += here[c];
                }
            }
        }
    }
}
