using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Transposed convolution: each input place lays its multiple of the kernel into the output. Enlarges images.</summary>
/// <remarks>
/// Shapes: x (N, height, width, in), W (kh, kw, out, in), b (out), y (N, height', width', out).
/// It is the convolution from y's shape to x's (strides s, t; padding p above, q to the left) read backwards; c in, f out:
/// y_nuvf = Σ_hwc x_nhwc W[u − h·s + p, v − w·t + q, f, c] + b_f, over the indices that exist
/// ∂L/∂W_ijfc = Σ_nhw dy[n, h·s + i − p, w·t + j − q, f] x_nhwc     dW += dy ⋆ x
/// ∂L/∂b_f = Σ_nuv dy_nuvf                                         db += sums over samples and places
/// ∂L/∂x_nhwc = Σ_ijf dy[n, h·s + i − p, w·t + j − q, f] W_ijfc     dx = dy ⋆ W
/// So Forward is the convolution's input gradient, and dx is its forward product: &lt;u ⋆ W, v&gt; = &lt;u, transposed(v)&gt;.
/// Keeps nothing: Backward needs only x and W.
/// Source: Zeiler, Krishnan, Taylor and Fergus (2010), Deconvolutional networks; Dumoulin and Visin (2016), A guide to convolution
/// arithmetic for deep learning, chapter 4. Sizes, padding (<see cref="Window.Transposed"/>) and the layout of W are those of Keras.
/// </remarks>
public sealed class Conv2DTranspose<T> : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Weight = 0;
    private const int Bias = 1;

    private readonly ConvolutionShape _shape; // of the convolution from y to x

    /// <summary>A layer for images of this shape.</summary>
    /// <param name="input">(height, width, channels).</param>
    /// <param name="filters">Channels of the output, at least 1.</param>
    /// <param name="kernel">(kh, kw), each at least 1.</param>
    /// <param name="stride">(s, t), each at least 1; (1, 1) if left out.</param>
    /// <param name="padding">Valid by default.</param>
    /// <param name="outputPadding">Rows and columns added to the smallest output, each below its stride; null: as many as make the output
    /// stride times the input (same), or hold every window and every stride (valid).</param>
    /// <param name="initializer">How W starts; Glorot uniform by default. b starts at zero. fan_in is kh·kw·in, fan_out kh·kw·out: what
    /// Keras calls them is the other way round, which Glorot's average does not see.</param>
    /// <exception cref="ArgumentException">The input is no image, a number is out of its range, or the output is empty.</exception>
    public Conv2DTranspose(Shape input, int filters, Extent kernel, Extent? stride = null, Padding padding = Padding.Valid,
        Extent? outputPadding = null, IInitializer? initializer = null)
    {
        (int s, int t) = stride ?? 1;
        Window vertical = Window.Transposed(ImageShape.Checked(input)[0], kernel.Height, s, padding, outputPadding?.Height);
        Window horizontal = Window.Transposed(input[1], kernel.Width, t, padding, outputPadding?.Width);
        _shape = new ConvolutionShape(vertical, horizontal, channels: filters, filters: input[2]);
        initializer ??= Initializers.GlorotUniform;
        int taps = kernel.Height * kernel.Width;
        Parameters =
        [
            new Parameter("W", _shape.Kernel, initializer, taps * input[2], taps * filters) { IsDecayed = true },
            new Parameter("b", new Shape(filters), Initializers.Zeros),
        ];
    }

    /// <inheritdoc/>
    public Shape Input => _shape.Output;

    /// <inheritdoc/>
    public Shape Output => _shape.Input;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    public bool ReadsOutput => false;

    /// <inheritdoc/>
    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass)
    {
        Convolution.InputGradient(
            _shape, x, theta[Weight], theta[Bias], y, pass.Batch, pass.Workers); // y = the transposed convolution of x by W, + b
    }

    /// <inheritdoc/>
    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        int n = pass.Batch, places = n * Output[0] * Output[1];
        if (dtheta.Wanted)
        {
            Convolution.KernelGradient(_shape, dy, x, dtheta[Weight], n, Write.Add, pass.Workers); // dW += dy ⋆ x
            Reduction.ColumnSums(dy, places, Output[2], dtheta[Bias], Write.Add, pass.Workers); // db += Σ_nuv dy_nuv
        }

        if (!dx.IsEmpty)
        {
            Convolution.Forward(_shape, dy, theta[Weight], dx, n, pass.Workers); // dx = dy ⋆ W
        }
    }
}
