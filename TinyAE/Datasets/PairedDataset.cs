using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Samples whose targets are other samples: noisy images and the clean ones that they were made of.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class PairedDataset<T> : IDataset<T>
    where T : unmanaged
{
    private readonly IDataset<T> _inputs;
    private readonly IDataset<T> _targets;

    /// <summary>Pairs two data sets, sample by sample.</summary>
    /// <param name="inputs">What a model sees; labels, if any, are its own.</param>
    /// <param name="targets">What it should make of it.</param>
    /// <exception cref="ArgumentException">Another number of samples, or another shape.</exception>
    public PairedDataset(IDataset<T> inputs, IDataset<T> targets)
    {
        if (inputs.Count != targets.Count || inputs.Shape != targets.Shape)
        {
            throw new ArgumentException(
                $"Each of the {inputs.Count} inputs {inputs.Shape} has a target of its shape; "
                + $"found {targets.Count} targets {targets.Shape}.", nameof(targets));
        }

        _inputs = inputs;
        _targets = targets;
    }

    /// <inheritdoc/>
    public int Count => _inputs.Count;

    /// <inheritdoc/>
    public Shape Shape => _inputs.Shape;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Labels => _inputs.Labels;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => _inputs.ClassNames;

    /// <inheritdoc/>
    public bool HasTargets => true;

    /// <inheritdoc/>
    public void CopyTo(ReadOnlySpan<int> indices, Span<T> destination) => _inputs.CopyTo(indices, destination);

    /// <inheritdoc/>
    public void CopyTargetsTo(ReadOnlySpan<int> indices, Span<T> destination) => _targets.CopyTo(indices, destination);
}
