using System.Diagnostics;
using TinyAE.Imaging;
using TinyAE.Numerics;
using TinyAE.Study;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>One training of a study: measured at certain steps, on one thread.</summary>
/// <remarks>
/// The error is that of the course for every loss: E = ½ Σ_n Σ_i (y_ni − t_ni)², over all characters n and pixels i, of the predictions y.
/// A pixel is wrong if its prediction lies on the other side of 1/2. From the step at which a loss is no finite number on all numbers are
/// NaN. Measuring takes no part in the times.
/// </remarks>
internal static class FontCell
{
    public const string Error = "error";
    public const string Wrong = "wrong pixels";
    public const string WrongByCharacter = "wrong pixels by character";
    public const string Codes = "codes";
    public const string StoppedAt = "stopped at";

    /// <summary>Steps after which an optimizer that has left all parameters as they were is taken to move no more.</summary>
    private const int StuckAfter = 100;

    /// <summary>Trains and measures.</summary>
    /// <param name="settings">The network and its training; the iterations are the last of the steps.</param>
    /// <param name="steps">After which steps to measure, ascending.</param>
    /// <param name="cancellation">Ends the training.</param>
    /// <exception cref="OperationCanceledException">It was cancelled before the end.</exception>
    public static CellResult Compute(FontSettings settings, IReadOnlyList<long> steps, CancellationToken cancellation) =>
        Train(settings, steps, cancellation).Result;

    /// <summary>The same training again, to look at its network.</summary>
    public static (FontExperiment<float> Experiment, float[] Theta, CellResult Result) Train(
        FontSettings settings, IReadOnlyList<long> steps, CancellationToken cancellation = default)
    {
        FontExperiment<float> experiment = FontExperiment<float>.Build(settings with { Iterations = steps[^1] });
        Trainer<float> trainer = new(experiment.Phases, experiment.Data, experiment.Plan with { CriterionEvery = 1 });
        Observer observer = new(experiment, steps);
        try
        {
            if (trainer.Run(criterion: observer.Sees, cancellation: cancellation).Reason == StopReason.Interrupted)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
        catch (NotFiniteNumberException)
        {
            observer.Diverges();
        }

        return (experiment, trainer.State.Theta, observer.Result(trainer.State.Theta));
    }

    private sealed class Observer
    {
        private readonly FontExperiment<float> _experiment;
        private readonly IReadOnlyList<long> _steps;
        private readonly float[] _prediction;
        private readonly float[] _before;
        private readonly List<double> _errors = [];
        private readonly List<double> _wrong = [];
        private readonly List<double> _seconds = [];
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private long _stoppedAt = -1;

        public Observer(FontExperiment<float> experiment, IReadOnlyList<long> steps)
        {
            _experiment = experiment;
            _steps = steps;
            _prediction = new float[experiment.Pixels.Length];
            _before = new float[experiment.Model.Layout.Count];
        }

        /// <summary>Measures where it is time to; true once nothing moves any more.</summary>
        public bool Sees(TrainingState<float> state)
        {
            if (state.Step == _steps[_errors.Count])
            {
                Measure(state.Theta);
            }

            if (state.Step % StuckAfter != 0 || state.Step == _steps[^1])
            {
                return false;
            }

            if (!state.Theta.AsSpan().SequenceEqual(_before))
            {
                state.Theta.CopyTo(_before, 0);
                return false;
            }

            _stoppedAt = state.Step - StuckAfter;
            while (_errors.Count < _steps.Count)
            {
                Measure(state.Theta);
            }

            return true;
        }

        public void Diverges()
        {
            while (_errors.Count < _steps.Count)
            {
                Add(double.NaN, double.NaN);
            }
        }

        public CellResult Result(float[] theta)
        {
            CellResult result = new()
            {
                Numbers = { [StoppedAt] = _stoppedAt < 0 ? double.NaN : _stoppedAt },
                Series = { [Error] = [.. _errors], [Wrong] = [.. _wrong] },
                Seconds = _seconds,
            };
            if (double.IsFinite(_errors[^1]))
            {
                FontFindings found = FontFindings.Of(_experiment, theta);
                result.Series[WrongByCharacter] = [.. found.WrongPixels.Select(wrong => (double)wrong)];
                result.Series[Codes] = found.Codes;
            }

            return result;
        }

        private void Measure(float[] theta)
        {
            _watch.Stop();
            ReadOnlySpan<float> pixels = _experiment.Pixels;
            Pass pass = new(pixels.Length / Glyph.Size, Training: false, default, Workers.One);
            _experiment.Model.Reconstruct(theta, pixels, _prediction, pass);
            double error = 0;
            int wrong = 0;
            for (int i = 0; i < pixels.Length; i++)
            {
                double difference = (double)_prediction[i] - pixels[i];
                error += 0.5 * difference * difference;
                wrong += (_prediction[i] >= 0.5f) != (pixels[i] >= 0.5f) ? 1 : 0;
            }

            Add(error, double.IsFinite(error) ? wrong : double.NaN);
            _watch.Start();
        }

        private void Add(double error, double wrong)
        {
            _errors.Add(error);
            _wrong.Add(wrong);
            _seconds.Add(_watch.Elapsed.TotalSeconds);
        }
    }
}
