using TinyAE.Datasets;
using TinyAE.Models;

namespace TinyAE.Training;

/// <summary>Room for one batch of a data set.</summary>
internal sealed class BatchBuffer<T>
    where T : unmanaged
{
    private readonly IDataset<T> _data;
    private readonly T[] _samples;
    private readonly T[] _targets; // empty: the samples themselves
    private readonly int[] _labels;

    /// <param name="data">The samples.</param>
    /// <param name="capacity">The largest batch.</param>
    internal BatchBuffer(IDataset<T> data, int capacity)
    {
        _data = data;
        _samples = new T[checked(capacity * data.Shape.Size)];
        _targets = new T[data.HasTargets ? _samples.Length : 0];
        _labels = new int[data.Labels.IsEmpty ? 0 : capacity];
    }

    /// <summary>Samples of the batch that it holds.</summary>
    internal int Size { get; private set; }

    /// <summary>The share of this batch in the samples that the epoch has seen once it is done: 1 for its first batch.</summary>
    internal double Share { get; private set; }

    /// <summary>The batch; the target is the input unless the data has targets of its own.</summary>
    internal Batch<T> Batch
    {
        get
        {
            ReadOnlySpan<T> x = _samples.AsSpan(0, Size * _data.Shape.Size);
            ReadOnlySpan<T> t = _targets.Length == 0 ? x : _targets.AsSpan(0, x.Length);
            return new Batch<T>(x, t, _labels.AsSpan(0, _labels.Length == 0 ? 0 : Size));
        }
    }

    /// <summary>Takes in samples.</summary>
    /// <param name="order">The order of the epoch.</param>
    /// <param name="first">Where in it the batch begins.</param>
    /// <param name="count">Samples, at most the capacity.</param>
    internal void Fill(ReadOnlySpan<int> order, int first, int count)
    {
        ReadOnlySpan<int> indices = order.Slice(first, count);
        _data.CopyTo(indices, _samples);
        if (_targets.Length > 0)
        {
            _data.CopyTargetsTo(indices, _targets);
        }

        ReadOnlySpan<int> labels = _data.Labels;
        for (int n = 0; n < _labels.Length && n < count; n++)
        {
            _labels[n] = labels[indices[n]];
        }

        Size = count;
        Share = count / (double)(first + count);
    }
}
