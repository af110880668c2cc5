using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

public class SheetTests
{
    private static readonly float[] Alphabet = Font.Embedded[1].Pixels<float>();

    // Where the image of 5 x 7 values stands, its pixels squares of scale x scale.
    private static (int X, int Y) Place(Image picture, ReadOnlySpan<float> values, int scale)
    {
        float[] image = values.ToArray();
        return Assert.Single(picture.Find(5 * scale, 7 * scale,
            (x, y, color) => color == Palette.Shade(image[(y / scale * 5) + (x / scale)], true)));
    }

    [Fact]
    public void ImagesStandInRowsOneBelowTheOther()
    {
        // Characters that hide in no other one, three to a line; outputs are grayer.
        float[] x = Font.Embedded[1].Select("ABGKMRSW").Pixels<float>(), y = [.. x.Select(v => (0.8f * v) + 0.1f)];
        Image picture = new GlyphGrid { Columns = 3 }.Add("input", x).Add("output", y).Render(5);
        (int X, int Y)[] inputs = [.. Enumerable.Range(0, 8).Select(i => Place(picture, x.AsSpan(35 * i, 35), 5))];
        (int X, int Y)[] outputs = [.. Enumerable.Range(0, 8).Select(i => Place(picture, y.AsSpan(35 * i, 35), 5))];
        for (int i = 0; i < 8; i++)
        {
            Assert.Equal(inputs[i].X, outputs[i].X);
            Assert.True(outputs[i].Y >= inputs[i].Y + 35);
            Assert.Equal(inputs[i % 3].X, inputs[i].X);
            Assert.Equal(inputs[i / 3 * 3].Y, inputs[i].Y);
            Assert.True(i < 3 || inputs[i].Y >= outputs[i - 3].Y + 35);
            Assert.True(i % 3 == 0 || inputs[i].X >= inputs[i - 1].X + 25);
        }
    }

    [Fact]
    public void DifferencesAreBlueWhereTooDarkAndRedWhereTooLight()
    {
        float[] target = new float[35], output = new float[35];
        (target[0], output[0]) = (0, 0.25f);
        (target[6], output[6]) = (1, 0.75f);
        (target[12], output[12]) = (0, 1);
        foreach (bool dark in new[] { true, false })
        {
            Image picture = new GlyphGrid { InkIsDark = dark }.AddDifference("difference", target, output).Render(8);
            float[] difference = [.. output.Zip(target, (o, t) => dark ? t - o : o - t)];
            (int X, int Y) corner = Assert.Single(picture.Find(40, 56, (x, y, color) =>
            {
                int i = (y / 8 * 5) + (x / 8);
                bool edge = x % 8 is 0 or 7 || y % 8 is 0 or 7;
                // Only the pixel that is wrong by 1 is framed.
                return color == (i == 12 && edge ? Rgb.Black : Palette.Diverging(difference[i]));
            }));
            Rgb first = picture.At(corner.X + 4, corner.Y + 4);
            Assert.Equal(dark, first.B > first.R);
            // Below it the number of wrong pixels, 1, in red.
            Assert.True(picture.Extent(color => color == Palette.Colors[4]).Y > corner.Y + 56);
        }
    }

    [Fact]
    public void ThePlaneShowsEachImageAtItsCode()
    {
        PlanePlot plane = new() { Left = -2, Right = 4, Bottom = 0, Top = 3, Columns = 4, Rows = 3 };
        Assert.Equal([-2, 3, 0, 3, 2, 3, 4, 3, -2, 1.5, 0, 1.5, 2, 1.5, 4, 1.5, -2, 0, 0, 0, 2, 0, 4, 0], plane.Codes<double>());
        float[] images = Font.Embedded[1].Select("ABGKMRSWZ@QN").Pixels<float>();
        Image picture = plane.Render(images, 4);
        (int X, int Y)[] corners = [.. Enumerable.Range(0, 12).Select(i => Place(picture, images.AsSpan(35 * i, 35), 4))];
        for (int i = 0; i < 12; i++)
        {
            Assert.Equal(corners[0].X + (i % 4 * 28), corners[i].X);
            Assert.Equal(corners[0].Y + (i / 4 * 36), corners[i].Y);
        }
        // Every end of a frame's tick for a whole number is at the middle of an image: x = 0 below the second column.
        int middle = corners[1].X + 10, below = corners[8].Y + 28 + 4 + 1;
        Assert.Contains(Enumerable.Range(middle - 1, 3), x => picture.At(x, below + 2) == Palette.Ink);
    }

