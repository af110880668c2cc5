using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Optimizers;

/// <summary>What one step of an optimizer may know.</summary>
/// <param name="LearningRate">The rate of this step, after the schedule.</param>
/// <param name="Loss">L at theta.</param>
/// <param name="Workers">The threads among which to split the work.</param>
/// <param name="Elsewhere">Evaluates L and its gradient at another theta, on the same batch and noise; null where nobody can.</param>
public readonly record struct StepInfo<T>(double LearningRate, double Loss, Workers Workers, IEvaluation<T>? Elsewhere = null)
    where T : unmanaged, IFloatingPointIeee754<T>;
