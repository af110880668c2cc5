using System.Numerics;
using TinyAE.Losses;
using TinyAE.Metrics;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>A variational autoencoder with its parameters, as the density that <see cref="ModelEvidence"/> is about.</summary>
/// <remarks>The prior is that of the model's divergence; p(x|z) the distribution whose negative logarithm the reconstruction loss is.</remarks>
/// <param name="model">The model.</param>
/// <param name="theta">Its flat vector; layers may read state in it, nothing is written.</param>
/// <exception cref="ArgumentException">
/// Its reconstruction loss belongs to no density, see <see cref="LossLikelihood{T}"/>, or its divergence to no prior.
/// </exception>
public sealed class VariationalDensity<T>(VariationalAutoencoder<T> model, T[] theta) : ILatentDensity<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly NetworkRun<T> _decoderRun = new(model.Decoder, model.Layout, model.Capacity);

    /// <summary>p(x|z) given the decoder's output.</summary>
    public LossLikelihood<T> Likelihood { get; } = new(model.Reconstruction);

    /// <inheritdoc/>
    public int DataSize => model.Input.Size;

    /// <inheritdoc/>
    public int CodeSize => model.Code.Size;

    /// <inheritdoc/>
    public int Capacity => model.Capacity;

    /// <inheritdoc/>
    public IPrior? Prior { get; } = model.Kl switch
    {
        GaussianKl<T> => null,
        MixtureKl<T> mixture => mixture.Prior,
        _ => throw new ArgumentException($"The divergence '{model.Kl.Name}' is from no prior known here.", nameof(model)),
    };

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<T> x, Span<T> mu, Span<T> logVar, in Pass pass)
    {
        model.Encode(theta, x, out ReadOnlySpan<T> means, out ReadOnlySpan<T> logVars, pass);
        means.CopyTo(mu);
        logVars.CopyTo(logVar);
    }

    /// <inheritdoc/>
    public void LogLikelihood(ReadOnlySpan<T> x, ReadOnlySpan<T> z, Span<double> values, in Pass pass) =>
        Likelihood.LogDensity(model.Decoder.Forward(theta, z, _decoderRun, pass), x, values, pass.Workers);
}
