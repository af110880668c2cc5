using System.Security.Cryptography;
using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

/// <summary>What the tests of drawings ask of a picture.</summary>
internal static class Pictures
{
    /// <summary>The colour of a pixel.</summary>
    public static Rgb At(this Image image, int x, int y)
    {
        int first = ((y * image.Width) + x) * 3;
        return new Rgb(image.Pixels[first], image.Pixels[first + 1], image.Pixels[first + 2]);
    }

    /// <summary>The smallest box of the pixels of which the condition holds; empty if there is none.</summary>
    public static Box Extent(this Image image, Func<Rgb, bool> condition)
    {
        int left = int.MaxValue, top = int.MaxValue, right = -1, bottom = -1;
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                if (!condition(image.At(x, y)))
                    continue;
                (left, right) = (Math.Min(left, x), Math.Max(right, x));
                (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
            }
        }
        return right < 0 ? default : new Box(left, top, right - left + 1, bottom - top + 1);
    }

    /// <summary>The number of pixels of this colour.</summary>
    public static int Count(this Image image, Rgb color)
    {
        int count = 0;
        for (int i = 0; i < image.Pixels.Length; i += 3)
            count += new Rgb(image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2]) == color ? 1 : 0;
        return count;
    }

    /// <summary>All corners (x, y) at which a drawing of the given size stands: each of its pixels fulfils the condition.</summary>
    public static List<(int X, int Y)> Find(this Image image, int width, int height, Func<int, int, Rgb, bool> fits)
    {
        List<(int X, int Y)> found = [];
        for (int y = 0; y + height <= image.Height; y++)
        {
            for (int x = 0; x + width <= image.Width; x++)
            {
                bool all = true;
                for (int i = 0; i < width * height && all; i++)
                    all = fits(i % width, i / width, image.At(x + (i % width), y + (i / width)));
                if (all)
                    found.Add((x, y));
            }
        }
        return found;
    }

    /// <summary>A fingerprint of size and pixels; not of the PNG file, whose bytes depend on the compressor.</summary>
    public static string Hash(this Image image) =>
        $"{image.Width}x{image.Height} {Convert.ToHexStringLower(SHA256.HashData(image.Pixels))[..16]}";
}
