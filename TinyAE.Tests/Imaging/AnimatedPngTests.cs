using System.Buffers.Binary;
using System.Text;
using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

public class AnimatedPngTests
{
    /// <summary>Each frame's data, put into a PNG of its own, is that frame; numbers, sizes and delays are as written.</summary>
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(3, 7, 3)]
    [InlineData(4, 3, 1)]
    public void HoldsEveryFrame(int channels, int count, int loops)
    {
        Image[] frames = [.. Enumerable.Range(0, count).Select(n => Noise(n, 210, 150, channels))];
        using MemoryStream stream = new();
        AnimatedPng.Write(frames, stream, 120, loops);
        List<(string Type, byte[] Data)> chunks = Split(stream.ToArray());
        Assert.Equal(["IHDR", "acTL", "fcTL", "IDAT"], chunks.Take(4).Select(c => c.Type));
        Assert.Equal((count, loops), (Int(chunks[1].Data, 0), Int(chunks[1].Data, 4)));

        int sequence = 0, n = -1;
        List<byte[]> data = [.. frames.Select(_ => Array.Empty<byte>())];
        foreach ((string type, byte[] bytes) in chunks)
        {
            if (type is "fcTL" or "fdAT")
                Assert.Equal(sequence++, Int(bytes, 0));
            if (type == "fcTL")
            {
                n++;
                Assert.Equal([210, 150, 0, 0, 120 << 16 | 1000], new[] { 4, 8, 12, 16, 20 }.Select(i => Int(bytes, i)));
                Assert.Equal([0, 0], bytes[24..]);
            }
            else if (type is "IDAT" or "fdAT")
            {
                Assert.Equal(n == 0, type == "IDAT");
                data[n] = [.. data[n], .. type == "IDAT" ? bytes : bytes[4..]];
            }
        }
        Assert.Equal(count - 1, n);
        for (int i = 0; i < count; i++)
        {
            byte[] single = TestPng.Assemble([chunks[0], ("IDAT", data[i]), ("IEND", [])]);
            Assert.Equal(frames[i].Pixels, ImageFile.Codec.Read(new MemoryStream(single), "frame.png").Pixels);
        }
    }

    [Fact]
    public void ReadsAsItsFirstFrame()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.png");
        try
        {
            Image[] frames = [Noise(1, 20, 10, 3), Noise(2, 20, 10, 3)];
            AnimatedPng.Save(frames, path, 0);
            Assert.Equal(frames[0].Pixels, ImageFile.Load(path).Pixels);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void RefusesWrongFrames()
    {
        Image image = new(2, 2, 3);
        Assert.Throws<ArgumentException>(() => AnimatedPng.Write([], Stream.Null, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnimatedPng.Write([image], Stream.Null, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnimatedPng.Write([image], Stream.Null, 65536));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnimatedPng.Write([image], Stream.Null, 10, -1));
        foreach (Image other in new Image[] { new(1, 2, 3), new(2, 1, 3), new(2, 2, 4) })
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => AnimatedPng.Write([image, other], Stream.Null, 10));
            Assert.Contains("Frame 1 has", error.Message, StringComparison.Ordinal);
        }
    }

    private static Image Noise(int seed, int width, int height, int channels)
    {
        Image image = new(width, height, channels);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }

    private static int Int(byte[] data, int start) => BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(start));

    private static List<(string Type, byte[] Data)> Split(byte[] file)
    {
        List<(string, byte[])> chunks = [];
        for (int place = 8; place < file.Length;)
        {
            int length = Int(file, place);
            Assert.Equal(TestPng.Crc(file.AsSpan(place + 4, length + 4)), (uint)Int(file, place + 8 + length));
            chunks.Add((Encoding.ASCII.GetString(file, place + 4, 4), file[(place + 8)..(place + 8 + length)]));
            place += 12 + length;
        }
        return chunks;
    }
}
