using TinyAE.Imaging;

namespace TinyAE.Recipes;

/// <summary>What the decoder draws at one code, and how it lies among the characters that it learned.</summary>
public sealed class DecodedGlyph
{
    private DecodedGlyph(float[] code, float[] prediction, Font font)
    {
        Code = code;
        Prediction = prediction;
        Glyph = Threshold(prediction);
        Certainty = CertaintyOf(prediction);
        (Nearest, Distance) = NearestIn(font, Glyph);
    }

    /// <summary>The code.</summary>
    public IReadOnlyList<float> Code { get; }

    /// <summary>The 35 pixels, 0 paper to 1 ink.</summary>
    public IReadOnlyList<float> Prediction { get; }

    /// <summary>The drawing: ink where the prediction is at least 1/2.</summary>
    public Glyph Glyph { get; }

    /// <summary>How far the least sure pixel is from 1/2: min_i |p_i − 1/2|, 0 to 1/2.</summary>
    public double Certainty { get; }

    /// <summary>The character with the fewest other pixels, the first of several.</summary>
    public Glyph Nearest { get; }

    /// <summary>In how many pixels the drawing differs from it (Hamming distance).</summary>
    public int Distance { get; }

    /// <summary>The drawings at some codes.</summary>
    /// <param name="font">The characters learned.</param>
    /// <param name="codes">(n, code size).</param>
    /// <param name="drawings">(n, 35).</param>
    public static IReadOnlyList<DecodedGlyph> Of(Font font, float[] codes, float[] drawings)
    {
        int count = drawings.Length / Glyph.Size, size = codes.Length / count;
        return [.. Enumerable.Range(0, count).Select(n => new DecodedGlyph(
            codes[(n * size)..((n + 1) * size)], drawings[(n * Glyph.Size)..((n + 1) * Glyph.Size)], font))];
    }

    /// <summary>Ink where a prediction is at least 1/2.</summary>
    internal static Glyph Threshold(ReadOnlySpan<float> prediction)
    {
        Span<byte> rows = stackalloc byte[Glyph.Height];
        rows.Clear();
        for (int i = 0; i < Glyph.Size; i++)
        {
            rows[i / Glyph.Width] = (byte)((rows[i / Glyph.Width] << 1) | (prediction[i] >= 0.5f ? 1 : 0));
        }

        return new Glyph('\0', rows);
    }

    /// <summary>min_i |p_i − 1/2|.</summary>
    internal static double CertaintyOf(ReadOnlySpan<float> prediction)
    {
        double least = 0.5;
        foreach (float p in prediction)
        {
            least = Math.Min(least, Math.Abs(p - 0.5));
        }

        return least;
    }

    /// <summary>The glyph of a font that differs from this one in the fewest pixels, the first of several.</summary>
    internal static (Glyph Nearest, int Distance) NearestIn(Font font, Glyph glyph)
    {
        Glyph nearest = font.Glyphs.MinBy(known => known.Distance(glyph));
        return (nearest, nearest.Distance(glyph));
    }
}
