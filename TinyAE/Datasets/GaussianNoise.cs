using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Adds normal noise to each pixel, independently: x̃_i = x_i + σ ε_i, ε_i ~ N(0, 1); clipped to [0, 1] if wanted.</summary>
public sealed class GaussianNoise : ICorruption
{
    /// <summary>The greatest σ: far beyond what leaves anything of pixels of 0 to 1.</summary>
    public const double MostSigma = 10;

    /// <summary>Noise of this level.</summary>
    /// <param name="sigma">σ, the standard deviation, 0 to 10; ink and paper are 1 apart.</param>
    /// <param name="clips">True: values below 0 become 0 and values above 1 become 1, as in a picture that is stored.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is outside its range.</exception>
    public GaussianNoise(double sigma, bool clips)
    {
        Corruption.Require(sigma is >= 0 and <= MostSigma, nameof(sigma), sigma, $"a standard deviation, 0 to {MostSigma}");
        Sigma = sigma;
        Clips = clips;
    }

    /// <summary>σ, the standard deviation.</summary>
    public double Sigma { get; }

    /// <summary>Whether the sum is clipped to [0, 1].</summary>
    public bool Clips { get; }

    /// <inheritdoc/>
    public string Description => $"Gaussian noise of deviation {Sigma} added, {(Clips ? "clipped to 0 ... 1" : "not clipped")}";

    /// <inheritdoc/>
    public void Apply<T>(RandomKey key, uint sample, ReadOnlySpan<T> clean, Span<T> noisy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Noise.Normal(key, sample, noisy); // ε
        T sigma = T.CreateChecked(Sigma);
        for (int i = 0; i < clean.Length; i++)
        {
            T value = clean[i] + (sigma * noisy[i]);
            noisy[i] = Clips ? T.Clamp(value, T.Zero, T.One) : value;
        }
    }
}
