using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Noise on samples: makes x̃ of x. What a denoiser is trained on and tested with; the clean x stays the target.</summary>
/// <remarks>
/// The noise of a sample depends on the key and the sample's number alone, never on the order or the thread in which samples are made
/// noisy, and is the same in float and double up to rounding.
/// </remarks>
public interface ICorruption
{
    /// <summary>What it does, with its level, in a few words: "2 of the pixels flipped".</summary>
    string Description { get; }

    /// <summary>Makes one sample noisy.</summary>
    /// <param name="key">The stream: seed, purpose (<see cref="RandomPurpose.Corruption"/> while training) and step.</param>
    /// <param name="sample">Which sample of the batch.</param>
    /// <param name="clean">x, values of 0 to 1.</param>
    /// <param name="noisy">x̃, overwritten; as long as x, and not the same memory.</param>
    /// <exception cref="ArgumentException">The sample's size is not one that this noise works on.</exception>
    void Apply<T>(RandomKey key, uint sample, ReadOnlySpan<T> clean, Span<T> noisy)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
