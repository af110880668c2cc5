using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>What a check sees of a layer, a loss, a penalty or an objective: L = Σ_k g_k f_k, a function of some tensors.</summary>
/// <remarks>
/// The outputs f_k are kept apart, so that a difference of L is the sum of their differences: much less is lost to rounding than in
/// the difference of two sums.
/// </remarks>
internal interface IGradientCase
{
    string Name { get; }

    /// <summary>What L is differentiated by. The check moves their values in place, one element at a time.</summary>
    IReadOnlyList<CheckedTensor> Tensors { get; }

    /// <summary>The frozen factors g, one for each output.</summary>
    double[] Weights { get; }

    /// <summary>N, the samples of the batch.</summary>
    int Batch { get; }

    /// <summary>D, the elements of one sample of what L compares or weighs: what a mean would divide by.</summary>
    int Width { get; }

    /// <summary>The shape of one sample of the output; null where there is no such thing.</summary>
    Shape? Output => null;

    /// <summary>True if L weighs each element of an output for itself; else the outputs are sums already: nothing is upstream of them.</summary>
    bool IsFunctional => Weights.Length == Batch * Width;

    /// <summary>Computes every f_k at the tensors' present values, always with the same noise.</summary>
    void Forward(Span<double> outputs);

    /// <summary>Runs the code under test: fills each tensor's analytic gradient and its remark.</summary>
    /// <returns>Breaches of the contract that belong to no single tensor.</returns>
    IReadOnlyList<string> Backward();
}
