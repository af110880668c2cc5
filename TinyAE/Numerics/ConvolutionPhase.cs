namespace TinyAE.Numerics;

/// <summary>The places of a convolution's input with (y + p) mod s = a and (x + q) mod t = b: all of them meet the same taps.</summary>
/// <remarks>
/// Along one axis place y and tap i meet in output h with h·s = y + p − i. So i = a + s·k, and k = 0, 1, ... gives descending h. The
/// places of a phase therefore see patches of dy that lie side by side, one step apart, and the taps in descending order.
/// </remarks>
internal readonly struct ConvolutionPhase
{
    private readonly int _a, _b, _firstY, _firstX;
    private readonly ConvolutionShape _shape;

    public ConvolutionPhase(in ConvolutionShape shape, int a, int b)
    {
        _shape = shape;
        _a = a;
        _b = b;
        Patches = new(Axis(shape.Vertical, a, out _firstY), Axis(shape.Horizontal, b, out _firstX), shape.Filters);
    }

    /// <summary>The patches of dy that the places of the phase see, in their order.</summary>
    public Patches Patches { get; }

    /// <summary>Channels of the input.</summary>
    public int Channels => _shape.Channels;

    /// <summary>Where the places of the phase lie in one image of the input.</summary>
    public Steps Places
    {
        get
        {
            int line = _shape.Horizontal.Input * Channels;
            return new(_firstY * line + _firstX * Channels, _shape.Vertical.Stride * line, _shape.Horizontal.Stride * Channels);
        }
    }

    /// <summary>The number of the kernel's tap that is the phase's tap (k, l), in descending order of both.</summary>
    public int Tap(int k, int l) => (_a + k * _shape.Vertical.Stride) * _shape.Horizontal.Kernel + _b + l * _shape.Horizontal.Stride;

    /// <summary>The phase's taps as a right factor: target, row (h, w, f) ascending, column c.</summary>
    public void Transpose<T>(ReadOnlySpan<T> w, Span<T> target)
        where T : unmanaged
    {
        int filters = _shape.Filters, row = 0;
        for (int k = Patches.Vertical.Taps - 1; k >= 0; k--)
        {
            for (int l = Patches.Horizontal.Taps - 1; l >= 0; l--, row += filters)
            {
                int tap = Tap(k, l);
                for (int c = 0; c < Channels; c++)
                {
                    ReadOnlySpan<T> from = w.Slice((tap * Channels + c) * filters, filters);
                    for (int f = 0; f < from.Length; f++) target[(row + f) * Channels + c] = from[f];
                }
            }
        }
    }

    /// <summary>Copies so many rows of the phase, from <paramref name="first"/> on, to their places.</summary>
    public void Spread<T>(ReadOnlySpan<T> rows, int first, int count, Span<T> dx)
        where T : unmanaged
    {
        int channels = Channels, height = _shape.Vertical.Input, width = _shape.Horizontal.Input;
        int step = _shape.Horizontal.Stride * channels;
        (int n, int place) = Math.DivRem(first, Patches.RowsPerSample);
        (int y, int x) = Math.DivRem(place, Patches.Horizontal.Count);
        while (count > 0)
        {
            // As many places of one row of the image as there are.
            int places = Math.Min(count, Patches.Horizontal.Count - x);
            int to = ((n * height + _firstY + y * _shape.Vertical.Stride) * width + _firstX) * channels + x * step;
            for (int i = 0; i < places; i++, to += step) rows.Slice(i * channels, channels).CopyTo(dx[to..]);
            rows = rows[(places * channels)..];
            count -= places;
            x = 0;
            if (++y < Patches.Vertical.Count) continue;
            y = 0;
            n++;
        }
    }

    private static PatchAxis Axis(in Window window, int phase, out int first)
    {
        int stride = window.Stride, before = window.Before % stride;
        first = (phase - before + stride) % stride;
        int count = first < window.Input ? Convolution.Ceiling(window.Input - first, stride) : 0;
        int taps = phase < window.Kernel ? Convolution.Ceiling(window.Kernel - phase, stride) : 0;
        int newest = (first + window.Before - phase) / stride; // the output that the first place meets with the phase's first tap
        return new(window.Output, count, 1, newest - (taps - 1), taps);
    }
}
