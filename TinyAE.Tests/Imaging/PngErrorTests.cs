using System.Buffers.Binary;
using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

/// <summary>Damaged and hostile files: each gives an error that names the file, the byte, what was found and what is allowed.</summary>
public class PngErrorTests
{
    private static readonly TestPng Plain = TestPng.Make(new Random(1), 9, 7, 2, 8, false, 5, false);
    private static readonly TestPng Indexed = TestPng.Make(new Random(2), 9, 7, 3, 2, false, 0, true);

    [Fact]
    public void RejectsOtherFiles()
    {
        Fails([], "byte 0: this is no PNG file: it begins with the bytes '', expected '89504E470D0A1A0A'");
        Fails("GIF89a and so on"u8.ToArray(), "byte 0: this is no PNG file: it begins with the bytes '474946383961");
        Fails(new byte[100], "this is no PNG file");
    }

    [Fact]
    public void RejectsEveryTruncation()
    {
        foreach (TestPng png in new[] { Plain, Indexed })
        {
            byte[] file = png.Encode();
            for (int length = 0; length < file.Length; length++)
                Fails(file[..length], length < 8 ? "no PNG file" : $"ends at byte {length}", orElse: "cannot hold");
        }
    }

    /// <summary>No single wrong bit after the signature passes: each stands under a CRC, or is one, or is a length.</summary>
    [Fact]
    public void RejectsEveryWrongBit()
    {
        byte[] file = Indexed.Encode();
        for (int bit = 0; bit < 8 * file.Length; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Fails(file, "byte ");
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [InlineData(0u, 7u, "0 x 7 pixels are outside the allowed 1 x 1 to 32768 x 32768")]
    [InlineData(9u, 0u, "9 x 0 pixels are outside")]
    [InlineData(32769u, 1u, "32769 x 1 pixels are outside")]
    [InlineData(1u, 4294967295u, "1 x 4294967295 pixels are outside")]
    [InlineData(2147483647u, 2147483647u, "2147483647 x 2147483647 pixels are outside")]
    [InlineData(32768u, 32768u, "32768 x 32768 pixels of 1 channels are more than the allowed 268435456 samples")]
    public void RejectsSizes(uint width, uint height, string expected)
    {
        List<(string Type, byte[] Data)> chunks = Plain.Chunks();
        BinaryPrimitives.WriteUInt32BigEndian(chunks[0].Data, width);
        BinaryPrimitives.WriteUInt32BigEndian(chunks[0].Data.AsSpan(4), height);
        Fails(TestPng.Assemble(chunks), $"byte 8: chunk IHDR: {expected}");
    }

    [Theory]
    [InlineData(8, 3, "3 bits a sample, allowed for colour type 2 are 8, 16")]
    [InlineData(8, 4, "4 bits a sample, allowed for colour type 2 are 8, 16")]
    [InlineData(9, 1, "colour type 1, allowed are 0, 2, 3, 4, 6")]
    [InlineData(10, 1, "compression method 1, filter method 0, allowed is 0 for both")]
    [InlineData(11, 64, "compression method 0, filter method 64, allowed is 0 for both")]
    [InlineData(12, 2, "interlace method 2, allowed are 0 and 1")]
    public void RejectsHeaders(int position, byte value, string expected)
    {
        List<(string Type, byte[] Data)> chunks = Plain.Chunks();
        chunks[0].Data[position] = value;
        Fails(TestPng.Assemble(chunks), $"byte 8: chunk IHDR: {expected}");
    }

    [Fact]
    public void RejectsChunksOutOfOrder()
    {
        Changed(Plain, c => c.RemoveAt(0), "expected a chunk IHDR of 13 bytes");
        Changed(Plain, c => c.Insert(1, c[0]), "chunk IHDR: there may be one, at the start");
        Changed(Plain, c => c.RemoveAll(x => x.Type == "IDAT"), "chunk IEND: the file has no IDAT chunk");
        Changed(Plain, c => c.Insert(1, ("ABCD", [])), "byte 33: chunk ABCD: an unknown chunk that is needed");
        Changed(Plain, c => c.Insert(1, ("A1CD", [])), "byte 33: a chunk's type is four letters, found the bytes 41314344");
        Changed(Plain, c => c[^1] = ("IEND", [0]), "chunk IEND: its length is 1, allowed are at most 0");
        Changed(Plain, c => c.InsertRange(c.Count - 1, [("teXt", []), ("IDAT", [])]), "the IDAT chunks must follow one another");
        Changed(Plain, c => c.Insert(c.Count - 1, ("PLTE", [1, 2, 3])), "chunk PLTE: it must stand before the first IDAT chunk");
        Changed(Plain, c => c.Insert(c.Count - 1, ("tRNS", new byte[6])), "chunk tRNS: it must stand before the first IDAT chunk");
    }

    [Fact]
    public void RejectsWrongPalettes()
    {
        Changed(Indexed, c => c.RemoveRange(1, 2), "a picture of colour type 3 needs a PLTE chunk before it");
        Changed(Indexed, c => c.Insert(1, c[1]), "chunk PLTE: there may be one palette");
        Changed(Indexed, c => c[1] = ("PLTE", new byte[15]), "its length is 15, allowed are 3 bytes for each of 1 to 4 colours");
        Changed(Indexed, c => c[1] = ("PLTE", new byte[4]), "its length is 4, allowed");
        Changed(Indexed, c => c[1] = ("PLTE", []), "its length is 0, allowed");
        Changed(Indexed, c => (c[1], c[2]) = (c[2], c[1]), "chunk tRNS: it stands before the palette");
        Changed(Indexed, c => c.Insert(2, c[2]), "chunk tRNS: there may be one");
        Changed(Indexed, c => c[2] = ("tRNS", new byte[5]), "its length is 5, allowed is one byte for each of the palette's 4 colours");
        Changed(Indexed, c => (c[1], c[2]) = (("PLTE", new byte[3]), ("tRNS", new byte[1])), "has the palette index");
        Changed(Plain, c => c.Insert(1, ("tRNS", new byte[5])), "its length is 5, expected 6 for colour type 2");
        TestPng alpha = TestPng.Make(new Random(3), 5, 5, 4, 8, false, 0, false);
        Changed(alpha, c => c.Insert(1, ("tRNS", new byte[2])), "a picture of colour type 4 has alpha already");
        Changed(alpha, c => c.Insert(1, ("PLTE", new byte[3])), "a picture of colour type 4 (gray) has no palette");
    }

    /// <summary>The zlib stream: its header, its blocks, its end, its Adler-32, its length; each under a correct CRC-32.</summary>
    [Fact]
    public void RejectsDamagedData()
    {
        byte[] rows = Plain.Rows(), data = TestPng.Compress(rows);
        const string damaged = "the compressed data is damaged";
        for (int i = 1; i <= 4; i++)
            Data([.. data[..^i], (byte)(data[^i] ^ 1), .. data[^i..][1..]], damaged); // the Adler-32, byte for byte
        for (int i = 1; i < data.Length; i++)
            Data(data[..i], "the compressed picture ends too early, expected another IDAT chunk");
        Data([0x78, 0xBB, .. data[2..]], damaged); // asks for a preset dictionary
        Data([0x88, 0x1C, .. data[2..]], damaged); // a window of 64 KB
        Data(rows, damaged);
        Data(TestPng.Compress(rows[..^1]), "the compressed data ends in row 6, 1 bytes before the end of that row");
        Data(TestPng.Compress([.. rows, 0]), $"the compressed data holds more than the {rows.Length} bytes of the picture");
        rows[28] = 5;
        Data(TestPng.Compress(rows), "row 1 has filter type 5, allowed are 0 to 4");

        static void Data(byte[] bytes, string expected) => Changed(Plain, chunks =>
        {
            int first = chunks.FindIndex(c => c.Type == "IDAT");
            chunks.RemoveAll(c => c.Type == "IDAT");
            chunks.Insert(first, ("IDAT", bytes));
        }, expected);
    }

    /// <summary>A small file that claims a large picture is refused before the picture is allocated.</summary>
    [Fact]
    public void RefusesLargeClaims()
    {
        List<(string Type, byte[] Data)> chunks = Plain.Chunks();
        BinaryPrimitives.WriteUInt32BigEndian(chunks[0].Data, 8192);
        BinaryPrimitives.WriteUInt32BigEndian(chunks[0].Data.AsSpan(4), 8192);
        byte[] file = TestPng.Assemble(chunks);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fails(file, "8192 x 8192 pixels are 201334784 bytes, which the file's remaining");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    /// <summary>A decompression bomb: 200 MB behind a picture of 9 x 7. Nothing past the picture is kept.</summary>
    [Fact]
    public void CutsBombs()
    {
        List<(string Type, byte[] Data)> chunks = Plain.Chunks();
        int first = chunks.FindIndex(c => c.Type == "IDAT");
        chunks.RemoveAll(c => c.Type == "IDAT");
        chunks.Insert(first, ("IDAT", TestPng.Compress(new byte[200_000_000])));
        byte[] file = TestPng.Assemble(chunks);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fails(file, "the compressed data holds more than the 196 bytes of the picture");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    private static void Changed(TestPng png, Action<List<(string Type, byte[] Data)>> change, string expected)
    {
        List<(string Type, byte[] Data)> chunks = png.Chunks();
        change(chunks);
        Fails(TestPng.Assemble(chunks), expected);
    }

    private static void Fails(byte[] file, string expected, string? orElse = null)
    {
        using MemoryStream stream = new(file);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => new ManagedPngCodec().Read(stream, "bad.png"));
        Assert.StartsWith("bad.png, byte ", error.Message, StringComparison.Ordinal);
        if (orElse == null || !error.Message.Contains(orElse, StringComparison.Ordinal))
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
