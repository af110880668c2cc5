using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Softplus, a smooth ReLU: y = ln(1 + eˣ), element by element, in (0, ∞).</summary>
/// <remarks>
/// Shapes: x, y (N, ...), any shape.
/// y = ln(1 + eˣ) = max(x, 0) + ln(1 + e^(−|x|)), the second form being the one that cannot overflow
/// ∂L/∂x = eˣ / (1 + eˣ) dy    dx = σ(x) ⊙ dy, with the sigmoid σ(x) = 1 / (1 + e⁻ˣ)
/// Keeps nothing: Backward needs only x. (From y it would be 1 − e⁻ʸ, which loses its digits where y is small.)
/// Source: Dugas, Bengio, Bélisle, Nadeau and Garcia (2001), Incorporating second-order functional knowledge for better
/// option pricing.
/// </remarks>
/// <param name="shape">The shape of one sample.</param>
public sealed class Softplus<T>(Shape shape) : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Shape Input => shape;

    /// <inheritdoc/>
    public Shape Output => shape;

    /// <inheritdoc/>
    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass) =>
        Elementwise.Map(default(Function), x, y, pass.Workers); // y = ln(1 + eˣ)

    /// <inheritdoc/>
    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        if (!dx.IsEmpty)
        {
            Elementwise.Map(default(Derivative), x, dy, dx, pass.Workers); // dx = σ(x) ⊙ dy
        }
    }

    private readonly struct Function : IUnaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IRegister<V, T> => V.Softplus(x);
    }

    private readonly struct Derivative : IBinaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V dy)
            where V : struct, IRegister<V, T> => V.Sigmoid(x) * dy;
    }
}
