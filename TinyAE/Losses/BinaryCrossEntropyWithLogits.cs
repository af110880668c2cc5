using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>Binary cross-entropy of logits: the prediction is σ(y); by default the mean over features and batch.</summary>
/// <remarks>
/// Shapes: y, t, dy (N, D); y in (−∞, ∞), t in [0, 1].
/// L = −f Σ_n Σ_i (t_ni ln σ(y_ni) + (1 − t_ni) ln(1 − σ(y_ni))), with the sigmoid σ(y) = 1 / (1 + e⁻ʸ) and the factor f of
/// <see cref="LossScale"/>: 1/(N·D) by default, as in Keras and PyTorch; with 1/N it is the negative
/// log-likelihood in nats a sample.
/// Computed as f Σ_n Σ_i (max(y, 0) − t y + ln(1 + e^(−|y|))), which neither overflows nor cancels for any finite y.
/// ∂L/∂y_ni = f (σ(y_ni) − t_ni)    dy = f (σ(y) − t)
/// A target outside [0, 1] is no error: the formula holds, but L then has no lower bound. NaN gives NaN.
/// Source: Bishop (2006), Pattern recognition and machine learning, eq. 4.90 and 4.91.
/// </remarks>
/// <param name="scale">Sums and means; by default <see cref="LossScale.Mean"/>.</param>
public sealed class BinaryCrossEntropyWithLogits<T>(LossScale? scale = null) : ILoss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public string Name => "binary-cross-entropy-logits";

    /// <inheritdoc/>
    public LossScale Scale { get; } = scale ?? LossScale.Mean;

    /// <inheritdoc/>
    public string Formula => $"{Scale.Sums} (−t_ni ln σ(y_ni) − (1 − t_ni) ln(1 − σ(y_ni)))";

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<T> y, ReadOnlySpan<T> target, Span<T> dy, in Pass pass)
    {
        double f = Scale.Factor(pass.Batch, y.Length / pass.Batch);
        double sum = MapSum.Of(new Element(T.CreateChecked(f)), y, target, dy, pass.Workers); // dy = f (σ(y) − t)
        return f * sum; // L = f Σ_n Σ_i (max(y, 0) − t y + ln(1 + e^(−|y|)))
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<T> y, Span<T> prediction) => Elementwise.Map(default(Sigmoid), y, prediction);

    private readonly struct Sigmoid : IUnaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V y)
            where V : struct, IRegister<V, T> => V.Sigmoid(y);
    }

    private readonly struct Element(T f) : ISumMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V y, V t, out V dy)
            where V : struct, IRegister<V, T>
        {
            V a = -V.Abs(y);
            V sigma = V.Sigmoid(a); // σ(−|y|) = 1 − σ(|y|); it and the softplus below take one e^(−|y|) between them
            dy = V.Splat(f) * (V.Select(V.LessThan(y, V.Zero), sigma, V.One - sigma) - t);
            return V.Max(y, V.Zero) - t * y + V.Softplus(a);
        }
    }
}
