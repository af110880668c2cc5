using System.Numerics;
using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Recipes;

/// <summary>Many noisy characters, drawn apart from those of a training, and what becomes of them.</summary>
/// <remarks>
/// Draw d of character n has the noise of the key (seed, study, step d) and sample n. Training draws with another purpose, so it has
/// the same noise only by chance. The test depends on font, noise, draws and seed alone: all networks are tried on the same images.
/// </remarks>
public sealed class DenoisingTest
{
    private readonly double[] _clean;
    private readonly double[] _noisy;

    /// <summary>Draws the noisy characters, and finds what doing nothing and the nearest character make of them.</summary>
    /// <param name="font">The characters.</param>
    /// <param name="corruption">The noise.</param>
    /// <param name="draws">Noisy images of each character, at least 1.</param>
    /// <param name="seed">The source of the noise.</param>
    public DenoisingTest(Font font, ICorruption corruption, int draws, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        int size = font.Glyphs.Count * Glyph.Size;
        _clean = font.Pixels<double>();
        _noisy = new double[checked(draws * size)];
        Corruption = corruption;
        Images = draws * font.Glyphs.Count;
        for (int d = 0; d < draws; d++)
        {
            RandomKey key = new(seed, RandomPurpose.Study, (uint)d);
            corruption.ApplyToAll<double>(key, 0, Glyph.Size, _clean, _noisy.AsSpan(d * size, size));
        }

        Nothing = ScoreOf(_noisy);
        Nearest = ScoreOf(new NearestCharacter(font));
    }

    /// <summary>The noise.</summary>
    public ICorruption Corruption { get; }

    /// <summary>The noisy images: all characters, then all of them again with other noise, and so on.</summary>
    public int Images { get; }

    /// <summary>What leaving them as they are gives.</summary>
    public Restoration Nothing { get; }

    /// <summary>What the nearest clean character gives.</summary>
    public Restoration Nearest { get; }

    /// <summary>The pixels of one noisy image.</summary>
    public ReadOnlySpan<double> Noisy(int image) => _noisy.AsSpan(image * Glyph.Size, Glyph.Size);

    /// <summary>The pixels of the clean character of one image.</summary>
    public ReadOnlySpan<double> Clean(int image) => _clean.AsSpan(image * Glyph.Size % _clean.Length, Glyph.Size);

    /// <summary>What a network gives, beside the two others.</summary>
    /// <param name="model">The network.</param>
    /// <param name="theta">Its parameters.</param>
    public DenoisingScore Try<T>(Autoencoder<T> model, T[] theta)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(Images, Nothing, Nearest, ScoreOf(Restore(model, theta, Images)));

    /// <summary>The network's predictions for the first images, 0 paper to 1 ink.</summary>
    /// <param name="model">The network.</param>
    /// <param name="theta">Its parameters.</param>
    /// <param name="images">How many, at most all.</param>
    public double[] Restore<T>(Autoencoder<T> model, T[] theta, int images)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] input = new T[images * Glyph.Size], output = new T[input.Length];
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = T.CreateChecked(_noisy[i]);
        }

        for (int first = 0; first < images; first += model.Capacity)
        {
            int count = Math.Min(model.Capacity, images - first);
            Range part = (first * Glyph.Size)..((first + count) * Glyph.Size);
            model.Reconstruct(theta, input.AsSpan(part), output.AsSpan(part), new Pass(count, Training: false, default, Workers.One));
        }

        return FontFindings.ToDouble<T>(output);
    }

    /// <summary>The wrong pixels of a prediction of one image.</summary>
    internal static int WrongPixels(ReadOnlySpan<double> clean, ReadOnlySpan<double> found)
    {
        int wrong = 0;
        for (int i = 0; i < Glyph.Size; i++)
        {
            wrong += (found[i] >= 0.5) != (clean[i] >= 0.5) ? 1 : 0;
        }

        return wrong;
    }

    private Restoration ScoreOf(ReadOnlySpan<double> predictions)
    {
        long wrong = 0, restored = 0;
        for (int n = 0; n < Images; n++)
        {
            int pixels = WrongPixels(Clean(n), predictions.Slice(n * Glyph.Size, Glyph.Size));
            wrong += pixels;
            restored += pixels == 0 ? 1 : 0;
        }

        return new Restoration(wrong / ((double)Images * Glyph.Size), restored / (double)Images);
    }

    private Restoration ScoreOf(NearestCharacter rule)
    {
        double wrong = 0, restored = 0;
        for (int n = 0; n < Images; n++)
        {
            IReadOnlyList<int> nearest = rule.Find(Noisy(n));
            foreach (int c in nearest)
            {
                int pixels = WrongPixels(Clean(n), _clean.AsSpan(c * Glyph.Size, Glyph.Size));
                wrong += pixels / (double)nearest.Count;
                restored += (pixels == 0 ? 1 : 0) / (double)nearest.Count;
            }
        }

        return new Restoration(wrong / ((double)Images * Glyph.Size), restored / Images);
    }
}
