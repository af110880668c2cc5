using System.Runtime.InteropServices;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>An array of numbers as NumPy's .npy and .npz files hold it, last index innermost.</summary>
/// <remarks>
/// <code>
/// NpyArray.Of(codes, 1000, 2).Write("codes.npy");        // numpy.load("codes.npy").shape == (1000, 2)
/// ReadOnlySpan&lt;float&gt; codes = NpyArray.Read("codes.npy").Values&lt;float&gt;();
/// </code>
/// Read are Booleans, whole numbers and floating point of either byte order, in C order. Pickled objects, fields, texts, complex numbers
/// and arrays in Fortran order are refused.
/// </remarks>
public sealed class NpyArray
{
    private readonly NpyHeader _header;
    private readonly byte[] _bytes; // little-endian

    private NpyArray(NpyHeader header, byte[] bytes) => (_header, _bytes) = (header, bytes);

    /// <summary>The type as NumPy writes it: "&lt;f4" for float32.</summary>
    public string Type => _header.Type.ToString();

    /// <summary>The sizes, outermost first; none for a single number.</summary>
    public IReadOnlyList<int> Shape => _header.Shape;

    /// <summary>The number of elements: the product of the sizes.</summary>
    public int Count => _bytes.Length / _header.Type.Size;

    internal ReadOnlySpan<byte> Bytes => _bytes;

    internal NpyHeader Header => _header;

    /// <summary>An array of a copy of these numbers.</summary>
    /// <param name="values">The numbers, last index innermost.</param>
    /// <param name="shape">The sizes; their product is the number of values. None: the one dimension of the values.</param>
    /// <typeparam name="T">bool, sbyte to ulong, Half, float or double.</typeparam>
    /// <exception cref="ArgumentException">The shape does not fit the values.</exception>
    /// <exception cref="NotSupportedException">There is no such type in NumPy's files.</exception>
    public static NpyArray Of<T>(ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        int[] sizes = shape.IsEmpty ? [values.Length] : shape.ToArray();
        NpyHeader header = new(NpyType.Of<T>(), sizes);
        long product = 1;
        foreach (int size in sizes)
        {
            product = size < 0 || (size > 0 && product > int.MaxValue / size) ? -1 : product * size;
        }

        return product == values.Length ? new NpyArray(header, MemoryMarshal.AsBytes(values).ToArray())
            : throw new ArgumentException($"{values.Length} values do not fill the shape {header.ShapeText}.", nameof(shape));
    }

    /// <summary>Reads a .npy file whole.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="InvalidDataException">It is no array that is read, or damaged; the message names the file.</exception>
    public static NpyArray Read(string path)
    {
        using DataInput input = new(path);
        return Read(input);
    }

    /// <summary>Writes a .npy file; a crash at any moment leaves the old one whole.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path) => AtomicFile.Write(path, Write);

    /// <summary>The numbers, without a copy.</summary>
    /// <typeparam name="T">The array's own type.</typeparam>
    /// <exception cref="InvalidOperationException">The array is of another type.</exception>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged =>
        NpyType.Of<T>() == _header.Type ? MemoryMarshal.Cast<byte, T>(_bytes)
        : throw new InvalidOperationException($"The array is of the type {Type}, not {NpyType.Of<T>()}.");

    /// <summary>The numbers as doubles, whatever their type; whole ones beyond 2^53 are rounded.</summary>
    public double[] ToDoubles()
    {
        double[] values = new double[Count];
        _header.Type.ToDoubles(_bytes, values);
        return values;
    }

    internal static NpyArray Read(DataInput input)
    {
        NpyHeader header = NpyHeader.Read(input);
        long length = header.Count * header.Type.Size;
        string what = $"{header.Count} numbers {header.Type} of shape {header.ShapeText}";
        if (length > Array.MaxLength)
        {
            throw input.Error($"{what} are {length} bytes; at most {Array.MaxLength} are read at once");
        }

        input.RequireRoom(length, what);
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)length);
        input.Read(bytes, what);
        input.ExpectEnd(what);
        if (header.Type.IsBigEndian)
        {
            header.Type.Reverse(bytes);
            header = header with { Type = header.Type with { IsBigEndian = false } };
        }

        return new NpyArray(header, bytes);
    }

    internal void Write(Stream stream)
    {
        stream.Write(_header.ToBytes());
        stream.Write(_bytes);
    }
}
