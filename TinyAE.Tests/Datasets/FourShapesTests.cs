using System.Security.Cryptography;
using TinyAE.Datasets;

namespace TinyAE.Tests.Datasets;

public class FourShapesTests
{
    /// <summary>A fingerprint of the pixels, as looked at and found good: the same on every machine.</summary>
    [Theory]
    [InlineData(1, 28, 28, "abec6f11c6a0808b")]
    [InlineData(2, 28, 28, "343bd28fa0ebb386")]
    [InlineData(1, 41, 20, "96dac1b53ddd901e")]
    public void DrawsTheSamePixelsEverywhere(ulong seed, int height, int width, string expected)
    {
        FourShapes shapes = new()
        {
            Seed = seed,
            Height = height,
            Width = width,
            Rotation = 0.35,
            Smallest = 0.22,
            Stretch = 0.15,
            Shift = 0.08,
        };
        ImageSet set = shapes.Generate(100);
        Assert.Equal(expected, Convert.ToHexStringLower(SHA256.HashData(set.Pixels))[..16]);
    }

    [Fact]
    public void AnImageDependsOnSeedAndNumberAlone()
    {
        FourShapes shapes = new() { Seed = 7 };
        ImageSet many = shapes.Generate(200), few = shapes.Generate(37);
        Assert.Equal(many.Slice(0, 37).Pixels, few.Pixels);
        Assert.False(many.Pixels.SequenceEqual(new FourShapes { Seed = 8 }.Generate(200).Pixels));
        for (int n = 4; n < 200; n++)
        {
            Assert.False(many[n - 4].SequenceEqual(many[n]));
        }
    }

    [Fact]
    public void AllClassesAreEquallyOften()
    {
        ImageSet set = new FourShapes().Generate(400);
        Assert.Equal(["circle", "square", "triangle", "star"], set.ClassNames);
        Assert.All(Enumerable.Range(0, 4), label => Assert.Equal(100, set.Labels.Count(label)));
    }

    /// <summary>Without noise: the border is white, the middle is black, and the ink has the area of the figure.</summary>
    [Fact]
    public void DrawsWholeFiguresOfTheRightArea()
    {
        // Unit outlines: the circle's polygon, half the product of a square's diagonals, 3√3/4 R², ten triangles of the star.
        double[] unit = [128 / 2.0 * Math.Sin(2 * Math.PI / 128), 2 * 1.2 * 1.2, 3 * Math.Sqrt(3) / 4 * 1.4 * 1.4,
            10 * 0.5 * 1.5 * 0.675 * Math.Sin(Math.PI / 5)];
        FourShapes shapes = new() { Noise = 0, Rotation = Math.PI, Stretch = 0, Smallest = 0.25, Largest = 0.25, Height = 60, Width = 50 };
        ImageSet set = shapes.Generate(400);
        for (int n = 0; n < set.Count; n++)
        {
            ReadOnlySpan<byte> pixels = set[n];
            double ink = pixels.ToArray().Sum(pixel => 1 - (pixel / 255.0));
            Assert.Equal(unit[n % 4] * 12.5 * 12.5, ink, 0.5);
        }

        set = new FourShapes { Noise = 0, Rotation = Math.PI, Shift = 0.5, Smallest = 0.3, Largest = 0.3, Stretch = 0.1 }.Generate(400);
        for (int n = 0; n < set.Count; n++)
        {
            // Where a figure touches the border, at least its corner alone does: no row or column of the border is dark throughout.
            byte[] pixels = set[n].ToArray();
            double border = Enumerable.Range(0, 28).Sum(i => (255 - pixels[i]) + (255 - pixels[(27 * 28) + i]) + (255 - pixels[28 * i])
                + (255 - pixels[(28 * i) + 27])) / 255.0;
            Assert.InRange(border, 0, 24);
        }
    }

    [Fact]
    public void NoiseHasTheDeviationAskedFor()
    {
        ImageSet set = new FourShapes { Noise = 0.1 }.Generate(200), clean = new FourShapes { Noise = 0 }.Generate(200);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < set.Pixels.Length; i++)
        {
            if (clean.Pixels[i] == 255)
            {
                // Clipped at white: half of the normal distribution is left, whose mean square is σ² / 2.
                double difference = (255 - set.Pixels[i]) / 255.0;
                sum += difference * difference;
                count++;
            }
        }

        Assert.Equal(0.005, sum / count, 0.0001);
    }

    [Fact]
    public void RefusesSettingsOutsideTheirRange()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FourShapes().Generate(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FourShapes { Height = 0 }.Generate(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FourShapes { Width = 1025 }.Generate(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FourShapes { Height = 1024, Width = 1024 }.Generate(1 << 20));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FourShapes { Rotation = double.NaN }.Generate(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FourShapes { Smallest = 0.3, Largest = 0.2 }.Generate(1));
        Assert.Contains("0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => new FourShapes { Noise = 2 }.Generate(1)).Message);
    }

    /// <summary>Any size, also where no figure fits.</summary>
    [Fact]
    public void DrawsInAnySize()
    {
        foreach ((int height, int width) in new[] { (1, 1), (1, 9), (7, 3), (300, 200) })
        {
            ImageSet set = new FourShapes { Height = height, Width = width, Largest = 1, Shift = 0.5 }.Generate(12);
            Assert.Equal(height * width * 12, set.Pixels.Length);
        }
    }
}
