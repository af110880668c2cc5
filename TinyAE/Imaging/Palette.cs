namespace TinyAE.Imaging;

/// <summary>The colours of the plots.</summary>
public static class Palette
{
    // Found by a local search from twelve hand-picked hues that maximizes the smallest difference of two colours
    // (OKLab), over normal sight and simulated protanopia, deuteranopia and tritanopia; a test holds it above 0.1.
    private static readonly Rgb[] Twelve =
    [
        new(0x18, 0x36, 0xbe), new(0xff, 0x75, 0x00), new(0x2a, 0x86, 0x73), new(0xb0, 0x74, 0xcf),
        new(0xab, 0x22, 0x0c), new(0x44, 0xcc, 0xff), new(0x36, 0xb6, 0x6f), new(0xff, 0x94, 0xbe),
        new(0x58, 0x00, 0x19), new(0x6b, 0x41, 0x65), new(0x24, 0x06, 0x7c), new(0x00, 0x00, 0x00),
    ];

    /// <summary>Twelve colours for series and classes that stay apart on white, also for the three kinds of colour blindness.</summary>
    /// <remarks>
    /// Blue, orange, teal, purple, red, sky, green, pink, wine, plum, indigo, black.
    /// Colour blindness as in Machado, Oliveira and Fernandes (2009), severity 1.
    /// </remarks>
    public static IReadOnlyList<Rgb> Colors => Twelve;

    /// <summary>Text and the frame.</summary>
    public static Rgb Ink { get; } = Rgb.Gray(32);

    /// <summary>Lines of the grid and frames of small images.</summary>
    public static Rgb Faint { get; } = Rgb.Gray(222);

    /// <summary>What is not a number, in images and heat maps: a yellow that no scale contains.</summary>
    public static Rgb NotANumber { get; } = new(255, 221, 0);

    /// <summary>Paper (0) to ink (1), or black (0) to white (1) if ink is light; values outside are taken as the nearer end.</summary>
    public static Rgb Shade(double value, bool inkIsDark) =>
        double.IsNaN(value) ? NotANumber
        : inkIsDark ? Rgb.White.Mix(Rgb.Black, value)
        : Rgb.Black.Mix(Rgb.White, value);

    /// <summary>Dark blue (-1) over white (0) to dark red (1), by straight lines through a middle blue and red at half way.</summary>
    /// <remarks>Values outside are taken as the nearer end.</remarks>
    public static Rgb Diverging(double value)
    {
        if (double.IsNaN(value))
            return NotANumber;
        double size = Math.Min(Math.Abs(value), 1);
        Rgb middle = value < 0 ? new(96, 146, 235) : new(240, 118, 92);
        Rgb end = value < 0 ? new(10, 30, 120) : new(126, 8, 20);
        return size <= 0.5 ? Rgb.White.Mix(middle, 2 * size) : middle.Mix(end, (2 * size) - 1);
    }
}
