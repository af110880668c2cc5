namespace TinyAE.Imaging;

/// <summary>Draws on a picture of three channels: areas, lines, discs, pictures, text in the project's own font.</summary>
/// <remarks>
/// Column x covers x to x + 1, so the middle of the first pixel is (0.5, 0.5); y grows downward. Whatever is outside the clip, or the
/// picture, is not drawn. Shapes with slanted or round edges are smoothed: a pixel's share of colour falls from 1 to 0 over
/// one pixel's distance across the edge. Only + - * / and square roots are used, so the same calls give the same pixels everywhere.
/// </remarks>
public sealed class Canvas
{
    private Box clip;

    /// <summary>A white picture.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside what <see cref="Image"/> allows.</exception>
    public Canvas(int width, int height)
        : this(new Image(width, height, 3))
    {
        Image.Pixels.AsSpan().Fill(255);
    }

    /// <summary>Draws on the given picture.</summary>
    /// <exception cref="ArgumentException">The picture has not three channels.</exception>
    public Canvas(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Channels != 3)
            throw new ArgumentException($"A canvas draws on pictures of 3 channels (RGB), found {image.Channels}.", nameof(image));
        Image = image;
        clip = Bounds;
    }

    /// <summary>The picture.</summary>
    public Image Image { get; }

    /// <summary>The whole picture.</summary>
    public Box Bounds => new(0, 0, Image.Width, Image.Height);

    /// <summary>Where drawing is allowed; setting it takes what lies inside the picture.</summary>
    public Box Clip
    {
        get => clip;
        set => clip = value.Intersect(Bounds);
    }

    /// <summary>Fills the rectangle; sizes of 0 or less draw nothing.</summary>
    /// <param name="box">The rectangle.</param>
    /// <param name="color">Its colour.</param>
    /// <param name="opacity">0 (unseen) to 1 (covers).</param>
    public void Fill(Box box, Rgb color, double opacity = 1)
    {
        Box part = box.Intersect(clip);
        for (int y = part.Y; y < part.Bottom; y++)
        {
            for (int x = part.X; x < part.Right; x++)
                Blend(x, y, color, opacity);
        }
    }

    /// <summary>Draws a border of the given thickness along the inner side of the rectangle's edge.</summary>
    public void Frame(Box box, Rgb color, int thickness = 1)
    {
        int t = Math.Min(thickness, (Math.Min(box.Width, box.Height) + 1) / 2);
        Fill(new Box(box.X, box.Y, box.Width, t), color);
        Fill(new Box(box.X, box.Bottom - t, box.Width, t), color);
        Fill(new Box(box.X, box.Y + t, t, box.Height - (2 * t)), color);
        Fill(new Box(box.Right - t, box.Y + t, t, box.Height - (2 * t)), color);
    }

    /// <summary>Copies a picture of one or three channels, each of its pixels a square of scale x scale, its corner at (x, y).</summary>
    /// <exception cref="ArgumentException">The picture has an alpha channel.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scale is below 1.</exception>
    public void Draw(Image picture, int x, int y, int scale = 1)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        if (picture.Channels == 4)
            throw new ArgumentException("A picture to be drawn has 1 or 3 channels, found 4.", nameof(picture));
        for (int row = 0; row < picture.Height; row++)
        {
            for (int column = 0; column < picture.Width; column++)
            {
                ReadOnlySpan<byte> p = picture.Pixel(column, row);
                Rgb color = p.Length == 1 ? Rgb.Gray(p[0]) : new Rgb(p[0], p[1], p[2]);
                Fill(new Box(x + (column * scale), y + (row * scale), scale, scale), color);
            }
        }
    }

    /// <summary>Draws a smoothed line with round ends.</summary>
    public void Line(double x0, double y0, double x1, double y1, Rgb color, double thickness = 1) =>
        Polyline([(x0, y0), (x1, y1)], color, thickness);

    /// <summary>Draws a smoothed line through the points with round joints; it covers no pixel twice.</summary>
    /// <remarks>A segment with an end that is not finite is left out; a single point is a disc of the line's thickness.</remarks>
    public void Polyline(ReadOnlySpan<(double X, double Y)> points, Rgb color, double thickness = 1, double opacity = 1) =>
        new Stroke(clip, thickness).Through(points).Paint(this, color, opacity);

    /// <summary>Draws a smoothed disc.</summary>
    public void Disc(double x, double y, double radius, Rgb color) => Polyline([(x, y)], color, 2 * radius);

    /// <summary>Fills a smoothed convex polygon, its corners in either direction.</summary>
    /// <remarks>A pixel's share is 1/2 - the signed distance of its middle to the farthest edge, held within 0 and 1.</remarks>
    public void Polygon(ReadOnlySpan<(double X, double Y)> corners, Rgb color)
    {
        double area = 0, left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        for (int i = 0; i < corners.Length; i++)
        {
            (double x, double y) = corners[i];
            if (!double.IsFinite(x) || !double.IsFinite(y))
                return;
            (double nextX, double nextY) = corners[(i + 1) % corners.Length];
            area += (x * nextY) - (nextX * y);
            (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
        }
        Box box = Around(left, top, right, bottom).Intersect(clip);
        for (int py = box.Y; py < box.Bottom; py++)
        {
            for (int px = box.X; px < box.Right; px++)
            {
                double inside = double.MaxValue;
                for (int i = 0; i < corners.Length; i++)
                {
                    (double x, double y) = corners[i];
                    (double dx, double dy) = (corners[(i + 1) % corners.Length].X - x, corners[(i + 1) % corners.Length].Y - y);
                    double length = Math.Sqrt((dx * dx) + (dy * dy));
                    double distance = ((dx * (py + 0.5 - y)) - (dy * (px + 0.5 - x))) / (area < 0 ? -length : length);
                    inside = length > 0 ? Math.Min(inside, distance) : inside;
                }
                Blend(px, py, color, Math.Clamp(inside + 0.5, 0, 1));
            }
        }
    }

    /// <summary>The smallest box around a rectangle of the plane and one pixel more on all sides, held within possible sizes.</summary>
    internal static Box Around(double left, double top, double right, double bottom)
    {
        static int Whole(double value) => (int)Math.Clamp(Math.Floor(value), -2.0 * Image.MaxSide, 2.0 * Image.MaxSide);
        int x = Whole(left) - 1, y = Whole(top) - 1;
        return new Box(x, y, Whole(right) + 2 - x, Whole(bottom) + 2 - y);
    }

    /// <summary>Mixes the colour into a pixel, which must be inside the clip.</summary>
    internal void Blend(int x, int y, Rgb color, double opacity)
    {
        Span<byte> pixel = Image.Pixels.AsSpan(((y * Image.Width) + x) * 3, 3);
        Rgb mixed = new Rgb(pixel[0], pixel[1], pixel[2]).Mix(color, opacity);
        (pixel[0], pixel[1], pixel[2]) = (mixed.R, mixed.G, mixed.B);
    }
}
