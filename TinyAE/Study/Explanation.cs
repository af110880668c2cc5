namespace TinyAE.Study;

/// <summary>What can be explained, by what it is.</summary>
public enum ExplanationKind
{
    /// <summary>A layer with weights, or one that changes shapes or draws noise.</summary>
    Layer,

    /// <summary>A function of each element.</summary>
    Activation,

    /// <summary>A reconstruction loss, or the divergence of a code.</summary>
    Loss,

    /// <summary>A penalty on weights or codes.</summary>
    Penalty,

    /// <summary>What moves the weights.</summary>
    Optimizer,

    /// <summary>Networks and losses joined.</summary>
    Model,
}

/// <summary>Everything that a page about one thing shows. The words and formulas are those of its file.</summary>
/// <param name="Subject">What is explained.</param>
/// <param name="Files">Its file, and those of the same room that it shares its arithmetic with.</param>
/// <param name="Example">Numbers small enough to be worked out again on paper, computed now.</param>
/// <param name="Check">The gradient check, run now; null for an optimizer, which has no gradient of its own.</param>
public sealed record Explanation(Explainable Subject, IReadOnlyList<SourceFile> Files, WorkedExample Example, GradientReport? Check)
{
    /// <summary>The file that defines it.</summary>
    public SourceFile File => Files[0];

    /// <summary>The remarks before the first derivative: the definition, and what its names mean.</summary>
    public IReadOnlyList<Remark> Definition => [.. Body.Take(FirstDerivative)];

    /// <summary>From the first derivative to the last.</summary>
    public IReadOnlyList<Remark> Derivatives => [.. Body.Skip(FirstDerivative).Take(LastDerivative + 1 - FirstDerivative)];

    /// <summary>What is said after the derivatives: why, and what to mind.</summary>
    public IReadOnlyList<Remark> Notes => [.. Body.Skip(Math.Max(LastDerivative + 1, FirstDerivative))];

    private List<Remark> Body =>
        [.. File.Remarks.All.Where(remark => remark.Kind is RemarkKind.Formula or RemarkKind.Prose or RemarkKind.Keeps)];

    private int FirstDerivative
    {
        get
        {
            int first = Body.FindIndex(IsDerivative);
            return first >= 0 ? first : Body.FindLastIndex(remark => remark.Kind == RemarkKind.Formula) + 1;
        }
    }

    private int LastDerivative => Body.FindLastIndex(IsDerivative);

    private static bool IsDerivative(Remark remark) => remark.Kind == RemarkKind.Formula && remark.Text.StartsWith('∂');
}
