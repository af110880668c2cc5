using CommunityToolkit.HighPerformance;

namespace TinyAE.Training;

/// <summary>A tensor in a file: its name, the type of its numbers, its shape and its values, the last dimension varying fastest.</summary>
public sealed class TensorEntry
{
    private readonly int[] shape;

    internal TensorEntry(string name, TensorType type, int[] shape, ReadOnlyMemory<byte> bytes)
    {
        Name = name;
        Type = type;
        this.shape = shape;
        Bytes = bytes;
    }

    /// <summary>The name, unique in its file.</summary>
    public string Name { get; }

    /// <summary>The type of the numbers.</summary>
    public TensorType Type { get; }

    /// <summary>The dimensions; none: a single number. A dimension may be 0.</summary>
    public ReadOnlySpan<int> Shape => shape;

    /// <summary>The values as they stand in the file, little-endian.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>An entry over the given values, which are not copied: the file gets those that they have when it is written.</summary>
    /// <typeparam name="T">float, double, int, uint, long, ulong or byte.</typeparam>
    /// <param name="name">Any text but "__metadata__".</param>
    /// <param name="values">The values, the last dimension varying fastest.</param>
    /// <param name="shape">The dimensions, at least 0 each; their product is the number of values.</param>
    /// <exception cref="ArgumentException">The shape does not fit the values, or the name is not allowed.</exception>
    /// <exception cref="NotSupportedException">T is another type.</exception>
    public static TensorEntry Of<T>(string name, ReadOnlyMemory<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == SafetensorsHeader.MetadataKey)
            throw new ArgumentException($"'{name}' is the name of the file's metadata, no tensor may have it.", nameof(name));
        TensorType type = TensorTypes.Of<T>();
        if (Count(shape) != values.Length)
        {
            throw new ArgumentException(
                $"Tensor '{name}': {values.Length} values do not fill the shape {Text(shape)}.", nameof(shape));
        }
        return new TensorEntry(name, type, shape.ToArray(), values.AsBytes());
    }

    /// <summary>The values.</summary>
    /// <exception cref="InvalidCastException">The tensor holds numbers of another type.</exception>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged => TensorTypes.Of<T>() == Type
        ? Bytes.Span.Cast<byte, T>()
        : throw new InvalidCastException($"Tensor '{Name}' holds {Type}, not {TensorTypes.Of<T>()}.");

    /// <summary>The product of the dimensions; -1 if one is negative or the product exceeds the range of long.</summary>
    internal static long Count(ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int dimension in shape)
        {
            if (dimension < 0 || (dimension > 0 && count > long.MaxValue / dimension))
                return -1;
            count *= dimension;
        }
        return count;
    }

    /// <summary>The shape as text: (2, 3).</summary>
    internal static string Text(ReadOnlySpan<int> shape) => $"({string.Join(", ", shape.ToArray())})";
}
