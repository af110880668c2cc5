namespace TinyAE.Numerics;

/// <summary>What lies around an image when a window sticks out of it.</summary>
public enum Padding
{
    /// <summary>Nothing: every window lies inside.</summary>
    Valid,

    /// <summary>Zeros, so many that a step of 1 keeps the size; where the number is odd, one more after than before, as in Keras.</summary>
    Same,
}

/// <summary>A size in two directions; a plain number stands for a square.</summary>
/// <param name="Height">Along the first axis, rows.</param>
/// <param name="Width">Along the second axis, columns.</param>
public readonly record struct Extent(int Height, int Width)
{
    /// <summary>The square of this side.</summary>
    public static implicit operator Extent(int side) => FromInt32(side);

    /// <summary>The square of this side.</summary>
    public static Extent FromInt32(int side) => new(side, side);
}

/// <summary>How a kernel moves along one axis: output o meets the inputs o·Stride − Before + i, for i from 0 to Kernel − 1.</summary>
/// <remarks>An input below 0 or from <see cref="Input"/> on is padding.</remarks>
public readonly record struct Window
{
    private Window(int input, int kernel, int stride, int before, int output)
    {
        Input = input;
        Kernel = kernel;
        Stride = stride;
        Before = before;
        Output = output;
    }

    /// <summary>Places along the input.</summary>
    public int Input { get; }

    /// <summary>Places that the kernel covers.</summary>
    public int Kernel { get; }

    /// <summary>Places from one output's window to the next one's.</summary>
    public int Stride { get; }

    /// <summary>Padding before the first input.</summary>
    public int Before { get; }

    /// <summary>Places along the output.</summary>
    public int Output { get; }

    /// <summary>The window of a convolution or a pooling.</summary>
    /// <remarks>
    /// Valid: output = ⌊(input − kernel) / stride⌋ + 1. Same: output = ⌈input / stride⌉, of the padding
    /// p = max((output − 1)·stride + kernel − input, 0) the part ⌊p / 2⌋ lies before. Source: Keras, and TensorFlow's notes on padding.
    /// </remarks>
    /// <exception cref="ArgumentException">A size below 1, or a kernel that does not fit into an input without padding.</exception>
    public static Window Of(int input, int kernel, int stride, Padding padding)
    {
        Check(input, kernel, stride);
        if (padding == Padding.Valid && kernel > input)
        {
            throw new ArgumentException(
                $"A kernel of {kernel} does not fit into an input of {input} without padding; allowed are 1 to {input}.", nameof(kernel));
        }

        int output = padding == Padding.Valid ? (input - kernel) / stride + 1 : (input - 1) / stride + 1;
        return new Window(input, kernel, stride, BeforeOf(input, kernel, stride, output, padding), output);
    }

    /// <summary>The window whose input gradient is the transposed convolution of <paramref name="size"/> places.</summary>
    /// <remarks>
    /// Here <see cref="Output"/> is what the transposed convolution takes, <see cref="Input"/> what it gives. Without output padding:
    /// same: input = size·stride; valid: input = size·stride + max(kernel − stride, 0). With output padding q:
    /// same: input = (size − 1)·stride + kernel − 2⌊kernel / 2⌋ + q; valid: input = (size − 1)·stride + kernel + q. The padding before is
    /// that of <see cref="Of"/>. Source: Keras, Conv2DTranspose.
    /// </remarks>
    /// <param name="size">Places that the transposed convolution takes.</param>
    /// <param name="kernel">Places that the kernel covers.</param>
    /// <param name="stride">Places between two windows.</param>
    /// <param name="padding">As in <see cref="Of"/>.</param>
    /// <param name="outputPadding">q, 0 to stride − 1; null: none is asked for.</param>
    /// <exception cref="ArgumentException">A size below 1, an output padding out of its range, or nothing left of the output.</exception>
    public static Window Transposed(int size, int kernel, int stride, Padding padding, int? outputPadding = null)
    {
        Check(size, kernel, stride);
        if (outputPadding < 0 || outputPadding >= stride)
        {
            throw new ArgumentOutOfRangeException(
                nameof(outputPadding), outputPadding, $"With a stride of {stride} the output padding is 0 to {stride - 1}.");
        }

        long input = (padding, outputPadding) switch
        {
            (Padding.Same, null) => (long)size * stride,
            (_, null) => (long)size * stride + Math.Max(kernel - stride, 0),
            (Padding.Same, int q) => (size - 1L) * stride + kernel % 2 + q,
            (_, int q) => (size - 1L) * stride + kernel + q,
        };
        if (input is < 1 or > int.MaxValue)
        {
            throw new ArgumentException(
                $"The transposed convolution of {size} places with a kernel of {kernel} and a stride of {stride} gives {input}; " +
                $"allowed are 1 to {int.MaxValue}.", nameof(size));
        }

        return new Window((int)input, kernel, stride, BeforeOf((int)input, kernel, stride, size, padding), size);
    }

    private static int BeforeOf(int input, int kernel, int stride, int output, Padding padding) =>
        padding == Padding.Valid ? 0 : (int)(Math.Max((output - 1L) * stride + kernel - input, 0) / 2);

    private static void Check(int size, int kernel, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
    }
}
