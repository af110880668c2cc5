using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Resizes images by area: a new pixel is the mean of the old ones below it, each weighted by its share there.</summary>
/// <remarks>
/// Rows first, then columns: of n old pixels in a line and m new ones, new pixel j covers [j n / m, (j + 1) n / m] of the old line. In
/// units of 1 / m all borders are whole numbers: [j n, (j + 1) n] of new, [i m, (i + 1) m] of old pixels, and the weights of a new pixel
/// sum to n. So the mean is a quotient of whole numbers (exact as doubles) and rounded to the nearest byte, halves up.
/// Enlarging repeats pixels and mixes two where a border falls into a new one. An object serves one thread at a time.
/// </remarks>
internal sealed class AreaResize
{
    private readonly Shape _from;
    private readonly Tap[] _columns;
    private readonly Tap[] _rows;
    private readonly double[] _line; // an old row
    private readonly double[] _lines; // (new rows, old columns, channels)
    private readonly double[] _sums; // a new row

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
        _line = new double[from[1] * from[2]];
        _lines = new double[checked(height * _line.Length)];
        _sums = new double[width * from[2]];
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
        Array.Clear(_lines);
        int loaded = -1;
        foreach (Tap tap in _rows)
        {
            if (tap.Old != loaded)
            {
                loaded = tap.Old;
                Load(from.Slice(loaded * _line.Length, _line.Length));
            }

            Span<double> sums = _lines.AsSpan(tap.New * _line.Length, _line.Length);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += _line[i] * tap.Weight;
            }
        }

        for (int row = 0; row < To[0]; row++)
        {
            ReduceColumns(_lines.AsSpan(row * _line.Length, _line.Length), to.Slice(row * _sums.Length, _sums.Length));
        }
    }

    private void Load(ReadOnlySpan<byte> row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            _line[i] = row[i];
        }
    }

    private void ReduceColumns(ReadOnlySpan<double> line, Span<byte> to)
    {
        int channels = _from[2];
        Array.Clear(_sums);
        foreach (Tap tap in _columns)
        {
            for (int c = 0; c < channels; c++)
            {
                _sums[(tap.New * channels) + c] += tap.Weight * line[(tap.Old * channels) + c];
            }
        }

        double area = (double)_from[0] * _from[1]; // the sum of the weights
        for (int i = 0; i < to.Length; i++)
        {
            // ⌊sum / area + 1/2⌋; the quotient is never so near below a whole number that it would be rounded up to it.
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
    private readonly record struct Tap(int Old, int New, double Weight);
}
