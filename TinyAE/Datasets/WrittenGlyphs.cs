using TinyAE.Imaging;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Draws characters as if by hand, white on black: a font's strokes, turned, slanted, stretched, shifted and noisy.</summary>
/// <remarks>
/// Image n is of the class n mod K of the K characters, so all are equally often. With u uniform in (0, 1) and e standard normal, all of
/// the image's own stream, an end p of a line (in pixels of the 5 x 7 drawing, the middle at the origin) becomes
/// <code>
/// q = c + t + R(a) [[1, h], [0, 1]] diag(s1, s2) p      a = (2u − 1) Rotation, h = (2u − 1) Shear, s = side / 10 · (1 + (2u − 1) Stretch)
/// </code>
/// with c the middle, t = (2u − 1) Shift · side in both directions but never so far that ink is cut off, side the lesser of height and
/// width. The pen is round, w = side / 10 · (Thinnest + u (Thickest − Thinnest)) wide. A pixel is w / 2 + 1/2 − the distance
/// of its middle to the nearest line, clipped to [0, 1], plus Noise e, clipped again and rounded to a byte. Of several fonts that have a
/// character each is equally likely. The same seed and n give the same bytes everywhere, however many images are drawn.
/// </remarks>
public sealed class WrittenGlyphs
{
    /// <summary>The digits and capital letters.</summary>
    public const string DigitsAndCapitals = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private const double Half = 0.5;
    private const uint GeometryStep = 2; // FourShapes has 0 and 1
    private const uint NoiseStep = 3;

    /// <summary>Of all random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Rows of an image.</summary>
    public int Height { get; init; } = 28;

    /// <summary>Columns of an image.</summary>
    public int Width { get; init; } = 28;

    /// <summary>The characters, one class each.</summary>
    public string Characters { get; init; } = DigitsAndCapitals;

    /// <summary>The fonts that give the drawings; each character is in at least one.</summary>
    public IReadOnlyList<Font> Fonts { get; init; } = Font.Embedded;

    /// <summary>The largest turn to either side, in radians, at most π.</summary>
    public double Rotation { get; init; } = 0.2;

    /// <summary>The largest slant to either side: columns a row.</summary>
    public double Shear { get; init; } = 0.2;

    /// <summary>Width and height differ from their common size by at most this share.</summary>
    public double Stretch { get; init; } = 0.2;

    /// <summary>The largest shift to each side, as a share of the image's side.</summary>
    public double Shift { get; init; } = 0.1;

    /// <summary>The least width of the pen, in pixels of the 5 x 7 drawing.</summary>
    public double Thinnest { get; init; } = 0.6;

    /// <summary>The largest width of the pen, in pixels of the 5 x 7 drawing.</summary>
    public double Thickest { get; init; } = 1.1;

    /// <summary>The standard deviation of the noise; black and white are 1 apart.</summary>
    public double Noise { get; init; } = 0.02;

    /// <summary>Draws images 0 to count − 1 as a set named "glyphs"; each character is a class named by it.</summary>
    /// <param name="count">At least 1.</param>
    /// <exception cref="ArgumentException">
    /// The count is below 1, the images are too many for one array, a setting is wrong, or a character is in no font, comes twice
    /// or has no ink.
    /// </exception>
    public ImageSet Generate(int count)
    {
        Check();
        Shape shape = new(Height, Width, 1);
        GeneratedImages.Check(count, shape);
        Drawing drawing = new(this, [.. Characters.Select(Drawings)]);
        byte[] pixels = new byte[count * shape.Size];
        int[] labels = new int[count];
        for (int n = 0; n < count; n++)
        {
            drawing.Draw((uint)n, pixels.AsSpan(n * shape.Size, shape.Size));
            labels[n] = n % Characters.Length;
        }

        return new ImageSet("glyphs", shape, pixels, labels, [.. Characters.Select(character => character.ToString())]);
    }

    private StrokeGlyph[] Drawings(char character)
    {
        StrokeGlyph[] found = [.. Fonts.SelectMany(font => font.Glyphs)
            .Where(glyph => glyph.Character == character && glyph.Ink > 0).Select(glyph => new StrokeGlyph(glyph))];
        return found.Length > 0 ? found : throw new ArgumentException(
            $"The character {Font.Show(character)} has no ink in the fonts {string.Join(", ", Fonts.Select(font => font.Name))}.",
            nameof(character));
    }

    private void Check()
    {
        if (Characters.Length == 0 || Characters.Distinct().Count() < Characters.Length)
        {
            throw new ArgumentException($"Needed are one or more characters, each once; found '{Characters}'.", nameof(Characters));
        }

        GeneratedImages.Check(Height, Width);
        GeneratedImages.Check(nameof(Rotation), Rotation, 0, FourShapes.HalfTurn);
        GeneratedImages.Check(nameof(Shear), Shear, 0, 2);
        GeneratedImages.Check(nameof(Stretch), Stretch, 0, 0.9);
        GeneratedImages.Check(nameof(Shift), Shift, 0, 0.5);
        GeneratedImages.Check(nameof(Thinnest), Thinnest, 0.1, 5);
        GeneratedImages.Check(nameof(Thickest), Thickest, Thinnest, 5);
        GeneratedImages.Check(nameof(Noise), Noise, 0, 1);
    }

