using TinyAE.Datasets;
using TinyAE.Numerics;

namespace TinyAE.Tests.Datasets;

public class AreaResizeTests
{
    /// <summary>Against the definition: enlarge to the common multiple of both sizes, then the mean of each block.</summary>
    [Fact]
    public void IsTheMeanOfTheArea()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            (int h, int w, int c) = (1 + random.Next(9), 1 + random.Next(9), random.Next(2) == 0 ? 1 : 3);
            (int height, int width) = (1 + random.Next(9), 1 + random.Next(9));
            byte[] from = new byte[h * w * c], to = new byte[height * width * c];
            random.NextBytes(from);
            AreaResize resize = new(new Shape(h, w, c), height, width);
            resize.Apply(from, to);
            resize.Apply(from, to); // nothing of the first one is left
            for (int i = 0; i < to.Length; i++)
            {
                (int row, int column, int channel) = (i / c / width, i / c % width, i % c);
                long sum = 0;
                for (int y = row * h; y < (row + 1) * h; y++)
                {
                    for (int x = column * w; x < (column + 1) * w; x++)
                    {
                        sum += from[(((y / height * w) + (x / width)) * c) + channel];
                    }
                }

                Assert.Equal((byte)Math.Floor((sum / (double)(h * w)) + 0.5), to[i]);
            }
        }
    }

    [Fact]
    public void TheSameSizeIsTheSameSet()
    {
        ImageSet set = new FourShapes().Generate(3);
        Assert.Same(set, AreaResize.Apply(set, 28, 28));
        ImageSet small = AreaResize.Apply(set, 14, 7);
        Assert.Equal(new Shape(14, 7, 1), small.Shape);
        Assert.Equal(set.Labels, small.Labels);
        Assert.Throws<ArgumentException>(() => AreaResize.Apply(new ImageSet("s", new Shape(1, 1, 1), new byte[5000]), 1024, 1024));
    }
}
