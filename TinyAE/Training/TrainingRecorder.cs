using System.Numerics;
using TinyAE.Models;

namespace TinyAE.Training;

/// <summary>Writes the rows of a training's history.</summary>
internal sealed class TrainingRecorder<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Phase<T>[] _phases;
    private readonly Measure<T>[] _measures;
    private readonly long _total;
    private readonly int _stepsPerEpoch;
    private readonly RecordedSteps _steps;
    private readonly double[] _row;
    private long _next;

    internal TrainingRecorder(IReadOnlyList<Phase<T>> phases, IReadOnlyList<Measure<T>> measures, long total, int stepsPerEpoch)
    {
        _phases = [.. phases];
        _measures = [.. measures];
        _total = total;
        _stepsPerEpoch = stepsPerEpoch;
        _steps = new RecordedSteps(total, stepsPerEpoch, measures.Any(measure => measure.IsOfEpochs));

        List<string> columns = ["step", "epoch"];
        foreach (IObjective<T> objective in phases.Select(phase => phase.Objective))
        {
            string prefix = phases.Count > 1 ? $"{objective.Name}: " : "";
            columns.AddRange(objective.Terms.Select(term => prefix + term.Name).Append(prefix + "loss").Append(prefix + "learning rate"));
        }

        columns.AddRange(measures.Select(measure => measure.Name).Append("seconds"));
        Columns = columns;
        _row = new double[columns.Count];
    }

    /// <summary>The columns of the history.</summary>
    internal IReadOnlyList<string> Columns { get; }

    /// <summary>Finds out which step comes next, and makes room for the rows to come.</summary>
    internal void Begin(TrainingState<T> state)
    {
        _next = _steps.After(state.Step);
        state.History.Reserve(RecordedSteps.Limit + 2);
    }

    /// <summary>Adds a row if this step is one of those recorded.</summary>
    internal void AfterStep(TrainingState<T> state, TrainingClock<T> clock)
    {
        if (state.Step == _next)
        {
            Record(state, clock);
            _next = _steps.After(state.Step);
        }
    }

    /// <summary>Adds a row for the last step, unless it has one.</summary>
    internal void End(TrainingState<T> state, TrainingClock<T> clock)
    {
        if (state.Step > 0 && (state.History.Count == 0 || state.History[^1][0] != state.Step))
        {
            Record(state, clock);
        }
    }

    private void Record(TrainingState<T> state, TrainingClock<T> clock)
    {
        clock.Update();
        long step = state.Step - 1;
        int column = 0;
        _row[column++] = state.Step;
        _row[column++] = step / _stepsPerEpoch + 1;
        int mean = 0;
        foreach (Phase<T> phase in _phases)
        {
            for (int i = 0; i <= phase.Objective.Terms.Count; i++)
            {
                _row[column++] = state.Means[mean++];
            }

            _row[column++] = phase.RateAt(step, _total);
        }

        foreach (Measure<T> measure in _measures)
        {
            _row[column++] = measure.Value(state);
        }

        _row[column] = state.Seconds;
        state.History.Add(_row);
    }
}
