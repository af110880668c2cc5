using System.Buffers.Binary;

namespace TinyAE.Imaging;

/// <summary>Turns the samples of a PNG row into pixels of 8 bits: palette, transparent colour, bit depth.</summary>
/// <remarks>
/// A sample v of d bits becomes round(255 v / (2^d - 1)); exact for 1, 2, 4, 8 bits, and for 16 bits rounded to the nearest (never a tie).
/// Gamma and colour profiles are ignored: the samples are taken as they stand. A transparent colour is compared before rounding.
/// Source: PNG specification, "PLTE", "tRNS", "Sample depth rescaling".
/// </remarks>
internal sealed class PngColors(PngHeader header)
{
    private byte[]? palette;
    private byte[]? alpha;
    private int[]? transparent;

    /// <summary>Samples a pixel in the picture: 1 gray, 3 RGB, 4 if anything may be transparent.</summary>
    public int Channels => header.ColorType is PngHeader.GrayAlpha or PngHeader.Rgba || transparent != null || alpha != null ? 4
        : header.ColorType == PngHeader.Gray ? 1 : 3;

    /// <summary>Reads the chunk PLTE: red, green and blue of each colour.</summary>
    public void ReadPalette(PngInput input)
    {
        if (header.ColorType is PngHeader.Gray or PngHeader.GrayAlpha)
            throw input.Error($"a picture of colour type {header.ColorType} (gray) has no palette");
        if (palette != null || transparent != null)
            throw input.Error("there may be one palette, and a tRNS chunk must follow it");
        int most = header.ColorType == PngHeader.Palette ? 1 << header.Depth : 256;
        if (input.Remaining % 3 != 0 || input.Remaining < 3 || input.Remaining > 3 * most)
            throw input.Error($"its length is {input.Remaining}, allowed are 3 bytes for each of 1 to {most} colours");
        palette = input.ReadWhole(3 * most);
    }

    /// <summary>Reads the chunk tRNS: the alpha of the palette's first colours, or the one colour that is transparent.</summary>
    public void ReadTransparency(PngInput input)
    {
        if (header.ColorType is PngHeader.GrayAlpha or PngHeader.Rgba)
            throw input.Error($"a picture of colour type {header.ColorType} has alpha already");
        if (transparent != null || alpha != null)
            throw input.Error("there may be one tRNS chunk");
        if (header.ColorType == PngHeader.Palette)
        {
            ReadPaletteAlpha(input);
            return;
        }
        if (input.Remaining != 2 * header.Samples)
            throw input.Error($"its length is {input.Remaining}, expected {2 * header.Samples} for colour type {header.ColorType}");
        byte[] data = input.ReadWhole(6);
        transparent = new int[header.Samples];
        for (int c = 0; c < transparent.Length; c++)
            transparent[c] = BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(2 * c)) & Largest;
    }

    /// <summary>Checks that a picture of palette indices has a palette.</summary>
    public void Complete(PngInput input)
    {
        if (header.ColorType == PngHeader.Palette && palette == null)
            throw input.Error("a picture of colour type 3 needs a PLTE chunk before it");
    }

    /// <summary>Writes the pixels of one row of a pass into the picture.</summary>
    public void Unpack(PngInput input, ReadOnlySpan<byte> row, in PngPass pass, int y, Image image)
    {
        if (header.Depth == 8 && pass.StepX == 1 && header.Samples == image.Channels && palette == null)
        {
            row.CopyTo(image.Row(y));
            return;
        }
        Span<byte> target = image.Row(y);
        for (int i = 0; i < pass.Columns; i++)
        {
            Span<byte> pixel = target.Slice((pass.X + (i * pass.StepX)) * image.Channels, image.Channels);
            if (header.ColorType == PngHeader.Palette)
                LookUp(input, Sample(row, i), y, pixel);
            else
                Copy(row, i * header.Samples, pixel);
        }
    }

    private int Largest => (1 << header.Depth) - 1;

    private void ReadPaletteAlpha(PngInput input)
    {
        if (palette == null)
            throw input.Error("it stands before the palette");
        if (input.Remaining > palette.Length / 3)
        {
            throw input.Error(
                $"its length is {input.Remaining}, allowed is one byte for each of the palette's {palette.Length / 3} colours");
        }
        byte[] data = input.ReadWhole(256);
        alpha = new byte[palette.Length / 3];
        alpha.AsSpan().Fill(255);
        data.CopyTo(alpha, 0);
    }

    private void LookUp(PngInput input, int index, int y, Span<byte> pixel)
    {
        if (3 * index >= palette!.Length)
            throw input.Error($"row {y} has the palette index {index}, allowed are 0 to {(palette.Length / 3) - 1}");
        palette.AsSpan(3 * index, 3).CopyTo(pixel);
        if (alpha != null)
            pixel[3] = alpha[index];
    }

    private void Copy(ReadOnlySpan<byte> row, int first, Span<byte> pixel)
    {
        int colors = header.ColorType is PngHeader.Rgb or PngHeader.Rgba ? 3 : 1;
        bool isTransparent = transparent != null;
        for (int c = 0; c < Math.Min(3, pixel.Length); c++)
        {
            int sample = Sample(row, first + (c % colors));
            isTransparent = isTransparent && sample == transparent![c % colors];
            pixel[c] = ToByte(sample);
        }
        if (pixel.Length == 4)
            pixel[3] = header.Samples > colors ? ToByte(Sample(row, first + colors)) : isTransparent ? (byte)0 : (byte)255;
    }

    private int Sample(ReadOnlySpan<byte> row, int index) => header.Depth switch
    {
        8 => row[index],
        16 => BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]),
        _ => (row[index * header.Depth / 8] >> (8 - header.Depth - (index * header.Depth % 8))) & Largest,
    };

    private byte ToByte(int sample) => (byte)(((255 * sample) + (Largest / 2)) / Largest);
}
