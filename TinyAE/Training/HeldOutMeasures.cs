using System.Numerics;
using TinyAE.Datasets;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Training;

/// <summary>An objective's terms on data that it is not trained on: a column of the history for each term, and one for the loss.</summary>
/// <remarks>
/// m_i = Σ_b n_b term_i(b) / Σ_b n_b over the batches b of n_b samples in the data's own order, so that a smaller last batch counts by
/// its size; for terms that are means over the batch this is the mean over all samples. The passes are not of training: nothing in theta
/// changes, dropout drops nothing, β of a warm-up is the final one.
/// An objective that draws even so, as a variational autoencoder does, sees the same draws at each evaluation: those of
/// (seed, <see cref="RandomPurpose.HeldOut"/>, 2^32 - 1 - b), which no step of a training draws. So two epochs differ by theta alone.
/// The bits do not depend on the number of threads; they do on the batch size, as those of a training.
/// </remarks>
public sealed class HeldOutMeasures<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly IObjective<T> _objective;
    private readonly BatchLoader<T> _batches;
    private readonly ulong _seed;
    private readonly Workers _workers;
    private readonly double[] _terms;
    private readonly double[] _means;
    private TrainingState<T>? _state; // for which _means were computed
    private long _step;

    /// <summary>Prepares; room for one batch is taken here, and an evaluation takes no more.</summary>
    /// <param name="objective">What is evaluated; it may be the one that is trained.</param>
    /// <param name="data">The held-out samples.</param>
    /// <param name="seed">Of what the objective draws; the training's will do.</param>
    /// <param name="workers">The threads, those of the training; null: the caller's alone.</param>
    /// <param name="batchSize">Samples at a time, 1 to the objective's capacity; null: the capacity.</param>
    /// <param name="prefix">What precedes the names of the terms in the columns.</param>
    /// <exception cref="ArgumentException">The samples have another size than the objective takes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is out of its range.</exception>
    public HeldOutMeasures(
        IObjective<T> objective, IDataset<T> data, ulong seed, Workers? workers = null, int? batchSize = null, string prefix = "val ")
    {
        if (objective.Input.Size != data.Shape.Size || objective.Target.Size != data.Shape.Size)
        {
            throw new ArgumentException(
                $"The {objective.Name} takes inputs {objective.Input} and targets {objective.Target}, but the held-out samples are "
                + $"{data.Shape}.", nameof(data));
        }

        int size = batchSize ?? objective.Capacity;
        if (size < 1 || size > objective.Capacity)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), size, $"A batch has 1 to {objective.Capacity} samples.");
        }

        _objective = objective;
        _batches = new BatchLoader<T>(data, size, shuffle: false, seed);
        _seed = seed;
        _workers = workers ?? Workers.One;
        _terms = new double[objective.Terms.Count];
        _means = new double[_terms.Length + 1];
        All =
        [
            .. objective.Terms.Select(term => term.Name).Append("loss")
                .Select((name, i) => new Measure<T>(prefix + name, state => ValueOf(i, state)) { IsOfEpochs = true }),
        ];
    }

    /// <summary>The columns: one a term, then the loss. All of a row come from one evaluation.</summary>
    public IReadOnlyList<Measure<T>> All { get; }

    /// <summary>Evaluates the whole data.</summary>
    /// <param name="theta">The flat vector; it does not change.</param>
    /// <returns>The mean of each term, then that of the loss; valid until the next evaluation.</returns>
    public ReadOnlySpan<double> Evaluate(Span<T> theta)
    {
        _state = null;
        for (int b = 0; b < _batches.PerEpoch; b++)
        {
            _batches.Load(0, b);
            RandomKey key = new(_seed, RandomPurpose.HeldOut, uint.MaxValue - (uint)b);
            Pass pass = new(_batches.Size, Training: false, key, _workers);
            double loss = _objective.Evaluate(theta, _batches.Current, [], _terms, pass);
            for (int i = 0; i < _means.Length; i++)
            {
                double value = i < _terms.Length ? _terms[i] : loss;
                _means[i] = b == 0 ? value : _means[i] + ((value - _means[i]) * _batches.Share);
            }
        }

        return _means;
    }

    // The first column of a row evaluates for the others.
    private double ValueOf(int i, TrainingState<T> state)
    {
        if (i == 0 || state != _state || state.Step != _step)
        {
            Evaluate(state.Theta);
            (_state, _step) = (state, state.Step);
        }

        return _means[i];
    }
}
