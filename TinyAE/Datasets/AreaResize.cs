using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Resizes images by area: a new pixel is the mean of the old ones below it, each weighted by the share of it that lies there.</summary>
/// <remarks>
/// Columns first, then rows: of n old pixels in a line and m new ones, new pixel j covers [j n / m, (j + 1) n / m] of the old line. In
/// units of 1 / m all borders are whole numbers: [j n, (j + 1) n] of new, [i m, (i + 1) m] of old pixels, and the weights of a new pixel
/// sum to n. So the mean is a quotient of whole numbers and rounded to the nearest byte, halves up, without any other error.
/// Enlarging repeats pixels and mixes two where a border falls into a new one. An object serves one thread at a time.
/// </remarks>
internal sealed class AreaResize
{
    private readonly Shape _from;
    private readonly Tap[] _columns;
    private readonly Tap[] _rows;
    private readonly long[] _lines; // (old rows, new columns, channels)
    private readonly long[] _sums; // (new rows, new columns, channels)

    /// <summary>From one size to another; the channels stay.</summary>
    /// <param name="from">(height, width, channels).</param>
    /// <param name="height">The new height, at least 1.</param>
    /// <param name="width">The new width, at least 1.</param>
    public AreaResize(Shape from, int height, int width)
    {
        _from = from;
        To = new Shape(height, width, from[2]);
        _columns = Taps(from[1], width);
        _rows = Taps(from[0], height);
        _lines = new long[checked(from[0] * width * from[2])];
        _sums = new long[To.Size];
    }

    /// <summary>The new shape.</summary>
    public Shape To { get; }

    /// <summary>The images of a set in another size; the set itself if they have it.</summary>
    /// <exception cref="ArgumentException">The new images are too large to be held together.</exception>
    public static ImageSet Apply(ImageSet set, int height, int width)
    {
        if (set.Shape[0] == height && set.Shape[1] == width)
        {
            return set;
        }

        AreaResize resize = new(set.Shape, height, width);
        if (set.Count > Array.MaxLength / resize.To.Size)
        {
            throw new ArgumentException(
                $"{set.Count} images {resize.To} are too many for one set; at most {Array.MaxLength / resize.To.Size} are.", nameof(set));
        }

        byte[] pixels = new byte[set.Count * resize.To.Size];
        for (int n = 0; n < set.Count; n++)
        {
            resize.Apply(set[n], pixels.AsSpan(n * resize.To.Size, resize.To.Size));
        }

        return new ImageSet(set.Name, resize.To, pixels, set.Labels.ToArray(), set.ClassNames, set.Factors);
    }

    /// <summary>Resizes one image.</summary>
    /// <param name="from">Its bytes.</param>
    /// <param name="to">Overwritten with those of the new one.</param>
    public void Apply(ReadOnlySpan<byte> from, Span<byte> to)
    {
        int channels = _from[2], wide = _from[1] * channels, line = To[1] * channels;
        Array.Clear(_lines);
        for (int row = 0; row < _from[0]; row++)
        {
            ReadOnlySpan<byte> old = from.Slice(row * wide, wide);
            Span<long> sums = _lines.AsSpan(row * line, line);
            foreach (Tap tap in _columns)
            {
                for (int c = 0; c < channels; c++)
                {
                    sums[(tap.New * channels) + c] += tap.Weight * old[(tap.Old * channels) + c];
                }
            }
        }

        Array.Clear(_sums);
        foreach (Tap tap in _rows)
        {
            ReadOnlySpan<long> old = _lines.AsSpan(tap.Old * line, line);
            Span<long> sums = _sums.AsSpan(tap.New * line, line);
            for (int i = 0; i < line; i++)
            {
                sums[i] += tap.Weight * old[i];
            }
        }

        long area = (long)_from[0] * _from[1]; // the sum of the weights
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = (byte)(((2 * _sums[i]) + area) / (2 * area));
        }
    }

    private static Tap[] Taps(int old, int @new)
    {
        List<Tap> taps = [];
        for (long j = 0; j < @new; j++)
        {
            (long from, long to) = (j * old, (j + 1) * old);
            for (long i = from / @new; i * @new < to; i++)
            {
                taps.Add(new Tap((int)i, (int)j, Math.Min(to, (i + 1) * @new) - Math.Max(from, i * @new)));
            }
        }

        return [.. taps];
    }

    // What an old pixel of a line gives to a new one.
    private readonly record struct Tap(int Old, int New, long Weight);
}
