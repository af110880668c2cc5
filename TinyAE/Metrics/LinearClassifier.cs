using TinyAE.Losses;
using TinyAE.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Metrics;

/// <summary>Softmax regression on standardized features: logits y = x'·W + b, the class is the greatest.</summary>
/// <remarks>
/// Shapes: x' (N, D), W (D, C), b (C), y (N, C).
/// L = 1/N Σ_n −ln softmax(y_n)_label + λ/2 Σ W²
/// ∂L/∂y_nc = (softmax(y_n)_c − [c = label]) / N     dy
/// ∂L/∂W = x'ᵀ·dy + λ W,  ∂L/∂b_c = Σ_n dy_nc        dW, db
/// Starts from zeros, and takes full-batch steps of L-BFGS until the gradient is small or the steps are used up. L is convex, so there is
/// nothing to draw: the same data give the same bits, for any number of threads.
/// Source: Bishop (2006), Pattern recognition and machine learning, section 4.3.4.
/// </remarks>
public sealed class LinearClassifier
{
    private readonly Standardization _standardization;
    private readonly float[] _theta; // W, then b
    private readonly int _classes;

    private LinearClassifier(Standardization standardization, float[] theta, int classes, int iterations, double loss)
    {
        _standardization = standardization;
        _theta = theta;
        _classes = classes;
        Iterations = iterations;
        Loss = loss;
    }

    /// <summary>Steps that were taken.</summary>
    public int Iterations { get; }

    /// <summary>L at the end, in nats a sample.</summary>
    public double Loss { get; }

    private int Features => _theta.Length / _classes - 1;

    /// <summary>Fits a classifier.</summary>
    /// <param name="data">Vectors and their classes.</param>
    /// <param name="options">Penalty and steps; null: the defaults.</param>
    /// <param name="workers">Threads that share the products, or none.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static LinearClassifier Train(LabelledVectors data, LinearClassifierOptions? options = null, Workers? workers = null)
    {
        options ??= new LinearClassifierOptions();
        options.Check();
        workers ??= Workers.One;
        Standardization standardization = Standardization.Of(data.Values, data.Features);
        Objective objective = new(standardization.Apply(data.Values), data, options.Penalty, workers);
        float[] theta = new float[(data.Features + 1) * data.Classes];
        float[] dtheta = new float[theta.Length];
        LBFGS<float> optimizer = new();
        OptimizerState<float> state = new(optimizer, theta.Length);
        double loss = objective.Evaluate(theta, dtheta);
        int step = 0;
        while (step < options.Iterations && Reduction.MaxAbs<float>(dtheta) > options.Tolerance)
        {
            double before = loss;
            optimizer.Step(theta, dtheta, state, new StepInfo<float>(optimizer.DefaultLearningRate, loss, workers, objective));
            loss = objective.Evaluate(theta, dtheta);
            step++;
            if (loss == before)
            {
                break; // the search found nothing better: the sums' last digits decide from here on
            }
        }

        return new LinearClassifier(standardization, theta, data.Classes, step, loss);
    }

    /// <summary>y, (N, C).</summary>
    /// <param name="x">(N, D), not standardized.</param>
    /// <param name="workers">Threads that share the product, or none.</param>
    /// <exception cref="ArgumentException">No whole number of samples, or none.</exception>
    public float[] Logits(ReadOnlySpan<float> x, Workers? workers = null)
    {
        float[] standardized = _standardization.Apply(x);
        int count = x.Length / Features;
        float[] y = new float[count * _classes];
        Forward(_theta, standardized, y, count, Features, _classes, workers);
        return y;
    }

    /// <summary>The class with the greatest logit; of equal ones the first.</summary>
    /// <inheritdoc cref="Logits"/>
    public int[] Predict(ReadOnlySpan<float> x, Workers? workers = null)
    {
        float[] y = Logits(x, workers);
        int[] predicted = new int[y.Length / _classes];
        Accuracy.Decide<float>(y, predicted, _classes);
        return predicted;
    }

    /// <summary>The share of these vectors whose class it tells right.</summary>
    /// <exception cref="ArgumentException">Other features or classes than those it was trained on.</exception>
    public double AccuracyOn(LabelledVectors data, Workers? workers = null)
    {
        data.CheckTrainedOn(Features, _classes);
        return Accuracy.Of(Predict(data.Values, workers), data.Labels);
    }

    private static void Forward(ReadOnlySpan<float> theta, float[] x, float[] y, int count, int features, int classes, Workers? workers)
    {
        MatrixProduct.AB(x, theta[..(features * classes)], y, count, classes, features, Write.Over, workers); // y = x'·W
        Reduction.AddRow(y, count, classes, theta[(features * classes)..], workers); // y += b
    }

    private sealed class Objective(float[] x, LabelledVectors data, double penalty, Workers workers) : IEvaluation<float>
    {
        private readonly SoftmaxCrossEntropy<float> _loss = new(data.Classes);
        private readonly L2<float> _penalty = new(penalty / 2); // λ/2 Σ W²
        private readonly float[] _y = new float[data.Count * data.Classes];

        public double Evaluate(ReadOnlySpan<float> theta, Span<float> dtheta)
        {
            (int count, int features, int classes) = (data.Count, data.Features, data.Classes);
            Pass pass = new(count, Training: true, default, workers);
            Forward(theta, x, _y, count, features, classes, workers);
            double loss = _loss.EvaluateLabels(_y, data.Labels, _y, pass); // dy = (softmax(y) − onehot(label)) / N
            Span<float> dW = dtheta[..(features * classes)];
            Span<float> db = dtheta[(features * classes)..];
            MatrixProduct.AtB(x, _y, dW, features, classes, count, Write.Over, workers); // dW = x'ᵀ·dy
            Reduction.ColumnSums<float>(_y, count, classes, db, Write.Over, workers); // db = column sums of dy
            return loss + _penalty.Evaluate(theta[..(features * classes)], dW, pass); // dW += λ W
        }
    }
}
