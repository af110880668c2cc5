using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Rectified linear unit: y = max(x, 0), element by element, in [0, ∞).</summary>
/// <remarks>
/// Shapes: x, y (N, ...), any shape.
/// y = max(x, 0)
/// ∂L/∂x = [x > 0] dy    dx = [y > 0] ⊙ dy
/// [condition] is 1 where it holds, else 0: at the kink x = 0 the derivative is taken to be 0, as in Keras.
/// Keeps nothing: y > 0 exactly where x > 0.
/// Source: Nair and Hinton (2010), Rectified linear units improve restricted Boltzmann machines.
/// </remarks>
/// <param name="shape">The shape of one sample.</param>
public sealed class ReLU<T>(Shape shape) : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Shape Input => shape;

    /// <inheritdoc/>
    public Shape Output => shape;

    /// <inheritdoc/>
    public Reuse Reuse => Reuse.Changed;

    /// <inheritdoc/>
    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass) =>
        Elementwise.Map(default(Function), x, y, pass.Workers); // y = max(x, 0)

    /// <inheritdoc/>
    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        if (!dx.IsEmpty)
        {
            Elementwise.Map(default(Derivative), y, dy, dx, pass.Workers); // dx = [y > 0] ⊙ dy
        }
    }

    private readonly struct Function : IUnaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IRegister<V, T> => V.Max(x, V.Zero);
    }

    private readonly struct Derivative : IBinaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V y, V dy)
            where V : struct, IRegister<V, T> => V.Select(V.GreaterThan(y, V.Zero), dy, V.Zero);
    }
}
