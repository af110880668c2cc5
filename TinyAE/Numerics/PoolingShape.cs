namespace TinyAE.Numerics;

/// <summary>The sizes of a two-dimensional pooling of images (height, width, channels): each channel by itself.</summary>
public readonly record struct PoolingShape
{
    /// <summary>The pooling whose window moves as the two say.</summary>
    /// <param name="vertical">Along the height.</param>
    /// <param name="horizontal">Along the width.</param>
    /// <param name="channels">Channels, at least 1.</param>
    /// <exception cref="ArgumentException">A number below 1, or an array of more than 2^31 - 1 elements.</exception>
    public PoolingShape(Window vertical, Window horizontal, int channels)
    {
        Vertical = vertical;
        Horizontal = horizontal;
        Input = new Shape(vertical.Input, horizontal.Input, channels);
        Output = new Shape(vertical.Output, horizontal.Output, channels);
    }

    /// <summary>How the window moves along the height.</summary>
    public Window Vertical { get; }

    /// <summary>How the window moves along the width.</summary>
    public Window Horizontal { get; }

    /// <summary>One input sample: (height, width, channels).</summary>
    public Shape Input { get; }

    /// <summary>One output sample: (height, width, channels).</summary>
    public Shape Output { get; }

    /// <summary>Channels.</summary>
    public int Channels => Input[2];

    /// <summary>The part of the window of one output that lies inside the image, along one axis: from Begin to End − 1.</summary>
    internal static (int Begin, int End) Inside(in Window window, int output)
    {
        int begin = output * window.Stride - window.Before;
        return (Math.Max(begin, 0), Math.Min(begin + window.Kernel, window.Input));
    }
}
