using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

/// <summary>
/// One picture of each kind, pixel by pixel, as looked at and found good: the same on every machine. A change that is meant changes the
/// fingerprint here too, after a look at the picture.
/// </summary>
public class GoldenPictureTests
{
    // Numbers without a library function, so that they are the same everywhere.
    private static double[] Noise(int count, uint seed)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            seed = (seed * 1664525) + 1013904223;
            values[i] = (seed >> 8) / (double)(1 << 24);
        }
        return values;
    }

    [Fact]
    public void Curve()
    {
        double[] steps = [.. Enumerable.Range(1, 400).Select(i => 25.0 * i)], noise = Noise(400, 1);
        double[] loss = [.. steps.Select((step, i) => (200 / (step + 250)) + (0.02 * noise[i]))];
        Image picture = new CurvePlot { Title = "Loss of the font autoencoder", X = "step", Y = "binary cross-entropy", LogY = true }
            .Add("training", steps, loss)
            .Add("12 seeds", steps, [.. loss.Select(v => 1.5 * v)], [.. loss.Select(v => 1.2 * v)], [.. loss.Select(v => 2.5 * v)])
            .Render();
        Assert.Equal("900x600 e624d987afc75d9b", picture.Hash());
    }

    [Fact]
    public void Codes()
    {
        double[] codes = [.. Noise(64, 2).Select(v => (2 * v) - 1)];
        // A crowd, to step aside.
        for (int i = 0; i < 16; i++)
            codes[i] = 0.9 + (0.02 * codes[i]);
        Image picture = new GlyphPlot { Title = "Latent plane", X = "z1", Y = "z2" }.Add(Font.Embedded[2].Glyphs, codes).Render();
        Assert.Equal("800x800 e3f98fd41bd0bdb2", picture.Hash());
    }

    [Fact]
    public void Classes()
    {
        ScatterPlot plot = new() { Title = "Ten classes", X = "z1", Y = "z2" };
        for (uint i = 0; i < 10; i++)
            plot.Add($"digit {i}", Noise(60, i));
        Assert.Equal("800x800 1391dfbf4efd21ff", plot.Render().Hash());
    }

    [Fact]
    public void Sheet()
    {
        float[] input = Font.Embedded[2].Pixels<float>();
        double[] noise = Noise(input.Length, 3);
        float[] output = [.. input.Select((v, i) => (float)((0.7 * v) + (0.4 * noise[i])))];
        Image picture = new GlyphGrid { Title = "Input, reconstruction, difference" }
            .Add("input", input).Add("output", output).AddDifference("difference", input, output).Render();
        Assert.Equal("780x434 90235b3eef57d59b", picture.Hash());
    }

    [Fact]
    public void Plane()
    {
        PlanePlot plane = new() { Title = "Decoded plane", X = "z1", Y = "z2" };
        double[] noise = Noise(plane.Columns * plane.Rows * 35, 4);
        Assert.Equal("717x689 0ba903782b23c75c", plane.Render(noise).Hash());
    }

    [Fact]
    public void Matrix() => Assert.Equal("472x594 3d0c6b8cb3bc3185",
        new HeatMap { Title = "Weights", X = "output", Y = "input" }.Render([.. Noise(700, 5).Select(v => v - 0.5)], 35, 20).Hash());
}
