using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Tests.Models;

/// <summary>A layer with whatever parameters a test wants: y = x.</summary>
internal sealed class Holder<T>(Shape shape, params Parameter[] parameters) : ILayer<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    public Shape Input => shape;

    public Shape Output => shape;

    public IReadOnlyList<Parameter> Parameters => parameters;

    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass) => x.CopyTo(y);

    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        if (!dx.IsEmpty)
        {
            dy.CopyTo(dx);
        }
    }
}
