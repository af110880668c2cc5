using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>L1 penalty: L = λ Σ_i |w_i|, which draws small values to exactly zero.</summary>
/// <remarks>
/// Shapes: w, dw (any shape), or a batch of codes (N, D).
/// L = f Σ_i |w_i| over all elements, with f = λ; for codes f = λ / N: the sum over units, the mean over the batch.
/// ∂L/∂w_i = f sign(w_i)    dw += f sign(w), with sign(0) = 0, the subgradient of Keras and PyTorch
/// Source: Tibshirani (1996), Regression shrinkage and selection via the lasso.
/// </remarks>
public sealed class L1<T> : IPenalty<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A penalty of this strength.</summary>
    /// <param name="lambda">λ, finite and at least 0.</param>
    /// <param name="meanOverBatch">True for codes: the mean over the samples; false: the plain sum.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative, infinite or NaN.</exception>
    public L1(double lambda, bool meanOverBatch = false)
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
    public string Name => "l1";

    /// <inheritdoc/>
    public string Formula => MeanOverBatch ? $"{Lambda} · 1/N Σ_n Σ_j |z_nj|" : $"{Lambda} Σ |w|";

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<T> w, Span<T> dw, in Pass pass)
    {
        double f = MeanOverBatch ? Lambda / pass.Batch : Lambda;
        double sum = MapSum.Of(new Element(T.CreateChecked(f)), w, dw.IsEmpty ? w : dw, dw, pass.Workers); // dw += f sign(w)
        return f * sum; // L = f Σ_i |w_i|
    }

    private readonly struct Element(T f) : ISumMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V w, V dw, out V sum)
            where V : struct, IRegister<V, T>
        {
            V sign = V.Select(V.Equal(w, V.Zero), V.Zero, V.CopySign(V.One, w));
            sum = V.Fma(V.Splat(f), sign, dw);
            return V.Abs(w);
        }
    }
}
