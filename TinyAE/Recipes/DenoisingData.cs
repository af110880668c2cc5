using System.Numerics;
using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Numerics;

namespace TinyAE.Recipes;

/// <summary>The samples of a denoiser of characters.</summary>
internal static class DenoisingData
{
    /// <summary>Clean characters for noise that is drawn in every step, or noisy ones with their clean targets.</summary>
    /// <remarks>
    /// A set that stays: all characters clean, then all of them noisy, then again with other noise, and so on. Its noise has the key
    /// (seed, corruption, step 0), and the sample's number is its place behind the clean ones.
    /// </remarks>
    /// <param name="font">The characters.</param>
    /// <param name="noise">The kind of noise and of training set.</param>
    /// <param name="seed">Of the noise of a set that stays.</param>
    /// <exception cref="ArgumentException">The training set is of other characters, or the copies do not go with it.</exception>
    public static IDataset<T> Of<T>(Font font, NoiseSettings noise, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int noisyCopies = noise.NoisyCopiesOf(font.Glyphs.Count);
        if (noise.Copies < 1 || (noise.Copies > 1 && noisyCopies > 0))
        {
            throw new ArgumentException(
                $"A step has at least 1 copy of each character, and only 1 in a training set that stays; found {noise.Copies}.");
        }

        if (noisyCopies == 0)
        {
            return Repeat<T>(font, noise.Copies);
        }

        MemoryDataset<T> clean = Repeat<T>(font, noisyCopies + 1);
        T[] inputs = clean.Values.ToArray();
        int pixels = font.Glyphs.Count * Glyph.Size;
        RandomKey key = new(seed, RandomPurpose.Corruption, 0);
        noise.ToCorruption().ApplyToAll(key, 0, Glyph.Size, clean.Values[pixels..], inputs.AsSpan(pixels));
        return new PairedDataset<T>(new MemoryDataset<T>(clean.Shape, inputs, clean.Labels.ToArray(), clean.ClassNames), clean);
    }

    private static MemoryDataset<T> Repeat<T>(Font font, int times)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        MemoryDataset<T> once = FontDataset.Of<T>(font);
        T[] values = new T[checked(times * once.Values.Length)];
        int[] labels = new int[times * once.Count];
        for (int copy = 0; copy < times; copy++)
        {
            once.Values.CopyTo(values.AsSpan(copy * once.Values.Length));
            ((IDataset<T>)once).Labels.CopyTo(labels.AsSpan(copy * once.Count));
        }

        return new MemoryDataset<T>(once.Shape, values, labels, once.ClassNames);
    }
}
