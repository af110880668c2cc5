using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Samples that a trainer can ask for by number, in any order.</summary>
/// <remarks>
/// How the samples are kept is the data set's own matter: numbers in memory, bytes that <see cref="CopyTo"/> turns into numbers, a file.
/// So sixty thousand images need not stand in memory as floats.
/// </remarks>
/// <typeparam name="T">float or double: what the samples are read as.</typeparam>
public interface IDataset<T>
    where T : unmanaged
{
    /// <summary>The number of samples, at least 1.</summary>
    int Count { get; }

    /// <summary>The shape of one sample.</summary>
    Shape Shape { get; }

    /// <summary>The class of each sample, an index into <see cref="ClassNames"/>; empty where the data has no classes.</summary>
    ReadOnlySpan<int> Labels => [];

    /// <summary>The name of each class; empty where the data has no classes.</summary>
    IReadOnlyList<string> ClassNames => [];

    /// <summary>Copies samples, one after another.</summary>
    /// <param name="indices">The samples' numbers, each 0 to Count - 1, in the order wanted; one may come twice.</param>
    /// <param name="destination">Overwritten; at least indices.Length · Shape.Size elements.</param>
    /// <exception cref="ArgumentException">An index is out of range, or the destination is too short.</exception>
    void CopyTo(ReadOnlySpan<int> indices, Span<T> destination);

    /// <summary>Whether samples have targets of their own; false: the target is the sample itself, as an autoencoder wants it.</summary>
    bool HasTargets => false;

    /// <summary>Copies what a model should make of samples, one after another: of the samples' shape.</summary>
    /// <param name="indices">The samples' numbers, as in <see cref="CopyTo"/>.</param>
    /// <param name="destination">Overwritten; at least indices.Length · Shape.Size elements.</param>
    /// <exception cref="ArgumentException">An index is out of range, or the destination is too short.</exception>
    void CopyTargetsTo(ReadOnlySpan<int> indices, Span<T> destination) => CopyTo(indices, destination);
}
