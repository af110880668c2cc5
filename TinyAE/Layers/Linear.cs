using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>No activation: y = x.</summary>
/// <remarks>
/// Shapes: x, y (N, ...), any shape.
/// y = x
/// ∂L/∂x = dy    dx = dy
/// Keeps nothing.
/// Source: Keras' activation "linear"; it stands where a network's description names an activation and none is wanted.
/// </remarks>
/// <param name="shape">The shape of one sample.</param>
public sealed class Linear<T>(Shape shape) : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Shape Input => shape;

    /// <inheritdoc/>
    public Shape Output => shape;

    /// <inheritdoc/>
    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass) =>
        x.CopyTo(y); // y = x

    /// <inheritdoc/>
    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        if (!dx.IsEmpty)
        {
            dy.CopyTo(dx); // dx = dy
        }
    }
}
