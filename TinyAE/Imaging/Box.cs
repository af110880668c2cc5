namespace TinyAE.Imaging;

/// <summary>A rectangle of whole pixels: columns X to Right - 1, rows Y to Bottom - 1; empty if a size is not positive.</summary>
public readonly record struct Box(int X, int Y, int Width, int Height)
{
    /// <summary>The first column to the right of it.</summary>
    public int Right => X + Width;

    /// <summary>The first row below it.</summary>
    public int Bottom => Y + Height;

    /// <summary>Whether the pixel is inside.</summary>
    public bool Contains(int x, int y) => x >= X && x < Right && y >= Y && y < Bottom;

    /// <summary>What both have in common; its sizes are 0 if that is nothing.</summary>
    public Box Intersect(Box other)
    {
        int x = Math.Max(X, other.X), y = Math.Max(Y, other.Y);
        return new Box(x, y, Math.Max(0, Math.Min(Right, other.Right) - x), Math.Max(0, Math.Min(Bottom, other.Bottom) - y));
    }

    /// <summary>The rectangle with a border of the given width around it (a negative one: taken away).</summary>
    public Box Grow(int border) => new(X - border, Y - border, Width + (2 * border), Height + (2 * border));
}
