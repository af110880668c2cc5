using System.Buffers.Binary;
using TinyAE.Numerics;

namespace TinyAE.Training;

/// <summary>A file of named tensors in the safetensors format, which Python and other languages read: models and checkpoints.</summary>
/// <remarks>
/// Eight bytes: the header's length, little-endian; the header, see <see cref="SafetensorsHeader"/>; the tensors' values one after another,
/// little-endian, as this library's machines hold them.
/// <code>
/// SafetensorsFile.Write("model.safetensors", [TensorEntry.Of&lt;float&gt;("dense/W", weights, 35, 5)], metadata);
/// ReadOnlySpan&lt;float&gt; weights = SafetensorsFile.Read("model.safetensors").Values&lt;float&gt;("dense/W", 35, 5);
/// </code>
/// </remarks>
public sealed class SafetensorsFile
{
    private readonly string name;
    private readonly Dictionary<string, TensorEntry> byName;

    private SafetensorsFile(string name, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<TensorEntry> tensors)
    {
        this.name = name;
        Metadata = metadata;
        Tensors = tensors;
        byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>The texts that the file carries, by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<TensorEntry> Tensors { get; }

    /// <summary>Writes a file; a crash at any moment leaves the old one whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors, their names all different. Data of 8-byte numbers comes first, then of 4, then of 1.</param>
    /// <param name="metadata">Texts to carry along, by key; null: none.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or the header would be longer than 100,000,000 bytes.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<TensorEntry> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        metadata ??= new Dictionary<string, string>();
        if (tensors.CountBy(tensor => tensor.Name).FirstOrDefault(pair => pair.Value > 1).Key is { } twice)
            throw new ArgumentException($"Two tensors have the name '{twice}', each needs its own.", nameof(tensors));
        byte[] header = SafetensorsHeader.Of(tensors, metadata).ToJson();
        if (header.Length > SafetensorsHeader.LargestLength)
        {
            throw new ArgumentException(
                $"The header has {header.Length} bytes, allowed are {SafetensorsHeader.LargestLength}.", nameof(metadata));
        }
        byte[] length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(length);
            stream.Write(header);
            foreach (TensorEntry tensor in SafetensorsHeader.InOrder(tensors))
                stream.Write(tensor.Bytes.Span);
        });
    }

    /// <summary>Reads a file whole.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="InvalidDataException">It is no safetensors file, or damaged; the message names the file and the place.</exception>
    public static SafetensorsFile Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads a file from a stream that can tell its length. Values are read only when the header has passed every check.</summary>
    internal static SafetensorsFile Read(Stream stream, string name)
    {
        if (!stream.CanSeek)
            throw new InvalidDataException($"{name}: its length is unknown, expected a file.");
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        long afterNumber = stream.Length - stream.Position - number.Length;
        if (afterNumber < 0)
        {
            throw new InvalidDataException(
                $"{name}, byte 0: the file has {stream.Length} bytes, a safetensors file at least {number.Length}.");
        }
        stream.ReadExactly(number);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(number);
        if (length > SafetensorsHeader.LargestLength || (long)length > afterNumber)
        {
            throw new InvalidDataException($"{name}, byte 0: the header's length is {length}, allowed are the {afterNumber} bytes that " +
                $"follow and at most {SafetensorsHeader.LargestLength}: this is no safetensors file, or it is cut off.");
        }
        byte[] json = new byte[length];
        stream.ReadExactly(json);
        SafetensorsHeader header = SafetensorsHeader.Parse(json, afterNumber - json.Length, name);
        List<TensorEntry> tensors = new(header.Tensors.Count);
        foreach (TensorLine line in header.Tensors)
        {
            byte[] bytes = GC.AllocateUninitializedArray<byte>((int)(line.End - line.Begin));
            stream.ReadExactly(bytes);
            tensors.Add(new TensorEntry(line.Name, line.Type, line.Shape, bytes));
        }
        return new SafetensorsFile(name, header.Metadata, tensors);
    }

    /// <summary>The values of the tensor of that name, which must have that type and shape.</summary>
    /// <exception cref="InvalidDataException">The file has no such tensor, or it has another type or shape.</exception>
    public ReadOnlySpan<T> Values<T>(string name, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        TensorType type = TensorTypes.Of<T>();
        string expected = $"'{name}' of type {type} and shape {TensorEntry.Text(shape)}";
        if (!byName.TryGetValue(name, out TensorEntry? tensor))
            throw new InvalidDataException($"{this.name}: expected a tensor {expected}; it has {string.Join(", ", byName.Keys.Take(20))}.");
        if (tensor.Type != type || !tensor.Shape.SequenceEqual(shape))
        {
            throw new InvalidDataException(
                $"{this.name}: expected a tensor {expected}, found type {tensor.Type} and shape {TensorEntry.Text(tensor.Shape)}.");
        }
        return tensor.Values<T>();
    }
}
