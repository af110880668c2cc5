using System.Diagnostics;

namespace TinyAE.Recipes;

/// <summary>Tells how far one part of an evaluation is, some ten times a second, and ends it where that is wanted.</summary>
internal sealed class EvaluationClock
{
    private const long ReportMilliseconds = 100;

    private readonly string _part;
    private readonly long _total;
    private readonly Action<EvaluationProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _done;
    private long _nextReport = ReportMilliseconds;

    /// <summary>Begins a part.</summary>
    public EvaluationClock(string part, long total, Action<EvaluationProgress>? progress, CancellationToken cancellation)
    {
        (_part, _total, _progress, _cancellation) = (part, total, progress, cancellation);
        cancellation.ThrowIfCancellationRequested();
        progress?.Invoke(new EvaluationProgress(part, 0, total, null));
    }

    /// <summary>A step is done.</summary>
    /// <exception cref="OperationCanceledException">The evaluation is to end.</exception>
    public void Tick()
    {
        _cancellation.ThrowIfCancellationRequested();
        _done++;
        if (_done == _total || _watch.ElapsedMilliseconds >= _nextReport)
        {
            _nextReport = _watch.ElapsedMilliseconds + ReportMilliseconds;
            _progress?.Invoke(new EvaluationProgress(_part, _done, _total, _watch.Elapsed * ((double)(_total - _done) / _done)));
        }
    }
}
