using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Logistic sigmoid: y = σ(x), element by element, in (0, 1).</summary>
/// <remarks>
/// Shapes: x, y (N, ...), any shape.
/// y = σ(x) = 1 / (1 + e⁻ˣ)
/// ∂L/∂x = σ(x) (1 − σ(x)) dy    dx = y ⊙ (1 − y) ⊙ dy
/// Keeps nothing: the derivative follows from the output y.
/// Source: Rumelhart, Hinton and Williams (1986), Learning representations by back-propagating errors, eq. 2.
/// </remarks>
/// <param name="shape">The shape of one sample.</param>
public sealed class Sigmoid<T>(Shape shape) : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Shape Input => shape;

    /// <inheritdoc/>
    public Shape Output => shape;

    /// <inheritdoc/>
    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass) =>
        Elementwise.Map(default(Function), x, y, pass.Workers); // y = σ(x)

    /// <inheritdoc/>
    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        if (!dx.IsEmpty)
        {
            Elementwise.Map(default(Derivative), y, dy, dx, pass.Workers); // dx = y ⊙ (1 − y) ⊙ dy
        }
    }

    private readonly struct Function : IUnaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IRegister<V, T> => V.Sigmoid(x);
    }

    private readonly struct Derivative : IBinaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V y, V dy)
            where V : struct, IRegister<V, T> => y * (V.One - y) * dy;
    }
}
