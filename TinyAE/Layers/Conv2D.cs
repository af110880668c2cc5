using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Convolution of images: y = x ⋆ W + b, the same filters at every place.</summary>
/// <remarks>
/// Shapes: x (N, height, width, in), W (kh, kw, in, out), b (out), y (N, height', width', out).
/// With strides s, t and padding p above, q to the left; what x has outside the image is 0; c in, f out:
/// y_nhwf = Σ_ijc x[n, h·s + i − p, w·t + j − q, c] W_ijcf + b_f
/// ∂L/∂W_ijcf = Σ_nhw x[n, h·s + i − p, w·t + j − q, c] dy_nhwf    dW += x ⋆ dy
/// ∂L/∂b_f = Σ_nhw dy_nhwf                                        db += sums over samples and places
/// ∂L/∂x_nuvc = Σ_hwf dy_nhwf W[u − h·s + p, v − w·t + q, c, f]    dx = the transposed convolution of dy by W
/// As everywhere in this field the kernel is not flipped: ⋆ is a correlation.
/// Keeps nothing: Backward needs only x and W.
/// Source: LeCun, Bottou, Bengio and Haffner (1998), Gradient-based learning applied to document recognition; the padding is that of
/// Keras (<see cref="Window.Of"/>), and so is the layout of W.
/// </remarks>
public sealed class Conv2D<T> : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Weight = 0;
    private const int Bias = 1;

    private readonly ConvolutionShape _shape;

    /// <summary>A layer for images of this shape.</summary>
    /// <param name="input">(height, width, channels).</param>
    /// <param name="filters">Channels of the output, at least 1.</param>
    /// <param name="kernel">(kh, kw), each at least 1.</param>
    /// <param name="stride">(s, t), each at least 1; (1, 1) if left out.</param>
    /// <param name="padding">Valid by default.</param>
    /// <param name="initializer">How W starts; Glorot uniform by default. b starts at zero.</param>
    /// <exception cref="ArgumentException">The input is no image, a number is below 1, or the kernel does not fit.</exception>
    public Conv2D(Shape input, int filters, Extent kernel, Extent? stride = null, Padding padding = Padding.Valid,
        IInitializer? initializer = null)
    {
        (Window vertical, Window horizontal) = ImageShape.Windows(input, kernel, stride ?? 1, padding);
        _shape = new ConvolutionShape(vertical, horizontal, input[2], filters);
        initializer ??= Initializers.GlorotUniform;
        int taps = kernel.Height * kernel.Width;
        Parameters =
        [
            new Parameter("W", _shape.Kernel, initializer, taps * input[2], taps * filters) { IsDecayed = true },
            new Parameter("b", new Shape(filters), Initializers.Zeros),
        ];
    }

    /// <inheritdoc/>
    public Shape Input => _shape.Input;

    /// <inheritdoc/>
    public Shape Output => _shape.Output;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    public bool ReadsOutput => false;

    /// <inheritdoc/>
    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass)
    {
        Convolution.Forward(_shape, x, theta[Weight], theta[Bias], y, pass.Batch, pass.Workers); // y = x ⋆ W + b
    }

    /// <inheritdoc/>
    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        int n = pass.Batch, places = n * Output[0] * Output[1];
        if (dtheta.Wanted)
        {
            Convolution.KernelGradient(_shape, x, dy, dtheta[Weight], n, Write.Add, pass.Workers); // dW += x ⋆ dy
            Reduction.ColumnSums(dy, places, _shape.Filters, dtheta[Bias], Write.Add, pass.Workers); // db += Σ_nhw dy_nhw
        }

        if (!dx.IsEmpty)
        {
            Convolution.InputGradient(_shape, dy, theta[Weight], dx, n, pass.Workers); // dx = the transposed convolution of dy by W
        }
    }
}
