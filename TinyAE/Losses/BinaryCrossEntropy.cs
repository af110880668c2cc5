using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>Binary cross-entropy of probabilities, clipped as in Keras; by default the mean over features and batch.</summary>
/// <remarks>
/// Shapes: y, t, dy (N, D); y and t in [0, 1].
/// p_ni = min(max(y_ni, ε), 1 − ε), with ε = 1e-7, so that the logarithms stay finite (in float 1 − ε is rounded to 1 − 2⁻²³)
/// L = −f Σ_n Σ_i (t_ni ln p_ni + (1 − t_ni) ln(1 − p_ni)), with the factor f of <see cref="LossScale"/>: 1/(N·D) by default.
/// ∂L/∂y_ni = f (p_ni − t_ni) / (p_ni (1 − p_ni)) where ε ≤ y_ni ≤ 1 − ε, else 0    dy = [ε ≤ y ≤ 1 − ε] f (p − t) / (p (1 − p))
/// That is the derivative of the clipped function: an output that saturates at a wrong 0 or 1 is not corrected any more. Use
/// <see cref="BinaryCrossEntropyWithLogits{T}"/> where the network can give logits.
/// A target outside [0, 1] is no error: the formula holds. NaN gives NaN.
/// Source: Bishop (2006), Pattern recognition and machine learning, eq. 4.90; the clipping is that of Keras' binary_crossentropy.
/// </remarks>
/// <param name="scale">Sums and means; by default <see cref="LossScale.Mean"/>.</param>
public sealed class BinaryCrossEntropy<T>(LossScale? scale = null) : ILoss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>ε: probabilities are clipped to [ε, 1 − ε].</summary>
    public const double Epsilon = 1e-7;

    /// <inheritdoc/>
    public string Name => "binary-cross-entropy";

    /// <inheritdoc/>
    public LossScale Scale { get; } = scale ?? LossScale.Mean;

    /// <inheritdoc/>
    public string Formula => $"{Scale.Sums} (−t_ni ln p_ni − (1 − t_ni) ln(1 − p_ni)), p = y clipped to [1e-7, 1 − 1e-7]";

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<T> y, ReadOnlySpan<T> target, Span<T> dy, in Pass pass)
    {
        double f = Scale.Factor(pass.Batch, y.Length / pass.Batch);
        double sum = MapSum.Of(
            new Element(T.CreateChecked(f)), y, target, dy, pass.Workers); // dy = [ε ≤ y ≤ 1 − ε] f (p − t) / (p (1 − p))
        return f * sum; // L = −f Σ_n Σ_i (t_ni ln p_ni + (1 − t_ni) ln(1 − p_ni))
    }

    private readonly struct Element(T f) : ISumMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V y, V t, out V dy)
            where V : struct, IRegister<V, T>
        {
            V low = V.Splat(T.CreateChecked(Epsilon));
            V high = V.Splat(T.CreateChecked(1 - Epsilon));
            V p = V.Min(V.Max(y, low), high);
            V q = V.One - p;
            V slope = V.Splat(f) * (p - t) / (p * q);
            dy = V.Select(V.LessThan(y, low), V.Zero, V.Select(V.GreaterThan(y, high), V.Zero, slope));
            return -(t * V.Log(p) + (V.One - t) * V.Log(q));
        }
    }
}
