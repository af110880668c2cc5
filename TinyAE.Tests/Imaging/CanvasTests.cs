using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

public class CanvasTests
{
    private static readonly Rgb Red = new(200, 10, 20);

    // The ink of a drawing in black on white, in pixels.
    private static double Area(Image image) => image.Pixels.Sum(sample => (255 - sample) / 255.0) / 3;

    [Fact]
    public void FillCoversJustTheRectangle()
    {
        Canvas canvas = new(20, 10);
        canvas.Fill(new Box(3, 2, 5, 4), Red);
        Assert.Equal(new Box(3, 2, 5, 4), canvas.Image.Extent(color => color != Rgb.White));
        Assert.Equal(20, canvas.Image.Count(Red));
        canvas.Fill(new Box(3, 2, 1, 1), Rgb.White, 0.5);
        Assert.Equal(new Rgb(228, 133, 138), canvas.Image.At(3, 2));
    }

    [Fact]
    public void FrameIsTheEdgeOfTheRectangle()
    {
        Canvas canvas = new(20, 20);
        canvas.Frame(new Box(2, 3, 10, 8), Red, 2);
        Assert.Equal((10 * 8) - (6 * 4), canvas.Image.Count(Red));
        Assert.Equal(new Box(2, 3, 10, 8), canvas.Image.Extent(color => color == Red));
        Assert.Equal(Rgb.White, canvas.Image.At(4, 5));
        Canvas thick = new(20, 20);
        thick.Frame(new Box(2, 3, 5, 4), Red, 100);
        Assert.Equal(20, thick.Image.Count(Red));
    }

    [Theory]
    [InlineData(10, 10, 60, 10, 2)]
    [InlineData(10, 10, 60, 45, 3)]
    [InlineData(20, 60, 24, 12, 1)]
    [InlineData(60, 50, 15, 20, 0.5)]
    public void ALineHasItsArea(double x0, double y0, double x1, double y1, double thickness)
    {
        Canvas canvas = new(80, 80);
        canvas.Line(x0, y0, x1, y1, Rgb.Black, thickness);
        double length = Math.Sqrt(((x1 - x0) * (x1 - x0)) + ((y1 - y0) * (y1 - y0)));
        double expected = (length * thickness) + (Math.PI * thickness * thickness / 4);
        Assert.InRange(Area(canvas.Image), expected * 0.93, (expected * 1.07) + 1.5);
    }

    [Fact]
    public void ALineAlongPixelsIsCrisp()
    {
        Canvas canvas = new(20, 9);
        canvas.Line(2, 4.5, 18, 4.5, Rgb.Black, 1);
        for (int x = 3; x < 17; x++)
        {
            Assert.Equal(Rgb.Black, canvas.Image.At(x, 4));
            Assert.Equal(Rgb.White, canvas.Image.At(x, 3));
            Assert.Equal(Rgb.White, canvas.Image.At(x, 5));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4.5)]
    [InlineData(20)]
    public void ADiscHasItsArea(double radius)
    {
        Canvas canvas = new(60, 60);
        canvas.Disc(30.2, 29.7, radius, Rgb.Black);
        Assert.InRange(Area(canvas.Image), (Math.PI * radius * radius * 0.97) - 0.3, (Math.PI * radius * radius * 1.03) + 0.3);
    }

    [Fact]
    public void APolygonHasItsAreaInEitherDirection()
    {
        (double X, double Y)[] corners = [(10.3, 12.1), (50.2, 20.7), (31.8, 51.4)];
        double area = Math.Abs(((50.2 - 10.3) * (51.4 - 12.1)) - ((31.8 - 10.3) * (20.7 - 12.1))) / 2;
        Canvas canvas = new(60, 60), reversed = new(60, 60);
        canvas.Polygon(corners, Rgb.Black);
        reversed.Polygon(corners.Reverse().ToArray(), Rgb.Black);
        Assert.InRange(Area(canvas.Image), area * 0.99, area * 1.01);
        Assert.Equal(canvas.Image.Pixels, reversed.Image.Pixels);
    }

    [Fact]
    public void APolylineCoversNoPixelTwice()
    {
        Canvas canvas = new(40, 40);
        canvas.Polyline([(5, 20), (35, 20), (20, 5), (20, 35), (5, 20), (35, 20)], Rgb.Black, 3, 0.5);
        Assert.Equal(128, canvas.Image.Pixels.Min());
        Canvas once = new(40, 40), twice = new(40, 40);
        once.Polyline([(5, 8), (35, 31)], Rgb.Black, 3);
        twice.Polyline([(5, 8), (35, 31), (5, 8)], Rgb.Black, 3);
        Assert.True(once.Image.Pixels.Zip(twice.Image.Pixels).All(pair => Math.Abs(pair.First - pair.Second) <= 1));
        Assert.True(canvas.Image.Count(Rgb.Gray(128)) > 100);
    }

