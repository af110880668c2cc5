using TinyAE.Imaging;
using TinyAE.Numerics;

namespace TinyAE.Recipes;

/// <summary>Letters that a decoder draws though nobody showed them to it.</summary>
/// <remarks>
/// A new letter is a drawing, ink where the decoder says at least 1/2, that differs from every character learned in at least
/// <see cref="LeastDistance"/> pixels. The choice, in this order:
/// 1. Candidates: a code of two numbers: a grid of <see cref="Side"/> x <see cref="Side"/> points over the codes' range and a twentieth
/// more on each
/// side; another code: <see cref="OnALine"/> points on the line between each two characters.
/// 2. Of all candidates with the same drawing the one whose least sure pixel is furthest from 1/2.
/// 3. Only drawings with the distance above, like letters: in one piece (ink pixels that touch by side or corner), in thin strokes (no
/// square of
/// 2 x 2 pixels all ink), and with no less and no more ink than the characters that have any.
/// 4. One after another the surest (the furthest least sure pixel), if it differs from those chosen before in at least 8 pixels; where
/// none does, in 7,
/// and so on down to 3. Equally sure ones come in the order of the candidates.
/// </remarks>
public sealed class NewLetters
{
    /// <summary>The pixels in which a new letter differs from every character, at least: 3.</summary>
    public const int LeastDistance = 3;

    /// <summary>The pixels in which new letters differ from each other, as long as there are such: 8.</summary>
    public const int WantedDistance = 8;

    /// <summary>Points a side of the grid of candidates: 301.</summary>
    public const int Side = 301;

    /// <summary>Candidates on a line between two codes, where a code has not two numbers: 33.</summary>
    public const int OnALine = 33;

    private const double Room = 0.05;

    private NewLetters(
        IReadOnlyList<DecodedGlyph> chosen, int candidates, int drawings, int known, int far, int plausible, IReadOnlyList<int> apart)
    {
        (Chosen, Candidates, Drawings, Known, Far, Plausible, Apart) = (chosen, candidates, drawings, known, far, plausible, apart);
    }

    /// <summary>The letters chosen, in the order of choice.</summary>
    public IReadOnlyList<DecodedGlyph> Chosen { get; }

    /// <summary>Codes looked at.</summary>
    public int Candidates { get; }

    /// <summary>Different drawings among them.</summary>
    public int Drawings { get; }

    /// <summary>How many of these are characters that were learned, to the pixel.</summary>
    public int Known { get; }

    /// <summary>How many are at least 3 pixels from every character.</summary>
    public int Far { get; }

    /// <summary>How many of those are like letters: in one piece, in thin strokes, with a usual amount of ink.</summary>
    public int Plausible { get; }

    /// <summary>For each letter chosen the pixels in which it had to differ from those before it.</summary>
    public IReadOnlyList<int> Apart { get; }

    /// <summary>Looks for new letters.</summary>
    /// <param name="model">The decoder and the characters.</param>
    /// <param name="count">How many are wanted; there may be fewer.</param>
    /// <param name="workers">Threads; the result does not depend on them.</param>
    public static NewLetters Find(FontModel model, int count, Workers workers)
    {
        float[] codes = model.CodeSize == 2 ? Plane(model) : Lines(model);
        float[] drawings = model.Decode(codes, workers);
        Dictionary<Glyph, (int Place, double Certainty)> best = [];
        int candidates = drawings.Length / Glyph.Size;
        for (int i = 0; i < candidates; i++)
        {
            ReadOnlySpan<float> drawing = drawings.AsSpan(i * Glyph.Size, Glyph.Size);
            Glyph glyph = DecodedGlyph.Threshold(drawing);
            double certainty = DecodedGlyph.CertaintyOf(drawing);
            if (!best.TryGetValue(glyph, out (int, double Certainty) before) || certainty > before.Certainty)
            {
                best[glyph] = (i, certainty);
            }
        }

        int[] inks = [.. model.Font.Glyphs.Select(glyph => glyph.Ink).Where(ink => ink > 0).DefaultIfEmpty(1)];
        Glyph[] far = [.. best.Keys.Where(glyph => DecodedGlyph.NearestIn(model.Font, glyph).Distance >= LeastDistance)];
        Glyph[] plausible = [.. far
            .Where(glyph => glyph.Ink >= inks.Min() && glyph.Ink <= inks.Max() && IsThin(glyph) && IsOnePiece(glyph))
            .OrderByDescending(glyph => best[glyph].Certainty).ThenBy(glyph => best[glyph].Place)];

        List<Glyph> chosen = [];
        List<int> apart = [];
        for (int distance = WantedDistance; distance >= LeastDistance && chosen.Count < count;)
        {
            int next = Array.FindIndex(plausible, glyph => chosen.TrueForAll(other => other.Distance(glyph) >= distance));
            if (next < 0)
            {
                distance--;
                continue;
            }

            chosen.Add(plausible[next]);
            apart.Add(distance);
        }

        int size = model.CodeSize;
        float[] chosenCodes = [.. chosen.SelectMany(glyph => codes[(best[glyph].Place * size)..((best[glyph].Place + 1) * size)])];
        float[] chosenDrawings =
            [.. chosen.SelectMany(glyph => drawings[(best[glyph].Place * Glyph.Size)..((best[glyph].Place + 1) * Glyph.Size)])];
        return new NewLetters(
            chosen.Count == 0 ? [] : DecodedGlyph.Of(model.Font, chosenCodes, chosenDrawings), candidates, best.Count,
            best.Keys.Count(glyph => DecodedGlyph.NearestIn(model.Font, glyph).Distance == 0), far.Length, plausible.Length, apart);
    }

