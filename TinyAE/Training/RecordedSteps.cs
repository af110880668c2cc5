namespace TinyAE.Training;

/// <summary>Which steps of a training get a row in its history: about a thousand at most, however long it is.</summary>
/// <remarks>
/// The rule stands at <see cref="History"/>. Whether a step has a row depends on its number and the plan alone, so that a resumed
/// training records the steps that an uninterrupted one records.
/// </remarks>
internal readonly struct RecordedSteps
{
    /// <summary>The number of rows at most, besides the first and the last one.</summary>
    internal const int Limit = 1000;

    private readonly long _total;
    private readonly long _stepsPerEpoch;
    private readonly long _everyEpochs;
    private readonly long _everySteps;
    private readonly long _first;

    /// <param name="total">Steps of the whole training.</param>
    /// <param name="stepsPerEpoch">Steps of one epoch.</param>
    /// <param name="wholeEpochs">Whether steps within an epoch have no row.</param>
    internal RecordedSteps(long total, long stepsPerEpoch, bool wholeEpochs = false)
    {
        long epochs = (total + stepsPerEpoch - 1) / stepsPerEpoch;
        long rowsPerEpoch = wholeEpochs ? 1 : Math.Max(1, Limit / epochs);
        _total = total;
        _first = wholeEpochs ? stepsPerEpoch : 1;
        _stepsPerEpoch = stepsPerEpoch;
        _everySteps = (stepsPerEpoch + rowsPerEpoch - 1) / rowsPerEpoch;
        _everyEpochs = 1;
        for (int n = 0; epochs / _everyEpochs > Limit; n++)
        {
            _everyEpochs = n % 3 == 1 ? _everyEpochs / 2 * 5 : _everyEpochs * 2; // 1, 2, 5, 10, 20, 50, ...
        }
    }

    /// <summary>The first recorded step after this one; at most the last of all.</summary>
    /// <param name="step">0 before the first step.</param>
    internal long After(long step)
    {
        if (step < _first)
        {
            return Math.Min(_first, _total);
        }

        long epoch = step / _stepsPerEpoch;
        long within = step % _stepsPerEpoch;
        long next = _everyEpochs > 1
            ? (epoch / _everyEpochs + 1) * _everyEpochs * _stepsPerEpoch
            : epoch * _stepsPerEpoch + Math.Min((within / _everySteps + 1) * _everySteps, _stepsPerEpoch);
        return Math.Min(next, _total);
    }
}
