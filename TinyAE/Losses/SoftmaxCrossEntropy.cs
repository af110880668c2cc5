using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>Cross-entropy of classes: y are logits, the prediction is softmax(y); by default the mean over the batch.</summary>
/// <remarks>
/// Shapes: y, t, dy (N, C), C classes; y in (−∞, ∞), t_n the classes' probabilities: 1 for the label and 0 elsewhere.
/// L = −f Σ_n Σ_i t_ni ln p_ni, with p_ni = e^y_ni / Σ_j e^y_nj and the factor f of <see cref="LossScale"/>: 1/N by default, as in Keras
/// and PyTorch: the negative log-likelihood in nats a sample.
/// Computed as f Σ_n Σ_i t_ni (m_n − y_ni + ln Σ_j e^(y_nj − m_n)), with m_n = max_j y_nj, which does not overflow for any finite y.
/// ∂L/∂y_ni = f (p_ni Σ_j t_nj − t_ni)    dy = f (p − t) where a sample's targets add up to 1
/// Targets that do not add up to 1 are no error, the formulas hold for them. NaN or an infinite logit gives NaN.
/// Source: Bishop (2006), Pattern recognition and machine learning, eq. 4.108 and 4.109.
/// </remarks>
/// <param name="classes">C, at least 1.</param>
/// <param name="scale">Sums and means; by default <see cref="LossScale.SampleMean"/>.</param>
public sealed class SoftmaxCrossEntropy<T>(int classes, LossScale? scale = null) : ILoss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>C, the classes: the columns of y.</summary>
    public int Classes { get; } = classes >= 1 ? classes
        : throw new ArgumentOutOfRangeException(nameof(classes), classes, "A classifier has at least 1 class.");

    /// <inheritdoc/>
    public string Name => "softmax-cross-entropy";

    /// <inheritdoc/>
    public LossScale Scale { get; } = scale ?? LossScale.SampleMean;

    /// <inheritdoc/>
    public string Formula => $"{Scale.Sums} −t_ni ln softmax(y_n)_i";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The lengths differ, or are no whole number of samples.</exception>
    public double Evaluate(ReadOnlySpan<T> y, ReadOnlySpan<T> target, Span<T> dy, in Pass pass)
    {
        double f = Scale.Factor(pass.Batch, Classes);
        double sum = Softmax.CrossEntropy(y, target, dy, Classes, f, pass.Workers); // dy = f (p Σ_j t_j − t)
        return f * sum; // L = −f Σ_n Σ_i t_ni ln p_ni
    }

    /// <summary>The same for a label a sample instead of a target a class.</summary>
    /// <param name="y">Logits, (N, C).</param>
    /// <param name="labels">N of them, in [0, C).</param>
    /// <param name="dy">∂L/∂y = f (p − onehot(label)), overwritten; empty where nobody wants it. May be the same span as y.</param>
    /// <param name="pass">Batch size and workers.</param>
    /// <returns>L = −f Σ_n ln p_n,label.</returns>
    /// <exception cref="ArgumentException">A label is out of range, or there is not one for each row of y.</exception>
    public double EvaluateLabels(ReadOnlySpan<T> y, ReadOnlySpan<int> labels, Span<T> dy, in Pass pass)
    {
        double f = Scale.Factor(pass.Batch, Classes);
        double sum = Softmax.CrossEntropy(y, labels, dy, Classes, f, pass.Workers); // dy = f (p − onehot(label))
        return f * sum; // L = −f Σ_n ln p_n,label
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<T> y, Span<T> prediction) => Softmax.Rows(y, prediction, Classes);
}
