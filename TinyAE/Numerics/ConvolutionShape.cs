namespace TinyAE.Numerics;

/// <summary>The sizes of a convolution of images (height, width, channels) with a kernel (kh, kw, channels, filters).</summary>
public readonly record struct ConvolutionShape
{
    /// <summary>The convolution whose kernel moves as the two windows say.</summary>
    /// <param name="vertical">Along the height.</param>
    /// <param name="horizontal">Along the width.</param>
    /// <param name="channels">Channels of the input, at least 1.</param>
    /// <param name="filters">Channels of the output, at least 1.</param>
    /// <exception cref="ArgumentException">A number below 1, or an array of more than 2^31 - 1 elements.</exception>
    public ConvolutionShape(Window vertical, Window horizontal, int channels, int filters)
    {
        Vertical = vertical;
        Horizontal = horizontal;
        Input = new Shape(vertical.Input, horizontal.Input, channels);
        Output = new Shape(vertical.Output, horizontal.Output, filters);
        Kernel = new Shape(vertical.Kernel, horizontal.Kernel, channels, filters);
    }

    /// <summary>How the kernel moves along the height.</summary>
    public Window Vertical { get; }

    /// <summary>How the kernel moves along the width.</summary>
    public Window Horizontal { get; }

    /// <summary>One input sample: (height, width, channels).</summary>
    public Shape Input { get; }

    /// <summary>One output sample: (height, width, filters).</summary>
    public Shape Output { get; }

    /// <summary>The kernel: (kh, kw, channels, filters).</summary>
    public Shape Kernel { get; }

    /// <summary>Channels of the input.</summary>
    public int Channels => Input[2];

    /// <summary>Channels of the output.</summary>
    public int Filters => Output[2];
}
