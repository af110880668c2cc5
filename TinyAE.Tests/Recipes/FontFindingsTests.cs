using TinyAE.Imaging;
using TinyAE.Recipes;

namespace TinyAE.Tests.Recipes;

public sealed class FontFindingsTests
{
    private static readonly FontSettings Settings = new FontAutoencoder().Settings;

    [Fact]
    public void ANetworkOfZerosDrawsOneGrayPicture()
    {
        // Every logit is 0, every pixel 1/2, which counts as ink; every code is the origin.
        FontExperiment<double> experiment = FontExperiment<double>.Build(Settings);
        FontFindings found = FontFindings.Of(experiment, new double[experiment.Model.Layout.Count]);
        Assert.All(found.Predictions, prediction => Assert.Equal(0.5, prediction));
        Assert.Equal(experiment.Font.Glyphs.Select(glyph => 35 - glyph.Ink), found.WrongPixels);
        Assert.Equal(found.WrongPixels.Sum(), found.Wrong);
        Assert.Equal(0, found.Exact);
        Assert.All(found.Margins, margin => Assert.Equal(0, margin));
        Assert.Equal(0, found.Closest.Distance);
        Assert.Equal(Enumerable.Range(0, 32), Assert.Single(found.Confused));
    }

    [Fact]
    public void CodesNeighboursAndMarginsFollowFromTheirDefinitions()
    {
        FontExperiment<float> experiment = FontExperiment<float>.Build(Settings with { Characters = "AZ#", Font = "all", Seed = 5 });
        FontFindings found = FontFindings.Of(experiment, experiment.Model.Layout.Initialize<float>(5));
        for (int n = 0; n < 3; n++)
        {
            int other = Enumerable.Range(0, 3).Where(m => m != n).MinBy(m => Distance(found, n, m));
            Assert.Equal((other, Distance(found, n, other)), found.Nearest[n]);
            double[] pixels = experiment.Font.Glyphs[n].Pixels<double>(), drawn = found.Predictions[(35 * n)..(35 * (n + 1))];
            Assert.Equal(pixels.Zip(drawn, (pixel, p) => pixel == 1 ? p - 0.5 : 0.5 - p).Min(), found.Margins[n]);
            Assert.Equal(drawn.Select(p => p >= 0.5 ? 1 : 0), found.Pictures[n].Pixels<int>());
        }

        Assert.Equal(found.Nearest.Min(nearest => nearest.Distance), found.Closest.Distance);
    }

    [Fact]
    public void TheBestSinglePictureIsTheMajority()
    {
        Font font = new("test",
            [new Glyph('a', 31, 0, 0, 0, 0, 0, 0), new Glyph('b', 31, 1, 0, 0, 0, 0, 0), new Glyph('c', 0, 1, 1, 0, 0, 0, 0)]);
        // Top row: c differs, 5 pixels. Second row: a differs, 1. Third: c differs, 1.
        string header = Path.GetTempFileName();
        try
        {
            File.WriteAllText(header, $"char t[3][7] = {{ {string.Join(", ", font.Glyphs.Select(Row))} }};");
            FontExperiment<float> experiment = FontExperiment<float>.Build(Settings with { Font = header });
            Assert.Equal(7, FontFindings.Of(experiment, experiment.Model.Layout.Initialize<float>(1)).WrongOfOnePicture);
        }
        finally
        {
            File.Delete(header);
        }
    }

    private static string Row(Glyph glyph)
    {
        IEnumerable<int> rows = glyph.Pixels<int>().Chunk(5).Select(row => row.Aggregate((bits, pixel) => (2 * bits) + pixel));
        return $"{{ {string.Join(", ", rows)} }}";
    }

    private static double Distance(FontFindings found, int n, int m) =>
        Math.Sqrt(found.Code(n).ToArray().Zip(found.Code(m).ToArray(), (a, b) => (a - b) * (a - b)).Sum());
}
