using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>A term that depends on one array alone: on a weight (L1, L2) or on the code of a batch (activity, sparsity).</summary>
/// <remarks>
/// The grammar of the mathematics is that of the layers: the statement that computes dw ends with <c>// dw += ...</c>, the one that
/// returns the value with <c>// L = ...</c>.
/// </remarks>
public interface IPenalty<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name that commands and files use: "l2".</summary>
    string Name { get; }

    /// <summary>The formula with its sums and means written out, for reports.</summary>
    string Formula { get; }

    /// <summary>Computes the penalty and adds its gradient.</summary>
    /// <param name="w">A parameter's values, or the codes of a batch, batch outermost.</param>
    /// <param name="dw">∂penalty/∂w, added to; empty where nobody wants it.</param>
    /// <param name="pass">Batch size and workers.</param>
    /// <returns>The penalty's value.</returns>
    double Evaluate(ReadOnlySpan<T> w, Span<T> dw, in Pass pass);
}
