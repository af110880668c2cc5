using System.Numerics;
using TinyAE.Models;
using TinyAE.Optimizers;

namespace TinyAE.Training;

/// <summary>One thing that every step does: evaluate an objective on the batch, and let an optimizer move what it trains.</summary>
/// <remarks>
/// An autoencoder has one phase. A two-player game has several, which take turns within a step on the same batch: each sees
/// what the ones before it have moved.
/// </remarks>
/// <param name="Objective">What is minimized; it names the ranges of theta that move.</param>
/// <param name="Optimizer">How they move.</param>
public sealed record Phase<T>(IObjective<T> Objective, IOptimizer<T> Optimizer)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The base learning rate, a finite number of at least 0; the optimizer's own default unless told otherwise.</summary>
    public double LearningRate { get; init; } = Optimizer.DefaultLearningRate;

    /// <summary>The factor on the learning rate, step by step; null: constant, 1.</summary>
    public ISchedule? Schedule { get; init; }

    /// <summary>The learning rate of a step: the base rate times the schedule's factor.</summary>
    /// <param name="step">0 for the first.</param>
    /// <param name="total">Steps of the whole training.</param>
    internal double RateAt(long step, long total) => LearningRate * (Schedule?.Factor(step, total) ?? 1);
}
