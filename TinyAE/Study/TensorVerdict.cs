using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>The check of one tensor: dx, or the gradient of one parameter.</summary>
/// <param name="Name">"dx", "dW"; in an objective the parameter's full name, "encoder.0.W".</param>
/// <param name="Shape">The tensor's shape; for data the shape of one sample.</param>
/// <param name="Elements">Elements of the tensor, batch included.</param>
/// <param name="Verdict">What was found.</param>
public sealed record TensorVerdict(string Name, Shape Shape, int Elements, Verdict Verdict)
{
    /// <summary>The objective's term that was differentiated alone, "sum" for all together; empty where there are no terms.</summary>
    public string Term { get; init; } = "";

    /// <summary>Indices of the elements that were compared, ascending; kinks are not among them.</summary>
    public IReadOnlyList<int> Indices { get; init; } = [];

    /// <summary>The analytic gradient at <see cref="Indices"/>: what the code under test computed.</summary>
    public IReadOnlyList<double> Analytic { get; init; } = [];

    /// <summary>The numeric gradient at <see cref="Indices"/>, from differences.</summary>
    public IReadOnlyList<double> Numeric { get; init; } = [];

    /// <summary>Elements left out because the function has a kink there.</summary>
    public int Kinks { get; init; }

    /// <summary>||a − n|| / (||a|| + ||n||) over the compared elements, Euclidean norms; 0 if both are zero.</summary>
    public double RelativeError { get; init; }

    /// <summary>The same ratio for the numeric gradient's own uncertainty, estimated without looking at the analytic one.</summary>
    public double Uncertainty { get; init; }

    /// <summary>Position in <see cref="Indices"/> of the largest |a − n|; -1 if nothing was compared.</summary>
    public int Worst { get; init; } = -1;

    /// <summary>What else is wrong, in words; null where nothing is.</summary>
    public string? Remark { get; init; }

    /// <summary>Which known mistake a wrong gradient looks like; null where it is not wrong, or looks like none.</summary>
    public Diagnosis? Diagnosis { get; init; }

    /// <summary>
    /// In an objective, the first tensor in backward order that is wrong by itself and spoils this one, "decoder.2 dx", and what that looks
    /// like; null where this gradient is wrong by itself, or nothing tells.
    /// </summary>
    public string? InheritedFrom { get; init; }

    /// <summary>True where the gradient was judged and found good.</summary>
    public bool Passed => Verdict is Verdict.Right or Verdict.Frozen;
}
