using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>The slope of an activation at the end of a layer, as a function of the output y = f(a) or of its input a.</summary>
/// <param name="Words">The activation in words, with a comma before; empty for none.</param>
/// <param name="Low">Below every y that the activation can give.</param>
/// <param name="High">Above every y.</param>
/// <param name="At">h with f'(a) = h(y): the slope written for the output.</param>
/// <param name="Input">a, from y.</param>
internal sealed record OutputSlope(string Words, double Low, double High, Func<double, double> At, Func<double, double> Input)
{
    /// <summary>No activation: f' = 1.</summary>
    public static OutputSlope None { get; } = new("", double.NegativeInfinity, double.PositiveInfinity, _ => 1, y => y);

    /// <summary>tanh, f' = 1 − y², a = ½ ln((1 + y) / (1 − y)); the logistic function, f' = y (1 − y), a = ln(y / (1 − y)).</summary>
    public static IReadOnlyList<OutputSlope> Activations { get; } =
    [
        new(" of tanh", -1, 1, y => 1 - (y * y), y => 0.5 * Scalar.Log((1 + y) / (1 - y))),
        new(" of the sigmoid", 0, 1, y => y * (1 - y), y => Scalar.Log(y / (1 - y))),
    ];

    /// <summary>True if these may be outputs of the activation.</summary>
    public bool Fits(double[] outputs) => outputs.All(y => y > Low && y < High);

    /// <summary>The upstream gradient g_k factor(y_k), for outputs of the activation.</summary>
    public static double[] Times(double[] g, double[] y, Func<double, double> factor) => [.. g.Select((gk, k) => gk * factor(y[k]))];
}
