using System.IO.Compression;

namespace TinyAE.Imaging;

/// <summary>Reads a PNG file: every colour type, bit depth and interlacing; every checksum is verified.</summary>
/// <remarks>
/// Memory: the picture and two rows. The picture is allocated only after its size has passed <see cref="Image"/>'s limits and the
/// rest of the file is known to be long enough to hold it, so a small file cannot ask for a large picture. Chunks that are not needed
/// for the pixels are skipped; an unknown chunk that says it is needed is an error. Source: PNG specification (third edition).
/// </remarks>
internal sealed class PngReader
{
    /// <summary>Deflate gives at most this many bytes for one: its shortest codes spend 2 bits on a copy of 258 bytes.</summary>
    private const int LargestRatio = 1032;

    private readonly PngInput input;
    private readonly PngHeader header;
    private readonly PngColors colors;

    private PngReader(PngInput input)
    {
        this.input = input;
        input.ReadSignature();
        header = PngHeader.Read(input);
        colors = new PngColors(header);
    }

    /// <summary>Reads the picture; of an animated one, the default picture.</summary>
    public static Image Read(Stream stream, string name) => new PngReader(new PngInput(stream, name)).Read();

    private Image Read()
    {
        Image? image = null;
        for (string previous = "IHDR"; ; previous = input.Type)
        {
            input.NextChunk();
            switch (input.Type)
            {
                case "IDAT" when image == null:
                    image = ReadImage();
                    break;
                case "IDAT" when previous != "IDAT":
                    throw input.Error("the IDAT chunks must follow one another");
                case "PLTE" or "tRNS" when image != null:
                    throw input.Error("it must stand before the first IDAT chunk");
                case "PLTE":
                    colors.ReadPalette(input);
                    break;
                case "tRNS":
                    colors.ReadTransparency(input);
                    break;
                case "IEND":
                    input.ReadWhole(0);
                    return image ?? throw input.Error("the file has no IDAT chunk, so no picture");
                case "IHDR":
                    throw input.Error("there may be one, at the start");
                // A small first letter: ancillary, the pixels do not depend on it. Further IDAT chunks: the data ended before them.
                default:
                    if (char.IsAsciiLetterUpper(input.Type[0]) && input.Type != "IDAT")
                        throw input.Error("an unknown chunk that is needed to show the picture; known are IHDR, PLTE, IDAT, IEND");
                    input.EndChunk();
                    break;
            }
        }
    }

    private Image ReadImage()
    {
        colors.Complete(input);
        if (Image.WhyNot(header.Width, header.Height, colors.Channels) is { } reason)
            throw input.Error(reason);
        if (header.DataBytes() / LargestRatio > input.BytesToEnd)
        {
            throw input.Error($"{header.Width} x {header.Height} pixels are {header.DataBytes()} bytes, which the file's remaining " +
                $"{input.BytesToEnd} bytes cannot hold, at most {LargestRatio} for one");
        }
        Image image = new(header.Width, header.Height, colors.Channels);
        using ZLibStream zlib = new(new PngDataStream(input), CompressionMode.Decompress);
        foreach (PngPass pass in header.Passes())
            ReadPass(pass, zlib, image);
        // The decompressor compares its Adler-32 when it comes to the end; it comes there only if asked for more.
        Span<byte> more = stackalloc byte[1];
        if (Decompress(zlib, more) != 0)
            throw input.Error($"the compressed data holds more than the {header.DataBytes()} bytes of the picture");
        input.EndChunk();
        return image;
    }

    private void ReadPass(in PngPass pass, ZLibStream zlib, Image image)
    {
        // A row stands behind one pixel of zeros; its filter type is read into the last of these, and then is zero again.
        int pixel = header.PixelBytes;
        byte[] above = new byte[pixel + header.RowBytes(pass.Columns)], row = new byte[above.Length];
        for (int j = 0; j < pass.Rows; j++)
        {
            int y = pass.Y + (j * pass.StepY);
            Span<byte> filtered = row.AsSpan(pixel - 1);
            int length = Decompress(zlib, filtered);
            if (length < filtered.Length)
                throw input.Error($"the compressed data ends in row {y}, {filtered.Length - length} bytes before the end of that row");
            int type = filtered[0];
            if (type >= PngFilter.Count)
                throw input.Error($"row {y} has filter type {type}, allowed are 0 to {PngFilter.Count - 1}");
            filtered[0] = 0;
            PngFilter.Undo(type, row, above, pixel);
            colors.Unpack(input, filtered[1..], pass, y, image);
            (above, row) = (row, above);
        }
    }

    private int Decompress(ZLibStream zlib, Span<byte> bytes)
    {
        try
        {
            return zlib.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (Exception error) when (error is InvalidDataException or IOException && error != input.Failure)
        {
            throw input.Error("the compressed data is damaged: it is no zlib stream, or its Adler-32 is not that of its bytes");
        }
    }
}
