using System.Numerics;
using TinyAE.Datasets;
using TinyAE.Numerics;

namespace TinyAE.Training;

/// <summary>Trains: for each epoch, for each batch, for each phase, evaluate the objective and let the optimizer step.</summary>
/// <remarks>
/// The same plan gives the same bits for any number of threads, and a training that is interrupted and resumed gives the bits of one that
/// is not: the noise of a step comes from (seed, phase, step), the order of the samples from (seed, epoch), and all the rest is in
/// <see cref="State"/>. A step allocates nothing after the first; recording, reporting and saving come between steps.
/// </remarks>
public sealed class Trainer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TrainingPlan _plan;
    private readonly Workers _workers;
    private readonly BatchLoader<T> _batches;
    private readonly PhaseRun<T>[] _phases;
    private readonly TrainingRecorder<T> _recorder;
    private readonly int _terms;

    /// <summary>Prepares a training that begins at step 0.</summary>
    /// <param name="phases">What each step does, in order; at least one phase. All read one flat vector.</param>
    /// <param name="data">The samples; each phase's input and target is a batch of them.</param>
    /// <param name="plan">How long, which batches, when to save.</param>
    /// <param name="workers">The threads; null: the caller's alone. The result does not depend on how many.</param>
    /// <param name="theta">Where to start; moved in place. Null: the layers' initial values, from the plan's seed.</param>
    /// <param name="measures">What the history holds besides the losses; null: nothing.</param>
    /// <exception cref="ArgumentException">Something does not fit or is out of its range; the message says what is allowed.</exception>
    public Trainer(IReadOnlyList<Phase<T>> phases, IDataset<T> data, TrainingPlan plan, Workers? workers = null, T[]? theta = null,
                   IReadOnlyList<Measure<T>>? measures = null)
    {
        TrainingChecks.Check(phases, data, plan, theta);
        _plan = plan;
        _workers = workers ?? Workers.One;
        _terms = phases[0].Objective.Terms.Count;
        _batches = new BatchLoader<T>(data, plan.BatchSize ?? data.Count, plan.Shuffle, plan.Seed);
        TotalSteps = TrainingChecks.TotalSteps(plan, _batches.PerEpoch);
        _recorder = new TrainingRecorder<T>(phases, measures ?? [], TotalSteps, _batches.PerEpoch);
        State = new TrainingState<T>(phases, theta ?? phases[0].Objective.Layout.Initialize<T>(plan.Seed), new History(_recorder.Columns));
        _phases = PhaseRun<T>.ForEach(phases, State);
        Settings = TrainingSettings.Of(phases, data, plan, TotalSteps);
    }

    /// <summary>What has been reached: theta, what the optimizers remember, the history.</summary>
    public TrainingState<T> State { get; }

    /// <summary>Epochs begun, the one that runs included.</summary>
    public long Epochs => (State.Step + _batches.PerEpoch - 1) / _batches.PerEpoch;

    /// <summary>The first phase's mean loss over the last epoch's samples so far; 0 before the first step.</summary>
    public double Loss => State.Means[_terms];

    /// <summary>Steps of the whole training.</summary>
    public long TotalSteps { get; }

    /// <summary>What determines the result besides model and data, by name: for config.json, and for a checkpoint to agree with.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Trains on from <see cref="State"/> until the plan ends, a criterion is met, or somebody cancels.</summary>
    /// <param name="progress">Told at most ten times a second, and at the end, on the calling thread; null: nobody.</param>
    /// <param name="criterion">
    /// Asked every <see cref="TrainingPlan.CriterionEvery"/> steps; true stops. It changes nothing in the state. Null: never.
    /// </param>
    /// <param name="cancellation">Stops after the step that runs; the state is saved.</param>
    /// <exception cref="NotFiniteNumberException">
    /// A loss, or a weight about to be saved, is not finite. The last checkpoint stays as it was.
    /// </exception>
    /// <exception cref="IOException">A checkpoint cannot be written.</exception>
    public TrainingResult Run(Action<TrainingProgress>? progress = null, Func<TrainingState<T>, bool>? criterion = null,
                              CancellationToken cancellation = default)
    {
        TrainingClock<T> clock = new(this, _plan, progress);
        _recorder.Begin(State);
        using BatchLoader<T>.Ahead ahead = _batches.LoadAhead();
        StopReason? stop = ReasonToStop(criterion, cancellation);
        for (long epoch = State.Step / _batches.PerEpoch; stop is null; epoch++)
        {
            for (int b = (int)(State.Step % _batches.PerEpoch); b < _batches.PerEpoch && stop is null; b++)
            {
                _batches.Load(epoch, b);
                foreach (PhaseRun<T> phase in _phases)
                {
                    phase.Step(State, _batches, _plan.Seed, TotalSteps, _workers);
                }

                State.Step++;
                _recorder.AfterStep(State, clock); // a row of the history, now and then
                clock.AfterStep(); // a report or a checkpoint, now and then
                stop = ReasonToStop(criterion, cancellation);
            }
        }

        if (stop != StopReason.Interrupted)
        {
            _recorder.End(State, clock);
        }

        clock.Save();
        clock.Update();
        clock.Report();
        return new TrainingResult(stop.Value, State.Step, Epochs, Loss, State.Seconds);
    }

    /// <summary>Writes the whole state, so that <see cref="Resume"/> continues from it to the last bit.</summary>
    /// <param name="path">The file; the old one is replaced only when the new one is complete.</param>
    /// <exception cref="NotFiniteNumberException">A weight is not finite; nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => Checkpoint.Save(path, State, Settings, _plan.Description);

    /// <summary>Continues where a checkpoint was written, by a trainer of the same model, data and settings.</summary>
    /// <param name="path">The file that <see cref="Save"/> wrote.</param>
    /// <exception cref="InvalidDataException">It is damaged, or another training wrote it; the message names what differs.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Resume(string path) => Checkpoint.Load(path, State, Settings, _plan.Description);

    // A stop depends on the state alone, so that a finished training, resumed, is still finished.
    private StopReason? ReasonToStop(Func<TrainingState<T>, bool>? criterion, CancellationToken cancellation)
    {
        long step = State.Step;
        if (criterion is not null && step > 0 && step % _plan.CriterionEvery == 0 && criterion(State))
        {
            return StopReason.CriterionMet;
        }

        if (_plan.LossBelow is { } bound && step > 0 && step % _batches.PerEpoch == 0 && Loss < bound)
        {
            return StopReason.LossReached;
        }

        return step >= TotalSteps ? StopReason.Finished : cancellation.IsCancellationRequested ? StopReason.Interrupted : null;
    }
}
