using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Makes a vector of each sample: the same numbers in the same order.</summary>
/// <remarks>
/// Shapes: x (N, height, width, channels) or any shape, y (N, the product of the sizes).
/// y_nk = x_nhwc, k = (h · width + w) · channels + c: the channel runs fastest, as in Keras
/// ∂L/∂x_nhwc = dy_nk    dx = dy
/// Keeps nothing: no number changes.
/// Source: Keras, Flatten.
/// </remarks>
public sealed class Flatten<T> : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A layer for samples of this shape.</summary>
    /// <param name="input">Any shape.</param>
    public Flatten(Shape input)
    {
        Input = input;
        Output = new Shape(input.Size);
    }

    /// <inheritdoc/>
    public Shape Input { get; }

    /// <inheritdoc/>
    public Shape Output { get; }

    /// <inheritdoc/>
    public Reuse Reuse => Reuse.Unchanged;

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
