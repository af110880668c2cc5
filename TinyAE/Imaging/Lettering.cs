using System.Text;

namespace TinyAE.Imaging;

/// <summary>Text in the font of data/font.h: each pixel of a character a square of scale x scale pixels.</summary>
/// <remarks>
/// Letters take the width of their ink, digits always five columns so that numbers align, with one column between; a line is
/// eight rows high, because g, p, q, y, the comma and the semicolon stand one row lower. Typographic dashes, quotes, the
/// times sign and such are drawn as their plain ASCII relatives; any other character that the font lacks is a box.
/// </remarks>
public static class Lettering
{
    /// <summary>Rows of a line at scale 1: seven of a character, and one for descenders.</summary>
    public const int LineHeight = Glyph.Height + 1;

    private const int SpaceWidth = 3;
    private const string Lowered = "gpqy,;";
    private static readonly Glyph Unknown = new('\uFFFD', 31, 17, 17, 17, 17, 17, 31);

    private static readonly Dictionary<int, Glyph> Known =
        Font.Join(Font.Embedded).Glyphs.ToDictionary(glyph => (int)glyph.Character);

    /// <summary>The width of the text in pixels, 0 if it is empty.</summary>
    public static int Width(string text, int scale)
    {
        ArgumentNullException.ThrowIfNull(text);
        int columns = 0;
        foreach (Rune rune in text.EnumerateRunes())
            columns += Columns(Find(rune)).Count + 1;
        return Math.Max(0, columns - 1) * scale;
    }

    /// <summary>The text, or its beginning and "..." if it is wider than given; "" if not even one letter and the dots fit.</summary>
    public static string Fit(string text, int scale, int width)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Width(text, scale) <= width)
            return text;
        const string Dots = "...";
        int room = width - Width(Dots, scale) - scale, used = 0, length = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            used += (Columns(Find(rune)).Count + 1) * scale;
            if (used - scale > room)
                break;
            length += rune.Utf16SequenceLength;
        }
        string beginning = text[..length].TrimEnd();
        return beginning.Length > 0 ? beginning + Dots : "";
    }

    /// <summary>Draws the text, its upper left corner at (x, y).</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="text">One line.</param>
    /// <param name="x">The left edge of the first letter.</param>
    /// <param name="y">The top of the capitals.</param>
    /// <param name="color">The colour.</param>
    /// <param name="scale">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is below 1.</exception>
    public static void Text(this Canvas canvas, string text, int x, int y, Rgb color, int scale) =>
        Draw(canvas, text, color, scale, (column, row) => new Box(x + (column * scale), y + (row * scale), scale, scale));

    /// <summary>Draws the text upward, turned a quarter to the left: its box has the left edge x and the bottom edge y.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="text">One line.</param>
    /// <param name="x">The top of the capitals, which look left.</param>
    /// <param name="y">The bottom edge of the first letter.</param>
    /// <param name="color">The colour.</param>
    /// <param name="scale">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is below 1.</exception>
    public static void TextUpward(this Canvas canvas, string text, int x, int y, Rgb color, int scale) =>
        Draw(canvas, text, color, scale, (column, row) => new Box(x + (row * scale), y - ((column + 1) * scale), scale, scale));

    /// <summary>Draws the 5 x 7 pixels of one glyph where they are, ink only, its upper left corner at (x, y).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The scale is below 1.</exception>
    public static void Draw(this Canvas canvas, Glyph glyph, int x, int y, Rgb color, int scale)
    {
        ArgumentNullException.ThrowIfNull(canvas);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        for (int i = 0; i < Glyph.Size; i++)
        {
            if (glyph[i / Glyph.Width, i % Glyph.Width])
                canvas.Fill(new Box(x + (i % Glyph.Width * scale), y + (i / Glyph.Width * scale), scale, scale), color);
        }
    }

    private static void Draw(Canvas canvas, string text, Rgb color, int scale, Func<int, int, Box> cell)
    {
        ArgumentNullException.ThrowIfNull(canvas);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        int start = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            Glyph glyph = Find(rune);
            (int first, int count) = Columns(glyph);
            int drop = Lowered.Contains(glyph.Character, StringComparison.Ordinal) ? 1 : 0;
            for (int row = 0; row < Glyph.Height; row++)
            {
                for (int column = 0; column < count; column++)
                {
                    if (glyph.Ink > 0 && glyph[row, first + column])
                        canvas.Fill(cell(start + column, row + drop), color);
                }
            }
            start += count + 1;
        }
    }

    // The columns that a character takes: those of its ink, for digits all five, for the space three.
    private static (int First, int Count) Columns(Glyph glyph)
    {
        if (glyph.Ink == 0)
            return (0, SpaceWidth);
        if (char.IsAsciiDigit(glyph.Character))
            return (0, Glyph.Width);
        int first = 0, last = Glyph.Width - 1;
        while (Blank(glyph, first))
            first++;
        while (Blank(glyph, last))
            last--;
        return (first, last - first + 1);
    }

    private static bool Blank(Glyph glyph, int column)
    {
        for (int row = 0; row < Glyph.Height; row++)
        {
            if (glyph[row, column])
                return false;
        }
        return true;
    }

    private static Glyph Find(Rune rune) => Known.GetValueOrDefault(Plain(rune.Value), Unknown);

    private static int Plain(int code) => code switch
    {
        '\t' or '\n' or '\r' or 0xa0 or 0x2009 or 0x202f => ' ',
        0xb7 => '.',
        0xd7 => 'x',
        0xb5 or 0x3bc => 'u',
        >= 0x2010 and <= 0x2015 or 0x2212 => '-',
        0x2018 or 0x2019 => '\'',
        0x201c or 0x201d => '"',
        _ => code,
    };
}
