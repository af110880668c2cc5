using System.Numerics;
using TinyAE.Models;
using TinyAE.Optimizers;

namespace TinyAE.Training;

/// <summary>All that changes while training: saving and restoring it continues a training to the last bit.</summary>
/// <remarks>
/// What is not here follows from the plan: the order of the samples and the noise of a step come from the seed and the step's number, so
/// there is no state of a random generator.
/// </remarks>
public sealed class TrainingState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The state before the first step.</summary>
    internal TrainingState(IReadOnlyList<Phase<T>> phases, T[] theta, History history)
    {
        Layout = phases[0].Objective.Layout;
        Theta = theta;
        Optimizers =
        [
            .. phases.Select(phase =>
                phase.Objective.Moves.Select(range => new OptimizerState<T>(phase.Optimizer, range.Length)).ToArray()),
        ];
        Means = new double[phases.Sum(phase => phase.Objective.Terms.Count + 1)];
        History = history;
    }

    /// <summary>Where each parameter lies in <see cref="Theta"/>.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>The parameters and the layers' state: one flat vector.</summary>
    public T[] Theta { get; }

    /// <summary>What the optimizers remember: for each phase, for each range that it moves.</summary>
    public IReadOnlyList<IReadOnlyList<OptimizerState<T>>> Optimizers { get; }

    /// <summary>Steps taken.</summary>
    public long Step { get; internal set; }

    /// <summary>For each phase its terms and their sum: means over the samples of the current epoch so far.</summary>
    public double[] Means { get; }

    /// <summary>The rows recorded so far.</summary>
    public History History { get; }

    /// <summary>Time spent training in all, interruptions not counted.</summary>
    public double Seconds { get; internal set; }
}