    [Fact]
    public void AHeatMapShowsEachValueAtItsPlace()
    {
        float[] matrix = [-2, -1, 0, 1, 2, float.NaN];
        Image picture = new HeatMap { X = "column", Y = "row" }.Render(matrix, 2, 3, 40);
        (int X, int Y) corner = Assert.Single(picture.Find(120, 80,
            (x, y, color) => color == Palette.Diverging(matrix[(y / 40 * 3) + (x / 40)] / 2.0)));
        // The colour bar, to the right, runs from the strongest red to the strongest blue.
        Box red = picture.Extent(color => color == Palette.Diverging(0.99)), frame = new(corner.X, corner.Y, 120, 80);
        Assert.True(red.Width == 0 || red.X >= frame.Right);
        Rgb[] bar = [.. Enumerable.Range(corner.Y, 80).Select(y => picture.At(corner.X + 120 + 9, y))];
        Assert.True(bar[0].R > bar[0].B && bar[79].B > bar[79].R);
        Assert.True(Math.Min(bar[39].R, bar[40].B) > 230);
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(1, 400, 0)]
    [InlineData(400, 1, 1)]
    [InlineData(35, 20, 0)]
    [InlineData(3, 3, 256)]
    public void AHeatMapOfAnyShapeIsAPicture(int rows, int columns, int scale)
    {
        float[] matrix = [.. Enumerable.Range(0, rows * columns).Select(i => (float)(i % 17) - 8)];
        Image picture = new HeatMap { Title = "weights", X = "output", Y = "input" }.Render(matrix, rows, columns, scale);
        Assert.True(picture.Width >= columns && picture.Height >= rows);
        new HeatMap().Render(new float[rows * columns], rows, columns, scale);
    }

    [Fact]
    public void ValuesOutsideTheRangeAndNoNumbersAreDrawn()
    {
        float[] odd = new float[35];
        (odd[0], odd[1], odd[2], odd[3], odd[4]) = (float.NaN, float.PositiveInfinity, float.NegativeInfinity, 7, -7);
        Image picture = new GlyphGrid().Add("odd", odd).AddSigned("signed", odd).AddDifference("difference", new float[35], odd).Render(4);
        Assert.True(picture.Count(Palette.NotANumber) >= 3 * 4);
        Assert.Equal(400, new GlyphGrid { Title = "empty" }.Render().Width + 80);
        new GlyphGrid().Add("none", Array.Empty<double>()).Render();
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        Assert.Contains("35 values each, found 34", Assert.Throws<ArgumentException>(() => new GlyphGrid().Add("x", new float[34])).Message,
            StringComparison.Ordinal);
        Assert.Contains("2 images, expected 1", Assert.Throws<ArgumentException>(
            () => new GlyphGrid().Add("x", new float[35]).Add("y", new float[70])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new GlyphGrid().AddDifference("x", new float[35], new float[70]));
        Assert.Throws<ArgumentException>(() => new GlyphGrid { ImageWidth = 0 }.Add("x", new float[35]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GlyphGrid { Columns = 0 }.Add("x", new float[35]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GlyphGrid().Add("x", new float[35]).Render(0));
        Assert.Throws<ArgumentException>(() => new PlanePlot().Render(Alphabet));
        Assert.Throws<InvalidOperationException>(() => new PlanePlot { Left = 1, Right = 1 }.Codes<float>());
        Assert.Throws<InvalidOperationException>(() => new PlanePlot { Top = double.NaN }.Codes<float>());
        Assert.Throws<InvalidOperationException>(() => new PlanePlot { Columns = 1 }.Codes<float>());
        Assert.Throws<ArgumentException>(() => new HeatMap().Render(new float[7], 2, 3));
        Assert.Throws<ArgumentException>(() => new HeatMap().Render(new float[6], 0, 6));
        Assert.Throws<ArgumentException>(() => new HeatMap { Limit = -1 }.Render(new float[6], 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HeatMap().Render(new float[6], 2, 3, 257));
    }
}
