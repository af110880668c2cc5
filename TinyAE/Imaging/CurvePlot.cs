using System.Numerics;

namespace TinyAE.Imaging;

/// <summary>Curves over an axis: losses over steps, and bands from the least to the greatest of several runs.</summary>
/// <remarks>
/// <code>Image picture = new CurvePlot { Title = "Loss", X = "step", LogY = true }.Add("training", steps, losses).Render();</code>
/// A point that is not finite, over 1e250 in size, or not above zero on a logarithmic axis is skipped; its curve has a gap there.
/// A point without neighbours is a disc, and so is each point of a curve of at most 25. The picture depends on nothing but the arguments.
/// </remarks>
public sealed class CurvePlot
{
    private const int FewPoints = 25;

    private readonly List<Curve> curves = [];

    /// <summary>The title, shortened if it is wider than the picture.</summary>
    public string Title { get; init; } = "";

    /// <summary>The title of the horizontal axis.</summary>
    public string X { get; init; } = "";

    /// <summary>The title of the vertical axis.</summary>
    public string Y { get; init; } = "";

    /// <summary>Equal ratios of x take equal lengths.</summary>
    public bool LogX { get; init; }

    /// <summary>Equal ratios of y take equal lengths.</summary>
    public bool LogY { get; init; }

    /// <summary>Adds a curve through (x_i, y_i) in the given order. With an empty name it has no entry in the legend.</summary>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">There are not as many x as y.</exception>
    public CurvePlot Add<TX, TY>(string name, ReadOnlySpan<TX> x, ReadOnlySpan<TY> y)
        where TX : INumber<TX>
        where TY : INumber<TY> => Add(name, x, y, default, default);

    /// <summary>Adds a curve and a pale band from low_i to high_i: the median of several runs within the least and greatest.</summary>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">The numbers of values differ, except that an empty low and high mean no band.</exception>
    public CurvePlot Add<TX, TY>(string name, ReadOnlySpan<TX> x, ReadOnlySpan<TY> y, ReadOnlySpan<TY> low, ReadOnlySpan<TY> high)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        ArgumentNullException.ThrowIfNull(name);
        bool band = !low.IsEmpty || !high.IsEmpty;
        if (x.Length != y.Length || (band && (low.Length != x.Length || high.Length != x.Length)))
        {
            throw new ArgumentException(
                $"A curve has as many x as y{(band ? ", low and high" : "")}, found {x.Length}, {y.Length}"
                + (band ? $", {low.Length} and {high.Length}." : "."), nameof(y));
        }
        curves.Add(new Curve(name, Values.Of(x), Values.Of(y), Values.Of(low), Values.Of(high)));
        return this;
    }

    /// <summary>Draws the plot.</summary>
    /// <param name="width">Columns, at least 160.</param>
    /// <param name="height">Rows, at least 120.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is too small, or too large for an <see cref="Image"/>.</exception>
    public Image Render(int width = 900, int height = 600)
    {
        Axis xAxis = Axis.Of(Shown(curve => curve.X), LogX, 0);
        double[] ys = [.. Shown(curve => curve.Y), .. Shown(curve => curve.Low), .. Shown(curve => curve.High)];
        Axis yAxis = Axis.Of(ys, LogY, 0.04, fromZero: true);
        PlotFrame frame = PlotFrame.Draw(width, height, new PlotText(Title, X, Y), xAxis, yAxis,
            [.. curves.Select((curve, i) => new LegendEntry(curve.Name, (canvas, box) => Sample(canvas, box, i)))]);
        for (int i = 0; i < curves.Count; i++)
            Band(frame, curves[i], Color(i));
        for (int i = 0; i < curves.Count; i++)
            Draw(frame, curves[i], Color(i));
        return frame.Canvas.Image;
    }

    private static Rgb Color(int index) => Palette.Colors[index % Palette.Colors.Count];

    private static void Draw(PlotFrame frame, Curve curve, Rgb color)
    {
        (double X, double Y)[] points = [.. curve.X.Select((x, i) => frame.Point(x, curve.Y[i]))];
        frame.Canvas.Polyline(points, color, 1.25 * frame.Scale);
        for (int i = 0; i < points.Length; i++)
        {
            bool alone = (i == 0 || double.IsNaN(points[i - 1].Y)) && (i + 1 == points.Length || double.IsNaN(points[i + 1].Y));
            if ((alone || points.Length <= FewPoints) && !double.IsNaN(points[i].Y))
                frame.Canvas.Disc(points[i].X, points[i].Y, 2.5 * frame.Scale, color);
        }
    }

    // One quadrilateral between two neighbours would be smoothed at the seam; columns of pixels have none.
    private static void Band(PlotFrame frame, Curve curve, Rgb color)
    {
        for (int i = 1; i < curve.Low.Length; i++)
        {
            (double fromX, double fromLow) = frame.Point(curve.X[i - 1], curve.Low[i - 1]);
            (double toX, double toLow) = frame.Point(curve.X[i], curve.Low[i]);
            double fromHigh = frame.Point(curve.X[i - 1], curve.High[i - 1]).Y, toHigh = frame.Point(curve.X[i], curve.High[i]).Y;
            if (double.IsNaN(fromLow + toLow + fromHigh + toHigh) || toX <= fromX)
                continue;
            for (int x = (int)Math.Ceiling(fromX - 0.5); x + 0.5 < toX; x++)
            {
                double share = (x + 0.5 - fromX) / (toX - fromX);
                int top = (int)Math.Floor(fromHigh + (share * (toHigh - fromHigh)) + 0.5);
                int bottom = (int)Math.Floor(fromLow + (share * (toLow - fromLow)) + 0.5);
                frame.Canvas.Fill(new Box(x, Math.Min(top, bottom), 1, Math.Max(1, Math.Abs(bottom - top))), color, 0.2);
            }
        }
    }

    private void Sample(Canvas canvas, Box box, int index)
    {
        if (curves[index].Low.Length > 0)
            canvas.Fill(box, Color(index), 0.2);
        int thickness = Math.Max(1, box.Height / 4);
        canvas.Fill(new Box(box.X, box.Y + ((box.Height - thickness) / 2), box.Width, thickness), Color(index));
    }

    // Only points that appear count for an axis: a loss of NaN at step 900 must not stretch the steps.
    private IEnumerable<double> Shown(Func<Curve, double[]> values) => curves.SelectMany(curve =>
        values(curve).Where((_, i) => Axis.Shows(curve.X[i], LogX) && Axis.Shows(curve.Y[i], LogY)));

    private sealed record Curve(string Name, double[] X, double[] Y, double[] Low, double[] High);
}
