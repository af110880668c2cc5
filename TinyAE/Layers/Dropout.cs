using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Dropout: while training, each element is dropped with probability p and the others are scaled by 1 / (1 − p).</summary>
/// <remarks>
/// Shapes: x, m, y (N, ...), any shape.
/// y_ni = m_ni x_ni / (1 − p), with m_ni = 0 with probability p, else 1, each on its own: the mean of y over all masks is x
/// ∂L/∂x_ni = m_ni dy_ni / (1 − p)    dx = m ⊙ dy / (1 − p)
/// Outside training, and for p = 0, y = x and dx = dy to the bit.
/// Keeps the mask m, so that Backward drops what Forward dropped. Sample n's mask follows from the pass' key and n alone.
/// Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov (2014), Dropout: a simple way to prevent neural networks from
/// overfitting.
/// </remarks>
public sealed class Dropout<T> : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _scale;

    /// <summary>A layer for samples of any shape.</summary>
    /// <param name="shape">The shape of one sample.</param>
    /// <param name="rate">p, the probability of an element to be dropped, in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
    public Dropout(Shape shape, double rate)
    {
        if (rate is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate of dropout lies in [0, 1).");
        }

        Input = shape;
        Rate = rate;
        _scale = T.CreateChecked(1 / (1 - rate));
    }

    /// <summary>p, the probability of an element to be dropped.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    public Shape Input { get; }

    /// <inheritdoc/>
    public Shape Output => Input;

    /// <inheritdoc/>
    public int CacheSize(int batch) => Rate > 0 ? checked(batch * Input.Size) : 0;

    /// <inheritdoc/>
    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass)
    {
        if (!Drops(pass))
        {
            x.CopyTo(y); // y = x
            return;
        }

        Span<T> m = cache[..x.Length];
        Noise.BernoulliBatch(pass.Key, 1 - Rate, m, pass.Batch, pass.Workers); // m = 0 with probability p, else 1
        pass.Probe?.Record<T>("m", m, Input);
        Elementwise.Map(new Masked(_scale), x, m, y, pass.Workers); // y = m ⊙ x / (1 − p)
    }

    /// <inheritdoc/>
    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        if (dx.IsEmpty)
        {
            return;
        }

        if (!Drops(pass))
        {
            dy.CopyTo(dx); // dx = dy
            return;
        }

        Elementwise.Map(new Masked(_scale), dy, cache[..dy.Length], dx, pass.Workers); // dx = m ⊙ dy / (1 − p)
    }

    private bool Drops(in Pass pass) => pass.Training && Rate > 0;

    private readonly struct Masked(T scale) : IBinaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V m)
            where V : struct, IRegister<V, T> => V.Splat(scale) * m * a;
    }
}
