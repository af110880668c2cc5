namespace TinyAE.Models;

/// <summary>The data of one step.</summary>
/// <param name="input">Samples, batch outermost.</param>
/// <param name="target">What the output should be; an autoencoder's target is its (clean) input.</param>
/// <param name="labels">One class a sample; empty where the data has none.</param>
public readonly ref struct Batch<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> target, ReadOnlySpan<int> labels = default)
    where T : unmanaged
{
    /// <summary>Samples, batch outermost.</summary>
    public ReadOnlySpan<T> Input { get; } = input;

    /// <summary>What the output should be.</summary>
    public ReadOnlySpan<T> Target { get; } = target;

    /// <summary>One class a sample; may be empty.</summary>
    public ReadOnlySpan<int> Labels { get; } = labels;
}
