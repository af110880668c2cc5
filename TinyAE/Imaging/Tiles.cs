namespace TinyAE.Imaging;

/// <summary>Small images of numbers, drawn value by value.</summary>
internal static class Tiles
{
    /// <summary>Checks that the values are whole images of the given size and returns their number.</summary>
    /// <exception cref="ArgumentException">They are not, or a size is below 1.</exception>
    public static int Count(int values, int width, int height)
    {
        if (width < 1 || height < 1)
            throw new ArgumentException($"An image is at least 1 x 1, found {width} x {height}.", nameof(width));
        long size = (long)width * height;
        return values % size == 0
            ? (int)(values / size)
            : throw new ArgumentException($"Images of {width} x {height} have {size} values each, found {values} in all.", nameof(values));
    }

    /// <summary>Checks the side that a pixel of an image is to have.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public static void CheckScale(int scale, int min, int max)
    {
        if (scale < min || scale > max)
            throw new ArgumentOutOfRangeException(nameof(scale), scale, $"Allowed are {min} to {max}.");
    }

    /// <summary>Draws value i of an image of the given width as a square of scale x scale in the colour given for i.</summary>
    public static void Draw(Canvas canvas, int x, int y, int width, int height, int scale, Func<int, Rgb> color) =>
        Draw(canvas, x, y, width, height, scale, scale, color);

    /// <summary>Draws value i of an image of the given width as a cell in the colour given for i.</summary>
    public static void Draw(Canvas canvas, int x, int y, int width, int height, int cellWidth, int cellHeight, Func<int, Rgb> color)
    {
        for (int i = 0; i < width * height; i++)
            canvas.Fill(new Box(x + (i % width * cellWidth), y + (i / width * cellHeight), cellWidth, cellHeight), color(i));
    }
}
