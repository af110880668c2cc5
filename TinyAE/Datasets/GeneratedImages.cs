using System.Globalization;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>What the generators have in common: their checks, and putting a figure in its place.</summary>
internal static class GeneratedImages
{
    /// <summary>Refuses a size that is none of an image.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is outside 1 to <see cref="DataOptions.MostSide"/>.</exception>
    public static void Check(int height, int width)
    {
        Check(nameof(height), height, 1, DataOptions.MostSide);
        Check(nameof(width), width, 1, DataOptions.MostSide);
    }

    /// <summary>Refuses a number of images that no set can hold.</summary>
    public static void Check(int count, Shape shape) => Check(nameof(count), count, 1, Array.MaxLength / shape.Size);

    /// <summary>Refuses a setting outside its range; NaN is outside of any.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not least ... most.</exception>
    public static void Check(string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentOutOfRangeException(
                name, value, string.Create(CultureInfo.InvariantCulture, $"Allowed: {least} to {most}."));
        }
    }

    /// <summary>
    /// Moves points so that their least and greatest coordinate lie evenly about the middle of 0 to size, then by the shift, but with no
    /// point nearer than <paramref name="margin"/> to 0 or size where there is room for that.
    /// </summary>
    /// <param name="points">x and y of each point in turn.</param>
    /// <param name="axis">0: x, 1: y.</param>
    /// <param name="size">The image's width or height.</param>
    /// <param name="shift">The shift wanted, in pixels.</param>
    /// <param name="margin">The distance to keep.</param>
    public static void Center(Span<double> points, int axis, int size, double shift, double margin = 0)
    {
        (double least, double greatest) = (double.MaxValue, double.MinValue);
        for (int i = axis; i < points.Length; i += 2)
        {
            least = Math.Min(least, points[i]);
            greatest = Math.Max(greatest, points[i]);
        }

        double room = Math.Max(0, 0.5 * (size - (greatest - least)) - margin);
        double move = (0.5 * (size - greatest - least)) + Math.Clamp(shift, -room, room);
        for (int i = axis; i < points.Length; i += 2)
        {
            points[i] += move;
        }
    }
}
