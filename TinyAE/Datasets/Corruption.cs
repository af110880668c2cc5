using System.Globalization;
using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>A kind of noise that a level makes a <see cref="ICorruption"/> of.</summary>
/// <param name="Name">What commands call it: "flips".</param>
/// <param name="Description">One line.</param>
/// <param name="Level">What the level is: "pixels".</param>
/// <param name="IsWhole">Whether the level is a whole number.</param>
/// <param name="Greatest">The greatest level for images of a shape; the least is 0, no noise.</param>
/// <param name="Create">Makes it; the level is within its range.</param>
public sealed record CorruptionKind(
    string Name, string Description, string Level, bool IsWhole, Func<Shape, double> Greatest, Func<double, Shape, ICorruption> Create);

/// <summary>The kinds of noise by name, and noise on many samples.</summary>
public static class Corruption
{
    /// <summary>Every kind.</summary>
    public static IReadOnlyList<CorruptionKind> All { get; } =
    [
        new("flips", "LEVEL different pixels turned over", "pixels", true, image => image.Size, (level, _) => new PixelFlips((int)level)),
        new("random-flips", "each pixel turned over with probability LEVEL", "probability", false, _ => 1,
            (level, _) => new RandomFlips(level)),
        new("salt-and-pepper", "each pixel replaced by 0 or 1 with probability LEVEL", "probability", false, _ => 1,
            (level, _) => new SaltAndPepper(level)),
        new("gaussian", "normal noise of standard deviation LEVEL added, not clipped", "standard deviation", false,
            _ => GaussianNoise.MostSigma, (level, _) => new GaussianNoise(level, clips: false)),
        new("gaussian-clipped", "the same, clipped to 0 ... 1", "standard deviation", false,
            _ => GaussianNoise.MostSigma, (level, _) => new GaussianNoise(level, clips: true)),
        new("erased-rows", "LEVEL neighbouring rows set to paper", "rows", true, image => image[0],
            (level, image) => new ErasedRectangle(image, (int)level, image[1])),
        new("erased-square", "a square of side LEVEL set to paper", "pixels a side", true, image => Math.Min(image[0], image[1]),
            (level, image) => new ErasedRectangle(image, (int)level, (int)level)),
    ];

    /// <summary>Noise of a kind and a level.</summary>
    /// <param name="name">The kind.</param>
    /// <param name="level">How much of it.</param>
    /// <param name="image">The shape of one image: (height, width) or (height, width, channels).</param>
    /// <exception cref="ArgumentException">No such kind, or a level outside its range; the message says what is allowed.</exception>
    public static ICorruption ByName(string name, double level, Shape image)
    {
        CorruptionKind kind = KindOf(name);
        double greatest = kind.Greatest(image);
        bool allowed = level >= 0 && level <= greatest && (!kind.IsWhole || level == Math.Floor(level));
        return allowed ? kind.Create(level, image) : throw new ArgumentException(
            $"The level of {name} is {(kind.IsWhole ? "a whole number" : "a number")} of 0 to {greatest} ({kind.Level}); "
            + $"found {level.ToString(CultureInfo.InvariantCulture)}.", nameof(level));
    }

    /// <summary>The kind of this name.</summary>
    /// <exception cref="ArgumentException">No such name; the message lists the names.</exception>
    public static CorruptionKind KindOf(string name) =>
        All.FirstOrDefault(kind => kind.Name == name)
        ?? throw new ArgumentException($"Unknown noise '{name}'; allowed: {string.Join(", ", All.Select(kind => kind.Name))}.", nameof(name));

    /// <summary>Makes samples noisy, each with the noise of its number.</summary>
    /// <param name="corruption">The noise.</param>
    /// <param name="key">The stream.</param>
    /// <param name="first">The number of the first sample.</param>
    /// <param name="size">Values of a sample, at least 1.</param>
    /// <param name="clean">Samples, one after another.</param>
    /// <param name="noisy">Overwritten; as long as the samples, and not the same memory.</param>
    public static void ApplyToAll<T>(
        this ICorruption corruption, RandomKey key, int first, int size, ReadOnlySpan<T> clean, Span<T> noisy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int n = 0; n < clean.Length / size; n++)
        {
            corruption.Apply(key, (uint)(first + n), clean.Slice(n * size, size), noisy.Slice(n * size, size));
        }
    }

    internal static void Require(bool holds, string name, double found, string allowed)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, found, $"Allowed: {allowed}.");
        }
    }
}
