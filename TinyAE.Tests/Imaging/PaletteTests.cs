using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

public class PaletteTests
{
    // Normal sight, protanopia, deuteranopia, tritanopia: Machado, Oliveira and Fernandes (2009), severity 1, on linear light.
    private static readonly double[][] Sights =
    [
        [1, 0, 0, 0, 1, 0, 0, 0, 1],
        [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    ];

    private static double[] Linear(Rgb color) => [Linear(color.R / 255.0), Linear(color.G / 255.0), Linear(color.B / 255.0)];

    private static double Linear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static double[] Times(double[] matrix, double[] v) =>
        [.. Enumerable.Range(0, 3).Select(i => (matrix[3 * i] * v[0]) + (matrix[(3 * i) + 1] * v[1]) + (matrix[(3 * i) + 2] * v[2]))];

    // OKLab (Ottosson, 2020).
    private static double[] OkLab(double[] light)
    {
        double[] cones = [.. Times(
            [0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619, 0.2817188376, 0.6299787005],
            light).Select(Math.Cbrt)];
        return Times(
            [0.2104542553, 0.793617785, -0.0040720468, 1.9779984951, -2.428592205, 0.4505937099, 0.0259040371, 0.7827717662, -0.808675766],
            cones);
    }

    [Fact]
    public void TheColoursStayApartForEverySight()
    {
        Assert.Equal(12, Palette.Colors.Distinct().Count());
        foreach (double[] sight in Sights)
        {
            double[][] seen = [.. Palette.Colors.Select(color => OkLab([.. Times(sight, Linear(color)).Select(v => Math.Clamp(v, 0, 1))]))];
            for (int i = 0; i < seen.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    double distance = Math.Sqrt(seen[i].Zip(seen[j], (a, b) => (a - b) * (a - b)).Sum());
                    Assert.True(distance > 0.1, $"{Palette.Colors[i]} {Palette.Colors[j]}: {distance}");
                }
            }
        }
    }

    [Fact]
    public void TheColoursStandOutFromPaper()
    {
        foreach (Rgb color in Palette.Colors)
        {
            double[] light = Linear(color);
            double luminance = (0.2126 * light[0]) + (0.7152 * light[1]) + (0.0722 * light[2]);
            Assert.True(1.05 / (luminance + 0.05) >= 1.8, $"{color}");
        }
    }

    [Fact]
    public void TheScalesRunFromEndToEnd()
    {
        Assert.Equal(Rgb.White, Palette.Shade(0, inkIsDark: true));
        Assert.Equal(Rgb.Black, Palette.Shade(1, inkIsDark: true));
        Assert.Equal(Rgb.Black, Palette.Shade(-2, inkIsDark: false));
        Assert.Equal(Rgb.White, Palette.Shade(double.PositiveInfinity, inkIsDark: false));
        Assert.Equal(Palette.NotANumber, Palette.Shade(double.NaN, inkIsDark: true));
        Assert.Equal(Rgb.White, Palette.Diverging(0));
        Assert.Equal(Palette.Diverging(-1), Palette.Diverging(double.NegativeInfinity));
        Assert.Equal(Palette.NotANumber, Palette.Diverging(double.NaN));
        double previous = 0;
        for (int i = -100; i <= 100; i++)
        {
            Rgb color = Palette.Diverging(i / 100.0);
            Assert.True(i == 0 || (i < 0 ? color.B > color.R : color.R > color.B));
            double light = OkLab(Linear(color))[0];
            Assert.True(i == -100 || (i <= 0 ? light > previous : light < previous), $"{i}");
            previous = light;
        }
    }
}
