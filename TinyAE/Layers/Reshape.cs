using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Gives each sample another shape: the same numbers in the same order.</summary>
/// <remarks>
/// Shapes: x (N, ...), y (N, ...), any two shapes with the same number of elements.
/// y_n = x_n, number by number, the last index running fastest on both sides
/// ∂L/∂x_n = dy_n    dx = dy
/// Keeps nothing: no number changes.
/// Source: Keras, Reshape.
/// </remarks>
public sealed class Reshape<T> : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A layer from one shape to another.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="output">A shape of as many elements.</param>
    /// <exception cref="ArgumentException">The numbers of elements differ.</exception>
    public Reshape(Shape input, Shape output)
    {
        if (input.Size != output.Size)
        {
            throw new ArgumentException(
                $"{input} has {input.Size} elements, {output} has {output.Size}; they must be as many.", nameof(output));
        }

        Input = input;
        Output = output;
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
