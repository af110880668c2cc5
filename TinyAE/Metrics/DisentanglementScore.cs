using TinyAE.Numerics;

namespace TinyAE.Metrics;

/// <summary>The disentanglement metric of Higgins et al.: can a linear classifier tell which factor was held fixed?</summary>
/// <remarks>
/// A trial: a factor k of those that vary is drawn, each equally likely; then L pairs of samples a, b, a from all samples and b from those
/// with the same value of factor k. Its features are the mean differences d_j = 1/L Σ_l |z_j(a_l) − z_j(b_l)|, its class is k.
/// A linear classifier (<see cref="LinearClassifier"/>) is fitted to some trials; the score is its accuracy on others, in [0, 1]. Guessing
/// gives 1 / K with K factors. Order and sign of the latents do not matter.
/// Where the samples are all combinations of the factors, or drawn from them, the other factors of a pair are independent, as in the paper.
/// All draws of trial t come from key.Step + t: the same key gives the same bits.
/// Source: Higgins et al. (2017), beta-VAE: Learning basic visual concepts with a constrained variational framework, section 3.
/// </remarks>
/// <param name="Score">The accuracy on the held-out trials.</param>
/// <param name="TrainingScore">The accuracy on the trials that it was fitted to.</param>
/// <param name="Factors">The factors that vary, in their order.</param>
/// <param name="FactorScores">The accuracy on the held-out trials with each factor fixed; NaN where none was drawn.</param>
/// <param name="Pairs">L.</param>
/// <param name="TrainingTrials">Trials that the classifier was fitted to.</param>
/// <param name="HeldOutTrials">Trials that the score is of.</param>
/// <param name="Count">Samples to draw from.</param>
public sealed record DisentanglementScore(
    double Score, double TrainingScore, IReadOnlyList<string> Factors, IReadOnlyList<double> FactorScores,
    int Pairs, int TrainingTrials, int HeldOutTrials, int Count)
{
    /// <summary>1 / K: the score of guessing.</summary>
    public double Chance => 1.0 / Factors.Count;

    /// <summary>Draws the trials, fits and measures.</summary>
    /// <param name="data">Mean codes and their factors.</param>
    /// <param name="key">Where the draws come from.</param>
    /// <param name="options">How many; null: the defaults.</param>
    /// <param name="workers">Threads that share the work, or none.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static DisentanglementScore Of(
        FactoredCodes data, RandomKey key, DisentanglementOptions? options = null, Workers? workers = null)
    {
        options ??= new DisentanglementOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Pairs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TrainingTrials, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.HeldOutTrials, 1);
        Trials trials = new(data, options.Pairs);
        LabelledVectors training = trials.Draw(key, options.TrainingTrials, workers);
        LabelledVectors heldOut = trials.Draw(key with { Step = key.Step + (uint)options.TrainingTrials }, options.HeldOutTrials, workers);
        LinearClassifier classifier = LinearClassifier.Train(training, options.Classifier, workers);
        int[] predicted = classifier.Predict(heldOut.Values, workers);
        int[] drawn = new int[data.Varying.Count], right = new int[data.Varying.Count];
        for (int t = 0; t < predicted.Length; t++)
        {
            drawn[heldOut.Labels[t]]++;
            right[heldOut.Labels[t]] += predicted[t] == heldOut.Labels[t] ? 1 : 0;
        }

        return new DisentanglementScore(
            Accuracy.Of(predicted, heldOut.Labels), classifier.AccuracyOn(training, workers),
            [.. data.Varying.Select(k => data.Names[k])], [.. right.Zip(drawn, (r, d) => (double)r / d)],
            options.Pairs, options.TrainingTrials, options.HeldOutTrials, data.Count);
    }

    /// <summary>Draws trials. For each factor the samples stand sorted by its value, so that those with a value are a range.</summary>
    private sealed class Trials
    {
        private readonly FactoredCodes _data;
        private readonly int _pairs;
        private readonly int[][] _order;
        private readonly int[][] _starts;

        public Trials(FactoredCodes data, int pairs)
        {
            _data = data;
            _pairs = pairs;
            _starts = [.. data.Varying.Select(Starts)];
            _order = [.. data.Varying.Select((k, i) => Sorted(k, _starts[i]))];
        }

        public LabelledVectors Draw(RandomKey key, int count, Workers? workers)
        {
            float[] differences = new float[checked(count * _data.Dimensions)];
            int[] labels = new int[count];
            (workers ?? Workers.One).Run(count, new Work(this, key, differences, labels));
            return new LabelledVectors(differences, _data.Dimensions, labels, _data.Varying.Count);
        }

        private int Draw(RandomKey key, Span<float> differences)
        {
            uint next = 0;
            int i = Noise.Below(key, ref next, (uint)_data.Varying.Count);
            ReadOnlySpan<int> values = _data.Factor(_data.Varying[i]);
            int dimensions = _data.Dimensions;
            Span<double> sums = dimensions <= 256 ? stackalloc double[dimensions] : new double[dimensions];
            sums.Clear();
            for (int pair = 0; pair < _pairs; pair++)
            {
                int a = Noise.Below(key, ref next, (uint)_data.Count);
                int start = _starts[i][values[a]];
                int b = _order[i][start + Noise.Below(key, ref next, (uint)(_starts[i][values[a] + 1] - start))];
                for (int j = 0; j < dimensions; j++)
                {
                    sums[j] += Math.Abs((double)_data.Codes[a * dimensions + j] - _data.Codes[b * dimensions + j]);
                }
            }

            for (int j = 0; j < dimensions; j++)
            {
                differences[j] = (float)(sums[j] / _pairs); // d_j = 1/L Σ_l |z_j(a_l) − z_j(b_l)|
            }

            return i;
        }

        // Where the samples with each value begin; one more number says where the last ones end.
        private int[] Starts(int k)
        {
            int[] starts = new int[_data.Sizes[k] + 1];
            foreach (int value in _data.Factor(k))
            {
                starts[value + 1]++;
            }

            for (int value = 1; value < starts.Length; value++)
            {
                starts[value] += starts[value - 1];
            }

            return starts;
        }

        private int[] Sorted(int k, int[] starts)
        {
            int[] next = [.. starts];
            int[] order = new int[_data.Count];
            for (int n = 0; n < order.Length; n++)
            {
                order[next[_data.Factor(k)[n]]++] = n;
            }

            return order;
        }

        private readonly struct Work(Trials trials, RandomKey key, float[] differences, int[] labels) : ITileTask
        {
            public void Run(int tile)
            {
                int dimensions = trials._data.Dimensions;
                Span<float> own = differences.AsSpan(tile * dimensions, dimensions);
                labels[tile] = trials.Draw(key with { Step = key.Step + (uint)tile }, own);
            }
        }
    }
}
