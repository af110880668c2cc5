using System.Numerics;
using System.Runtime.InteropServices;

namespace TinyAE.Numerics;

/// <summary>The three products of a convolution: forward, by the input, by the kernel; generic over float and double.</summary>
/// <remarks>
/// y_nhwf = Σ_ijc x[n, h·s + i − p, w·t + j − q, c] W_ijcf, with strides s and t, padding p above and q to the left; outside x is 0.
/// Images are (N, height, width, channels), the kernel is (kh, kw, channels, filters).
/// <para>
/// The value of each element is fixed to the last bit, whatever the instruction set or the number of threads. Each is a sum of
/// products in the way of <see cref="MatrixProduct"/>, blocks of 256 terms, with its terms in this order:
/// <c>Forward</c>: ascending (i, j, c);
/// <c>InputGradient</c>: ascending (h, w, f) over the outputs whose windows hold the place if none is cut off by the border;
/// <see cref="KernelGradient"/>: ascending (n, h, w). Terms outside an array are counted, so that they move the blocks' ends, but are zero.
/// </para>
/// <para>
/// A transposed convolution is the same object read the other way: its forward product is <c>InputGradient</c>, its input
/// gradient is <c>Forward</c>, its kernel gradient is <see cref="KernelGradient"/> with the roles of x and dy exchanged.
/// </para>
/// <para>
/// In float, patches are multiplied where they lie in the images (<see cref="FloatConvolution"/>); in double they are gathered some at
/// a time, into memory that each thread keeps, and multiplied as matrices. For the input gradient the places are taken in s·t phases, by
/// their remainders modulo the strides: all places of a phase meet the same taps, so nothing is multiplied in vain
/// (Dumoulin and Visin 2016, A guide to convolution arithmetic, has the pictures).
/// </para>
/// A span may be longer than its array; what follows the array is neither read nor written.
/// </remarks>
public static class Convolution
{
    /// <summary>Sharing out fewer operations than these costs more than it brings.</summary>
    private const double SharedFlops = 1e6;

