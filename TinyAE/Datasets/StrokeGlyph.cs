using TinyAE.Imaging;

namespace TinyAE.Datasets;

/// <summary>A 5 x 7 character as strokes of a pen: lines that join neighbouring pixels of ink, to be drawn in any size.</summary>
/// <remarks>
/// Pixels side by side or one above the other are joined; pixels corner to corner are, where neither of the two pixels that touch both
/// has ink. A pixel that touches none is a dot, a line of no length. Coordinates are (column − 2, row − 3): the middle is the origin.
/// </remarks>
internal sealed class StrokeGlyph
{
    /// <summary>The lines of the character.</summary>
    public StrokeGlyph(Glyph glyph)
    {
        List<double> ends = [];
        for (int row = 0; row < Glyph.Height; row++)
        {
            for (int column = 0; column < Glyph.Width; column++)
            {
                if (!glyph[row, column])
                {
                    continue;
                }

                bool right = Ink(glyph, row, column + 1), below = Ink(glyph, row + 1, column), left = Ink(glyph, row, column - 1);
                bool belowRight = !right && !below && Ink(glyph, row + 1, column + 1);
                bool belowLeft = !left && !below && Ink(glyph, row + 1, column - 1);
                Add(ends, row, column, 0, 1, right);
                Add(ends, row, column, 1, 0, below);
                Add(ends, row, column, 1, 1, belowRight);
                Add(ends, row, column, 1, -1, belowLeft);
                Add(ends, row, column, 0, 0, IsAlone(glyph, row, column));
            }
        }

        Ends = [.. ends];
    }

    /// <summary>x and y of the first end, then of the second, of each line.</summary>
    public double[] Ends { get; }

    private static void Add(List<double> ends, int row, int column, int down, int right, bool isLine)
    {
        if (isLine)
        {
            (double x, double y) = (column - ((Glyph.Width - 1) / 2), row - ((Glyph.Height - 1) / 2));
            ends.AddRange([x, y, x + right, y + down]);
        }
    }

    private static bool IsAlone(Glyph glyph, int row, int column)
    {
        int neighbours = -1; // without itself
        for (int down = -1; down <= 1; down++)
        {
            for (int right = -1; right <= 1; right++)
            {
                neighbours += Ink(glyph, row + down, column + right) ? 1 : 0;
            }
        }

        return neighbours == 0;
    }

    private static bool Ink(Glyph glyph, int row, int column) =>
        row is >= 0 and < Glyph.Height && column is >= 0 and < Glyph.Width && glyph[row, column];
}
