using System.Buffers.Binary;
using System.Text;

namespace TinyAE.Datasets;

/// <summary>What stands at the beginning of a NumPy array file: the type and the shape of the array.</summary>
/// <remarks>
/// Six bytes \x93NUMPY, two of the version (1.0, 2.0 or 3.0), the length of the text that follows (two bytes, from 2.0 on four,
/// little-endian), and that text: <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</c>, filled up with spaces and ended by
/// a line feed so that the numbers begin at a multiple of 64. Source: NumPy, numpy.lib.format.
/// </remarks>
internal sealed record NpyHeader(NpyType Type, IReadOnlyList<int> Shape)
{
    private const int MostText = 1 << 16;
    private const int MostDimensions = 32;
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>The shape in words, as Python shows it.</summary>
    public string ShapeText => $"({string.Join(", ", Shape)}{(Shape.Count == 1 ? "," : "")})";

    /// <summary>Reads a header; the input stands at the first number afterwards.</summary>
    /// <exception cref="InvalidDataException">There is no such header, or an array that is not read.</exception>
    public static NpyHeader Read(DataInput input)
    {
        Span<byte> start = stackalloc byte[12];
        input.Read(start[..8], "the beginning of a NumPy array");
        if (!start[..6].SequenceEqual(Magic))
        {
            throw input.Error(
                $"it begins with the bytes {Convert.ToHexString(start[..6])}; a NumPy array with {Convert.ToHexString(Magic)}");
        }

        int version = start[6];
        if (version is not (1 or 2 or 3) || start[7] != 0)
        {
            throw input.Error($"it is of version {version}.{start[7]} of NumPy's format; 1.0, 2.0 and 3.0 are read");
        }

        Span<byte> number = start.Slice(8, version == 1 ? 2 : 4);
        input.Read(number, "the length of a NumPy array's header");
        uint length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(number) : BinaryPrimitives.ReadUInt32LittleEndian(number);
        if (length > MostText)
        {
            throw input.Error($"its header is {length} bytes long; at most {MostText} are read");
        }

        byte[] text = new byte[length];
        input.Read(text, "the header of a NumPy array");
        return Parse(Encoding.Latin1.GetString(text), input);
    }

    /// <summary>The header as bytes, version 1.0.</summary>
    public byte[] ToBytes()
    {
        string text = $"{{'descr': '{Type}', 'fortran_order': False, 'shape': {ShapeText}, }}";
        int length = (10 + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] bytes = new byte[length];
        bytes.AsSpan().Fill((byte)' ');
        Magic.CopyTo(bytes);
        (bytes[6], bytes[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(length - 10));
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(10));
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    private static NpyHeader Parse(string text, DataInput input)
    {
        PythonText python = new(text, input);
        string? descr = null;
        bool? isFortran = null;
        List<int>? shape = null;
        python.Require('{');
        while (!python.Skip('}'))
        {
            string key = python.String();
            python.Require(':');
            switch (key)
            {
                case "descr" when descr is null:
                    descr = python.Is('[') ? throw input.Error("it is a structured array (with fields); only plain numbers are read")
                        : python.String();
                    break;
                case "fortran_order" when isFortran is null:
                    isFortran = python.Boolean();
                    break;
                case "shape" when shape is null:
                    shape = python.Tuple(MostDimensions);
                    break;
                default:
                    throw input.Error($"its header has the key '{key}', unknown or twice; expected are descr, fortran_order and shape");
            }

            if (!python.Skip(',') && !python.Is('}'))
            {
                throw python.Expected("',' or '}'");
            }
        }

        if (descr is null || isFortran is null || shape is null)
        {
            throw input.Error("its header lacks descr, fortran_order or shape");
        }

        if (descr.Contains('O', StringComparison.Ordinal))
        {
            throw input.Error("it holds pickled Python objects, which are programs; only numbers are read");
        }

        NpyType type = NpyType.Parse(descr) ?? throw input.Error($"its numbers are of the type '{descr}'; read are {NpyType.Allowed}");
        if (isFortran.Value && shape.Count(size => size > 1) > 1)
        {
            throw input.Error("its numbers stand in Fortran order; save numpy.ascontiguousarray of it instead");
        }

        long bytes = type.Size;
        foreach (int size in shape)
        {
            if (size > 0 && bytes > long.MaxValue / size)
            {
                throw input.Error($"its shape ({string.Join(", ", shape)}) has more elements than any file");
            }

            bytes *= size;
        }

        return new NpyHeader(type, shape);
    }
}
