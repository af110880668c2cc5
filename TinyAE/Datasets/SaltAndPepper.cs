using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Replaces each pixel with probability p, independently, by 0 or by 1, both equally likely.</summary>
/// <remarks>
/// With u_i uniform in (0, 1): x̃_i = 0 if u_i &lt; p / 2, 1 if p / 2 ≤ u_i &lt; p, else x_i. On pixels that are 0 or 1 half of what is
/// replaced stays as it was, so this is <see cref="RandomFlips"/> with p / 2.
/// </remarks>
public sealed class SaltAndPepper : ICorruption
{
    /// <summary>Noise of this level.</summary>
    /// <param name="probability">p, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is outside its range.</exception>
    public SaltAndPepper(double probability)
    {
        Corruption.Require(probability is >= 0 and <= 1, nameof(probability), probability, "a probability, 0 to 1");
        Probability = probability;
    }

    /// <summary>p, how likely a pixel is replaced.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public string Description => $"each pixel replaced by 0 or 1 with probability {Probability}";

    /// <inheritdoc/>
    public void Apply<T>(RandomKey key, uint sample, ReadOnlySpan<T> clean, Span<T> noisy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Noise.Uniform(key, sample, noisy); // u
        for (int i = 0; i < clean.Length; i++)
        {
            double u = double.CreateChecked(noisy[i]);
            noisy[i] = u < Probability / 2 ? T.Zero : u < Probability ? T.One : clean[i];
        }
    }
}
