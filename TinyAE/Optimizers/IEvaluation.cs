using System.Numerics;

namespace TinyAE.Optimizers;

/// <summary>The function that an optimizer with a line search minimizes.</summary>
public interface IEvaluation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Returns L(theta) and overwrites <paramref name="dtheta"/> with its gradient.</summary>
    double Evaluate(ReadOnlySpan<T> theta, Span<T> dtheta);
}
