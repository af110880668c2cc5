namespace TinyAE.Losses;

/// <summary>How a loss joins its elements' values: the sum or the mean over a sample's features, then over the batch.</summary>
/// <remarks>
/// L = f · Σ_n Σ_i ℓ(y_ni, t_ni), with f = (1/D where features are averaged) · (1/N where the batch is), D features, N samples.
/// </remarks>
/// <param name="MeanOverFeatures">Divide by the number of features of a sample.</param>
/// <param name="MeanOverBatch">Divide by the number of samples.</param>
public readonly record struct LossScale(bool MeanOverFeatures, bool MeanOverBatch)
{
    /// <summary>Mean over features and batch: the scale of Keras' and PyTorch's mean losses.</summary>
    public static LossScale Mean => new(true, true);

    /// <summary>Sum over features, mean over the batch: the scale of variational bounds, in nats a sample.</summary>
    public static LossScale SampleMean => new(false, true);

    /// <summary>Sum over everything.</summary>
    public static LossScale Sum => new(false, false);

    /// <summary>The factor f before the double sum.</summary>
    /// <param name="batch">Samples, N.</param>
    /// <param name="features">Features of a sample, D.</param>
    public double Factor(int batch, int features) => 1.0 / ((MeanOverFeatures ? features : 1.0) * (MeanOverBatch ? batch : 1.0));

    /// <summary>The same loss on another scale: value · to.Factor / Factor.</summary>
    public double Convert(double value, LossScale to, int batch, int features) =>
        value * to.Factor(batch, features) / Factor(batch, features);

    /// <summary>The factor and the sums as a formula begins: "1/(N·D) Σ_n Σ_i".</summary>
    public string Sums => (MeanOverFeatures, MeanOverBatch) switch
    {
        (true, true) => "1/(N·D) Σ_n Σ_i",
        (true, false) => "1/D Σ_n Σ_i",
        (false, true) => "1/N Σ_n Σ_i",
        _ => "Σ_n Σ_i",
    };

    /// <summary>In words: "mean over features, mean over batch".</summary>
    public override string ToString() =>
        $"{(MeanOverFeatures ? "mean" : "sum")} over features, {(MeanOverBatch ? "mean" : "sum")} over batch";
}
