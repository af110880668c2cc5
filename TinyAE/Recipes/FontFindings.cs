using System.Numerics;
using TinyAE.Imaging;
using TinyAE.Numerics;

namespace TinyAE.Recipes;

/// <summary>What a trained font autoencoder makes of each character.</summary>
/// <remarks>A predicted pixel of at least 0.5 is ink. A pixel is wrong if that is not what the character has.</remarks>
public sealed class FontFindings
{
    private FontFindings(Font font, int codeSize, double[] codes, double[] predictions)
    {
        Font = font;
        CodeSize = codeSize;
        Codes = codes;
        Predictions = predictions;
        Pictures = [.. font.Glyphs.Select((glyph, n) => Picture(glyph.Character, predictions.AsSpan(n * Glyph.Size, Glyph.Size)))];
        WrongPixels = [.. font.Glyphs.Select((glyph, n) => glyph.Distance(Pictures[n]))];
        Margins = [.. font.Glyphs.Select((glyph, n) => Margin(glyph, predictions.AsSpan(n * Glyph.Size, Glyph.Size)))];
        Nearest = [.. Enumerable.Range(0, Count).Select(NearestTo)];
    }

    /// <summary>The characters.</summary>
    public Font Font { get; }

    /// <summary>How many there are.</summary>
    public int Count => Font.Glyphs.Count;

    /// <summary>Pixels of all characters.</summary>
    public int Pixels => Count * Glyph.Size;

    /// <summary>Numbers of a code.</summary>
    public int CodeSize { get; }

    /// <summary>The codes, (characters, code size).</summary>
    public double[] Codes { get; }

    /// <summary>The predictions, (characters, 35), 0 paper to 1 ink.</summary>
    public double[] Predictions { get; }

    /// <summary>The predictions as characters: ink where at least 0.5.</summary>
    public IReadOnlyList<Glyph> Pictures { get; }

    /// <summary>Wrong pixels of each character, 0 to 35.</summary>
    public IReadOnlyList<int> WrongPixels { get; }

    /// <summary>Wrong pixels in all.</summary>
    public int Wrong => WrongPixels.Sum();

    /// <summary>Characters without a wrong pixel.</summary>
    public int Exact => WrongPixels.Count(wrong => wrong == 0);

    /// <summary>For each character how far its least certain pixel is from 0.5, on the right side; negative: it is wrong.</summary>
    public IReadOnlyList<double> Margins { get; }

    /// <summary>For each character the one with the nearest other code and the Euclidean distance; itself and infinity if it is
    /// alone.</summary>
    public IReadOnlyList<(int Other, double Distance)> Nearest { get; }

    /// <summary>The two characters whose codes are closest.</summary>
    public (int First, int Second, double Distance) Closest
    {
        get
        {
            int first = Enumerable.Range(0, Count).MinBy(n => Nearest[n].Distance);
            return (first, Nearest[first].Other, Nearest[first].Distance);
        }
    }

    /// <summary>Groups of characters that come out as one and the same picture; the largest first.</summary>
    public IReadOnlyList<int[]> Confused =>
        [.. Enumerable.Range(0, Count).GroupBy(n => string.Concat(Pictures[n].Pixels<int>())).Where(group => group.Count() > 1)
            .Select(group => group.ToArray()).OrderByDescending(group => group.Length)];

    /// <summary>The wrong pixels if every character came out as the same picture, at its best: each pixel what most characters have
    /// there.</summary>
    public int WrongOfOnePicture
    {
        get
        {
            int wrong = 0;
            for (int i = 0; i < Glyph.Size; i++)
            {
                int ink = Font.Glyphs.Count(glyph => Ink(glyph, i));
                wrong += Math.Min(ink, Count - ink);
            }

            return wrong;
        }
    }

    /// <summary>Lets a model encode and decode each character, as in use: nothing is dropped.</summary>
    /// <param name="experiment">The model and its characters.</param>
    /// <param name="theta">Its parameters.</param>
    public static FontFindings Of<T>(FontExperiment<T> experiment, T[] theta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] predictions = new T[experiment.Font.Glyphs.Count * Glyph.Size];
        Pass pass = new(experiment.Font.Glyphs.Count, Training: false, default, Workers.One);
        ReadOnlySpan<T> z = experiment.Model.Encode(theta, experiment.Pixels, pass);
        experiment.Model.Decode(theta, z, predictions, pass);
        return new FontFindings(experiment.Font, experiment.Model.Encoder.Output.Size, ToDouble(z), ToDouble<T>(predictions));
    }

    /// <summary>The numbers of one character's code.</summary>
    public ReadOnlySpan<double> Code(int character) => Codes.AsSpan(character * CodeSize, CodeSize);

    /// <summary>Numbers of either precision as double.</summary>
    internal static double[] ToDouble<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] copy = new double[values.Length];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = double.CreateChecked(values[i]);
        }

        return copy;
    }

    private static bool Ink(Glyph glyph, int pixel) => glyph[pixel / Glyph.Width, pixel % Glyph.Width];

    private static Glyph Picture(char character, ReadOnlySpan<double> prediction)
    {
        byte[] rows = new byte[Glyph.Height];
        for (int i = 0; i < Glyph.Size; i++)
        {
            ref byte row = ref rows[i / Glyph.Width];
            row = (byte)((row << 1) | (prediction[i] >= 0.5 ? 1 : 0));
        }

        return new Glyph(character, rows);
    }

    private static double Margin(Glyph glyph, ReadOnlySpan<double> prediction)
    {
        double margin = double.PositiveInfinity;
        for (int i = 0; i < Glyph.Size; i++)
        {
            margin = Math.Min(margin, Ink(glyph, i) ? prediction[i] - 0.5 : 0.5 - prediction[i]);
        }

        return margin;
    }

    private (int Other, double Distance) NearestTo(int character)
    {
        (int Other, double Distance) nearest = (character, double.PositiveInfinity);
        for (int other = 0; other < Count; other++)
        {
            double squares = 0;
            for (int k = 0; k < CodeSize; k++)
            {
                double difference = Code(character)[k] - Code(other)[k];
                squares += difference * difference;
            }

            if (other != character && Math.Sqrt(squares) < nearest.Distance)
            {
                nearest = (other, Math.Sqrt(squares));
            }
        }

        return nearest;
    }
}
