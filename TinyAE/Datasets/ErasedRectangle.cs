using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Erases a rectangle of each image: x̃ = 0 inside, x outside; every place within the image is equally likely.</summary>
/// <remarks>
/// With u, v uniform in (0, 1) the rectangle's first row is ⌊u (H − h + 1)⌋ and its first column ⌊v (W − w + 1)⌋. A rectangle as wide as the
/// image erases whole rows. Images are (H, W, channels), channels innermost; all channels of a pixel are erased.
/// </remarks>
public sealed class ErasedRectangle : ICorruption
{
    private readonly Shape _image;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _channels;

    /// <summary>Noise of this size.</summary>
    /// <param name="image">The shape of one image: (H, W) or (H, W, channels).</param>
    /// <param name="height">h, 0 to H.</param>
    /// <param name="width">w, 0 to W.</param>
    /// <exception cref="ArgumentException">The shape is not an image's, or the rectangle does not fit into it.</exception>
    public ErasedRectangle(Shape image, int height, int width)
    {
        Corruption.Require(image.Rank is 2 or 3, nameof(image), image.Rank, "a shape of (height, width) or (height, width, channels)");
        Corruption.Require(height >= 0 && height <= image[0], nameof(height), height, $"a number of rows, 0 to {image[0]}");
        Corruption.Require(width >= 0 && width <= image[1], nameof(width), width, $"a number of columns, 0 to {image[1]}");
        _image = image;
        (_rows, _columns, _channels) = (image[0], image[1], image.Rank == 3 ? image[2] : 1);
        Height = height;
        Width = width;
    }

    /// <summary>h, the rows that are erased.</summary>
    public int Height { get; }

    /// <summary>w, the columns that are erased.</summary>
    public int Width { get; }

    /// <inheritdoc/>
    public string Description => Width == _columns
        ? $"{Height} whole row{(Height == 1 ? "" : "s")} erased"
        : $"a rectangle of {Height} x {Width} pixels erased";

    /// <inheritdoc/>
    public void Apply<T>(RandomKey key, uint sample, ReadOnlySpan<T> clean, Span<T> noisy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Corruption.Require(clean.Length == _image.Size, nameof(clean), clean.Length, $"the {_image.Size} values of an image {_image}");
        Span<double> place = stackalloc double[2];
        Noise.Uniform(key, sample, place); // u, v
        int top = (int)(place[0] * (_rows - Height + 1));
        int left = (int)(place[1] * (_columns - Width + 1));
        clean.CopyTo(noisy);
        for (int row = top; row < top + Height; row++)
        {
            noisy.Slice(((row * _columns) + left) * _channels, Width * _channels).Clear();
        }
    }
}
