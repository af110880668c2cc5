using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Tests.Layers;

/// <summary>The arguments of one call of Backward, and the right layer to compute with.</summary>
internal readonly ref struct BackwardCall
{
    public required ILayer<double> Layer { get; init; }

    public required Parameters<double> Theta { get; init; }

    public required ReadOnlySpan<double> X { get; init; }

    public required ReadOnlySpan<double> Y { get; init; }

    public required ReadOnlySpan<double> Cache { get; init; }

    public required ReadOnlySpan<double> Dy { get; init; }

    public required Span<double> Dx { get; init; }

    public required Gradients<double> Dtheta { get; init; }

    public required Pass Pass { get; init; }

    /// <summary>Does what is right.</summary>
    public void Right() => Layer.Backward(Theta, X, Y, Cache, Dy, Dx, Dtheta, Pass);
}

/// <summary>A mistaken Backward.</summary>
internal delegate void WrongBackward(BackwardCall call);

/// <summary>A right layer with a mistaken Backward: what a gradient check has to reject.</summary>
internal sealed class WrongLayer(ILayer<double> right, WrongBackward backward) : ILayer<double>
{
    public string Name => right.Name;

    public Shape Input => right.Input;

    public Shape Output => right.Output;

    public IReadOnlyList<Parameter> Parameters => right.Parameters;

    public int CacheSize(int batch) => right.CacheSize(batch);

    public void Forward(Parameters<double> theta, ReadOnlySpan<double> x, Span<double> y, Span<double> cache, in Pass pass) =>
        right.Forward(theta, x, y, cache, pass);

    public void Backward(Parameters<double> theta, ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> cache,
                         ReadOnlySpan<double> dy, Span<double> dx, Gradients<double> dtheta, in Pass pass) =>
        backward(new() { Layer = right, Theta = theta, X = x, Y = y, Cache = cache, Dy = dy, Dx = dx, Dtheta = dtheta, Pass = pass });

    /// <summary>An elementwise layer whose derivative is taken to be <paramref name="slope"/> of input and output.</summary>
    public static WrongLayer Slope(ILayer<double> right, Func<double, double, double> slope) => new(right, call =>
    {
        for (int i = 0; i < call.Dx.Length; i++)
        {
            call.Dx[i] = slope(call.X[i], call.Y[i]) * call.Dy[i];
        }
    });
}
