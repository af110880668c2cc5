using System.Numerics;
using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Models;

/// <summary>What is trained, checked and traced: a sum of named terms and its gradient, for one batch.</summary>
/// <remarks>
/// Trainer, gradient check and trace know objectives, not models. A two-player game is several objectives over one layout, each of
/// which moves some of its networks.
/// </remarks>
public interface IObjective<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The objective's name within its model: "autoencoder", "discriminator phase".</summary>
    string Name { get; }

    /// <summary>The layout of the flat vector that it reads.</summary>
    ParameterLayout Layout { get; }

    /// <summary>The ranges of the flat vector that this objective trains; its gradient is exactly zero elsewhere.</summary>
    IReadOnlyList<ParameterSlot> Moves { get; }

    /// <summary>The terms, at most 64.</summary>
    IReadOnlyList<Term> Terms { get; }

    /// <summary>The shape of one sample of <see cref="Batch{T}.Input"/>.</summary>
    Shape Input { get; }

    /// <summary>The shape of one sample of <see cref="Batch{T}.Target"/>.</summary>
    Shape Target { get; }

    /// <summary>The largest batch that it has room for.</summary>
    int Capacity { get; }

    /// <summary>Evaluates the terms, and the gradient of the sum of those in <paramref name="wanted"/>.</summary>
    /// <param name="theta">The flat vector; only the layers' state in it may change, and only in a training pass.</param>
    /// <param name="batch">The data, pass.Batch samples.</param>
    /// <param name="dtheta">∂(sum of wanted terms)/∂theta, Layout.TrainableCount elements, overwritten; empty: values only.</param>
    /// <param name="terms">The value of each term, in the order of <see cref="Terms"/>.</param>
    /// <param name="pass">The circumstances; the same key gives the same noise.</param>
    /// <param name="wanted">The terms that count; all by default.</param>
    /// <returns>The sum of the wanted terms.</returns>
    double Evaluate(Span<T> theta, in Batch<T> batch, Span<T> dtheta, Span<double> terms, in Pass pass, TermSet wanted = default);
}
