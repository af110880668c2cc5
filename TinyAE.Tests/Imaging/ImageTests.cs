using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

public class ImageTests
{
    [Fact]
    public void IndexesRowsAndPixels()
    {
        Image image = new(3, 2, 4);
        image[2, 1, 3] = 7;
        image[1, 0, 2] = 9;
        Assert.Equal(7, image.Pixels[23]);
        Assert.Equal(9, image.Row(0)[6]);
        Assert.Equal([0, 0, 0, 7], image.Pixel(2, 1).ToArray());
        Assert.Equal(12, image.Row(1).Length);
        byte[] pixels = [1, 2, 3, 4, 5, 6];
        Assert.Same(pixels, new Image(2, 1, 3, pixels).Pixels);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(-1, 1, 1)]
    [InlineData(1, 32769, 1)]
    [InlineData(int.MaxValue, int.MaxValue, 4)]
    [InlineData(16384, 16385, 1)]
    [InlineData(16384, 8192, 3)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, 2)]
    [InlineData(1, 1, 5)]
    public void RefusesSizes(int width, int height, int channels)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(width, height, channels));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(width, height, channels, new byte[4]));
    }

    [Fact]
    public void RefusesWrongIndicesAndArrays()
    {
        Image image = new(3, 2, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[3, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[-1, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[0, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[0, 0, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Row(-1).Length);
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Image(3, 2, 3, new byte[17]));
        Assert.Contains("3 x 2 pixels of 3 channels are 18 samples, found 17", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Each of the nine conversions, pixel by pixel, against its definition.</summary>
    [Fact]
    public void ConvertsChannels()
    {
        Random random = new(4);
        foreach (int channels in new[] { 1, 3, 4 })
        {
            Image image = new(50, 40, channels);
            random.NextBytes(image.Pixels);
            Image gray = image.ToGray(), rgb = image.ToRgb(), rgba = image.ToRgba();
            Assert.Equal((1, 3, 4), (gray.Channels, rgb.Channels, rgba.Channels));
            for (int y = 0; y < image.Height; y++)
            {
                for (int x = 0; x < image.Width; x++)
                {
                    byte[] p = image.Pixel(x, y).ToArray();
                    byte[] color = channels == 1 ? [p[0], p[0], p[0]] : p[..3];
                    decimal luma = (0.299m * color[0]) + (0.587m * color[1]) + (0.114m * color[2]);
                    Assert.Equal((byte)Math.Floor(luma + 0.5m), gray[x, y]);
                    Assert.Equal(color, rgb.Pixel(x, y).ToArray());
                    Assert.Equal([.. color, channels == 4 ? p[3] : (byte)255], rgba.Pixel(x, y).ToArray());
                }
            }
        }
    }

    [Fact]
    public void ScalesUpCrisply()
    {
        Image image = new(5, 3, 3);
        new Random(2).NextBytes(image.Pixels);
        Image scaled = image.ScaleUp(4);
        Assert.Equal((20, 12), (scaled.Width, scaled.Height));
        for (int y = 0; y < 12; y++)
        {
            for (int x = 0; x < 20; x++)
                Assert.True(image.Pixel(x / 4, y / 4).SequenceEqual(scaled.Pixel(x, y)));
        }
        Assert.Equal(image.Pixels, image.ScaleUp(1).Pixels);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.ScaleUp(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.ScaleUp(6554));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.ScaleUp(int.MaxValue));
    }
}
