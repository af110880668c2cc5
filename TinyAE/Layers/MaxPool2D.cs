using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Maximum pooling: the largest number of each window, channel by channel.</summary>
/// <remarks>
/// Shapes: x (N, height, width, channels), y and a (N, height', width', channels).
/// R(h, w) is the window at (h·s − p, w·t − q) as far as it lies inside the image: padding does not count.
/// y_nhwc = max over (u, v) in R(h, w) of x_nuvc
/// a_nhwc = the first (u, v) in R(h, w), row by row, at which x_nuvc is that maximum
/// ∂L/∂x_nuvc = Σ_hw [a_nhwc = (u, v)] dy_nhwc    dx = dy sent back to where the maximum came from
/// Where two numbers of a window tie, max has a kink; the whole gradient then goes to the first one, a choice among the subgradients.
/// Keeps a, as the number of the place within its window, so that Backward need not search again.
/// Source: Ranzato, Huang, Boureau and LeCun (2007), Unsupervised learning of invariant feature hierarchies; sizes and padding as in Keras.
/// </remarks>
public sealed class MaxPool2D<T> : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly PoolingShape _shape;

    /// <summary>A layer for images of this shape.</summary>
    /// <param name="input">(height, width, channels).</param>
    /// <param name="window">Height and width of the window, each at least 1; (2, 2) if left out.</param>
    /// <param name="stride">(s, t), each at least 1; the window's size if left out.</param>
    /// <param name="padding">Valid by default.</param>
    /// <exception cref="ArgumentException">The input is no image, a number is below 1, or the window does not fit.</exception>
    public MaxPool2D(Shape input, Extent? window = null, Extent? stride = null, Padding padding = Padding.Valid)
    {
        (Window vertical, Window horizontal) = ImageShape.Windows(input, window ?? 2, stride ?? window ?? 2, padding);
        _shape = new PoolingShape(vertical, horizontal, input[2]);
    }

    /// <inheritdoc/>
    public Shape Input => _shape.Input;

    /// <inheritdoc/>
    public Shape Output => _shape.Output;

    /// <inheritdoc/>
    public int CacheSize(int batch) => checked(batch * Output.Size);

    /// <inheritdoc/>
    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass)
    {
        Span<T> a = cache[..y.Length];
        MaxPooling.Forward(_shape, x, y, a, pass.Batch, pass.Workers); // y = max over R of x
        pass.Probe?.Record<T>("a", a, Output);
    }

    /// <inheritdoc/>
    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        if (!dx.IsEmpty)
        {
            MaxPooling.Backward(_shape, cache[..dy.Length], dy, dx, pass.Batch, pass.Workers); // dx = Σ_hw [a_hw = (u, v)] dy_hw
        }
    }
}
