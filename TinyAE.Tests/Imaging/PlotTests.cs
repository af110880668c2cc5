using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

public class PlotTests
{
    private static readonly double[] Odd =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -1, 1e308, -1e308, 1e-308, 1e249, 5];

    public static TheoryData<int, double[], double[]> Cases()
    {
        TheoryData<int, double[], double[]> data = [];
        for (int axes = 0; axes < 4; axes++)
        {
            data.Add(axes, [], []);
            data.Add(axes, [3], [4]);
            data.Add(axes, [double.NaN], [1]);
            data.Add(axes, [7, 7, 7], [-2, -2, -2]);
            data.Add(axes, [0, 0, 0], [0, 0, 0]);
            data.Add(axes, Odd, [.. Odd.Reverse()]);
            data.Add(axes, [1e-240, 1e240], [-1e249, 1e249]);
            data.Add(axes, [1e15, 1e15 + 1], [1, 1 + 1e-15]);
            double[] many = [.. Enumerable.Range(0, 500).Select(i => (double)i)];
            data.Add(axes, many, [.. many.Select(v => v % 7 == 0 ? double.NaN : v)]);
        }
        return data;
    }

    // A picture of every input; what the axes cannot show is left out.
    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryInputGivesAPicture(int axes, double[] x, double[] y)
    {
        CurvePlot plot = new() { Title = "title", X = "x", Y = "y", LogX = (axes & 1) != 0, LogY = (axes & 2) != 0 };
        Image picture = plot.Add("curve", x, y).Add("band", x, y, y, y).Render(300, 200);
        Assert.Equal((300, 200, 3), (picture.Width, picture.Height, picture.Channels));
        Assert.True(picture.Count(Palette.Ink) > 200);
        new ScatterPlot { Title = "title", X = "x", Y = "y" }.Add("class", x, y).Render(300, 200);
        double[] points = [.. x.Zip(y).SelectMany(pair => new[] { pair.First, pair.Second })];
        Glyph[] glyphs = [.. Enumerable.Range(0, x.Length).Select(i => Font.Embedded[0].Glyphs[i % 32])];
        if (x.Length < 100)
            new GlyphPlot { Title = "title", X = "x", Y = "y" }.Add(glyphs, points).Render(300, 200);
    }

    [Fact]
    public void OnlyThePointsThatAppearCountForTheAxes()
    {
        static Image Plot(double[] x, double[] y) => new CurvePlot { LogY = true }.Add("", x, y).Render(300, 200);
        Assert.Equal(Plot([1, 2], [3, 4]).Hash(), Plot([1, 2, 1000, 2000], [3, 4, double.NaN, 0]).Hash());
        Assert.NotEqual(Plot([1, 2], [3, 4]).Hash(), Plot([1, 2, 1000, 2000], [3, 4, 1, 1]).Hash());
    }

    // Points without neighbours are discs: these three lie where grid lines of round numbers cross.
    [Fact]
    public void APointLiesWhereItsAxesSay()
    {
        double gap = double.NaN;
        Image picture = new CurvePlot().Add("", [0, gap, 40, gap, 100], [0, gap, 20, gap, 50]).Render(600, 400);
        Rgb color = Palette.Colors[0];
        Box all = picture.Extent(found => found == color);
        int left = all.X + 4, right = all.Right - 5, top = all.Y + 4, bottom = all.Bottom - 5;
        int x = left + (int)Math.Round(0.4 * (right - left)), y = bottom - (int)Math.Round(0.4 * (bottom - top));
        Assert.Equal(color, picture.At(x, y));
        int wide = Enumerable.Range(-10, 21).Count(i => picture.At(x + i, y) == color);
        int high = Enumerable.Range(-10, 21).Count(i => picture.At(x, y + i) == color);
        Assert.True(wide is >= 6 and <= 12 && high is >= 6 and <= 12, $"{wide} x {high}");
        bool Faint(int column, int row) => picture.At(column, row) == Palette.Faint;
        Assert.Contains(Enumerable.Range(x - 1, 3), column => Faint(column, top) && Faint(column, y + 20));
        Assert.Contains(Enumerable.Range(y - 1, 3), row => Faint(x + 25, row) && Faint(x - 25, row));
    }

    [Fact]
    public void AStraightLineIsStraight()
    {
        Image picture = new CurvePlot().Add("", [.. Enumerable.Range(0, 101)], [.. Enumerable.Range(0, 101).Select(i => 0.5 * i)])
            .Render(600, 400);
        Rgb color = Palette.Colors[0];
        Box curve = picture.Extent(found => found == color);
        Box frame = picture.Extent(found => found == Palette.Ink);
        Assert.True(curve.X >= frame.X && curve.Right <= picture.Width);
        for (int x = curve.X + 5; x < curve.Right - 5; x++)
        {
            double share = (x + 0.5 - curve.X) / curve.Width;
            double y = curve.Bottom - (share * curve.Height);
            Assert.Contains(Enumerable.Range((int)y - 2, 5), row => picture.At(x, row) == color);
            Assert.DoesNotContain(Enumerable.Range(frame.Y + 4, Math.Max(0, (int)y - 8 - frame.Y)), row => picture.At(x, row) == color);
        }
    }

    [Fact]
    public void NeitherCurveNorPointsLeaveTheFrame()
    {
        Random random = new(2);
        double[] x = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble())], y = [.. x.Select(_ => random.NextDouble())];
        Image empty = new CurvePlot { Title = "t", X = "x", Y = "y" }.Add("", [0, 1], [0, 1]).Render(400, 300);
        Image curve = new CurvePlot { Title = "t", X = "x", Y = "y" }.Add("", [0, .. x, 1], [0, .. y, 1]).Render(400, 300);
        Box inside = empty.Extent(found => found == Palette.Faint).Grow(4);
        for (int row = 0; row < 300; row++)
        {
            for (int column = 0; column < 400; column++)
            {
                if (!inside.Contains(column, row))
                    Assert.Equal(empty.At(column, row), curve.At(column, row));
            }
        }
        Image scatter = new ScatterPlot { Title = "t", X = "x", Y = "y" }.Add("", x, y).Render(400, 300);
        Box points = scatter.Extent(found => found == Palette.Colors[0]), lines = scatter.Extent(found => found == Palette.Ink);
        Assert.True(points.Intersect(lines) == points);
    }

    [Fact]
    public void ABandLiesBetweenItsCurves()
    {
        double[] x = [0, 50, 100], low = [1, 2, 1], middle = [4, 5, 4], high = [7, 9, 8];
        Image picture = new CurvePlot().Add("", x, middle, low, high).Render(500, 400);
        Rgb pale = Rgb.White.Mix(Palette.Colors[0], 0.2);
        Box band = picture.Extent(color => color == pale);
        // In the first and last column of the band it is 6 and 7 units high, 7 in the middle.
        double unit = (double)band.Height / 8;
        int Height(int column) => Enumerable.Range(0, 400).Count(row => picture.At(column, row) is var c && c.B > c.R + 20);
        Assert.Equal(6 * unit, Height(band.X + 3), 5.0);
        Assert.Equal(7 * unit, Height(band.X + (band.Width / 2)), 5.0);
        Assert.Equal(7 * unit, Height(band.Right - 4), 5.0);
    }

    [Fact]
    public void EachCharacterIsDrawnAtItsCode()
    {
        // Two far apart, and a third exactly between them.
        Glyph[] glyphs = [.. Font.Embedded[1].Select("AWE").Glyphs];
        Image picture = new GlyphPlot { X = "z1", Y = "z2" }.Add(glyphs, [-1f, -1f, 1f, 1f, 0f, 0f]).Render(800, 800);
        (int X, int Y)[] corners = [.. glyphs.Select(glyph => Assert.Single(picture.Find(20, 28, (x, y, color) =>
            color == (glyph[y / 4, x / 4] ? Palette.Colors[0] : Rgb.White))))];
        Assert.True(corners[0].X < corners[2].X && corners[0].Y > corners[2].Y);
        Assert.InRange(corners[2].X - ((corners[0].X + corners[1].X) / 2), -1, 1);
        Assert.InRange(corners[2].Y - ((corners[0].Y + corners[1].Y) / 2), -1, 1);
        Assert.Empty(picture.Find(1, 1, (_, _, color) => color == Palette.Colors[1])); // nobody stepped aside, so there is no dot
        Image crowd = new GlyphPlot().Add(glyphs, [0f, 0f, 0f, 0f, 1f, 1f]).Render(800, 800);
        Assert.NotEmpty(crowd.Find(1, 1, (_, _, color) => color == Palette.Colors[1]));
    }

    [Fact]
    public void TheLegendNamesWhatHasAName()
    {
        Image none = new CurvePlot().Add("", [1, 2], [1, 2]).Render();
        Image one = new CurvePlot().Add("loss", [1, 2], [1, 2]).Render();
        Assert.True(one.Extent(color => color == Palette.Faint).Y > none.Extent(color => color == Palette.Faint).Y);
        // Twenty long names: four rows of a table, the last place counts the rest; the picture keeps its frame.
        CurvePlot plot = new();
        ScatterPlot scatter = new();
        for (int i = 0; i < 20; i++)
        {
            plot.Add($"a long name, number {i}", [1, 2], [i, 2 * i]);
            scatter.Add($"a long name, number {i}", [1, 2], [i, 2 * i]);
        }
        Assert.True(plot.Render(600, 400).Extent(color => color == Palette.Faint).Height > 200);
        Assert.True(scatter.Render(160, 120).Extent(color => color == Palette.Faint).Height > 20);
    }

    // Curves without points have a mark in the legend alone: above the frame, whether the last row of the table is full or not.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void TheLegendStandsAboveTheFrame(int count)
    {
        CurvePlot plot = new();
        for (int i = 0; i < count; i++)
            plot.Add($"a rather long name, number {i}", Array.Empty<int>(), Array.Empty<int>());
        Image picture = plot.Render(900, 600);
        int frame = picture.Extent(color => color == Palette.Faint).Y;
        for (int i = 0; i < count; i++)
        {
            Box mark = picture.Extent(color => color == Palette.Colors[i]);
            Assert.True(mark.Width >= 20 && mark.Bottom < frame - 4, $"{i}: {mark}");
            Assert.True(i == 0 || mark != picture.Extent(color => color == Palette.Colors[i - 1]));
        }
    }

    [Fact]
    public void WordsLongerThanThePictureAreShortened()
    {
        string words = string.Join(' ', Enumerable.Repeat("words", 100));
        Image picture = new CurvePlot { Title = words, X = words, Y = words }.Add(words, [1, 2], [1, 2]).Render(320, 240);
        Box ink = picture.Extent(color => color != Rgb.White);
        Assert.True(ink.X > 0 && ink.Y > 0 && ink.Right < 320 && ink.Bottom < 240, $"{ink}");
        Image sheet = new GlyphGrid { Title = words }.Add(words, new float[35]).Render();
        Assert.InRange(sheet.Width, 300, 600);
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        Assert.Contains("2, 3", Assert.Throws<ArgumentException>(() => new CurvePlot().Add("", new[] { 1, 2 }, new[] { 1f, 2, 3 })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new CurvePlot().Add<int, int>("", [1, 2], [1, 2], [1], [2, 3]));
        Assert.Throws<ArgumentException>(() => new CurvePlot().Add<int, int>("", [1, 2], [1, 2], [1, 2], []));
        Assert.Throws<ArgumentException>(() => new ScatterPlot().Add<int>("", [1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new ScatterPlot().Add<int>("", [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => new GlyphPlot().Add<int>([Font.Embedded[0].Glyphs[3]], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CurvePlot().Render(159, 200));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScatterPlot().Render(200, 119));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GlyphPlot().Render(200, 1_000_000));
    }
}
