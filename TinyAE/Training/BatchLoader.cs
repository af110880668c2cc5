using TinyAE.Datasets;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Training;

/// <summary>Cuts a data set into the batches of an epoch, in an order that the seed and the epoch's number determine.</summary>
internal sealed class BatchLoader<T>
    where T : unmanaged
{
    private readonly IDataset<T> _data;
    private readonly int _batchSize;
    private readonly bool _shuffle;
    private readonly ulong _seed;
    private readonly int[] _order;
    private readonly T[] _samples;
    private readonly T[] _targets; // empty: the samples themselves
    private readonly int[] _labels;

    /// <param name="data">The samples.</param>
    /// <param name="batchSize">At least 1; the number of samples or more: the full batch.</param>
    /// <param name="shuffle">Whether mini-batches draw a new order each epoch; the full batch keeps the data's own.</param>
    /// <param name="seed">Of the orders.</param>
    internal BatchLoader(IDataset<T> data, int batchSize, bool shuffle, ulong seed)
    {
        _data = data;
        _batchSize = Math.Min(batchSize, data.Count);
        _seed = seed;
        PerEpoch = (data.Count + _batchSize - 1) / _batchSize;
        _shuffle = shuffle && PerEpoch > 1;
        _order = new int[data.Count];
        for (int n = 0; n < _order.Length; n++)
        {
            _order[n] = n;
        }

        _samples = new T[checked(_batchSize * data.Shape.Size)];
        _targets = new T[data.HasTargets ? _samples.Length : 0];
        _labels = new int[data.Labels.IsEmpty ? 0 : _batchSize];
        if (PerEpoch == 1)
        {
            Gather(0, data.Count); // once for all
        }
    }

    /// <summary>Batches in an epoch.</summary>
    internal int PerEpoch { get; }

    /// <summary>Samples in the batch that was loaded last.</summary>
    internal int Size { get; private set; }

    /// <summary>The share of this batch in the samples that the epoch has seen once it is done: 1 for its first batch.</summary>
    internal double Share { get; private set; }

    /// <summary>The batch that was loaded last; the target is the input unless the data has targets of its own.</summary>
    internal Batch<T> Current
    {
        get
        {
            ReadOnlySpan<T> x = _samples.AsSpan(0, Size * _data.Shape.Size);
            ReadOnlySpan<T> t = _targets.Length == 0 ? x : _targets.AsSpan(0, x.Length);
            return new Batch<T>(x, t, _labels.AsSpan(0, _labels.Length == 0 ? 0 : Size));
        }
    }

    /// <summary>Draws the order of an epoch.</summary>
    /// <param name="epoch">0 for the first.</param>
    internal void BeginEpoch(long epoch)
    {
        if (_shuffle)
        {
            Noise.Permutation(new RandomKey(_seed, RandomPurpose.Shuffle, (uint)epoch), _order);
        }
    }

    /// <summary>Loads a batch of the epoch; the last one holds what is left over.</summary>
    /// <param name="number">0 to PerEpoch - 1.</param>
    internal void Load(int number)
    {
        if (PerEpoch > 1)
        {
            int first = number * _batchSize;
            Gather(first, Math.Min(_batchSize, _data.Count - first));
        }
    }

    private void Gather(int first, int count)
    {
        ReadOnlySpan<int> indices = _order.AsSpan(first, count);
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
