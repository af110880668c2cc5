using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Images that stay bytes and become numbers of 0 to 1 as they are asked for: value = b / 255.</summary>
/// <param name="set">The images; not copied.</param>
/// <typeparam name="T">float or double.</typeparam>
public sealed class ImageDataset<T>(ImageSet set) : IDataset<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The images as bytes.</summary>
    public ImageSet Images => set;

    /// <inheritdoc/>
    public int Count => set.Count;

    /// <inheritdoc/>
    public Shape Shape => set.Shape;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Labels => set.Labels;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => set.ClassNames;

    /// <inheritdoc/>
    public void CopyTo(ReadOnlySpan<int> indices, Span<T> destination)
    {
        int size = set.Shape.Size;
        if (destination.Length / size < indices.Length)
        {
            throw new ArgumentException(
                $"{indices.Length} images of {size} values need as much room; found room for {destination.Length} values.",
                nameof(destination));
        }

        for (int n = 0; n < indices.Length; n++)
        {
            PixelValues.FromBytes(set[indices[n]], destination.Slice(n * size, size));
        }
    }
}
