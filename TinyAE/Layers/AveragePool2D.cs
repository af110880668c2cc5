using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Average pooling: the mean of each window, channel by channel.</summary>
/// <remarks>
/// Shapes: x (N, height, width, channels), y (N, height', width', channels).
/// R(h, w) is the window at (h·s − p, w·t − q) as far as it lies inside the image, |R| its number of places: padding does not count.
/// y_nhwc = 1 / |R(h, w)| Σ x_nuvc, the sum over (u, v) in R(h, w)
/// ∂L/∂x_nuvc = Σ dy_nhwc / |R(h, w)|, the sum over the (h, w) whose window holds (u, v)
/// Keeps nothing: the function is linear.
/// Source: LeCun, Bottou, Bengio and Haffner (1998), section II.B (there with a trained factor); sizes and padding as in Keras.
/// </remarks>
public sealed class AveragePool2D<T> : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly PoolingShape _shape;

    /// <summary>A layer for images of this shape.</summary>
    /// <param name="input">(height, width, channels).</param>
    /// <param name="window">Height and width of the window, each at least 1; (2, 2) if left out.</param>
    /// <param name="stride">(s, t), each at least 1; the window's size if left out.</param>
    /// <param name="padding">Valid by default.</param>
    /// <exception cref="ArgumentException">The input is no image, a number is below 1, or the window does not fit.</exception>
    public AveragePool2D(Shape input, Extent? window = null, Extent? stride = null, Padding padding = Padding.Valid)
    {
        (Window vertical, Window horizontal) = ImageShape.Windows(input, window ?? 2, stride ?? window ?? 2, padding);
        _shape = new PoolingShape(vertical, horizontal, input[2]);
    }

    /// <inheritdoc/>
    public Shape Input => _shape.Input;

    /// <inheritdoc/>
    public Shape Output => _shape.Output;

    /// <inheritdoc/>
    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass) =>
        AveragePooling.Forward(_shape, x, y, pass.Batch, pass.Workers); // y = 1 / |R| Σ_uv x_uv

    /// <inheritdoc/>
    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        if (!dx.IsEmpty)
        {
            AveragePooling.Backward(_shape, dy, dx, pass.Batch, pass.Workers); // dx = Σ_hw dy_hw / |R(h, w)|
        }
    }
}
