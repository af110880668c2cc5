namespace TinyAE.Numerics;

/// <summary>What a kernel does with its target.</summary>
public enum Write
{
    /// <summary>The result replaces what the target holds.</summary>
    Over,

    /// <summary>The result is added to what the target holds.</summary>
    Add,
}
