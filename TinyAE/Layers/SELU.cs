using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Scaled exponential linear unit: y = λ x above zero, λ α (eˣ − 1) below, element by element, in (−λα, ∞).</summary>
/// <remarks>
/// Shapes: x, y (N, ...), any shape.
/// λ = 1.0507009873554805, α = 1.6732632423543772: with them mean 0 and variance 1 are a fixed point from layer to layer.
/// y = λ x where x > 0, else λ α (eˣ − 1)
/// ∂L/∂x = λ dy where x > 0, else λ α eˣ dy    dx = [y > 0] ⊙ λ dy + [y ≤ 0] ⊙ (y + λ α) ⊙ dy
/// [condition] is 1 where it holds, else 0: at the kink x = 0 the derivative is taken to be λ α.
/// Keeps nothing: y > 0 exactly where x > 0, and λ α eˣ = y + λ α.
/// Source: Klambauer, Unterthiner, Mayr and Hochreiter (2017), Self-normalizing neural networks, eq. 2. Wants LeCun normal weights.
/// </remarks>
/// <param name="shape">The shape of one sample.</param>
public sealed class SELU<T>(Shape shape) : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const double Lambda = 1.0507009873554805;
    private const double Alpha = 1.6732632423543772;

    private readonly T _lambda = T.CreateChecked(Lambda);
    private readonly T _lambdaAlpha = T.CreateChecked(Lambda * Alpha);

    /// <inheritdoc/>
    public Shape Input => shape;

    /// <inheritdoc/>
    public Shape Output => shape;

    /// <inheritdoc/>
    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass) =>
        Elementwise.Map(new Function(_lambda, _lambdaAlpha), x, y, pass.Workers); // y = λ x where x > 0, else λ α (eˣ − 1)

    /// <inheritdoc/>
    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        if (!dx.IsEmpty)
        {
            Derivative derivative = new(_lambda, _lambdaAlpha);
            Elementwise.Map(derivative, y, dy, dx, pass.Workers); // dx = [y > 0] ⊙ λ dy + [y ≤ 0] ⊙ (y + λ α) ⊙ dy
        }
    }

    private readonly struct Function(T lambda, T lambdaAlpha) : IUnaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IRegister<V, T> =>
            V.Select(V.GreaterThan(x, V.Zero), V.Splat(lambda) * x, V.Splat(lambdaAlpha) * V.Expm1(x));
    }

    private readonly struct Derivative(T lambda, T lambdaAlpha) : IBinaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V y, V dy)
            where V : struct, IRegister<V, T> =>
            V.Select(V.GreaterThan(y, V.Zero), V.Splat(lambda), y + V.Splat(lambdaAlpha)) * dy;
    }
}
