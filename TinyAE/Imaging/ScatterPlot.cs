using System.Numerics;

namespace TinyAE.Imaging;

/// <summary>Points in the plane by class, each class with its colour and shape: a latent space of two dimensions.</summary>
/// <remarks>
/// <code>Image picture = new ScatterPlot { Title = "Codes", X = "z1", Y = "z2" }.Add("zero", codes0).Add("one", codes1).Render();</code>
/// Points that are not finite or over 1e250 in size are skipped. Points are drawn in turn, one of each class, so that no class
/// hides the ones before it. The picture depends on nothing but the arguments.
/// </remarks>
public sealed class ScatterPlot
{
    private readonly List<(string Name, double[] X, double[] Y)> classes = [];

    /// <summary>The title, shortened if it is wider than the picture.</summary>
    public string Title { get; init; } = "";

    /// <summary>The title of the horizontal axis.</summary>
    public string X { get; init; } = "";

    /// <summary>The title of the vertical axis.</summary>
    public string Y { get; init; } = "";

    /// <summary>Adds the points (x_i, y_i) of one class. With an empty name it has no entry in the legend.</summary>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">There are not as many x as y.</exception>
    public ScatterPlot Add<T>(string name, ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(name);
        if (x.Length != y.Length)
            throw new ArgumentException($"A class has as many x as y, found {x.Length} and {y.Length}.", nameof(y));
        classes.Add((name, Values.Of(x), Values.Of(y)));
        return this;
    }

    /// <summary>Adds the points of one class: (n, 2), x and y of a point side by side.</summary>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">The number of values is odd.</exception>
    public ScatterPlot Add<T>(string name, ReadOnlySpan<T> points)
        where T : INumber<T>
    {
        (double[] x, double[] y) = Values.Columns(points);
        return Add<double>(name, x, y);
    }

    /// <summary>Draws the plot.</summary>
    /// <param name="width">Columns, at least 160.</param>
    /// <param name="height">Rows, at least 120.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is too small, or too large for an <see cref="Image"/>.</exception>
    public Image Render(int width = 800, int height = 800)
    {
        int count = classes.Sum(part => part.X.Length);
        double radius = PlotFrame.ScaleFor(width, height) * (count <= 500 ? 2.5 : count <= 3000 ? 1.8 : 1.2);
        PlotFrame frame = PlotFrame.Draw(width, height, new PlotText(Title, X, Y),
            Axis.Of(Shown(part => part.X), false, 0.05), Axis.Of(Shown(part => part.Y), false, 0.05),
            [.. classes.Select((part, i) => new LegendEntry(part.Name, (canvas, box) => Sample(canvas, box, i)))]);
        int longest = classes.Select(part => part.X.Length).DefaultIfEmpty().Max();
        for (int i = 0; i < longest; i++)
        {
            for (int c = 0; c < classes.Count; c++)
            {
                if (i >= classes[c].X.Length)
                    continue;
                (double x, double y) = frame.Point(classes[c].X[i], classes[c].Y[i]);
                if (count <= 1000)
                    Marker.Draw(frame.Canvas, c, x, y, radius + (0.5 * frame.Scale), Rgb.White);
                Marker.Draw(frame.Canvas, c, x, y, radius, Marker.Color(c));
            }
        }
        return frame.Canvas.Image;
    }

    // Only points that appear count for an axis.
    private IEnumerable<double> Shown(Func<(string Name, double[] X, double[] Y), double[]> values) => classes.SelectMany(part =>
        values(part).Where((_, i) => Axis.Shows(part.X[i], false) && Axis.Shows(part.Y[i], false)));

    private static void Sample(Canvas canvas, Box box, int index) =>
        Marker.Draw(canvas, index, box.X + (box.Width / 2.0), box.Y + (box.Height / 2.0), box.Height * 0.45, Marker.Color(index));
}
