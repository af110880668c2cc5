using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>A distribution p(z) that codes are drawn from: with a density, and made of numbered components.</summary>
public interface IPrior
{
    /// <summary>The name that commands and files use: "mixture-of-10".</summary>
    string Name { get; }

    /// <summary>One line with its parameters.</summary>
    string Description { get; }

    /// <summary>The number of latents, D.</summary>
    int Dimensions { get; }

    /// <summary>How many components it is made of; 1 for a plain distribution.</summary>
    int Components { get; }

    /// <summary>Draws one code. The same key and sample give the same code, in either precision.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="sample">Which sample.</param>
    /// <param name="z">Overwritten; D numbers.</param>
    /// <param name="component">Draw from this component alone, 0 to Components − 1; null: from one that is drawn too.</param>
    /// <returns>The component that the code is of.</returns>
    int Sample<T>(RandomKey key, uint sample, Span<T> z, int? component = null)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>ln p(z), in nats, and its gradient.</summary>
    /// <param name="z">D numbers.</param>
    /// <param name="gradient">∂ ln p / ∂z, overwritten; empty where nobody wants it.</param>
    double LogDensity(ReadOnlySpan<double> z, Span<double> gradient);
}
