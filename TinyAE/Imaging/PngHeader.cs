using System.Buffers.Binary;

namespace TinyAE.Imaging;

/// <summary>The chunk IHDR: the picture's sizes and the form of its samples.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Depth">Bits a sample: 1, 2, 4, 8 or 16.</param>
/// <param name="ColorType">0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGBA.</param>
/// <param name="Interlaced">Whether the rows come in the seven passes of Adam7.</param>
/// <remarks>Source: PNG specification, "IHDR Image header" and "Interlaced data order".</remarks>
internal sealed record PngHeader(int Width, int Height, int Depth, int ColorType, bool Interlaced)
{
    public const int Gray = 0, Rgb = 2, Palette = 3, GrayAlpha = 4, Rgba = 6;

    private const int Length = 13;

    /// <summary>Samples a pixel in the file: 1, 3, 1, 2, 4 for the five colour types.</summary>
    public int Samples => ColorType switch { Rgb => 3, GrayAlpha => 2, Rgba => 4, _ => 1 };

    /// <summary>Bytes from a byte to the same one of the pixel at its left, at least 1: the filters' distance.</summary>
    public int PixelBytes => Math.Max(1, Samples * Depth / 8);

    /// <summary>Bytes of a row of so many pixels, without its filter type; the last byte may be partly used.</summary>
    public int RowBytes(int pixels) => (int)((((long)pixels * Samples * Depth) + 7) / 8);

    /// <summary>The passes in which the rows come; those without a pixel are left out, as they are in the file.</summary>
    public IEnumerable<PngPass> Passes() => !Interlaced
        ? [new PngPass(0, 0, 1, 1, Width, Height)]
        : PngPass.Adam7.Select(pass => pass with
        {
            Columns = (Width - pass.X + pass.StepX - 1) / pass.StepX,
            Rows = (Height - pass.Y + pass.StepY - 1) / pass.StepY,
        }).Where(pass => pass.Columns > 0 && pass.Rows > 0);

    /// <summary>The number of bytes that the compressed data must hold: every row of every pass with its filter type.</summary>
    public long DataBytes() => Passes().Sum(pass => pass.Rows * (1L + RowBytes(pass.Columns)));

    /// <summary>Reads and checks the file's first chunk.</summary>
    public static PngHeader Read(PngInput input)
    {
        input.NextChunk();
        if (input.Type != "IHDR" || input.Remaining != Length)
            throw input.Error($"{input.Remaining} bytes stand first, expected a chunk IHDR of {Length} bytes");
        byte[] data = input.ReadWhole(Length);
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data), height = BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(4));
        int depth = data[8], type = data[9];
        string? allowed = type switch
        {
            Gray => "1, 2, 4, 8, 16",
            Palette => "1, 2, 4, 8",
            Rgb or GrayAlpha or Rgba => "8, 16",
            _ => throw input.Error($"colour type {type}, allowed are 0, 2, 3, 4, 6"),
        };
        if (!allowed.Split(", ").Contains($"{depth}"))
            throw input.Error($"{depth} bits a sample, allowed for colour type {type} are {allowed}");
        if (data[10] != 0 || data[11] != 0)
            throw input.Error($"compression method {data[10]}, filter method {data[11]}, allowed is 0 for both");
        if (data[12] > 1)
            throw input.Error($"interlace method {data[12]}, allowed are 0 and 1");
        if (Image.WhyNot(width, height, 1) is { } reason)
            throw input.Error(reason);
        return new PngHeader((int)width, (int)height, depth, type, data[12] == 1);
    }
}

/// <summary>The pixels of one pass: those at (X + i StepX, Y + j StepY), i below Columns, j below Rows.</summary>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY, int Columns, int Rows)
{
    /// <summary>The seven passes of Adam7: each cell of 8 x 8 pixels fills up 1, 1, 2, 4, 8, 16, 32.</summary>
    public static IReadOnlyList<PngPass> Adam7 { get; } =
    [
        new(0, 0, 8, 8, 0, 0), new(4, 0, 8, 8, 0, 0), new(0, 4, 4, 8, 0, 0), new(2, 0, 4, 4, 0, 0),
        new(0, 2, 2, 4, 0, 0), new(1, 0, 2, 2, 0, 0), new(0, 1, 1, 2, 0, 0),
    ];
}
