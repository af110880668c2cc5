namespace TinyAE.Numerics;

/// <summary>For each tap of a kernel, the places of a round at which the tap lies inside the image, as segments of image rows.</summary>
internal sealed class TapPlan
{
    [ThreadStatic]
    private static TapPlan? _ofThread;

    private Segment[] _segments = new Segment[256];
    private int[] _ends = new int[32];

    /// <summary>The calling thread's plan; read by the other threads too, while the owner waits for them.</summary>
    public static TapPlan OfThread => _ofThread ??= new TapPlan();

    /// <summary>The segments of all taps; source is an index of x, rows count from the round's first place on.</summary>
    public ReadOnlySpan<Segment> Segments => _segments;

    /// <summary>Where the segments of a tap begin and end.</summary>
    public (int Begin, int End) Of(int tap) => (tap == 0 ? 0 : _ends[tap - 1], _ends[tap]);

    /// <summary>Plans so many places, from <paramref name="first"/> on, which begins a block.</summary>
    public void Fill(in ConvolutionShape shape, int first, int count)
    {
        PatchAxis down = PatchAxis.Of(shape.Vertical), across = PatchAxis.Of(shape.Horizontal);
        if (_ends.Length < down.Taps * across.Taps) _ends = new int[down.Taps * across.Taps];
        int used = 0;
        for (int i = 0, tap = 0; i < down.Taps; i++)
        {
            (int firstRow, int endRow) = down.Meeting(i);
            for (int j = 0; j < across.Taps; j++, tap++)
            {
                (int left, int right) = across.Meeting(j);
                (int n, int place) = Math.DivRem(first, down.Count * across.Count);
                (int y, int x) = Math.DivRem(place, across.Count);
                for (int done = 0; done < count;)
                {
                    // So much of one row of one image belongs to one block.
                    int length = Math.Min(Math.Min(across.Count - x, count - done), MatrixProduct.Block - done % MatrixProduct.Block);
                    int begin = Math.Max(x, left), end = Math.Min(x + length, right);
                    if (y >= firstRow && y < endRow && begin < end)
                    {
                        int line = n * down.Size + y * down.Step + down.Origin + i;
                        int source = (line * across.Size + begin * across.Step + across.Origin + j) * shape.Channels;
                        if (used == _segments.Length) Array.Resize(ref _segments, 2 * used);
                        _segments[used++] = new(source, done + begin - x, end - begin);
                    }

                    done += length;
                    x += length;
                    if (x < across.Count) continue;
                    x = 0;
                    if (++y < down.Count) continue;
                    y = 0;
                    n++;
                }

                _ends[tap] = used;
            }
        }
    }
}
