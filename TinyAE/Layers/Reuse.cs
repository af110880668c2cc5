namespace TinyAE.Layers;

/// <summary>Whether a layer may write y over x, and dx over dy.</summary>
/// <remarks>Only a layer that computes each number from the one at its place, and whose Backward reads no x, may.</remarks>
public enum Reuse
{
    /// <summary>No: each has memory of its own.</summary>
    None,

    /// <summary>Yes, and the numbers change: y may lie over x where nobody reads x again.</summary>
    Changed,

    /// <summary>Yes, and y is x.</summary>
    Unchanged,
}
