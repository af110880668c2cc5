using TinyAE.Datasets;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Training;

/// <summary>Cuts a data set into the batches of an epoch, in an order that the seed and the epoch's number determine.</summary>
/// <remarks>
/// While a training works on a batch, a thread loads the one that follows into a second buffer, beyond the end of an epoch too, where it
/// draws the next order. So training waits for data only if loading takes longer than a step. Which thread loads changes no bit.
/// </remarks>
internal sealed class BatchLoader<T>
    where T : unmanaged
{
    /// <summary>Elements of a batch from which loading ahead pays: to wake the thread costs as much as to load some thousands.</summary>
    internal const int LeastAhead = 1 << 14;

    private readonly IDataset<T> _data;
    private readonly int _batchSize;
    private readonly bool _shuffle;
    private readonly ulong _seed;
    private readonly int[] _order;
    private long _orderOf = -1; // the epoch whose order that is
    private BatchBuffer<T> _current;
    private BatchBuffer<T>? _following;
    private (long Epoch, int Number)? _coming; // what is being loaded into _following
    private BackgroundWork? _ahead;

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

        _current = new BatchBuffer<T>(data, _batchSize);
        if (PerEpoch == 1)
        {
            _current.Fill(_order, 0, data.Count); // once for all
        }
    }

    /// <summary>Batches in an epoch.</summary>
    internal int PerEpoch { get; }

    /// <summary>Samples in the batch that was loaded last.</summary>
    internal int Size => _current.Size;

    /// <summary>The share of this batch in the samples that the epoch has seen once it is done: 1 for its first batch.</summary>
    internal double Share => _current.Share;

    /// <summary>The batch that was loaded last; the target is the input unless the data has targets of its own.</summary>
    internal Batch<T> Current => _current.Batch;

    /// <summary>Begins to load ahead, where that pays; it ends, and its thread with it, when what is returned is disposed of.</summary>
    internal Ahead LoadAhead()
    {
        if (PerEpoch > 1 && (long)_batchSize * _data.Shape.Size >= LeastAhead)
        {
            _following ??= new BatchBuffer<T>(_data, _batchSize);
            _coming = null;
            _ahead = new BackgroundWork("TinyAE batches", LoadComing);
        }

        return new Ahead(this);
    }

    /// <summary>Loads a batch; the last one of an epoch holds what is left over.</summary>
    /// <param name="epoch">0 for the first.</param>
    /// <param name="number">0 to PerEpoch - 1.</param>
    internal void Load(long epoch, int number)
    {
        if (PerEpoch == 1)
        {
            return;
        }

        if (_ahead is null)
        {
            Fill(_current, epoch, number);
            return;
        }

        _ahead.Await(); // what the data set threw is thrown here
        if (_coming != (epoch, number))
        {
            Fill(_following!, epoch, number);
        }

        (_current, _following) = (_following!, _current);
        _coming = number + 1 < PerEpoch ? (epoch, number + 1) : (epoch + 1, 0);
        _ahead.Begin();
    }

    private void LoadComing() => Fill(_following!, _coming!.Value.Epoch, _coming.Value.Number);

    private void Fill(BatchBuffer<T> buffer, long epoch, int number)
    {
        if (_shuffle && epoch != _orderOf)
        {
            Noise.Permutation(new RandomKey(_seed, RandomPurpose.Shuffle, (uint)epoch), _order);
            _orderOf = epoch;
        }

        int first = number * _batchSize;
        buffer.Fill(_order, first, Math.Min(_batchSize, _data.Count - first));
    }

    /// <summary>The time in which batches are loaded ahead.</summary>
    internal readonly ref struct Ahead(BatchLoader<T> loader)
    {
        /// <summary>Ends it, after the batch that is being loaded.</summary>
        public void Dispose()
        {
            loader._ahead?.End();
            loader._ahead = null;
        }
    }
}
