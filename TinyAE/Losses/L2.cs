using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>L2 penalty: L = λ Σ_i w_i², without a half, as in Keras.</summary>
/// <remarks>
/// Shapes: w, dw (any shape), or a batch of codes (N, D).
/// L = f Σ_i w_i² over all elements, with f = λ; for codes f = λ / N: the sum over units, the mean over the batch.
/// ∂L/∂w_i = 2 f w_i    dw += 2 f w
/// (Weight decay, which takes λ w from w in each step, has the half: it corresponds to λ/2 here.)
/// Source: Hoerl and Kennard (1970), Ridge regression; Krogh and Hertz (1992), A simple weight decay can improve generalization.
/// </remarks>
public sealed class L2<T> : IPenalty<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A penalty of this strength.</summary>
    /// <param name="lambda">λ, finite and at least 0.</param>
    /// <param name="meanOverBatch">True for codes: the mean over the samples; false: the plain sum.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative, infinite or NaN.</exception>
    public L2(double lambda, bool meanOverBatch = false)
    {
        if (!(lambda >= 0 && double.IsFinite(lambda)))
        {
            throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "A penalty's strength is a finite number, at least 0.");
        }

        Lambda = lambda;
        MeanOverBatch = meanOverBatch;
    }

    /// <summary>λ, the strength.</summary>
    public double Lambda { get; }

    /// <summary>True if the sum is divided by the number of samples.</summary>
    public bool MeanOverBatch { get; }

    /// <inheritdoc/>
    public string Name => "l2";

    /// <inheritdoc/>
    public string Formula => MeanOverBatch ? $"{Lambda} · 1/N Σ_n Σ_j z_nj²" : $"{Lambda} Σ w²";

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<T> w, Span<T> dw, in Pass pass)
    {
        double f = MeanOverBatch ? Lambda / pass.Batch : Lambda;
        double sum = MapSum.Of(new Element(T.CreateChecked(2 * f)), w, dw.IsEmpty ? w : dw, dw, pass.Workers); // dw += 2 f w
        return f * sum; // L = f Σ_i w_i²
    }

    private readonly struct Element(T twoF) : ISumMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V w, V dw, out V sum)
            where V : struct, IRegister<V, T>
        {
            sum = V.Fma(V.Splat(twoF), w, dw);
            return w * w;
        }
    }
}
