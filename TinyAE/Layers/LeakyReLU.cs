using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Leaky rectified linear unit: y = x above zero, α x below, element by element.</summary>
/// <remarks>
/// Shapes: x, y (N, ...), any shape.
/// y = x where x > 0, else α x
/// ∂L/∂x = dy where x > 0, else α dy    dx = [y > 0] ⊙ dy + [y ≤ 0] ⊙ α dy
/// [condition] is 1 where it holds, else 0: at the kink x = 0 the derivative is taken to be α, as in Keras.
/// Keeps nothing: since α ≥ 0, y > 0 exactly where x > 0.
/// Source: Maas, Hannun and Ng (2013), Rectifier nonlinearities improve neural network acoustic models.
/// </remarks>
public sealed class LeakyReLU<T> : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _alpha;

    /// <summary>A layer for samples of any shape.</summary>
    /// <param name="shape">The shape of one sample.</param>
    /// <param name="alpha">The slope below zero, finite and at least 0; 0.3 by default, as in Keras' layer of this name.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is negative, infinite or NaN.</exception>
    public LeakyReLU(Shape shape, double alpha = 0.3)
    {
        if (!(alpha >= 0 && double.IsFinite(alpha)))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The slope below zero is a finite number, at least 0.");
        }

        Input = shape;
        Alpha = alpha;
        _alpha = T.CreateChecked(alpha);
    }

    /// <summary>The slope below zero.</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    public Shape Input { get; }

    /// <inheritdoc/>
    public Shape Output => Input;

    /// <inheritdoc/>
    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass) =>
        Elementwise.Map(new Function(_alpha), x, y, pass.Workers); // y = x where x > 0, else α x

    /// <inheritdoc/>
    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        if (!dx.IsEmpty)
        {
            Elementwise.Map(new Derivative(_alpha), y, dy, dx, pass.Workers); // dx = [y > 0] ⊙ dy + [y ≤ 0] ⊙ α dy
        }
    }

    private readonly struct Function(T alpha) : IUnaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IRegister<V, T> => V.Select(V.GreaterThan(x, V.Zero), x, V.Splat(alpha) * x);
    }

    private readonly struct Derivative(T alpha) : IBinaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V y, V dy)
            where V : struct, IRegister<V, T> => V.Select(V.GreaterThan(y, V.Zero), dy, V.Splat(alpha) * dy);
    }
}
