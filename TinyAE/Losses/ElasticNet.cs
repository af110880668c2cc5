using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>Elastic net: L = λ₁ Σ_i |w_i| + λ₂ Σ_i w_i², the penalties L1 and L2 at once.</summary>
/// <remarks>
/// Shapes: w, dw (any shape).
/// L = λ₁ Σ_i |w_i| + λ₂ Σ_i w_i² over all elements, without a half, as in Keras
/// ∂L/∂w_i = λ₁ sign(w_i) + 2 λ₂ w_i    dw += λ₁ sign(w) + 2 λ₂ w, with sign(0) = 0
/// Source: Zou and Hastie (2005), Regularization and variable selection via the elastic net, eq. 3.
/// </remarks>
public sealed class ElasticNet<T> : IPenalty<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly L1<T> _first;
    private readonly L2<T> _second;

    /// <summary>A penalty of these strengths.</summary>
    /// <param name="lambda1">λ₁, of |w|; finite and at least 0.</param>
    /// <param name="lambda2">λ₂, of w²; finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A strength is negative, infinite or NaN.</exception>
    public ElasticNet(double lambda1, double lambda2)
    {
        _first = new L1<T>(lambda1);
        _second = new L2<T>(lambda2);
    }

    /// <inheritdoc/>
    public string Name => "elastic-net";

    /// <inheritdoc/>
    public string Formula => $"{_first.Formula} + {_second.Formula}";

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<T> w, Span<T> dw, in Pass pass)
    {
        Element element = new(T.CreateChecked(_first.Lambda), T.CreateChecked(_second.Lambda));
        double sum = MapSum.Of(element, w, dw.IsEmpty ? w : dw, dw, pass.Workers); // dw += λ₁ sign(w) + 2 λ₂ w
        return sum; // L = λ₁ Σ_i |w_i| + λ₂ Σ_i w_i²
    }

    private readonly struct Element(T lambda1, T lambda2) : ISumMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V w, V dw, out V sum)
            where V : struct, IRegister<V, T>
        {
            V sign = V.Select(V.Equal(w, V.Zero), V.Zero, V.CopySign(V.One, w));
            V strength = V.Splat(lambda2) * w;
            sum = V.Fma(V.Splat(lambda1), sign, strength + strength) + dw;
            return V.Fma(V.Splat(lambda1), V.Abs(w), strength * w);
        }
    }
}
