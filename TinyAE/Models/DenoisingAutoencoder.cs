using System.Numerics;
using TinyAE.Datasets;
using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Models;

/// <summary>The denoising autoencoder: x̃ = c(x), z = encoder(x̃), y = decoder(z), trained so that y is the clean x again.</summary>
/// <remarks>
/// Shapes: x, x̃, t, y (N, ...data), z (N, ...code); t is the target, the clean x.
/// L = ℓ(y(x̃), t) + Ω(z) + Σ_W R(W): the autoencoder's objective with a noisy input. Each evaluation draws noise of its own, from the seed
/// and the step of its pass, so training sees fresh noise in every step and minimizes the mean of L over the noise.
/// ∂L/∂W: the autoencoder's, at x̃. The noise has no parameters, and nobody asks for ∂L/∂x.
/// Source: Vincent, Larochelle, Bengio and Manzagol (2008), Extracting and composing robust features with denoising autoencoders.
/// </remarks>
public sealed class DenoisingAutoencoder<T> : ILatentModel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _noisy;

    /// <summary>Puts noise before an autoencoder.</summary>
    /// <param name="autoencoder">The networks, the loss, the penalties.</param>
    /// <param name="corruption">c, the noise.</param>
    public DenoisingAutoencoder(Autoencoder<T> autoencoder, ICorruption corruption)
    {
        Autoencoder = autoencoder;
        Corruption = corruption;
        Term first = autoencoder.Terms[0];
        Terms = [new Term(first.Name, $"{first.Formula}; input: {corruption.Description}"), .. autoencoder.Terms.Skip(1)];
        _noisy = new T[checked(autoencoder.Capacity * autoencoder.Input.Size)];
    }

    /// <inheritdoc/>
    public string Name => "denoising autoencoder";

    /// <summary>The networks and the loss.</summary>
    public Autoencoder<T> Autoencoder { get; }

    /// <summary>The noise.</summary>
    public ICorruption Corruption { get; }

    /// <inheritdoc/>
    public ParameterLayout Layout => Autoencoder.Layout;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSlot> Moves => Autoencoder.Moves;

    /// <inheritdoc/>
    public IReadOnlyList<Term> Terms { get; }

    /// <inheritdoc/>
    public Shape Input => Autoencoder.Input;

    /// <inheritdoc/>
    public Shape Target => Autoencoder.Target;

    /// <inheritdoc/>
    public int Capacity => Autoencoder.Capacity;

    /// <inheritdoc/>
    public Shape Code => Autoencoder.Code;

    /// <summary>The codes of a batch as it is: no noise is put before the encoder here, nor in <see cref="Reconstruct"/>.</summary>
    public ReadOnlySpan<T> Encode(Span<T> theta, ReadOnlySpan<T> x, in Pass pass) => Autoencoder.Encode(theta, x, pass);

    /// <inheritdoc/>
    public void Decode(Span<T> theta, ReadOnlySpan<T> z, Span<T> prediction, in Pass pass) =>
        Autoencoder.Decode(theta, z, prediction, pass);

    /// <inheritdoc/>
    public void Reconstruct(Span<T> theta, ReadOnlySpan<T> x, Span<T> prediction, in Pass pass) =>
        Autoencoder.Reconstruct(theta, x, prediction, pass);

    /// <inheritdoc/>
    public double Evaluate(Span<T> theta, in Batch<T> batch, Span<T> dtheta, Span<double> terms, in Pass pass, TermSet wanted = default)
    {
        Span<T> noisy = _noisy.AsSpan(0, batch.Input.Length);
        RandomKey key = pass.Key with { Purpose = RandomPurpose.Corruption };
        Corruption.ApplyToAll(key, 0, Input.Size, batch.Input, noisy); // x̃ = c(x)
        return Autoencoder.Evaluate(theta, new Batch<T>(noisy, batch.Target, batch.Labels), dtheta, terms, pass, wanted); // L, ∂L/∂W at x̃
    }
}
