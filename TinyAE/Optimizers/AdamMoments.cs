using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Optimizers;

/// <summary>The two running moments that Adam and AdamW share; the formulas stand in <see cref="Adam{T}"/>.</summary>
/// <param name="beta1">β₁, in [0, 1).</param>
/// <param name="beta2">β₂, in [0, 1).</param>
/// <param name="epsilon">ε, above 0.</param>
internal sealed class AdamMoments<T>(double beta1, double beta2, double epsilon)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _beta1 = Range.Fraction<T>(beta1);
    private readonly T _beta2 = Range.Fraction<T>(beta2);
    private readonly T _fresh1 = T.CreateChecked(1 - beta1);
    private readonly T _fresh2 = T.CreateChecked(1 - beta2);
    private readonly T _epsilon = Range.Positive<T>(epsilon);

    /// <summary>Moves the corrections c₁ and c₂ on by one step and gives that step's formula.</summary>
    public Formula Next(double[] c)
    {
        c[0] = (beta1 * c[0]) + (1 - beta1); // c₁ = 1 − β₁ᵗ
        c[1] = (beta2 * c[1]) + (1 - beta2); // c₂ = 1 − β₂ᵗ
        return new Formula(_beta1, _fresh1, _beta2, _fresh2, T.CreateChecked(1 / c[0]), T.CreateChecked(1 / Math.Sqrt(c[1])), _epsilon);
    }

    /// <summary>One step's arithmetic for one element.</summary>
    internal readonly struct Formula(T beta1, T fresh1, T beta2, T fresh2, T scale1, T scale2, T epsilon)
    {
        /// <summary>m̂ / (√v̂ + ε), after taking g into both moments.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Direction<V>(V g, ref V m, ref V v)
            where V : struct, IRegister<V, T>
        {
            m = V.Splat(beta1) * m + V.Splat(fresh1) * g; // m = β₁ m + (1 − β₁) g
            v = V.Splat(beta2) * v + V.Splat(fresh2) * g * g; // v = β₂ v + (1 − β₂) g²
            V root = V.Sqrt(v) * V.Splat(scale2); // √v̂ = √v / √(1 − β₂ᵗ)
            return m * V.Splat(scale1) / (root + V.Splat(epsilon)); // m̂ / (√v̂ + ε)
        }
    }
}
