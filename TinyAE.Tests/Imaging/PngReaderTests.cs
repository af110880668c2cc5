using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

public class PngReaderTests
{
    public static TheoryData<int, int, bool> Forms()
    {
        TheoryData<int, int, bool> data = [];
        foreach ((int type, int depth) in TestPng.Forms())
        {
            data.Add(type, depth, false);
            data.Add(type, depth, true);
        }
        return data;
    }

    /// <summary>Every colour type, depth, interlacing, filter and transparency, in sizes at which passes and bits run out.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void ReadsEveryForm(int type, int depth, bool interlaced)
    {
        (int, int)[] sizes = [(1, 1), (2, 1), (1, 2), (3, 3), (4, 5), (5, 4), (7, 9), (8, 8), (9, 7), (16, 3), (33, 17), (70, 50)];
        foreach ((int width, int height) in sizes)
        {
            for (int filter = 0; filter <= 5; filter++)
            {
                Random random = new((width * 100) + filter);
                bool transparent = type is 0 or 2 or 3 && filter % 2 == 1;
                TestPng png = TestPng.Make(random, width, height, type, depth, interlaced, filter, transparent);
                Image image = ImageFile.Codec.Read(new MemoryStream(png.Encode()), "test.png");
                Image expected = new(width, height, png.ExpectedChannels, png.Expected());
                Assert.Equal((width, height), (image.Width, image.Height));
                if (type != 3 || ImageFile.Codec is ManagedPngCodec)
                    Assert.Equal(expected.Channels, image.Channels);
                Assert.True(expected.ToRgba().Pixels.AsSpan().SequenceEqual(image.ToRgba().Pixels), $"{width} x {height}, filter {filter}");
            }
        }
    }

    /// <summary>16 bits become 8 by rounding: each of the 65,536 values gives the nearest of the 256 levels.</summary>
    [Fact]
    public void RoundsSixteenBits()
    {
        TestPng png = new() { Width = 256, Height = 256, Depth = 16, ColorType = 0, Samples = [.. Enumerable.Range(0, 65536)] };
        Image image = Read(png.Encode());
        for (int v = 0; v < 65536; v++)
            Assert.True(Math.Abs((image.Pixels[v] * 257) - v) <= 128, $"{v} became {image.Pixels[v]}");
    }

    /// <summary>Chunks that do not bear on the pixels, empty IDAT chunks and bytes after the end do not matter.</summary>
    [Fact]
    public void SkipsWhatItDoesNotNeed()
    {
        TestPng png = TestPng.Make(new Random(5), 20, 10, 2, 8, false, 5, false);
        List<(string Type, byte[] Data)> chunks = png.Chunks();
        chunks.Insert(1, ("gAMA", [0, 0, 177, 143]));
        chunks.Insert(2, ("PLTE", new byte[768])); // a suggested palette for poorer displays
        chunks.Insert(3, ("zzZz", new byte[100_000]));
        chunks.Insert(4, ("IDAT", []));
        chunks.Insert(chunks.Count - 1, ("IDAT", []));
        chunks.Insert(chunks.Count - 1, ("IDAT", [1, 2, 3]));
        chunks.Insert(chunks.Count - 1, ("tEXt", "Comment\0none"u8.ToArray()));
        Image image = Read([.. TestPng.Assemble(chunks), 1, 2, 3]);
        Assert.Equal(png.Expected(), image.Pixels);
    }

    /// <summary>A stream that gives a byte at a time, and cannot seek, reads as well.</summary>
    [Fact]
    public void ReadsFromASlowStream()
    {
        TestPng png = TestPng.Make(new Random(6), 31, 19, 6, 16, true, 5, false);
        using SlowStream stream = new(png.Encode());
        Assert.Equal(png.Expected(), new ManagedPngCodec().Read(stream, "slow.png").Pixels);
    }

    private static Image Read(byte[] file) => new ManagedPngCodec().Read(new MemoryStream(file), "test.png");

    private sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
        public override long Length => throw new NotSupportedException();
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
