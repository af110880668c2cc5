namespace TinyAE.Datasets;

/// <summary>The exact share of each pixel that lies inside a polygon: anti-aliasing without samples.</summary>
/// <remarks>
/// What an edge leaves to its right in a row of pixels, with the sign of the edge's direction, summed over all edges, is the polygon:
/// a vertical edge at x that crosses the height d of a row covers d of each pixel right of it, and d (i + 1 − x) of its own pixel i.
/// An edge is cut at the lines of the pixel grid; of a piece within one pixel the mean x counts. Two running sums make areas of that:
/// each piece writes d (i + 1 − x) to pixel i and the rest, d (x − i), to pixel i + 1, and the sums run from left to right.
/// Pixel (row, column) is the square [column, column + 1] x [row, row + 1]; the polygon must not cross itself and may leave the image.
/// </remarks>
internal static class PolygonCoverage
{
    /// <summary>Computes the shares.</summary>
    /// <param name="corners">x and y of each corner in turn, at least three corners.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="shares">Overwritten with width · height numbers of 0 to 1; one more for the sums to run into.</param>
    public static void Compute(ReadOnlySpan<double> corners, int width, int height, Span<double> shares)
    {
        shares[..((width * height) + 1)].Clear();
        (double x0, double y0) = (corners[^2], corners[^1]);
        for (int i = 0; i < corners.Length; i += 2)
        {
            (double x1, double y1) = (corners[i], corners[i + 1]);
            // From top to bottom; the direction is in the sign.
            if (y0 < y1) AddEdge(x0, y0, x1, y1, 1, width, height, shares);
            else if (y1 < y0) AddEdge(x1, y1, x0, y0, -1, width, height, shares);
            (x0, y0) = (x1, y1);
        }

        for (int row = 0; row < height; row++)
        {
            double sum = 0;
            foreach (ref double share in shares.Slice(row * width, width))
            {
                sum += share;
                share = Math.Min(Math.Abs(sum), 1);
            }
        }
    }

    private static void AddEdge(double x0, double y0, double x1, double y1, int sign, int width, int height, Span<double> shares)
    {
        double slope = (x1 - x0) / (y1 - y0);
        double top = Math.Max(y0, 0), bottom = Math.Min(y1, height);
        for (int row = (int)top; row < bottom; row++)
        {
            double from = Math.Max(top, row), to = Math.Min(bottom, row + 1);
            double left = x0 + (slope * (from - y0)), right = x0 + (slope * (to - y0));
            AddPieces(Math.Min(left, right), Math.Max(left, right), sign * (to - from), width, shares[(row * width)..]);
        }
    }

    // A piece of height d within one row, from x = left to right: equal shares of d for equal parts of x.
    private static void AddPieces(double left, double right, double d, int width, Span<double> row)
    {
        double perColumn = right > left ? d / (right - left) : 0;
        double from = left;
        if (left < 0)
        {
            // Beyond the left border: all pixels of the row are right of it.
            from = Math.Min(right, 0);
            row[0] += right > left ? perColumn * (from - left) : d;
            if (right <= 0) return;
        }

        for (int column = (int)from; column < width && from <= right; column++)
        {
            double to = Math.Min(right, column + 1);
            double part = right > left ? perColumn * (to - from) : d;
            double offset = (0.5 * (from + to)) - column;
            row[column] += part * (1 - offset);
            if (column + 1 < width) row[column + 1] += part * offset;
            from = column + 1;
        }
    }
}
