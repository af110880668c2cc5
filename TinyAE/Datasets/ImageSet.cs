using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Images of one size as bytes, with their classes and the factors they were made from where these are known.</summary>
/// <remarks>
/// A byte b stands for the value b / 255. Image n is Pixels[n · Shape.Size ...], rows from the top, the channels of a pixel side by side.
/// A set never changes, and parts of it share its memory. At most 2^31 − 57 bytes, the length of the longest array.
/// </remarks>
public sealed class ImageSet
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly ReadOnlyMemory<int> _labels;

    /// <summary>A set over the given memory, which is not copied and must not change any more.</summary>
    /// <param name="name">What reports call it: "fashion-mnist".</param>
    /// <param name="shape">(height, width, channels).</param>
    /// <param name="pixels">The images, one after another; at least one.</param>
    /// <param name="labels">The class of each image, or nothing.</param>
    /// <param name="classNames">The names of the classes that the labels number; null only where there are no labels.</param>
    /// <param name="factors">What the images were made from, or null.</param>
    /// <exception cref="ArgumentException">
    /// The shape is not one of images; no image, or a part of one; not one label or row of factors an image; a label without a name.
    /// </exception>
    public ImageSet(
        string name, Shape shape, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<int> labels = default,
        IReadOnlyList<string>? classNames = null, FactorTable? factors = null)
    {
        if (shape.Rank != 3)
        {
            throw new ArgumentException($"Images have the shape (height, width, channels); found {shape}.", nameof(shape));
        }

        if (pixels.IsEmpty || pixels.Length % shape.Size != 0)
        {
            throw new ArgumentException(
                $"Images {shape} hold a multiple of {shape.Size} bytes, at least one image; found {pixels.Length}.", nameof(pixels));
        }

        Name = name;
        Shape = shape;
        Count = pixels.Length / shape.Size;
        ClassNames = classNames ?? [];
        Factors = factors;
        (_pixels, _labels) = (pixels, labels);
        if ((labels.Length != 0 && labels.Length != Count) || (factors is not null && factors.Count != Count))
        {
            throw new ArgumentException(
                $"There is one label and one row of factors an image; found {labels.Length} labels and {factors?.Count ?? 0} rows "
                + $"for {Count} images.", nameof(labels));
        }

        foreach (int label in labels.Span)
        {
            if ((uint)label >= (uint)ClassNames.Count)
            {
                throw new ArgumentException($"A label is a class's number, 0 to {ClassNames.Count - 1}; found {label}.", nameof(labels));
            }
        }
    }

    /// <summary>What reports call the set.</summary>
    public string Name { get; }

    /// <summary>The shape of one image: (height, width, channels).</summary>
    public Shape Shape { get; }

    /// <summary>The number of images, at least 1.</summary>
    public int Count { get; }

    /// <summary>All images, one after another.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels.Span;

    /// <summary>The class of each image, an index into <see cref="ClassNames"/>; empty where the data has no classes.</summary>
    public ReadOnlySpan<int> Labels => _labels.Span;

    /// <summary>The name of each class; empty where the data has no classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>What the images were made from; null where that is not known.</summary>
    public FactorTable? Factors { get; }

    /// <summary>The bytes of one image.</summary>
    /// <param name="index">0 to Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ReadOnlySpan<byte> this[int index] => (uint)index < (uint)Count
        ? Pixels.Slice(index * Shape.Size, Shape.Size)
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"The images have the numbers 0 to {Count - 1}.");

    /// <summary>Some images in a row, sharing the memory.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <exception cref="ArgumentException">They are not all there.</exception>
    public ImageSet Slice(int start, int count)
    {
        if (start < 0 || count < 1 || count > Count - start)
        {
            throw new ArgumentException($"The set has {Count} images; found a part of {count} from number {start} on.", nameof(count));
        }

        return new ImageSet(Name, Shape, _pixels.Slice(start * Shape.Size, count * Shape.Size),
            _labels.IsEmpty ? default : _labels.Slice(start, count), ClassNames, Factors?.Slice(start, count));
    }

    /// <summary>A copy of these images, in this order.</summary>
    /// <param name="indices">At least one, each 0 to Count − 1; one may come twice.</param>
    /// <exception cref="ArgumentException">An index is out of range, there is none, or the copies are too many for one array.</exception>
    public ImageSet Select(ReadOnlySpan<int> indices)
    {
        if (indices.Length > Array.MaxLength / Shape.Size)
        {
            throw new ArgumentException(
                $"At most {Array.MaxLength / Shape.Size} images {Shape} fit into a set; found {indices.Length}.", nameof(indices));
        }

        byte[] pixels = new byte[indices.Length * Shape.Size];
        int[] labels = new int[_labels.IsEmpty ? 0 : indices.Length];
        for (int n = 0; n < indices.Length; n++)
        {
            this[indices[n]].CopyTo(pixels.AsSpan(n * Shape.Size));
            if (labels.Length > 0)
            {
                labels[n] = Labels[indices[n]];
            }
        }

        return new ImageSet(Name, Shape, pixels, labels, ClassNames, Factors?.Select(indices));
    }
}
