using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Exponential linear unit: y = x above zero, α (eˣ − 1) below, element by element, in (−α, ∞).</summary>
/// <remarks>
/// Shapes: x, y (N, ...), any shape.
/// y = x where x > 0, else α (eˣ − 1)
/// ∂L/∂x = dy where x > 0, else α eˣ dy    dx = [y > 0] ⊙ dy + [y ≤ 0] ⊙ (y + α) ⊙ dy
/// [condition] is 1 where it holds, else 0. With α = 1 the derivative has no jump at 0; with another α it is taken to be α there.
/// Keeps nothing: since α > 0, y > 0 exactly where x > 0, and α eˣ = y + α.
/// Source: Clevert, Unterthiner and Hochreiter (2016), Fast and accurate deep network learning by exponential linear units
/// (ELUs), section 3.
/// </remarks>
public sealed class ELU<T> : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _alpha;

    /// <summary>A layer for samples of any shape.</summary>
    /// <param name="shape">The shape of one sample.</param>
    /// <param name="alpha">y tends to −α for x far below zero; finite and above 0; 1 by default, as in Keras.</param>
    /// <exception cref="ArgumentOutOfRangeException">α is not above 0, or it is infinite or NaN.</exception>
    public ELU(Shape shape, double alpha = 1)
    {
        if (!(alpha > 0 && double.IsFinite(alpha)))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The scale below zero is a finite number above 0.");
        }

        Input = shape;
        Alpha = alpha;
        _alpha = T.CreateChecked(alpha);
    }

    /// <summary>The scale below zero.</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    public Shape Input { get; }

    /// <inheritdoc/>
    public Shape Output => Input;

    /// <inheritdoc/>
    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass) =>
        Elementwise.Map(new Function(_alpha), x, y, pass.Workers); // y = x where x > 0, else α (eˣ − 1)

    /// <inheritdoc/>
    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        if (!dx.IsEmpty)
        {
            Elementwise.Map(new Derivative(_alpha), y, dy, dx, pass.Workers); // dx = [y > 0] ⊙ dy + [y ≤ 0] ⊙ (y + α) ⊙ dy
        }
    }

    private readonly struct Function(T alpha) : IUnaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IRegister<V, T> => V.Select(V.GreaterThan(x, V.Zero), x, V.Splat(alpha) * V.Expm1(x));
    }

    private readonly struct Derivative(T alpha) : IBinaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V y, V dy)
            where V : struct, IRegister<V, T> => V.Select(V.GreaterThan(y, V.Zero), dy, (y + V.Splat(alpha)) * dy);
    }
}
