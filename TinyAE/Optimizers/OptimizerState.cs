using System.Numerics;

namespace TinyAE.Optimizers;

/// <summary>What an optimizer remembers between steps: vectors as long as theta, a few numbers, and how many steps it took.</summary>
public sealed class OptimizerState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _length;

    /// <summary>The state before the first step: zeros.</summary>
    /// <param name="optimizer">Says how much it remembers.</param>
    /// <param name="length">The length of theta.</param>
    public OptimizerState(IOptimizer<T> optimizer, int length)
    {
        _length = length;
        Vectors = new T[checked(optimizer.StateVectors * length)];
        Scalars = new double[optimizer.StateScalars];
    }

    /// <summary>All vectors, one after another: what a checkpoint saves.</summary>
    public T[] Vectors { get; }

    /// <summary>The numbers: what a checkpoint saves.</summary>
    public double[] Scalars { get; }

    /// <summary>Steps taken so far.</summary>
    public long Steps { get; set; }

    /// <summary>Vector number <paramref name="index"/>, as long as theta.</summary>
    public Span<T> Vector(int index) => Vectors.AsSpan(index * _length, _length);
}
