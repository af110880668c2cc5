using System.Numerics;
using TinyAE.Losses;
using TinyAE.Numerics;

namespace TinyAE.Metrics;

/// <summary>A latent variable model p(x, z) = p(x|z) p(z) with an approximate posterior q(z|x) = N(mu, exp(logVar)).</summary>
/// <remarks>Each method works on pass.Batch samples, batch outermost, in a pass that is not for training.</remarks>
public interface ILatentDensity<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Numbers of a sample x.</summary>
    int DataSize { get; }

    /// <summary>Numbers of a code z.</summary>
    int CodeSize { get; }

    /// <summary>The largest batch.</summary>
    int Capacity { get; }

    /// <summary>p(z); null: N(0, I), from which the divergence of q is known in closed form.</summary>
    IPrior? Prior => null;

    /// <summary>The posterior's means and logarithms of variances.</summary>
    /// <param name="x">(N, DataSize).</param>
    /// <param name="mu">(N, CodeSize), overwritten.</param>
    /// <param name="logVar">(N, CodeSize), overwritten.</param>
    /// <param name="pass">Batch size and workers.</param>
    void Encode(ReadOnlySpan<T> x, Span<T> mu, Span<T> logVar, in Pass pass);

    /// <summary>ln p(x_n|z_n) for each sample, in nats.</summary>
    /// <param name="x">(N, DataSize).</param>
    /// <param name="z">(N, CodeSize).</param>
    /// <param name="values">N, overwritten.</param>
    /// <param name="pass">Batch size and workers.</param>
    void LogLikelihood(ReadOnlySpan<T> x, ReadOnlySpan<T> z, Span<double> values, in Pass pass);
}
