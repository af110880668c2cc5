namespace TinyAE.Imaging;

/// <summary>The five row filters of PNG: each byte is stored as its difference, modulo 256, from a guess.</summary>
/// <remarks>
/// With x the byte, a the byte of the same channel one pixel to the left, b the byte above, c the byte above a (0 outside the picture),
/// the guesses are 0 None: 0; 1 Sub: a; 2 Up: b; 3 Average: floor((a + b) / 2); 4 Paeth: whichever of a, b, c is nearest to a + b - c,
/// ties in that order. "One pixel" is at least one byte. Source: PNG specification, "Filter types for filter method 0".
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
        byte[] none = new byte[length], best = new byte[1 + length], trial = new byte[1 + length];
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> row = image.Row(y), above = y == 0 ? none : image.Row(y - 1);
            long least = long.MaxValue;
            for (int type = 0; type < Count; type++)
            {
                trial[0] = (byte)type;
                Apply(type, row, above, image.Channels, trial.AsSpan(1));
                long sum = 0;
                foreach (byte value in trial.AsSpan(1))
                    sum += Math.Abs((int)(sbyte)value);
                if (sum < least)
                    (least, best, trial) = (sum, trial, best);
            }
            stream.Write(best);
        }
    }

    /// <summary>filtered = row - guess.</summary>
    public static void Apply(int type, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixel, Span<byte> filtered)
    {
        for (int i = 0; i < row.Length; i++)
        {
            byte left = i < pixel ? (byte)0 : row[i - pixel], corner = i < pixel ? (byte)0 : above[i - pixel];
            filtered[i] = (byte)(row[i] - Guess(type, left, above[i], corner));
        }
    }

    /// <summary>row = row + guess, in place, from left to right, because the guesses come from the restored bytes.</summary>
    public static void Undo(int type, Span<byte> row, ReadOnlySpan<byte> above, int pixel)
    {
        for (int i = 0; i < row.Length; i++)
        {
            byte left = i < pixel ? (byte)0 : row[i - pixel], corner = i < pixel ? (byte)0 : above[i - pixel];
            row[i] += (byte)Guess(type, left, above[i], corner);
        }
    }

    private static int Guess(int type, byte a, byte b, byte c) => type switch
    {
        0 => 0,
        1 => a,
        2 => b,
        3 => (a + b) >> 1,
        _ => Paeth(a, b, c),
    };

    private static int Paeth(int a, int b, int c)
    {
        int toA = Math.Abs(b - c), toB = Math.Abs(a - c), toC = Math.Abs(a + b - (2 * c));
        return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
    }
}
