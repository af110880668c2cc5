namespace TinyAE.Imaging;

/// <summary>The share of each pixel that a line covers, gathered before it is painted, so that joints are not painted twice.</summary>
/// <remarks>
/// A pixel whose middle is at distance d from the line has the share r + 1/2 - d, held within 0 and 1; r is half the thickness.
/// </remarks>
internal sealed class Stroke
{
    private readonly Box clip;
    private readonly double radius;
    private Box box;
    private float[] shares = [];

    public Stroke(Box clip, double thickness)
    {
        this.clip = clip;
        radius = thickness / 2;
    }

    /// <summary>Adds the line through the points; where one is not finite the line is broken.</summary>
    public Stroke Through(ReadOnlySpan<(double X, double Y)> points)
    {
        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        foreach ((double x, double y) in points)
        {
            if (IsFinite((x, y)))
                (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
        }
        if (left > right || !(radius > 0))
            return this;
        box = Canvas.Around(left - radius, top - radius, right + radius, bottom + radius).Intersect(clip);
        shares = new float[box.Width * box.Height];
        for (int i = 0; i < points.Length; i++)
        {
            if (!IsFinite(points[i]))
                continue;
            bool joined = i > 0 && IsFinite(points[i - 1]);
            if (joined || i + 1 == points.Length || !IsFinite(points[i + 1]))
                Segment(points[joined ? i - 1 : i], points[i]);
        }
        return this;
    }

    /// <summary>Paints the gathered shares.</summary>
    public void Paint(Canvas canvas, Rgb color, double opacity)
    {
        for (int i = 0; i < shares.Length; i++)
        {
            if (shares[i] > 0)
                canvas.Blend(box.X + (i % box.Width), box.Y + (i / box.Width), color, shares[i] * opacity);
        }
    }

    private static bool IsFinite((double X, double Y) point) => double.IsFinite(point.X) && double.IsFinite(point.Y);

    private void Segment((double X, double Y) from, (double X, double Y) to)
    {
        if (!Shorten(ref from, ref to))
            return;
        double dx = to.X - from.X, dy = to.Y - from.Y, square = (dx * dx) + (dy * dy);
        Box near = Canvas.Around(Math.Min(from.X, to.X) - radius, Math.Min(from.Y, to.Y) - radius,
            Math.Max(from.X, to.X) + radius, Math.Max(from.Y, to.Y) + radius).Intersect(box);
        for (int y = near.Y; y < near.Bottom; y++)
        {
            for (int x = near.X; x < near.Right; x++)
            {
                double px = x + 0.5 - from.X, py = y + 0.5 - from.Y;
                double along = square > 0 ? Math.Clamp(((px * dx) + (py * dy)) / square, 0, 1) : 0;
                double ex = px - (along * dx), ey = py - (along * dy);
                double share = Math.Min(radius + 0.5 - Math.Sqrt((ex * ex) + (ey * ey)), Math.Min(1, 2 * radius));
                ref float kept = ref shares[((y - box.Y) * box.Width) + x - box.X];
                kept = Math.Max(kept, (float)share);
            }
        }
    }

    // Liang and Barsky (1984): the part of the segment within the box and a margin, so that far ends cost neither time nor precision.
    private bool Shorten(ref (double X, double Y) from, ref (double X, double Y) to)
    {
        double margin = radius + 2, start = 0, end = 1;
        double dx = to.X - from.X, dy = to.Y - from.Y;
        if (!double.IsFinite(dx) || !double.IsFinite(dy)
            || !Cut(-dx, from.X - (box.X - margin), ref start, ref end) || !Cut(dx, box.Right + margin - from.X, ref start, ref end)
            || !Cut(-dy, from.Y - (box.Y - margin), ref start, ref end) || !Cut(dy, box.Bottom + margin - from.Y, ref start, ref end))
        {
            return false;
        }
        (double X, double Y) origin = from;
        from = start > 0 ? (origin.X + (start * dx), origin.Y + (start * dy)) : from;
        to = end < 1 ? (origin.X + (end * dx), origin.Y + (end * dy)) : to;
        return true;
    }

    // Keeps the part of [start, end] in which speed * t <= room.
    private static bool Cut(double speed, double room, ref double start, ref double end)
    {
        if (speed == 0)
            return room >= 0;
        double t = room / speed;
        if (speed < 0)
            start = Math.Max(start, t);
        else
            end = Math.Min(end, t);
        return start <= end;
    }
}