    /// <summary>y_nhwf = Σ_ijc x[n, h·s + i − p, w·t + j − q, c] W_ijcf.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="x">Images, batch · shape.Input.Size.</param>
    /// <param name="w">The kernel, shape.Kernel.Size.</param>
    /// <param name="y">Overwritten; batch · shape.Output.Size.</param>
    /// <param name="batch">N, 0 or more.</param>
    /// <param name="workers">Threads that share the work, or none.</param>
    /// <exception cref="ArgumentException">A span is too short, or y overlaps another.</exception>
    public static void Forward<T>(
        in ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> w, Span<T> y, int batch, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T> => Forward(shape, x, w, [], y, batch, workers);

    /// <summary>y_nhwf = Σ_ijc x[n, h·s + i − p, w·t + j − q, c] W_ijcf + b_f: the sum is rounded, then b is added.</summary>
    /// <inheritdoc cref="Forward{T}(in ConvolutionShape, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, int, Workers?)"/>
    /// <param name="shape">The sizes.</param>
    /// <param name="x">Images, batch · shape.Input.Size.</param>
    /// <param name="w">The kernel, shape.Kernel.Size.</param>
    /// <param name="b">shape.Filters numbers, or empty: none is added.</param>
    /// <param name="y">Overwritten; batch · shape.Output.Size.</param>
    /// <param name="batch">N, 0 or more.</param>
    /// <param name="workers">Threads that share the work, or none.</param>
    public static void Forward<T>(in ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> y, int batch,
        Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        x = Samples.Part(x, batch, shape.Input, nameof(x));
        w = Samples.Part(w, 1, shape.Kernel, nameof(w));
        y = Samples.Part(y, batch, shape.Output, nameof(y));
        Samples.Apart<T>(y, x, nameof(y));
        Samples.Apart<T>(y, w, nameof(y));
        b = Bias(b, shape.Filters, y);
        if (typeof(T) == typeof(float))
        {
            FloatConvolution.Forward(TileKernels.Widest, shape, Float(x), Float(w), Float(b), Float(y), batch, Shared(shape, batch, workers));
            return;
        }

        Patches patches = new(PatchAxis.Of(shape.Vertical), PatchAxis.Of(shape.Horizontal), shape.Channels);
        int rows = batch * patches.RowsPerSample;
        Run(Ceiling(rows, patches.RowsAtATime), new ForwardTask<T>(patches, rows, shape.Filters, x, w, y), Flops(shape, batch), workers);
        if (!b.IsEmpty) Reduction.AddRow(y, rows, shape.Filters, b, workers);
    }

    /// <summary>dx_nuvc = Σ_hwf dy_nhwf W[u − h·s + p, v − w·t + q, c, f], over the indices that exist.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="dy">∂L/∂y, batch · shape.Output.Size.</param>
    /// <param name="w">The kernel, shape.Kernel.Size.</param>
    /// <param name="dx">∂L/∂x, overwritten; batch · shape.Input.Size.</param>
    /// <param name="batch">N, 0 or more.</param>
    /// <param name="workers">Threads that share the work, or none.</param>
    /// <exception cref="ArgumentException">A span is too short, or dx overlaps another.</exception>
    public static void InputGradient<T>(
        in ConvolutionShape shape, ReadOnlySpan<T> dy, ReadOnlySpan<T> w, Span<T> dx, int batch, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T> => InputGradient(shape, dy, w, [], dx, batch, workers);

    /// <summary>dx_nuvc = Σ_hwf dy_nhwf W[u − h·s + p, v − w·t + q, c, f] + b_c: the sum is rounded, then b is added.</summary>
    /// <remarks>A transposed convolution has a bias here; a gradient has none.</remarks>
    /// <inheritdoc cref="InputGradient{T}(in ConvolutionShape, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, int, Workers?)"/>
    /// <param name="shape">The sizes.</param>
    /// <param name="dy">∂L/∂y, batch · shape.Output.Size.</param>
    /// <param name="w">The kernel, shape.Kernel.Size.</param>
    /// <param name="b">shape.Channels numbers, or empty: none is added.</param>
    /// <param name="dx">Overwritten; batch · shape.Input.Size.</param>
    /// <param name="batch">N, 0 or more.</param>
    /// <param name="workers">Threads that share the work, or none.</param>
    public static void InputGradient<T>(in ConvolutionShape shape, ReadOnlySpan<T> dy, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> dx,
        int batch, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        dy = Samples.Part(dy, batch, shape.Output, nameof(dy));
        w = Samples.Part(w, 1, shape.Kernel, nameof(w));
        dx = Samples.Part(dx, batch, shape.Input, nameof(dx));
        Samples.Apart<T>(dx, dy, nameof(dx));
        Samples.Apart<T>(dx, w, nameof(dx));
        b = Bias(b, shape.Channels, dx);
        if (typeof(T) == typeof(float))
        {
            FloatConvolution.InputGradient(TileKernels.Widest, shape, Float(dy), Float(w), Float(b), Float(dx), batch,
                Shared(shape, batch, workers));
            return;
        }

        for (int i = 0; i < shape.Vertical.Stride; i++)
        {
            for (int j = 0; j < shape.Horizontal.Stride; j++)
            {
                ConvolutionPhase phase = new(shape, i, j);
                int rows = batch * phase.Patches.RowsPerSample;
                if (rows == 0) continue;
                Span<T> kernel = PatchBuffers<T>.OfThread.Kernel(phase.Patches.Columns * shape.Channels);
                phase.Transpose(w, kernel);
                double flops = 2.0 * rows * kernel.Length;
                Run(Ceiling(rows, phase.Patches.RowsAtATime), new InputTask<T>(phase, rows, dy, kernel, dx), flops, workers);
            }
        }

        if (!b.IsEmpty) Reduction.AddRow(dx, batch * shape.Vertical.Input * shape.Horizontal.Input, shape.Channels, b, workers);
    }

    /// <summary>dW_ijcf = or += Σ_nhw x[n, h·s + i − p, w·t + j − q, c] dy_nhwf.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="x">Images, batch · shape.Input.Size.</param>
    /// <param name="dy">∂L/∂y, batch · shape.Output.Size.</param>
    /// <param name="dw">∂L/∂W, shape.Kernel.Size.</param>
    /// <param name="batch">N, 0 or more.</param>
    /// <param name="write">Over, or the whole sum added to what dw holds.</param>
    /// <param name="workers">Threads that share the work, or none.</param>
    /// <exception cref="ArgumentException">A span is too short, or dw overlaps another.</exception>
    public static void KernelGradient<T>(
        in ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw, int batch, Write write, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        x = Samples.Part(x, batch, shape.Input, nameof(x));
        dy = Samples.Part(dy, batch, shape.Output, nameof(dy));
        dw = Samples.Part(dw, 1, shape.Kernel, nameof(dw));
        Samples.Apart<T>(dw, x, nameof(dw));
        Samples.Apart<T>(dw, dy, nameof(dw));
        KernelSum.Run(TileKernels.Widest, shape, x, dy, dw, batch, write, Shared(shape, batch, workers));
    }

    private static ReadOnlySpan<T> Bias<T>(ReadOnlySpan<T> b, int count, ReadOnlySpan<T> target)
    {
        if (b.IsEmpty) return b;
        if (b.Length < count) throw new ArgumentException($"b has {b.Length} elements; the result has {count} channels.", nameof(b));
        Samples.Apart(target, b[..count], nameof(target));
        return b[..count];
    }

    private static ReadOnlySpan<float> Float<T>(ReadOnlySpan<T> span)
        where T : unmanaged => MemoryMarshal.Cast<T, float>(span);

    private static Span<float> Float<T>(Span<T> span)
        where T : unmanaged => MemoryMarshal.Cast<T, float>(span);

    private static Workers? Shared(in ConvolutionShape shape, int batch, Workers? workers) =>
        Flops(shape, batch) < SharedFlops ? null : workers;

    private static double Flops(in ConvolutionShape shape, int batch) =>
        2.0 * batch * shape.Vertical.Output * shape.Horizontal.Output * shape.Kernel.Size;

    private static void Run<TTask>(int tiles, TTask task, double flops, Workers? workers)
        where TTask : struct, ITileTask, allows ref struct
    {
        if (flops >= SharedFlops && workers is not null)
        {
            workers.Run(tiles, task);
            return;
        }

        for (int tile = 0; tile < tiles; tile++) task.Run(tile);
    }

    internal static int Ceiling(int value, int unit) => (value + unit - 1) / unit;

    /// <summary>Some rows of y: their patches times the kernel.</summary>
    private readonly ref struct ForwardTask<T>(
        Patches patches, int rows, int filters, ReadOnlySpan<T> x, ReadOnlySpan<T> w, Span<T> y) : ITileTask
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> x = x, w = w;
        private readonly Span<T> y = y;

        public void Run(int tile)
        {
            int first = tile * patches.RowsAtATime, count = Math.Min(patches.RowsAtATime, rows - first), columns = patches.Columns;
            Span<T> gathered = PatchBuffers<T>.OfThread.Patches(count * columns);
            patches.Gather(x, first, count, gathered);
            MatrixProduct.AB(gathered, w, y.Slice(first * filters, count * filters), count, filters, columns);
        }
    }

    /// <summary>Some places of one phase of dx: their patches of dy times the phase's taps.</summary>
    private readonly ref struct InputTask<T>(
        ConvolutionPhase phase, int rows, ReadOnlySpan<T> dy, ReadOnlySpan<T> kernel, Span<T> dx) : ITileTask
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> dy = dy, kernel = kernel;
        private readonly Span<T> dx = dx;

        public void Run(int tile)
        {
            Patches patches = phase.Patches;
            int first = tile * patches.RowsAtATime, count = Math.Min(patches.RowsAtATime, rows - first), columns = patches.Columns;
            Span<T> gathered = PatchBuffers<T>.OfThread.Patches(count * columns);
            patches.Gather(dy, first, count, gathered);
            Span<T> products = PatchBuffers<T>.OfThread.Products(count * phase.Channels);
            MatrixProduct.AB(gathered, kernel, products, count, phase.Channels, columns);
            phase.Spread(products, first, count, dx);
        }
    }
}
