using System.Buffers.Binary;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Reads the IDX files in which MNIST and its successors come, plain or gzip.</summary>
/// <remarks>
/// Big-endian: two bytes 0, the type of the values (8: bytes), the number of dimensions, the size of each as 32 bits, the values. Images
/// have three dimensions (number, height, width) or four (and channels), labels one. Source: LeCun, Cortes and Burges, The MNIST
/// database, "file formats".
/// </remarks>
internal static class IdxFile
{
    private const byte Bytes = 8;

    /// <summary>The number of dimensions of an IDX file of bytes; null if the file begins in no such way.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is gzip, and damaged.</exception>
    public static int? Rank(string path)
    {
        using DataInput input = new(path);
        Span<byte> magic = stackalloc byte[4];
        return input.TryRead(magic) && magic is [0, 0, Bytes, _] ? magic[3] : null;
    }

    /// <summary>Reads images.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="InvalidDataException">It is no IDX file of images, or damaged; the message names file and place.</exception>
    public static (Shape Shape, byte[] Pixels) Images(string path)
    {
        using DataInput input = new(path);
        return Images(input);
    }

    /// <summary>Reads labels, each 0 to 255.</summary>
    /// <inheritdoc cref="Images(string)"/>
    public static byte[] Labels(string path)
    {
        using DataInput input = new(path);
        return Labels(input);
    }

    internal static (Shape Shape, byte[] Pixels) Images(DataInput input)
    {
        long[] sizes = Header(input, "images, three dimensions (number, height, width) or four (and channels)", rank => rank is 3 or 4);
        long channels = sizes.Length == 4 ? sizes[3] : 1;
        string what = $"{sizes[0]} images of {sizes[1]} x {sizes[2]}" + (sizes.Length == 4 ? $" of {channels} channels" : "");
        bool IsSide(long side) => side is >= 1 and <= DataOptions.MostSide;
        if (sizes[0] < 1 || !IsSide(sizes[1]) || !IsSide(sizes[2]) || channels is not (1 or 3))
        {
            throw input.Error(
                $"it promises {what}; allowed are 1 or more of 1 x 1 to {DataOptions.MostSide} x {DataOptions.MostSide}, 1 channel or 3");
        }

        Shape shape = new((int)sizes[1], (int)sizes[2], (int)channels);
        return (shape, Values(input, sizes[0] * shape.Size, what));
    }

    internal static byte[] Labels(DataInput input)
    {
        long[] sizes = Header(input, "labels, one dimension", rank => rank == 1);
        return sizes[0] > 0 ? Values(input, sizes[0], $"{sizes[0]} labels")
            : throw input.Error("it promises 0 labels; at least 1 is needed");
    }

    private static long[] Header(DataInput input, string wanted, Func<int, bool> allowed)
    {
        Span<byte> magic = stackalloc byte[4];
        input.Read(magic, "the first four bytes of an IDX file");
        if (magic is not [0, 0, _, _])
        {
            throw input.Error($"it begins with the bytes {Convert.ToHexString(magic)}; an IDX file of bytes begins with 000008");
        }

        if (magic[2] != Bytes)
        {
            throw input.Error($"its values are of IDX type 0x{magic[2]:x2}; only bytes (0x08) are read");
        }

        if (!allowed(magic[3]))
        {
            throw input.Error($"it has {magic[3]} dimension{(magic[3] == 1 ? "" : "s")}; expected {wanted}");
        }

        Span<byte> four = stackalloc byte[16];
        Span<byte> numbers = four[..(4 * magic[3])];
        input.Read(numbers, "the sizes of the dimensions");
        long[] sizes = new long[magic[3]];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = BinaryPrimitives.ReadUInt32BigEndian(numbers[(4 * i)..]);
        }

        return sizes;
    }

    private static byte[] Values(DataInput input, long count, string what)
    {
        if (count > Array.MaxLength)
        {
            throw input.Error($"{what} are {count} bytes; at most {Array.MaxLength} are read");
        }

        input.RequireRoom(count, what);
        byte[] values = GC.AllocateUninitializedArray<byte>((int)count);
        input.Read(values, what);
        input.ExpectEnd(what);
        return values;
    }
}
