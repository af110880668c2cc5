using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Flips exactly k pixels: x̃_i = 1 − x_i for k different i, each set of k equally likely, else x̃_i = x_i.</summary>
/// <remarks>
/// Pixel after pixel, with c of them chosen so far: pixel i of n is chosen if u_i (n − i) &lt; k − c, u_i uniform in (0, 1). So exactly k
/// are chosen. Source: Fan, Muller and Rezucha (1962), selection sampling; Knuth, volume 2, section 3.4.2, algorithm S.
/// </remarks>
public sealed class PixelFlips : ICorruption
{
    /// <summary>Noise of this level.</summary>
    /// <param name="count">k, at least 0 and at most the pixels of a sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is below 0.</exception>
    public PixelFlips(int count)
    {
        Corruption.Require(count >= 0, nameof(count), count, "a whole number of pixels, at least 0");
        Count = count;
    }

    /// <summary>k, the pixels that are flipped.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public string Description => $"exactly {Count} pixel{(Count == 1 ? "" : "s")} flipped";

    /// <inheritdoc/>
    public void Apply<T>(RandomKey key, uint sample, ReadOnlySpan<T> clean, Span<T> noisy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Corruption.Require(Count <= clean.Length, nameof(clean), Count, $"at most the {clean.Length} pixels of a sample");
        Noise.Uniform(key, sample, noisy); // u
        int left = Count;
        for (int i = 0; i < clean.Length; i++)
        {
            bool flips = double.CreateChecked(noisy[i]) * (clean.Length - i) < left; // u_i (n − i) < k − c
            noisy[i] = flips ? T.One - clean[i] : clean[i];
            left -= flips ? 1 : 0;
        }
    }
}
