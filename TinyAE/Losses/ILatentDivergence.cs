using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>How far the distributions q(z|x) = N(mu, exp(logVar)) of a batch are from a prior p(z), and the derivatives of that.</summary>
/// <remarks>
/// Shapes: mu, logVar, z and their gradients (N, D), D latents; q has a diagonal covariance, logVar is ln σ².
/// The grammar of the mathematics is that of the layers: statements end with <c>// dmu = ...</c>, <c>// dlogVar = ...</c>, <c>// dz =
/// ...</c>, and the one that returns the value with <c>// L = ...</c>. Each gradient is the partial one: mu, logVar and z count as three
/// independent variables, and the path from z back to mu and logVar is that of the sampling.
/// </remarks>
public interface ILatentDivergence<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name that commands and files use: "gaussian-kl".</summary>
    string Name { get; }

    /// <summary>Its sums and means; the features are the latents.</summary>
    LossScale Scale { get; }

    /// <summary>The formula with its sums and means written out, for reports.</summary>
    string Formula { get; }

    /// <summary>True if the value depends on the drawn z: an estimate by Monte Carlo. False: a closed form.</summary>
    bool UsesSample { get; }

    /// <summary>The only number of latents that it is for; null: any.</summary>
    int? Latents => null;

    /// <summary>Computes the divergence and, where wanted, its partial derivatives.</summary>
    /// <param name="mu">The means, batch outermost.</param>
    /// <param name="logVar">The logarithms of the variances, as many.</param>
    /// <param name="z">The drawn codes, as many; not read, and may be empty, unless <see cref="UsesSample"/>.</param>
    /// <param name="dmu">∂L/∂mu, overwritten; empty where nobody wants it.</param>
    /// <param name="dlogVar">∂L/∂logVar, overwritten; empty where nobody wants it.</param>
    /// <param name="dz">∂L/∂z, overwritten; empty where nobody wants it; not touched unless <see cref="UsesSample"/>.</param>
    /// <param name="pass">Batch size and workers.</param>
    /// <returns>The divergence, in nats.</returns>
    double Evaluate(
        ReadOnlySpan<T> mu, ReadOnlySpan<T> logVar, ReadOnlySpan<T> z, Span<T> dmu, Span<T> dlogVar, Span<T> dz, in Pass pass);
}
