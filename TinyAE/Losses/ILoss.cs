using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>A scalar L(y, t) of a network's output and a target, and its derivative.</summary>
/// <remarks>
/// The grammar of the mathematics is that of the layers: the statement that computes dy ends with <c>// dy = ...</c>, the one that
/// returns the value with <c>// L = ...</c>.
/// </remarks>
public interface ILoss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name that commands and files use: "mse", "binary-cross-entropy".</summary>
    string Name { get; }

    /// <summary>Its sums and means.</summary>
    LossScale Scale { get; }

    /// <summary>The formula with its sums and means written out, for reports.</summary>
    string Formula { get; }

    /// <summary>Computes L and, where wanted, ∂L/∂y.</summary>
    /// <param name="y">The network's output, batch outermost.</param>
    /// <param name="target">What it should be, as long as y.</param>
    /// <param name="dy">∂L/∂y, overwritten; empty where nobody wants it. May be the same span as y.</param>
    /// <param name="pass">Batch size and workers.</param>
    /// <returns>L: accumulated in fixed blocks and in double, so that it does not depend on threads or registers.</returns>
    double Evaluate(ReadOnlySpan<T> y, ReadOnlySpan<T> target, Span<T> dy, in Pass pass);

    /// <summary>From the network's output to the data's own space: the sigmoid for a loss on logits, else a copy.</summary>
    /// <param name="y">The network's output.</param>
    /// <param name="prediction">The prediction, as long as y; overwritten; may be the same span.</param>
    void Predict(ReadOnlySpan<T> y, Span<T> prediction) => y.CopyTo(prediction);
}
