using System.Diagnostics;
using System.Numerics;

namespace TinyAE.Training;

/// <summary>What time decides in one run of a training: when to report and when to write a checkpoint.</summary>
internal sealed class TrainingClock<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const long ReportMilliseconds = 100;

    private readonly Trainer<T> _trainer;
    private readonly TrainingState<T> _state;
    private readonly Action<TrainingProgress>? _progress;
    private readonly string? _path;
    private readonly long _saveMilliseconds;
    private readonly long _saveSteps;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly double _secondsBefore;
    private readonly long _stepsBefore;
    private double _firstStepSeconds; // that step compiles the code, so its time says nothing about the others
    private long _nextReport = long.MaxValue;
    private long _nextSave;
    private long _nextSaveStep;

    internal TrainingClock(Trainer<T> trainer, TrainingPlan plan, Action<TrainingProgress>? progress)
    {
        _trainer = trainer;
        _state = trainer.State;
        _progress = progress;
        _path = plan.CheckpointPath;
        _saveMilliseconds = (long)Math.Min(plan.CheckpointInterval.TotalMilliseconds, int.MaxValue);
        _saveSteps = plan.CheckpointSteps ?? long.MaxValue;
        _secondsBefore = _state.Seconds;
        _stepsBefore = _state.Step;
        SetNextSave();
    }

    /// <summary>Reports and saves where it is time to; reads a coarse clock only.</summary>
    internal void AfterStep()
    {
        long now = Environment.TickCount64;
        if (_firstStepSeconds == 0)
        {
            _firstStepSeconds = _watch.Elapsed.TotalSeconds;
            _nextReport = _progress is null ? long.MaxValue : now + ReportMilliseconds;
        }
        else if (now >= _nextReport)
        {
            Report();
            _nextReport = Environment.TickCount64 + ReportMilliseconds;
        }

        if (now >= _nextSave || _state.Step >= _nextSaveStep)
        {
            Save();
        }
    }

    /// <summary>Brings the state's seconds up to date.</summary>
    internal void Update() => _state.Seconds = _secondsBefore + _watch.Elapsed.TotalSeconds;

    /// <summary>Writes the checkpoint, if the plan wants one.</summary>
    internal void Save()
    {
        if (_path is not null)
        {
            Update();
            _trainer.Save(_path);
            SetNextSave();
        }
    }

    /// <summary>Tells the caller how far training is.</summary>
    internal void Report()
    {
        TimeSpan elapsed = _watch.Elapsed;
        long done = _state.Step - _stepsBefore;
        double secondsAStep = done > 1 ? (elapsed.TotalSeconds - _firstStepSeconds) / (done - 1) : elapsed.TotalSeconds;
        double secondsLeft = secondsAStep * (_trainer.TotalSteps - _state.Step);
        TimeSpan left = TimeSpan.FromSeconds(Math.Min(secondsLeft, TimeSpan.MaxValue.TotalSeconds / 2));
        _progress?.Invoke(new TrainingProgress(_state.Step, _trainer.TotalSteps, _trainer.Epochs, _trainer.Loss, elapsed, left));
    }

    private void SetNextSave()
    {
        _nextSave = _path is null ? long.MaxValue : Environment.TickCount64 + _saveMilliseconds;
        _nextSaveStep = _path is null || _saveSteps > long.MaxValue - _state.Step ? long.MaxValue : _state.Step + _saveSteps;
    }
}
