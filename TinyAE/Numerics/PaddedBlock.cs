using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>One block of the kernel gradient in float for few channels: all taps together, from a copy of the image rows with padding.</summary>
/// <remarks>A row of the kernel is a tap's channel; so few of them lie at one tap that a tile takes rows of several taps.</remarks>
internal static unsafe class PaddedBlock
{
    /// <summary>dW += the sum of so many places, at most 256, from <paramref name="first"/> on.</summary>
    [SkipLocalsInit]
    internal static void Add(TileKernels kernels, in ConvolutionShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, int first,
        int count, Span<float> dw)
    {
        PatchAxis down = PatchAxis.Of(shape.Vertical), across = PatchAxis.Of(shape.Horizontal);
        int width = ((across.Count - 1) * across.Step + across.Taps) * shape.Channels, filters = shape.Filters;
        Segment* segments = stackalloc Segment[MatrixProduct.Block];
        Span<float> padded = CopyRows(shape, x, first, count, width, segments, out int used);
        int rows = shape.Kernel.Size / filters, strips = Convolution.Ceiling(rows, kernels.Rows);
        nint* from = stackalloc nint[8];
        fixed (float* a = padded, pdy = dy, pdw = dw)
        {
            GradientRows right = new(kernels, pdy + (long)first * filters, count, filters, pdy + dy.Length);
            for (int row = 0, height; row < rows; row += height, strips--)
            {
                height = Convolution.Ceiling(rows - row, strips); // strips of about equal height
                for (int r = 0; r < height; r++)
                {
                    (int line, int column) = Math.DivRem(row + r, across.Taps * shape.Channels);
                    from[r] = line * width + column;
                }

                right.AddTo(
                    a, from, across.Step * shape.Channels, segments, segments + used, pdw + (long)row * filters, height);
            }
        }
    }

    /// <summary>Copies the image rows that the places see, each with its padding, and cuts the places into runs of one row.</summary>
    private static Span<float> CopyRows(
        in ConvolutionShape shape, ReadOnlySpan<float> x, int first, int count, int width, Segment* segments, out int used)
    {
        PatchAxis down = PatchAxis.Of(shape.Vertical), across = PatchAxis.Of(shape.Horizontal);
        int channels = shape.Channels, line = across.Size * channels, before = -across.Origin * channels;
        int inside = Math.Min(line, width - before);
        (int n, int place) = Math.DivRem(first, down.Count * across.Count);
        (int y, int left) = Math.DivRem(place, across.Count);
        int images = (place + count - 1) / (down.Count * across.Count) + 1, lastRows = Math.Min(down.Count, count / across.Count + 2);
        int most = images * ((lastRows - 1) * down.Step + down.Taps);
        Span<float> padded = PatchBuffers<float>.OfThread.Patches(most * width);
        used = 0;
        for (int done = 0, copied = 0; done < count; n++, y = 0)
        {
            // The rows of places that lie in this image, and the rows of the image that they see.
            int rows = Math.Min(down.Count - y, Convolution.Ceiling(left + count - done, across.Count));
            int top = y * down.Step + down.Origin, lines = (rows - 1) * down.Step + down.Taps;
            for (int row = 0; row < rows; row++, left = 0)
            {
                int length = Math.Min(across.Count - left, count - done);
                segments[used++] = new((copied + row * down.Step) * width + left * across.Step * channels, done, length);
                done += length;
            }

            for (int row = 0; row < lines; row++)
            {
                Span<float> target = padded.Slice((copied + row) * width, width);
                if ((uint)(top + row) >= (uint)down.Size)
                {
                    target.Clear();
                    continue;
                }

                target[..before].Clear();
                x.Slice((n * down.Size + top + row) * line, inside).CopyTo(target[before..]);
                target[(before + inside)..].Clear();
            }

            copied += lines;
        }

        return padded;
    }
}
