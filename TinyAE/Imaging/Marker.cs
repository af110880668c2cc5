namespace TinyAE.Imaging;

/// <summary>The marks of the classes of a scatter plot: twelve colours and five shapes, so 60 different ones.</summary>
internal static class Marker
{
    /// <summary>Draws the mark of class number index at (x, y): disc, square, triangle, diamond, triangle upside down.</summary>
    public static void Draw(Canvas canvas, int index, double x, double y, double radius, Rgb color)
    {
        // All shapes have about the disc's area.
        double side = 0.9 * radius, wide = 1.25 * radius, high = 1.1 * radius;
        switch (index % 5)
        {
            case 0: canvas.Disc(x, y, radius, color); break;
            case 1: canvas.Polygon([(x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side)], color); break;
            case 2: canvas.Polygon([(x - wide, y + high), (x + wide, y + high), (x, y - (1.2 * high))], color); break;
            case 3: canvas.Polygon([(x - wide, y), (x, y - wide), (x + wide, y), (x, y + wide)], color); break;
            default: canvas.Polygon([(x - wide, y - high), (x + wide, y - high), (x, y + (1.2 * high))], color); break;
        }
    }

    /// <summary>The colour of class number index.</summary>
    public static Rgb Color(int index) => Palette.Colors[index % Palette.Colors.Count];
}
