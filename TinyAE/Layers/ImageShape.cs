using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>What the layers for images ask of their arguments.</summary>
internal static class ImageShape
{
    /// <summary>The shape, if it is that of an image.</summary>
    /// <exception cref="ArgumentException">It is not (height, width, channels).</exception>
    public static Shape Checked(Shape input) => input.Rank == 3
        ? input
        : throw new ArgumentException($"An image is (height, width, channels); found {input}.", nameof(input));

    /// <summary>Along the height and along the width, the windows of a convolution or a pooling.</summary>
    public static (Window Vertical, Window Horizontal) Windows(Shape input, Extent kernel, Extent stride, Padding padding) => (
        Window.Of(Checked(input)[0], kernel.Height, stride.Height, padding),
        Window.Of(input[1], kernel.Width, stride.Width, padding));
}