    /// <summary>From the least to the greatest number that codes have there, a twentieth more on both sides, within what a code can
    /// be.</summary>
    /// <param name="model">The model.</param>
    /// <param name="axis">Which number of the code.</param>
    internal static (double Least, double Greatest) Extent(FontModel model, int axis)
    {
        double[] values = [.. model.Findings.Codes.Where((_, i) => i % model.CodeSize == axis)];
        double room = values.Max() > values.Min() ? Room * (values.Max() - values.Min()) : 0.5;
        return (Math.Max(model.Range.Least, values.Min() - room), Math.Min(model.Range.Greatest, values.Max() + room));
    }

    /// <summary>Whether no square of 2 x 2 pixels is all ink.</summary>
    internal static bool IsThin(Glyph glyph)
    {
        for (int row = 0; row + 1 < Glyph.Height; row++)
        {
            for (int column = 0; column + 1 < Glyph.Width; column++)
            {
                if (glyph[row, column] && glyph[row, column + 1] && glyph[row + 1, column] && glyph[row + 1, column + 1])
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether there is ink and all of it hangs together, by side or corner.</summary>
    internal static bool IsOnePiece(Glyph glyph)
    {
        int first = Enumerable.Range(0, Glyph.Size).FirstOrDefault(i => glyph[i / Glyph.Width, i % Glyph.Width], -1);
        if (first < 0)
        {
            return false;
        }

        HashSet<int> seen = [first];
        Queue<int> open = new([first]);
        while (open.TryDequeue(out int pixel))
        {
            (int y, int x) = (pixel / Glyph.Width, pixel % Glyph.Width);
            for (int row = Math.Max(0, y - 1); row <= Math.Min(Glyph.Height - 1, y + 1); row++)
            {
                for (int column = Math.Max(0, x - 1); column <= Math.Min(Glyph.Width - 1, x + 1); column++)
                {
                    if (glyph[row, column] && seen.Add((row * Glyph.Width) + column))
                    {
                        open.Enqueue((row * Glyph.Width) + column);
                    }
                }
            }
        }

        return seen.Count == glyph.Ink;
    }

    private static float[] Plane(FontModel model)
    {
        (double left, double right) = Extent(model, 0);
        (double bottom, double top) = Extent(model, 1);
        float[] codes = new float[Side * Side * 2];
        for (int i = 0; i < Side * Side; i++)
        {
            codes[2 * i] = (float)(left + ((right - left) * (i % Side) / (Side - 1)));
            codes[(2 * i) + 1] = (float)(bottom + ((top - bottom) * (i / Side) / (Side - 1)));
        }

        return codes;
    }

    private static float[] Lines(FontModel model)
    {
        List<float> codes = [];
        int count = model.Font.Glyphs.Count;
        for (int from = 0; from < count; from++)
        {
            for (int to = from + 1; to < count; to++)
            {
                codes.AddRange(CodePath.Between(model.Code(from), model.Code(to), OnALine));
            }
        }

        return count > 1 ? [.. codes] : [.. model.Codes];
    }
}
