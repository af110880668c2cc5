using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace TinyAE.Tests.Imaging;

/// <summary>A PNG encoder that shares nothing with the library's: any colour type, depth, interlacing and filter.</summary>
internal sealed class TestPng
{
    // The pass of each pixel of a cell of 8 x 8, as the specification draws it.
    private static readonly string[] Adam7 =
        ["16462646", "77777777", "56565656", "77777777", "36463646", "77777777", "56565656", "77777777"];

    public required int Width { get; init; }
    public required int Height { get; init; }
    public required int Depth { get; init; }
    public required int ColorType { get; init; }
    public bool Interlaced { get; init; }
    public byte[]? Palette { get; set; }
    public byte[]? Transparency { get; set; }

    /// <summary>0 to 4: that filter; 5: another one each row.</summary>
    public int Filter { get; init; }

    /// <summary>The largest number of bytes in an IDAT chunk.</summary>
    public int DataChunk { get; init; } = int.MaxValue;

    public int Channels => new[] { 1, 0, 3, 1, 2, 0, 4 }[ColorType];
    public int Largest => (1 << Depth) - 1;

    /// <summary>Sample c of pixel (x, y) at [(y * Width + x) * Channels + c].</summary>
    public int[] Samples { get; set; } = [];

    public static IEnumerable<(int ColorType, int Depth)> Forms() =>
        [(0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16), (6, 8), (6, 16)];

    /// <summary>A picture with random samples and, for colour type 3, a random palette with one colour for each index.</summary>
    public static TestPng Make(Random random, int width, int height, int type, int depth, bool interlaced, int filter, bool transparent)
    {
        TestPng png = new()
        {
            Width = width,
            Height = height,
            ColorType = type,
            Depth = depth,
            Interlaced = interlaced,
            Filter = filter,
            DataChunk = random.Next(3) switch { 0 => 1 + random.Next(8), 1 => 100, _ => int.MaxValue },
        };
        png.Samples = new int[width * height * png.Channels];
        int few = random.Next(2) == 0 ? png.Largest + 1 : Math.Min(3, png.Largest + 1);
        for (int i = 0; i < png.Samples.Length; i++)
            png.Samples[i] = random.Next(few);
        if (type == 3)
        {
            png.Palette = new byte[3 << depth];
            random.NextBytes(png.Palette);
        }
        if (transparent && type == 3)
        {
            png.Transparency = new byte[1 + random.Next(1 << depth)];
            random.NextBytes(png.Transparency);
        }
        else if (transparent && type is 0 or 2)
        {
            // The colour of one of the pixels, with bits above the depth set, which do not count.
            int pixel = random.Next(width * height);
            png.Transparency = new byte[2 * png.Channels];
            for (int c = 0; c < png.Channels; c++)
            {
                int sample = png.Samples[(pixel * png.Channels) + c] | (random.Next(1 << 16) & ~png.Largest);
                BinaryPrimitives.WriteUInt16BigEndian(png.Transparency.AsSpan(2 * c), (ushort)sample);
            }
        }
        return png;
    }

    public byte[] Encode() => Assemble(Chunks());

