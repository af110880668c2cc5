namespace TinyAE.Reports;

/// <summary>A part of a formula.</summary>
internal abstract record MathNode
{
    /// <summary>True if a blank stood before it.</summary>
    public bool Spaced { get; init; }
}

/// <summary>What a symbol is.</summary>
internal enum MathSymbolKind
{
    Identifier,
    Number,
    Operator,

    /// <summary>Words of a sentence.</summary>
    Words,
}

/// <summary>A name, a number, an operator, or words.</summary>
internal sealed record MathSymbol(MathSymbolKind Kind, string Text) : MathNode;

/// <summary>Several in a row.</summary>
/// <param name="Parts">The parts.</param>
/// <param name="WasGroup">True if the notation has parentheses around it that the drawing makes needless: (a + b) / c.</param>
internal sealed record MathRow(IReadOnlyList<MathNode> Parts, bool WasGroup = false) : MathNode;

/// <summary>Between fences: (a, b), [a > 0], |x|.</summary>
internal sealed record MathFence(string Open, MathRow Inside, string Close) : MathNode;

/// <summary>With a subscript, a superscript, or both.</summary>
internal sealed record MathScripts(MathNode Base, MathNode? Sub, MathNode? Super) : MathNode;

/// <summary>A fraction.</summary>
internal sealed record MathFraction(MathNode Above, MathNode Below) : MathNode;

/// <summary>A square root.</summary>
internal sealed record MathRoot(MathNode Of) : MathNode;

/// <summary>A letter under a mark: m̂.</summary>
internal sealed record MathAccent(MathNode Base, string Mark) : MathNode;
