using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Flips each pixel with probability p, independently: x̃_i = 1 − x_i if b_i = 1, else x_i; b_i ~ Bernoulli(p).</summary>
/// <remarks>The binary symmetric channel. With p = 1/2 nothing of x is left.</remarks>
public sealed class RandomFlips : ICorruption
{
    /// <summary>Noise of this level.</summary>
    /// <param name="probability">p, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is outside its range.</exception>
    public RandomFlips(double probability)
    {
        Corruption.Require(probability is >= 0 and <= 1, nameof(probability), probability, "a probability, 0 to 1");
        Probability = probability;
    }

    /// <summary>p, how likely a pixel is flipped.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public string Description => $"each pixel flipped with probability {Probability}";

    /// <inheritdoc/>
    public void Apply<T>(RandomKey key, uint sample, ReadOnlySpan<T> clean, Span<T> noisy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Noise.Bernoulli(key, sample, Probability, noisy); // b
        for (int i = 0; i < clean.Length; i++)
        {
            noisy[i] = noisy[i] == T.One ? T.One - clean[i] : clean[i];
        }
    }
}
