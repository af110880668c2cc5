using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

public class ImageGridTests
{
    /// <summary>Every pixel of grids of many shapes: inside a picture it is that picture's, elsewhere the background's.</summary>
    [Fact]
    public void PutsEachPictureInItsPlace()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            int count = 1 + random.Next(12), columns = 1 + random.Next(5), gap = random.Next(4);
            int width = 1 + random.Next(6), height = 1 + random.Next(6);
            int[] channels = [.. Enumerable.Range(0, count).Select(_ => seed % 2 == 0 ? 1 : new[] { 1, 3, 4 }[random.Next(3)])];
            Image[] images = [.. channels.Select(c => Noise(random, width, height, c))];
            Image grid = ImageGrid.Arrange(images, columns, gap, 77);
            int rows = (int)Math.Ceiling(count / (double)columns);
            Assert.Equal((gap + (columns * (width + gap)), gap + (rows * (height + gap))), (grid.Width, grid.Height));
            Assert.Equal(channels.Max(), grid.Channels);
            for (int y = 0; y < grid.Height; y++)
            {
                for (int x = 0; x < grid.Width; x++)
                {
                    int column = (x - gap) / (width + gap), row = (y - gap) / (height + gap), n = (row * columns) + column;
                    int i = x - gap - (column * (width + gap)), j = y - gap - (row * (height + gap));
                    bool inside = i >= 0 && i < width && j >= 0 && j < height && n < count;
                    byte[] expected = inside ? images[n].ToRgba().Pixel(i, j).ToArray() : [77, 77, 77, 255];
                    Assert.Equal(expected, grid.ToRgba().Pixel(x, y).ToArray());
                }
            }
        }
    }

    [Fact]
    public void PutsLabelsAtTheLeft()
    {
        Image white = new(4, 5, 1), label = new(3, 3, 1), wide = new(6, 5, 1);
        white.Pixels.AsSpan().Fill(255);
        Image grid = ImageGrid.Arrange([white, white, white], 2, 1, 255, [label, wide]);
        Assert.Equal((18, 13), (grid.Width, grid.Height));
        for (int y = 0; y < grid.Height; y++)
        {
            for (int x = 0; x < grid.Width; x++)
            {
                bool black = (x is >= 4 and <= 6 && y is >= 2 and <= 4) || (x is >= 1 and <= 6 && y is >= 7 and <= 11);
                Assert.Equal(black ? 0 : 255, grid[x, y]);
            }
        }
    }

    [Fact]
    public void RefusesWrongPictures()
    {
        Image image = new(4, 5, 1);
        Assert.Throws<ArgumentException>(() => ImageGrid.Arrange([], 1));
        Assert.Throws<ArgumentException>(() => ImageGrid.Arrange([image, new Image(5, 4, 1)], 2));
        Assert.Throws<ArgumentException>(() => ImageGrid.Arrange([image, image], 1, rowLabels: [image]));
        Assert.Throws<ArgumentException>(() => ImageGrid.Arrange([image], 1, rowLabels: [new Image(1, 6, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageGrid.Arrange([image], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageGrid.Arrange([image], 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageGrid.Arrange([image], 1, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageGrid.Arrange([image], int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageGrid.Arrange([image], 32768));
    }

    private static Image Noise(Random random, int width, int height, int channels)
    {
        Image image = new(width, height, channels);
        random.NextBytes(image.Pixels);
        return image;
    }
}
