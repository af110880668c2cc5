using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Draws circles, squares, triangles and stars, black on white: turned, stretched, shifted and noisy.</summary>
/// <remarks>
/// Image n is of class n mod 4, so all classes are equally often in any four images in a row. With u uniform in (0, 1) and e standard
/// normal, all of the image's own stream, an outline p (of a circle of radius 1, and figures of about its area) becomes
/// <code>
/// q = c + t + R(a) diag(r s1, r s2) p      a = (2u − 1) Rotation, r = side (Smallest + u (Largest − Smallest)), s = 1 + (2u − 1) Stretch
/// </code>
/// with c the middle, t = (2u − 1) Shift · side in both directions but never so far that the figure is cut off, side the lesser of
/// height and width. A pixel is 1 − covered share + Noise e, clipped to [0, 1] and rounded to a byte. The same seed and n give the
/// same bytes everywhere, however many images are drawn. The defaults vary little, so that a code of two numbers can
/// keep the shapes apart.
/// </remarks>
public sealed class FourShapes
{
    private const int CircleCorners = 128; // the outline is off the circle by 0.0003 radii
    private const uint GeometryStep = 0;
    private const uint NoiseStep = 1;

    private static readonly double[][] Outlines =
        [Circle(), Regular(4, 1.2, 0.25 * HalfTurn), Regular(3, 1.4, -0.5 * HalfTurn), Star()];

    /// <summary>π.</summary>
    internal const double HalfTurn = 3.141592653589793;

    /// <summary>The classes in the order of their numbers.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["circle", "square", "triangle", "star"];

    /// <summary>Of all random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Rows of an image.</summary>
    public int Height { get; init; } = 28;

    /// <summary>Columns of an image.</summary>
    public int Width { get; init; } = 28;

    /// <summary>The largest turn to either side, in radians, at most π.</summary>
    public double Rotation { get; init; } = 0.2;

    /// <summary>The least radius, as a share of the image's side.</summary>
    public double Smallest { get; init; } = 0.24;

    /// <summary>The largest radius, as a share of the image's side. Up to 0.3 every figure fits.</summary>
    public double Largest { get; init; } = 0.3;

    /// <summary>The figure's own width and height differ from their common size by at most this share.</summary>
    public double Stretch { get; init; } = 0.08;

    /// <summary>The largest shift to each side, as a share of the image's side.</summary>
    public double Shift { get; init; } = 0.03;

    /// <summary>The standard deviation of the noise; black and white are 1 apart.</summary>
    public double Noise { get; init; } = 0.03;

    /// <summary>Draws images 0 to count − 1 as a set named "shapes".</summary>
    /// <param name="count">At least 1.</param>
    /// <exception cref="ArgumentException">The count is below 1, the images are too many for one array, or a setting is wrong.</exception>
    public ImageSet Generate(int count)
    {
        Check();
        Shape shape = new(Height, Width, 1);
        GeneratedImages.Check(count, shape);
        byte[] pixels = new byte[count * shape.Size];
        int[] labels = new int[count];
        Drawing drawing = new(this);
        for (int n = 0; n < count; n++)
        {
            drawing.Draw((uint)n, pixels.AsSpan(n * shape.Size, shape.Size));
            labels[n] = n % ClassNames.Count;
        }

        return new ImageSet("shapes", shape, pixels, labels, ClassNames);
    }

    private void Check()
    {
        GeneratedImages.Check(Height, Width);
        GeneratedImages.Check(nameof(Rotation), Rotation, 0, HalfTurn);
        GeneratedImages.Check(nameof(Smallest), Smallest, 0.01, 1);
        GeneratedImages.Check(nameof(Largest), Largest, Smallest, 1);
        GeneratedImages.Check(nameof(Stretch), Stretch, 0, 0.9);
        GeneratedImages.Check(nameof(Shift), Shift, 0, 0.5);
        GeneratedImages.Check(nameof(Noise), Noise, 0, 1);
    }

    private static double[] Circle() => Regular(CircleCorners, 1, 0);

    // The first corner points in the given direction; y grows downwards.
    private static double[] Regular(int corners, double radius, double direction) =>
        [.. Enumerable.Range(0, corners).SelectMany(i => Corner(radius, direction + (2 * HalfTurn * i / corners)))];

    // Five points, the dents at 0.45 of their radius: a little more slender than five straight lines drawn in one go (0.38) are fat.
    private static double[] Star() => [.. Enumerable.Range(0, 10).SelectMany(
        i => Corner(i % 2 == 0 ? 1.5 : 0.675, HalfTurn * ((i / 5.0) - 0.5)))];

    private static double[] Corner(double radius, double angle) => [radius * Scalar.Cos(angle), radius * Scalar.Sin(angle)];

    // What one image after another is drawn with.
    private sealed class Drawing(FourShapes settings)
    {
        private readonly double[] _corners = new double[2 * CircleCorners];
        private readonly double[] _shares = new double[(settings.Height * settings.Width) + 1];
        private readonly double[] _noise = new double[settings.Height * settings.Width];

        public void Draw(uint n, Span<byte> pixels)
        {
            Span<double> corners = Place(n);
            PolygonCoverage.Compute(corners, settings.Width, settings.Height, _shares);
            Numerics.Noise.Normal(new RandomKey(settings.Seed, RandomPurpose.Data, NoiseStep), n, _noise.AsSpan());
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = PixelValues.ToByte(1 - _shares[i] + (settings.Noise * _noise[i]));
            }
        }

        private Span<double> Place(uint n)
        {
            Span<double> u = stackalloc double[6];
            Numerics.Noise.Uniform(new RandomKey(settings.Seed, RandomPurpose.Data, GeometryStep), n, u);
            double side = Math.Min(settings.Height, settings.Width);
            double angle = ((2 * u[0]) - 1) * settings.Rotation;
            double radius = side * (settings.Smallest + (u[1] * (settings.Largest - settings.Smallest)));
            double wide = radius * (1 + (((2 * u[2]) - 1) * settings.Stretch));
            double high = radius * (1 + (((2 * u[3]) - 1) * settings.Stretch));
            (double cos, double sin) = (Scalar.Cos(angle), Scalar.Sin(angle));
            double[] outline = Outlines[n % Outlines.Length];
            Span<double> corners = _corners.AsSpan(0, outline.Length);
            for (int i = 0; i < outline.Length; i += 2)
            {
                (double x, double y) = (wide * outline[i], high * outline[i + 1]);
                corners[i] = (cos * x) - (sin * y);
                corners[i + 1] = (sin * x) + (cos * y);
            }

            GeneratedImages.Center(corners, 0, settings.Width, ((2 * u[4]) - 1) * settings.Shift * side);
            GeneratedImages.Center(corners, 1, settings.Height, ((2 * u[5]) - 1) * settings.Shift * side);
            return corners;
        }
    }
}
