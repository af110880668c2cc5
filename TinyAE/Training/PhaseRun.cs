using System.Numerics;
using TinyAE.Layers;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Training;

/// <summary>One phase at work: L and ∂L/∂theta on the batch, then the optimizer's step, one for each contiguous range that moves.</summary>
internal sealed class PhaseRun<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The networks of a model at most: each may take 2^13 purposes of random numbers, and each phase has 2^20.</summary>
    internal const int MostNetworks = 128;

    private const int PhaseShift = 20;

    private readonly Phase<T> _phase;
    private readonly IReadOnlyList<OptimizerState<T>> _states;
    private readonly ParameterSlot[] _moves;
    private readonly T[] _dtheta;
    private readonly double[] _terms;
    private readonly int _firstMean;
    private readonly uint _purpose;
    private readonly Elsewhere? _elsewhere;

    /// <param name="phase">What it does.</param>
    /// <param name="number">Its number within the step, 0 for the first.</param>
    /// <param name="states">Its optimizer's states, one for each range.</param>
    /// <param name="dtheta">Room for the gradient; the phases take turns with it.</param>
    /// <param name="firstMean">Where its means begin among those of the state.</param>
    internal PhaseRun(Phase<T> phase, int number, IReadOnlyList<OptimizerState<T>> states, T[] dtheta, int firstMean)
    {
        _phase = phase;
        _states = states;
        _moves = [.. phase.Objective.Moves];
        _dtheta = dtheta;
        _terms = new double[phase.Objective.Terms.Count];
        _firstMean = firstMean;
        _purpose = RandomPurpose.Layer + ((uint)number << PhaseShift);
        _elsewhere = phase.Optimizer.NeedsFullBatch ? new Elsewhere(phase.Objective, _moves[0]) : null;
    }

    /// <summary>Its runs, one for each phase of a training.</summary>
    internal static PhaseRun<T>[] ForEach(IReadOnlyList<Phase<T>> phases, TrainingState<T> state)
    {
        T[] dtheta = new T[state.Layout.TrainableCount];
        int firstMean = 0;
        PhaseRun<T>[] runs = new PhaseRun<T>[phases.Count];
        for (int p = 0; p < runs.Length; p++)
        {
            runs[p] = new PhaseRun<T>(phases[p], p, state.Optimizers[p], dtheta, firstMean);
            firstMean += phases[p].Objective.Terms.Count + 1;
        }

        return runs;
    }

    /// <summary>Takes one step.</summary>
    /// <param name="state">Theta moves, and the means take in the batch's values; the caller counts the step.</param>
    /// <param name="batches">The batch.</param>
    /// <param name="seed">With the step's number, the source of the noise.</param>
    /// <param name="total">Steps that the whole training will take.</param>
    /// <param name="workers">The threads.</param>
    /// <exception cref="NotFiniteNumberException">The loss is not finite; this phase has moved nothing.</exception>
    internal void Step(TrainingState<T> state, BatchLoader<T> batches, ulong seed, long total, Workers workers)
    {
        Span<T> theta = state.Theta;
        RandomKey key = new(seed, _purpose, (uint)state.Step);
        Pass pass = new(batches.Size, Training: true, key, workers);
        double loss = _phase.Objective.Evaluate(theta, batches.Current, _dtheta, _terms, pass); // L, ∂L/∂theta
        if (!double.IsFinite(loss))
        {
            throw NotFinite(loss, state.Step + 1);
        }

        double rate = _phase.RateAt(state.Step, total);
        _elsewhere?.Of(state.Theta, batches, pass);
        StepInfo<T> step = new(rate, loss, workers, _elsewhere);
        for (int r = 0; r < _moves.Length; r++)
        {
            (int offset, int length) = _moves[r];
            _phase.Optimizer.Step(theta.Slice(offset, length), _dtheta.AsSpan(offset, length), _states[r], step); // theta moves
        }

        TakeIn(loss, state.Means.AsSpan(_firstMean, _terms.Length + 1), batches.Share);
    }

    /// <summary>mean += (value − mean) · share: the mean over the epoch's samples so far; exactly the value for its first batch.</summary>
    private void TakeIn(double loss, Span<double> means, double share)
    {
        for (int i = 0; i < means.Length; i++)
        {
            double mean = share < 1 ? means[i] : 0;
            double value = i < _terms.Length ? _terms[i] : loss;
            means[i] = mean + ((value - mean) * share);
        }
    }

    private NotFiniteNumberException NotFinite(double loss, long step)
    {
        string terms = string.Join(", ", _phase.Objective.Terms.Select((term, i) => $"{term.Name} = {_terms[i]}"));
        return new NotFiniteNumberException(
            $"The loss of the {_phase.Objective.Name} is not finite at step {step} ({terms}). "
            + $"The base learning rate is {_phase.LearningRate}; a smaller one may help.", loss);
    }

    /// <summary>The same objective, batch and noise at another theta: what a line search asks.</summary>
    private sealed class Elsewhere(IObjective<T> objective, ParameterSlot moves) : IEvaluation<T>
    {
        private readonly T[] _theta = new T[objective.Layout.Count];
        private readonly T[] _dtheta = new T[objective.Layout.TrainableCount];
        private readonly double[] _terms = new double[objective.Terms.Count];
        private T[] _here = [];
        private BatchLoader<T>? _batches;
        private Pass _pass;

        internal void Of(T[] theta, BatchLoader<T> batches, in Pass pass)
        {
            _here = theta;
            _batches = batches;
            _pass = pass;
        }

        public double Evaluate(ReadOnlySpan<T> theta, Span<T> dtheta)
        {
            _here.CopyTo(_theta, 0); // what another phase moves, and the layers' state, stay as they are
            theta.CopyTo(_theta.AsSpan(moves.Offset, moves.Length));
            double loss = objective.Evaluate(_theta, _batches!.Current, _dtheta, _terms, _pass);
            _dtheta.AsSpan(moves.Offset, moves.Length).CopyTo(dtheta);
            return loss;
        }
    }
}
