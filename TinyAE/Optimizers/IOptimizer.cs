using System.Numerics;

namespace TinyAE.Optimizers;

/// <summary>Moves a vector theta downhill, given the gradient of what is minimized.</summary>
/// <remarks>
/// An optimizer is pure: what it remembers between steps comes in as an <see cref="OptimizerState{T}"/>, so that saving, resuming and
/// training several groups of parameters each take one loop over plain arrays.
/// </remarks>
public interface IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name that commands and files use: "adam".</summary>
    string Name { get; }

    /// <summary>The name and every constant, for <c>config.json</c>: "adam, beta1 = 0.9, beta2 = 0.999, epsilon = 1E-08".</summary>
    string Description => Name;

    /// <summary>The learning rate it has unless told otherwise, its paper's or Keras' default.</summary>
    double DefaultLearningRate { get; }

    /// <summary>How many vectors as long as theta it remembers (Adam: 2).</summary>
    int StateVectors { get; }

    /// <summary>How many numbers it remembers (Adam: 2, the corrections of its moments).</summary>
    int StateScalars { get; }

    /// <summary>True if it needs the same data in every step (a line search, a comparison of losses).</summary>
    bool NeedsFullBatch => false;

    /// <summary>One step: overwrites theta and updates the state, its number of steps included.</summary>
    /// <param name="theta">The parameters to move.</param>
    /// <param name="dtheta">∂L/∂theta at theta. A line search may overwrite it.</param>
    /// <param name="state">What the steps before this one left; all zeros before the first.</param>
    /// <param name="step">Learning rate, loss, workers, and a way to evaluate L elsewhere.</param>
    void Step(Span<T> theta, Span<T> dtheta, OptimizerState<T> state, in StepInfo<T> step);
}