    // What one image after another is drawn with.
    private sealed class Drawing(WrittenGlyphs settings, StrokeGlyph[][] characters)
    {
        private readonly double[] _ends = new double[characters.SelectMany(drawings => drawings).Max(drawing => drawing.Ends.Length)];
        private readonly double[] _distances = new double[settings.Height * settings.Width]; // squared
        private readonly double[] _noise = new double[settings.Height * settings.Width];

        public void Draw(uint n, Span<byte> pixels)
        {
            Span<double> u = stackalloc double[8];
            Numerics.Noise.Uniform(new RandomKey(settings.Seed, RandomPurpose.Data, GeometryStep), n, u);
            double unit = Math.Min(settings.Height, settings.Width) / 10.0;
            double reach = Half * unit * (settings.Thinnest + (u[7] * (settings.Thickest - settings.Thinnest))); // w / 2
            StrokeGlyph[] drawings = characters[n % characters.Length];
            Span<double> ends = Place(drawings[(int)(u[6] * drawings.Length)].Ends, u, unit, reach);
            Array.Fill(_distances, double.MaxValue);
            for (int i = 0; i < ends.Length; i += 4)
            {
                Measure(ends.Slice(i, 4), reach + Half);
            }

            Numerics.Noise.Normal(new RandomKey(settings.Seed, RandomPurpose.Data, NoiseStep), n, _noise.AsSpan());
            for (int i = 0; i < pixels.Length; i++)
            {
                double distance = _distances[i];
                double share = distance < double.MaxValue ? Math.Clamp(reach + Half - Math.Sqrt(distance), 0, 1) : 0;
                pixels[i] = PixelValues.ToByte(share + (settings.Noise * _noise[i]));
            }
        }

        private Span<double> Place(double[] ends, ReadOnlySpan<double> u, double unit, double reach)
        {
            double angle = ((2 * u[0]) - 1) * settings.Rotation, shear = ((2 * u[1]) - 1) * settings.Shear;
            double wide = unit * (1 + (((2 * u[2]) - 1) * settings.Stretch)), high = unit * (1 + (((2 * u[3]) - 1) * settings.Stretch));
            (double cos, double sin) = (Scalar.Cos(angle), Scalar.Sin(angle));
            Span<double> placed = _ends.AsSpan(0, ends.Length);
            for (int i = 0; i < ends.Length; i += 2)
            {
                double y = high * ends[i + 1];
                double x = (wide * ends[i]) + (shear * y);
                placed[i] = (cos * x) - (sin * y);
                placed[i + 1] = (sin * x) + (cos * y);
            }

            double side = Math.Min(settings.Height, settings.Width);
            GeneratedImages.Center(placed, 0, settings.Width, ((2 * u[4]) - 1) * settings.Shift * side, reach);
            GeneratedImages.Center(placed, 1, settings.Height, ((2 * u[5]) - 1) * settings.Shift * side, reach);
            return placed;
        }

        // The square of the distance of each pixel's middle to the line from a to b, where that is less than to the lines before:
        // the nearest point is a + k (b − a), k = (p − a)·(b − a) / |b − a|² clipped to [0, 1]. Only pixels within reach are asked.
        private void Measure(ReadOnlySpan<double> line, double reach)
        {
            (double ax, double ay, double dx, double dy) = (line[0], line[1], line[2] - line[0], line[3] - line[1]);
            double square = (dx * dx) + (dy * dy), inverse = square > 0 ? 1 / square : 0;
            (int left, int right) = Range(ax, line[2], reach, settings.Width);
            (int top, int bottom) = Range(ay, line[3], reach, settings.Height);
            for (int row = top; row < bottom; row++)
            {
                Span<double> distances = _distances.AsSpan(row * settings.Width, right);
                double y = row + Half - ay;
                for (int column = left; column < distances.Length; column++)
                {
                    double x = column + Half - ax;
                    double k = ((x * dx) + (y * dy)) * inverse;
                    k = k < 0 ? 0 : k > 1 ? 1 : k;
                    (double ex, double ey) = (x - (k * dx), y - (k * dy));
                    double distance = (ex * ex) + (ey * ey);
                    distances[column] = distance < distances[column] ? distance : distances[column];
                }
            }
        }

        private static (int From, int To) Range(double a, double b, double reach, int size) =>
            ((int)Math.Max(0, Math.Min(a, b) - reach), (int)Math.Clamp(Math.Max(a, b) + reach + 1, 0, size));
    }
}
