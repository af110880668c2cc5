using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Enlarges images by repeating each place fh times down and fw times across: nearest neighbour.</summary>
/// <remarks>
/// Shapes: x (N, height, width, channels), y (N, fh · height, fw · width, channels).
/// y_nuvc = x[n, ⌊u / fh⌋, ⌊v / fw⌋, c]
/// ∂L/∂x_nhwc = Σ_ij dy[n, h·fh + i, w·fw + j, c], with i below fh and j below fw    dx = sums over the blocks of dy
/// Keeps nothing: the function is linear.
/// Source: Odena, Dumoulin and Olah (2016), Deconvolution and checkerboard artifacts, who enlarge so before they convolve.
/// </remarks>
public sealed class UpSampling2D<T> : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Extent _factor;

    /// <summary>A layer for images of this shape.</summary>
    /// <param name="input">(height, width, channels).</param>
    /// <param name="factor">(fh, fw), each at least 1; (2, 2) if left out.</param>
    /// <exception cref="ArgumentException">The input is no image, or a factor is below 1.</exception>
    public UpSampling2D(Shape input, Extent? factor = null)
    {
        _factor = factor ?? 2;
        Input = input;
        Output = Upsampling.Output(input, _factor);
    }

    /// <inheritdoc/>
    public Shape Input { get; }

    /// <inheritdoc/>
    public Shape Output { get; }

    /// <inheritdoc/>
    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass) =>
        Upsampling.Forward(Input, _factor, x, y, pass.Batch, pass.Workers); // y = x[⌊u / fh⌋, ⌊v / fw⌋]

    /// <inheritdoc/>
    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        if (!dx.IsEmpty)
        {
            Upsampling.Backward(Input, _factor, dy, dx, pass.Batch, pass.Workers); // dx = Σ_ij dy[h·fh + i, w·fw + j]
        }
    }
}
