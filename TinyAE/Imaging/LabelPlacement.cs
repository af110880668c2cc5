namespace TinyAE.Imaging;

/// <summary>Finds a place for a label of fixed size near each point, so that labels cover neither each other nor foreign points.</summary>
/// <remarks>
/// Each label in turn takes the place of least cost: the distance from its point, plus much for covering a label or a point, plus
/// less for a leader line that crosses a label or a line. First come those with the fewest neighbours; at most six rounds.
/// </remarks>
internal sealed class LabelPlacement
{
    private const int Rings = 40;
    private const double Covers = 2000;
    private const double Crosses = 300;

    // Whole numbers in place of sines: the directions are about even.
    private static readonly (int X, int Y)[] Circle =
    [
        (0, -1), (1, 0), (0, 1), (-1, 0), (1, -1), (1, 1), (-1, 1), (-1, -1),
        (2, -5), (5, -2), (5, 2), (2, 5), (-2, 5), (-5, 2), (-5, -2), (-2, -5),
    ];

    private readonly IReadOnlyList<(double X, double Y)> points;
    private readonly Box area;
    private readonly int width, height;
    private readonly Box?[] placed;
    private readonly (double X, double Y)[] offsets;

    private LabelPlacement(IReadOnlyList<(double X, double Y)> points, int width, int height, Box area)
    {
        (this.points, this.width, this.height, this.area) = (points, width, height, area);
        placed = new Box?[points.Count];
        offsets = [.. Offsets(Math.Min(width, height) / 4.0)];
    }

    /// <summary>For each point the box of its label: around the point itself if that is free, else near it.</summary>
    /// <param name="points">Points inside the area.</param>
    /// <param name="width">Columns of a label.</param>
    /// <param name="height">Rows of a label.</param>
    /// <param name="area">Where labels may be.</param>
    public static Box[] Place(IReadOnlyList<(double X, double Y)> points, int width, int height, Box area)
    {
        LabelPlacement placement = new(points, width, height, area);
        int[] order = [.. Enumerable.Range(0, points.Count).OrderBy(placement.Neighbours)];
        bool moved = true;
        for (int round = 0; round < 6 && moved; round++)
        {
            moved = false;
            foreach (int i in order)
            {
                Box best = placement.Best(i);
                moved |= placement.placed[i] != best;
                placement.placed[i] = best;
            }
        }
        return [.. placement.placed.Select(box => box!.Value)];
    }

    /// <summary>The point of the box that is nearest to the given one: where a leader line ends.</summary>
    public static (double X, double Y) Nearest(Box box, (double X, double Y) point) =>
        (Math.Clamp(point.X, box.X, box.Right), Math.Clamp(point.Y, box.Y, box.Bottom));

    private int Neighbours(int i) => points.Count(other =>
        Math.Abs(other.X - points[i].X) < 2 * width && Math.Abs(other.Y - points[i].Y) < 2 * height);

    private Box Best(int i)
    {
        Box best = default;
        double least = double.MaxValue;
        foreach ((double dx, double dy) in offsets)
        {
            double away = Math.Sqrt((dx * dx) + (dy * dy));
            if (away >= least)
                break;
            Box box = new(Whole(points[i].X + dx - (width / 2.0)), Whole(points[i].Y + dy - (height / 2.0)), width, height);
            double cost = away + Cost(i, box, least - away);
            if (cost < least)
                (least, best) = (cost, box);
        }
        return best;
    }

    // The cost of a place apart from its distance; or, to save time, some value that is not less than the limit.
    private double Cost(int i, Box box, double limit)
    {
        double cost = box.Intersect(area) == box ? 0 : 4 * Covers;
        (double X, double Y) point = points[i], end = Nearest(box, point);
        for (int j = 0; j < points.Count && cost < limit; j++)
        {
            if (j == i)
                continue;
            // A point as good as at the same place is no foreign one.
            bool same = Math.Abs(points[j].X - point.X) < 2 && Math.Abs(points[j].Y - point.Y) < 2;
            if (!same && box.Grow(2).Contains(Whole(points[j].X), Whole(points[j].Y)))
                cost += Covers;
            if (placed[j] is not { } other)
                continue;
            Box shared = box.Grow(1).Intersect(other);
            if (shared.Width > 0 && shared.Height > 0)
                cost += Covers + (shared.Width * shared.Height);
            if (Cuts(point, end, other) || Cuts(points[j], Nearest(other, points[j]), box))
                cost += Crosses;
            if (!same && Cross(point, end, points[j], Nearest(other, points[j])))
                cost += Crosses;
        }
        return cost;
    }

    // From near to far: the point itself, then rings of 16 directions.
    private static IEnumerable<(double X, double Y)> Offsets(double step)
    {
        yield return (0, 0);
        for (int ring = 1; ring <= Rings; ring++)
        {
            foreach ((int x, int y) in Circle)
            {
                double length = Math.Sqrt((x * x) + (y * y));
                yield return (ring * step * x / length, ring * step * y / length);
            }
        }
    }

    private static int Whole(double value) => (int)Math.Floor(value + 0.5);

    private static bool Cuts((double X, double Y) from, (double X, double Y) to, Box box) =>
        from != to
        && (Cross(from, to, (box.X, box.Y), (box.Right, box.Bottom)) || Cross(from, to, (box.X, box.Bottom), (box.Right, box.Y)));

    // Two segments cross if the ends of each lie on different sides of the other.
    private static bool Cross((double X, double Y) a, (double X, double Y) b, (double X, double Y) c, (double X, double Y) d) =>
        Side(a, b, c) * Side(a, b, d) < 0 && Side(c, d, a) * Side(c, d, b) < 0;

    private static double Side((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) =>
        ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
