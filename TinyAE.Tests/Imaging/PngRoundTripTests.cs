using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

/// <summary>Through the seam, so these hold for whichever codec is compiled in.</summary>
public class PngRoundTripTests
{
    /// <summary>What is written is read back, pixel for pixel: noise, flat areas and slopes, each number of channels.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void ReadsWhatItWrote(int channels)
    {
        for (int seed = 0; seed < 150; seed++)
        {
            Random random = new(seed);
            (int width, int height) = seed < 4 ? (1 + (seed & 1), 1 + (seed >> 1)) : (1 + random.Next(70), 1 + random.Next(50));
            Image image = Picture(random, width, height, channels);
            using MemoryStream stream = new();
            ImageFile.Codec.Write(image, stream);
            stream.Position = 0;
            Image read = ImageFile.Codec.Read(stream, "test.png");
            Assert.Equal((image.Width, image.Height, image.Channels), (read.Width, read.Height, read.Channels));
            Assert.True(image.Pixels.AsSpan().SequenceEqual(read.Pixels), $"seed {seed}");
        }
    }

    /// <summary>A picture that takes several IDAT chunks, through a file.</summary>
    [Fact]
    public void SavesAndLoads()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.png");
        try
        {
            Image image = Picture(new Random(0), 300, 400, 3);
            new Random(1).NextBytes(image.Pixels);
            ImageFile.Save(image, path);
            Assert.Equal(image.Pixels, ImageFile.Load(path).Pixels);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The filters pay: a smooth picture takes far less room than its pixels compressed as they stand.</summary>
    [Fact]
    public void FiltersSmoothPictures()
    {
        Image image = new(200, 100, 3);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
                (image[x, y, 0], image[x, y, 1], image[x, y, 2]) = ((byte)((x * x) + y), (byte)(x + (y * y)), (byte)(x * y));
        }
        using MemoryStream stream = new();
        ImageFile.Codec.Write(image, stream);
        Assert.InRange(stream.Length, 1, TestPng.Compress(image.Pixels).Length / 4);
    }

    private static Image Picture(Random random, int width, int height, int channels)
    {
        Image image = new(width, height, channels);
        int kind = random.Next(3), a = random.Next(256), b = random.Next(256);
        for (int y = 0; y < height; y++)
        {
            for (int i = 0; i < width * channels; i++)
                image.Row(y)[i] = (byte)(kind == 0 ? random.Next(256) : kind == 1 ? a : (a * i) + (b * y) + random.Next(2));
        }
        return image;
    }
}