    [Fact]
    public void APointThatIsNotFiniteBreaksTheLine()
    {
        Canvas canvas = new(40, 20), parts = new(40, 20);
        canvas.Polyline([(5, 10), (15, 10), (double.NaN, 10), (25, 10), (35, 10)], Rgb.Black, 2);
        parts.Line(5, 10, 15, 10, Rgb.Black, 2);
        parts.Line(25, 10, 35, 10, Rgb.Black, 2);
        Assert.Equal(parts.Image.Pixels, canvas.Image.Pixels);
        Canvas alone = new(40, 20);
        alone.Polyline([(double.NaN, 1), (20, 10), (1, double.PositiveInfinity)], Rgb.Black, 6);
        Assert.Equal(new Box(17, 7, 6, 6), alone.Image.Extent(color => color != Rgb.White));
    }

    [Fact]
    public void FarEndsAreDrawnAsTheirVisiblePart()
    {
        Canvas near = new(60, 40), far = new(60, 40);
        near.Line(-10, -10, 70, 70, Rgb.Black, 2);
        far.Line(-1e12, -1e12, 1e12, 1e12, Rgb.Black, 2);
        int different = near.Image.Pixels.Zip(far.Image.Pixels).Count(pair => Math.Abs(pair.First - pair.Second) > 2);
        Assert.Equal(0, different);
        Canvas canvas = new(60, 40);
        canvas.Line(0, 20.5, 1e300, 20.5, Rgb.Black, 1);
        Assert.Equal(Rgb.Black, canvas.Image.At(50, 20));
    }

    // Whatever is drawn wherever: no exception, and not one pixel outside the clip.
    [Fact]
    public void NothingIsDrawnOutsideTheClip()
    {
        Random random = new(3);
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e308, -1e308, 1e9, -1e9, 0, 1e-308, int.MaxValue];
        double Wild() => random.Next(4) == 0 ? odd[random.Next(odd.Length)] : (random.NextDouble() * 120) - 30;
        int[] far = [int.MinValue, int.MaxValue, -1, 0];
        int Whole() => random.Next(4) == 0 ? far[random.Next(4)] : random.Next(-30, 90);
        Image stamp = new(3, 2, 1);
        for (int trial = 0; trial < 300; trial++)
        {
            Canvas canvas = new(60, 50) { Clip = new Box(10, 12, 30, 20) };
            for (int i = 0; i < 5; i++)
            {
                canvas.Line(Wild(), Wild(), Wild(), Wild(), Red, random.Next(1, 9));
                canvas.Disc(Wild(), Wild(), Wild(), Red);
                canvas.Polygon([(Wild(), Wild()), (Wild(), Wild()), (Wild(), Wild())], Red);
                canvas.Fill(new Box(Whole(), Whole(), Whole(), Whole()), Red, Wild());
                canvas.Frame(new Box(Whole(), Whole(), random.Next(90), random.Next(90)), Red, random.Next(-2, 9));
                canvas.Text("gQ@", Whole(), Whole(), Red, random.Next(1, 4));
                canvas.TextUpward("gQ@", Whole(), Whole(), Red, random.Next(1, 4));
                canvas.Draw(stamp, Whole(), Whole(), random.Next(1, 30));
            }
            Box drawn = canvas.Image.Extent(color => color != Rgb.White);
            Assert.Equal(drawn, drawn.Intersect(canvas.Clip));
        }
    }

    [Fact]
    public void APictureIsDrawnPixelByPixel()
    {
        Image stamp = new(2, 2, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        Canvas canvas = new(10, 10);
        canvas.Draw(stamp, 3, 4, 2);
        Assert.Equal(new Box(3, 4, 4, 4), canvas.Image.Extent(color => color != Rgb.White));
        Assert.Equal(new Rgb(1, 2, 3), canvas.Image.At(4, 5));
        Assert.Equal(new Rgb(10, 11, 12), canvas.Image.At(5, 6));
        Assert.Throws<ArgumentException>(() => canvas.Draw(new Image(1, 1, 4), 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => canvas.Draw(stamp, 0, 0, 0));
        Assert.Throws<ArgumentException>(() => new Canvas(new Image(1, 1, 1)));
    }

    [Fact]
    public void MixingGoesFromOneColourToTheOther()
    {
        Assert.Equal(Red, Red.Mix(Rgb.White, 0));
        Assert.Equal(Rgb.White, Red.Mix(Rgb.White, 1));
        Assert.Equal(Rgb.White, Red.Mix(Rgb.White, 7));
        Assert.Equal(Red, Red.Mix(Rgb.White, -7));
        Assert.Equal(Red, Red.Mix(Rgb.White, double.NaN));
        Assert.Equal(Rgb.Gray(128), Rgb.Black.Mix(Rgb.White, 0.5));
    }
}
