using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Hyperbolic tangent: y = tanh(x), element by element, in (-1, 1).</summary>
/// <remarks>
/// Shapes: x, y (N, ...), any shape.
/// y = tanh(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)
/// ∂L/∂x = (1 − tanh²(x)) dy    dx = (1 − y²) ⊙ dy
/// Keeps nothing: the derivative follows from the output y.
/// Source: LeCun, Bottou, Orr and Müller (1998), Efficient BackProp, section 4.4.
/// </remarks>
/// <param name="shape">The shape of one sample.</param>
public sealed class Tanh<T>(Shape shape) : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Shape Input => shape;

    /// <inheritdoc/>
    public Shape Output => shape;

    /// <inheritdoc/>
    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass) =>
        Elementwise.Map(default(Function), x, y, pass.Workers); // y = tanh(x)

    /// <inheritdoc/>
    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        if (!dx.IsEmpty)
        {
            Elementwise.Map(default(Derivative), y, dy, dx, pass.Workers); // dx = (1 − y²) ⊙ dy
        }
    }

    private readonly struct Function : IUnaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IRegister<V, T> => V.Tanh(x);
    }

    private readonly struct Derivative : IBinaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V y, V dy)
            where V : struct, IRegister<V, T> => (V.One - y * y) * dy;
    }
}
