using System.Numerics;

namespace TinyAE.Numerics;

/// <summary>Where patches lie along one axis: patch r covers the places r·Step + Origin + i, for i from 0 to Taps − 1.</summary>
/// <param name="Size">Places of the image; outside are zeros.</param>
/// <param name="Count">Number of patches.</param>
/// <param name="Step">Places from one patch to the next.</param>
/// <param name="Origin">Where the first patch begins; below 0 in the padding.</param>
/// <param name="Taps">Places of a patch.</param>
internal readonly record struct PatchAxis(int Size, int Count, int Step, int Origin, int Taps)
{
    /// <summary>The windows of a convolution over its input.</summary>
    public static PatchAxis Of(in Window window) => new(window.Input, window.Output, window.Stride, -window.Before, window.Kernel);

    /// <summary>Of the taps of a patch, those from Begin to End lie inside the image.</summary>
    public (int Begin, int End) Inside(int patch)
    {
        int first = patch * Step + Origin, begin = Math.Clamp(-first, 0, Taps);
        return (begin, Math.Clamp(Size - first, begin, Taps));
    }

    /// <summary>The patches whose tap lies inside the image: those from Begin to End.</summary>
    public (int Begin, int End) Meeting(int tap)
    {
        int first = -(Origin + tap), end = Size - Origin - tap; // r·Step from first to before end
        int begin = first <= 0 ? 0 : Math.Min(Count, (first - 1) / Step + 1);
        return (begin, end <= 0 ? begin : Math.Clamp((end - 1) / Step + 1, begin, Count));
    }

    /// <summary>The first patch after this one that is not cut off alike.</summary>
    public int EndOfRun(int patch)
    {
        (int Begin, int End) inside = Inside(patch++);
        while (patch < Count && Inside(patch) == inside) patch++;
        return patch;
    }
}

/// <summary>Patches of images as the rows of a matrix: row (n, y, x), column (i, j, c), both in ascending order.</summary>
internal readonly record struct Patches(PatchAxis Vertical, PatchAxis Horizontal, int Channels)
{
    /// <summary>Numbers that are gathered at a time: few enough to stay in a second-level cache.</summary>
    private const int Gathered = 1 << 16;

    /// <summary>Rows of one sample.</summary>
    public int RowsPerSample => Vertical.Count * Horizontal.Count;

    /// <summary>Numbers of one patch.</summary>
    public int Columns => Vertical.Taps * Horizontal.Taps * Channels;

    /// <summary>Rows that are gathered at a time; a speed, no result depends on it.</summary>
    public int RowsAtATime => Math.Clamp(Gathered / Math.Max(1, Columns), 8, 1024) & ~7;

    /// <summary>Copies so many rows, from <paramref name="first"/> on, with zeros for padding.</summary>
    public void Gather<T>(ReadOnlySpan<T> images, int first, int count, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int image = Vertical.Size * Horizontal.Size * Channels;
        (int n, int place) = Math.DivRem(first, RowsPerSample);
        (int y, int x) = Math.DivRem(place, Horizontal.Count);
        for (; count > 0; count--)
        {
            GatherOne(images.Slice(n * image, image), y * Vertical.Step + Vertical.Origin, x * Horizontal.Step + Horizontal.Origin, target);
            target = target[Columns..];
            if (++x < Horizontal.Count) continue;
            x = 0;
            if (++y < Vertical.Count) continue;
            y = 0;
            n++;
        }
    }

    private void GatherOne<T>(ReadOnlySpan<T> image, int top, int left, Span<T> target)
        where T : unmanaged
    {
        // Of each row of the patch, the part from begin to end lies inside the image.
        int begin = Math.Clamp(-left, 0, Horizontal.Taps), end = Math.Clamp(Horizontal.Size - left, begin, Horizontal.Taps);
        int width = Horizontal.Taps * Channels, before = begin * Channels, length = (end - begin) * Channels;
        for (int y = top; y < top + Vertical.Taps; y++)
        {
            Span<T> row = target[..width];
            target = target[width..];
            if ((uint)y >= (uint)Vertical.Size || length == 0)
            {
                row.Clear();
                continue;
            }

            row[..before].Clear();
            image.Slice((y * Horizontal.Size + left + begin) * Channels, length).CopyTo(row[before..]);
            row[(before + length)..].Clear();
        }
    }
}
