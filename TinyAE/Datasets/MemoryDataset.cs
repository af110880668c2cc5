using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Samples that stand in memory as numbers, one after another.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class MemoryDataset<T> : IDataset<T>
    where T : unmanaged
{
    private readonly T[] _values;
    private readonly int[] _labels;

    /// <summary>Takes the samples as they are, without a copy.</summary>
    /// <param name="shape">The shape of one sample.</param>
    /// <param name="values">The samples, one after another; at least one.</param>
    /// <param name="labels">The class of each sample, or null.</param>
    /// <param name="classNames">The names of the classes that the labels number; null only where there are no labels.</param>
    /// <exception cref="ArgumentException">
    /// No sample, a part of one, another number of labels than of samples, or a label without a name.
    /// </exception>
    public MemoryDataset(Shape shape, T[] values, int[]? labels = null, IReadOnlyList<string>? classNames = null)
    {
        if (values.Length == 0 || values.Length % shape.Size != 0)
        {
            throw new ArgumentException(
                $"Samples {shape} hold a multiple of {shape.Size} values, at least one sample; found {values.Length}.", nameof(values));
        }

        Shape = shape;
        Count = values.Length / shape.Size;
        ClassNames = classNames ?? [];
        _values = values;
        _labels = labels ?? [];
        if (labels is not null && labels.Length != Count)
        {
            throw new ArgumentException($"There is one label a sample; found {labels.Length} labels for {Count} samples.", nameof(labels));
        }

        foreach (int label in _labels)
        {
            if ((uint)label >= (uint)ClassNames.Count)
            {
                throw new ArgumentException($"A label is a class's number, 0 to {ClassNames.Count - 1}; found {label}.", nameof(labels));
            }
        }
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public Shape Shape { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<int> Labels => _labels;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>All samples, one after another.</summary>
    public ReadOnlySpan<T> Values => _values;

    /// <summary>The values of one sample.</summary>
    /// <param name="index">0 to Count - 1.</param>
    public ReadOnlySpan<T> this[int index] => _values.AsSpan(checked(index * Shape.Size), Shape.Size);

    /// <inheritdoc/>
    public void CopyTo(ReadOnlySpan<int> indices, Span<T> destination)
    {
        int size = Shape.Size;
        for (int n = 0; n < indices.Length; n++)
        {
            int index = indices[n];
            if ((uint)index >= (uint)Count)
            {
                throw new ArgumentOutOfRangeException(nameof(indices), index, $"The samples have the numbers 0 to {Count - 1}.");
            }

            _values.AsSpan(index * size, size).CopyTo(destination.Slice(n * size, size));
        }
    }
}
