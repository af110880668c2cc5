namespace TinyAE.Imaging;

/// <summary>Marks and names above a plot: one row if they fit, else a table.</summary>
internal static class Legend
{
    private const int MarkWidth = 12;

    /// <summary>Draws the entries that have a name from the given row on; returns the row below them.</summary>
    /// <remarks>A name too long for a row is shortened; if entries are left over, the last place says how many.</remarks>
    public static int Draw(Canvas canvas, IReadOnlyList<LegendEntry> entries, int y, int scale, int mostRows)
    {
        LegendEntry[] named = [.. entries.Where(entry => entry.Name.Length > 0)];
        int gap = 4 * scale, mark = (MarkWidth * scale) + gap, between = 4 * gap, line = (Lettering.LineHeight + 3) * scale;
        if (named.Length == 0)
            return y + gap;
        int room = canvas.Image.Width - (4 * gap);
        string[] names = [.. named.Select(entry => Lettering.Fit(entry.Name, scale, room - mark))];
        int[] widths = [.. names.Select(name => mark + Lettering.Width(name, scale) + between)];
        bool oneRow = widths.Sum() - between <= room;
        int columns = oneRow ? named.Length : Math.Clamp((room + between) / widths.Max(), 1, named.Length);
        if (!oneRow)
            Array.Fill(widths, widths.Max());
        int left = (canvas.Image.Width - widths.Take(columns).Sum() + between) / 2, x = left;
        int shown = named.Length <= columns * mostRows ? named.Length : (columns * mostRows) - 1;
        for (int i = 0; i < shown; i++)
        {
            x = i % columns == 0 ? left : x;
            named[i].Mark(canvas, new Box(x, y, mark - gap, Glyph.Height * scale));
            canvas.Text(names[i], x + mark, y, Palette.Ink, scale);
            x += widths[i];
            y += (i + 1) % columns == 0 ? line : 0;
        }
        if (shown < named.Length)
            canvas.Text($"+ {named.Length - shown} more", (shown % columns == 0 ? left : x) + mark, y, Palette.Ink, scale);
        return y + (shown < named.Length || shown % columns != 0 ? line : 0) + gap;
    }
}
