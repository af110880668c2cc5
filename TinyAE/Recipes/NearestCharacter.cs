using TinyAE.Imaging;

namespace TinyAE.Recipes;

/// <summary>The rule that a denoiser is measured by: the clean character with the least distance Σ_i (x̃_i − x_i)² to the noisy one.</summary>
/// <remarks>
/// For pixels of 0 and 1 this is the Hamming distance. It is the most likely character, so no denoiser restores more of them on average,
/// where all characters are equally likely and each pixel is turned over independently with one probability below 1/2 or has Gaussian noise
/// that is not clipped. For exactly k flips whose k nobody knows it is the natural rule; for clipped noise and for erased parts one can do
/// better. A tie is a fair draw among the nearest, counted by its mean: with m of them each counts for 1/m.
/// </remarks>
public sealed class NearestCharacter
{
    private readonly double[] _pixels;
    private readonly int _count;
    private readonly double[] _distances;

    /// <summary>The rule for a font.</summary>
    public NearestCharacter(Font font)
    {
        _pixels = font.Pixels<double>();
        _count = font.Glyphs.Count;
        _distances = new double[_count];
    }

    /// <summary>Finds the nearest characters.</summary>
    /// <param name="noisy">35 pixels.</param>
    /// <returns>The numbers of the nearest characters in the font, ascending; more than one: a tie.</returns>
    public IReadOnlyList<int> Find(ReadOnlySpan<double> noisy)
    {
        double least = double.PositiveInfinity;
        for (int c = 0; c < _count; c++)
        {
            ReadOnlySpan<double> clean = _pixels.AsSpan(c * Glyph.Size, Glyph.Size);
            double distance = 0;
            for (int i = 0; i < Glyph.Size; i++)
            {
                double difference = noisy[i] - clean[i];
                distance += difference * difference;
            }

            _distances[c] = distance;
            least = Math.Min(least, distance);
        }

        List<int> nearest = [];
        for (int c = 0; c < _count; c++)
        {
            if (_distances[c] == least)
            {
                nearest.Add(c);
            }
        }

        return nearest;
    }
}