    public List<(string Type, byte[] Data)> Chunks()
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9], header[12]) = ((byte)Depth, (byte)ColorType, (byte)(Interlaced ? 1 : 0));
        List<(string, byte[])> chunks = [("IHDR", header)];
        if (Palette != null)
            chunks.Add(("PLTE", Palette));
        if (Transparency != null)
            chunks.Add(("tRNS", Transparency));
        byte[] data = Compress(Rows());
        for (int start = 0; start < data.Length;)
        {
            int length = Math.Min(DataChunk, data.Length - start);
            chunks.Add(("IDAT", data[start..(start + length)]));
            start += length;
        }
        chunks.Add(("IEND", []));
        return chunks;
    }

    public static byte[] Assemble(IEnumerable<(string Type, byte[] Data)> chunks)
    {
        List<byte> file = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
        foreach ((string type, byte[] data) in chunks)
        {
            byte[] body = [.. Encoding.Latin1.GetBytes(type), .. data];
            byte[] number = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
            file.AddRange(number);
            file.AddRange(body);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
            file.AddRange(number);
        }
        return [.. file];
    }

    public static byte[] Compress(byte[] bytes)
    {
        using MemoryStream stream = new();
        using (ZLibStream zlib = new(stream, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(bytes);
        return stream.ToArray();
    }

    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((((crc ^ ((uint)value >> bit)) & 1) != 0) ? 0xEDB88320u : 0);
        }
        return ~crc;
    }

    /// <summary>The filtered rows of all passes, each led by its filter type.</summary>
    public byte[] Rows()
    {
        List<byte> result = [];
        foreach (char pass in Interlaced ? "1234567" : " ")
        {
            byte[] above = [];
            for (int y = 0; y < Height; y++)
            {
                List<int> row = [];
                for (int x = 0; x < Width; x++)
                {
                    if (!Interlaced || Adam7[y % 8][x % 8] == pass)
                        row.AddRange(Samples.AsSpan(((y * Width) + x) * Channels, Channels));
                }
                if (row.Count == 0)
                    continue;
                byte[] packed = Pack(row);
                int type = Filter < 5 ? Filter : (y + Width) % 5;
                result.Add((byte)type);
                result.AddRange(Filtered(type, packed, above.Length == 0 ? new byte[packed.Length] : above));
                above = packed;
            }
        }
        return [.. result];
    }

    /// <summary>The channels of the picture that a reader must give.</summary>
    public int ExpectedChannels => ColorType is 4 or 6 || Transparency != null ? 4 : ColorType == 0 ? 1 : 3;

    /// <summary>The pixels that a reader must give.</summary>
    public byte[] Expected()
    {
        List<byte> pixels = [];
        int channels = ExpectedChannels;
        for (int i = 0; i < Samples.Length; i += Channels)
        {
            int[] s = Samples[i..(i + Channels)];
            if (ColorType == 3)
            {
                pixels.AddRange(Palette!.AsSpan(3 * s[0], 3));
                if (channels == 4)
                    pixels.Add(s[0] < Transparency!.Length ? Transparency[s[0]] : (byte)255);
                continue;
            }
            int colors = ColorType is 0 or 4 ? 1 : 3;
            for (int c = 0; c < (channels == 1 ? 1 : 3); c++)
                pixels.Add(Eight(s[colors == 1 ? 0 : c]));
            if (ColorType is 4 or 6)
                pixels.Add(Eight(s[^1]));
            else if (channels == 4)
                pixels.Add(IsTransparent(s) ? (byte)0 : (byte)255);
        }
        return [.. pixels];
    }

    private bool IsTransparent(int[] samples) => Enumerable.Range(0, samples.Length)
        .All(c => samples[c] == (BinaryPrimitives.ReadUInt16BigEndian(Transparency.AsSpan(2 * c)) & Largest));

    private byte Eight(int sample) => (byte)Math.Round(sample * 255.0 / Largest, MidpointRounding.AwayFromZero);

    private byte[] Pack(List<int> row)
    {
        byte[] packed = new byte[((row.Count * Depth) + 7) / 8];
        for (int bit = 0; bit < row.Count * Depth; bit++)
        {
            if (((row[bit / Depth] >> (Depth - 1 - (bit % Depth))) & 1) != 0)
                packed[bit / 8] |= (byte)(128 >> (bit % 8));
        }
        return packed;
    }

    private byte[] Filtered(int type, byte[] row, byte[] above)
    {
        int distance = (Channels * Depth) + 7 >> 3;
        byte[] result = new byte[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            int a = i >= distance ? row[i - distance] : 0, b = above[i], c = i >= distance ? above[i - distance] : 0, p = a + b - c;
            int[] nearest = [a, b, c];
            int guess = type switch
            {
                0 => 0,
                1 => a,
                2 => b,
                3 => (int)Math.Floor((a + b) / 2.0),
                _ => nearest.MinBy(v => Math.Abs(p - v)), // the first of equals
            };
            result[i] = (byte)(row[i] - guess);
        }
        return result;
    }
}
