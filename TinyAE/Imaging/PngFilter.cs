using System.Numerics.Tensors;

namespace TinyAE.Imaging;

/// <summary>The five row filters of PNG: each byte is stored as its difference, modulo 256, from a guess.</summary>
/// <remarks>
/// With x the byte, a the byte of the same channel one pixel to the left, b the byte above, c the byte above a (0 outside the picture),
/// the guesses are 0 None: 0; 1 Sub: a; 2 Up: b; 3 Average: floor((a + b) / 2); 4 Paeth: whichever of a, b, c is nearest to a + b - c,
/// ties in that order. "One pixel" is at least one byte. A row stands in its buffer behind one pixel of zeros, so that a and c are the
/// same buffers as x and b, one pixel earlier. Source: PNG specification, "Filter types for filter method 0".
/// </remarks>
internal static class PngFilter
{
    /// <summary>The number of filter types.</summary>
    public const int Count = 5;

    /// <summary>Writes the picture's rows, each led by its filter type: the one with the least sum of |difference|.</summary>
    /// <remarks>
    /// The differences are taken as signed bytes; ties go to the lower type. A heuristic: small differences compress well.
    /// Source: PNG specification, "Filter selection".
    /// </remarks>
    public static void WriteRows(Image image, Stream stream)
    {
        int length = image.Width * image.Channels;
        byte[] row = new byte[image.Channels + length], above = new byte[row.Length];
        byte[] best = new byte[1 + length], trial = new byte[1 + length];
        for (int y = 0; y < image.Height; y++)
        {
            image.Row(y).CopyTo(row.AsSpan(image.Channels));
            long least = long.MaxValue;
            for (int type = 0; type < Count; type++)
            {
                trial[0] = (byte)type;
                Apply(type, row, above, image.Channels, trial.AsSpan(1));
                long sum = SumOfMagnitudes(trial.AsSpan(1));
                if (sum < least)
                    (least, best, trial) = (sum, trial, best);
            }
            stream.Write(best);
            (row, above) = (above, row);
        }
    }

    /// <summary>filtered = x - guess.</summary>
    private static void Apply(int type, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixel, Span<byte> filtered)
    {
        ReadOnlySpan<byte> x = row[pixel..], a = row[..x.Length], b = above[pixel..], c = above[..x.Length];
        switch (type)
        {
            case 0:
                x.CopyTo(filtered);
                break;
            case 1:
                TensorPrimitives.Subtract(x, a, filtered);
                break;
            case 2:
                TensorPrimitives.Subtract(x, b, filtered);
                break;
            case 3:
                for (int i = 0; i < x.Length; i++)
                    filtered[i] = (byte)(x[i] - ((a[i] + b[i]) >> 1));
                break;
            default:
                for (int i = 0; i < x.Length; i++)
                    filtered[i] = (byte)(x[i] - Paeth(a[i], b[i], c[i]));
                break;
        }
    }

    /// <summary>x = x + guess, in place and from left to right, because a is restored before it is the neighbour of x.</summary>
    public static void Undo(int type, Span<byte> row, ReadOnlySpan<byte> above, int pixel)
    {
        Span<byte> x = row[pixel..], a = row[..x.Length];
        ReadOnlySpan<byte> b = above[pixel..], c = above[..x.Length];
        switch (type)
        {
            case 0:
                break;
            case 1:
                for (int i = 0; i < x.Length; i++)
                    x[i] += a[i];
                break;
            case 2:
                TensorPrimitives.Add(x, b, x);
                break;
            case 3:
                for (int i = 0; i < x.Length; i++)
                    x[i] += (byte)((a[i] + b[i]) >> 1);
                break;
            default:
                for (int i = 0; i < x.Length; i++)
                    x[i] += (byte)Paeth(a[i], b[i], c[i]);
                break;
        }
    }

    /// <summary>|v| of a signed byte v stored as u = v mod 256 is min(u, 256 - u).</summary>
    private static long SumOfMagnitudes(ReadOnlySpan<byte> bytes)
    {
        long sum = 0;
        foreach (byte u in bytes)
            sum += Math.Min(u, 256 - u);
        return sum;
    }

    private static int Paeth(int a, int b, int c)
    {
        int toA = Math.Abs(b - c), toB = Math.Abs(a - c), toC = Math.Abs(a + b - (2 * c));
        return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
    }
}
