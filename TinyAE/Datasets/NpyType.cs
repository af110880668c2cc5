using System.Globalization;

namespace TinyAE.Datasets;

/// <summary>The type of the numbers of a NumPy array: the bytes' order, the kind and the size, as in "&lt;f4".</summary>
/// <param name="IsBigEndian">Whether the highest byte comes first.</param>
/// <param name="Kind">b Boolean, u whole and not negative, i whole, f floating point.</param>
/// <param name="Size">Bytes of a number: 1, 2, 4 or 8.</param>
internal readonly record struct NpyType(bool IsBigEndian, char Kind, int Size)
{
    /// <summary>What is read, for messages.</summary>
    public const string Allowed = "bool, int8 to int64, uint8 to uint64 and float16 to float64";

    /// <summary>The type that stands for T.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static NpyType Of<T>()
        where T : unmanaged => default(T) switch
        {
            bool => new(false, 'b', 1),
            byte => new(false, 'u', 1),
            ushort => new(false, 'u', 2),
            uint => new(false, 'u', 4),
            ulong => new(false, 'u', 8),
            sbyte => new(false, 'i', 1),
            short => new(false, 'i', 2),
            int => new(false, 'i', 4),
            long => new(false, 'i', 8),
            Half => new(false, 'f', 2),
            float => new(false, 'f', 4),
            double => new(false, 'f', 8),
            _ => throw new NotSupportedException($"An array of {typeof(T).Name} has no type in NumPy's files; allowed are {Allowed}."),
        };

    /// <summary>Understands a type as NumPy writes it; null: one that is not read.</summary>
    public static NpyType? Parse(string text)
    {
        if (text.Length != 3 || text[0] is not ('<' or '>' or '|' or '='))
        {
            return null;
        }

        (char kind, int size) = (text[1], text[2] - '0');
        bool known = kind switch { 'b' => size == 1, 'u' or 'i' => size is 1 or 2 or 4 or 8, 'f' => size is 2 or 4 or 8, _ => false };
        return known ? new NpyType(text[0] == '>' && size > 1, kind, size) : null;
    }

    /// <summary>The type as NumPy writes it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Size == 1 ? '|' : IsBigEndian ? '>' : '<')}{Kind}{Size}");

    /// <summary>The numbers as doubles; whole ones beyond 2^53 are rounded.</summary>
    /// <param name="bytes">The numbers one after another.</param>
    /// <param name="values">Overwritten, one a number.</param>
    public void ToDoubles(ReadOnlySpan<byte> bytes, Span<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ToDouble(bytes.Slice(i * Size, Size));
        }
    }

    /// <summary>Turns the bytes of each number round.</summary>
    public void Reverse(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i += Size)
        {
            bytes.Slice(i, Size).Reverse();
        }
    }

    private double ToDouble(ReadOnlySpan<byte> bytes)
    {
        ulong word = 0;
        for (int i = 0; i < Size; i++)
        {
            word |= (ulong)bytes[IsBigEndian ? Size - 1 - i : i] << (8 * i);
        }

        return (Kind, Size) switch
        {
            ('f', 2) => (double)BitConverter.UInt16BitsToHalf((ushort)word),
            ('f', 4) => BitConverter.UInt32BitsToSingle((uint)word),
            ('f', _) => BitConverter.UInt64BitsToDouble(word),
            ('i', 1) => (sbyte)word,
            ('i', 2) => (short)word,
            ('i', 4) => (int)word,
            ('i', _) => (long)word,
            _ => word,
        };
    }
}
