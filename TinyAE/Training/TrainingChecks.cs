using System.Numerics;
using TinyAE.Datasets;
using TinyAE.Models;
using TinyAE.Optimizers;

namespace TinyAE.Training;

/// <summary>What must hold before a training begins. Every message says what was found and what is allowed.</summary>
internal static class TrainingChecks
{
    private const int MostPhases = 64;

    /// <summary>Checks that the parts fit one another.</summary>
    internal static void Check<T>(IReadOnlyList<Phase<T>> phases, IDataset<T> data, TrainingPlan plan, T[]? theta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(phases.Count is > 0 and <= MostPhases, $"A training has 1 to {MostPhases} phases; found {phases.Count}.", nameof(phases));
        CheckPlan(plan);
        Require(data.Count >= 1, $"A data set has at least one sample; found {data.Count}.", nameof(data));
        ParameterLayout layout = phases[0].Objective.Layout;
        Require(layout.Networks.Count <= PhaseRun<T>.MostNetworks,
            $"A model that is trained has at most {PhaseRun<T>.MostNetworks} networks; found {layout.Networks.Count}.", nameof(phases));
        foreach (Phase<T> phase in phases)
        {
            Check(phase, layout, data, plan);
        }

        Require(phases.Select(phase => phase.Objective.Name).Distinct().Count() == phases.Count,
            $"Phases have names of their own; found {string.Join(", ", phases.Select(phase => phase.Objective.Name))}.", nameof(phases));
        Require(theta is null || theta.Length == layout.Count,
            $"The model's flat vector has {layout.Count} elements; found {theta?.Length}.", nameof(theta));
    }

    /// <summary>Steps of the whole training.</summary>
    /// <exception cref="ArgumentException">More than a key of random numbers can count.</exception>
    internal static long TotalSteps(TrainingPlan plan, int stepsPerEpoch)
    {
        long total = Math.Min(plan.Iterations ?? long.MaxValue, plan.Epochs is { } epochs ? (long)epochs * stepsPerEpoch : long.MaxValue);
        Require(total <= uint.MaxValue, $"A training takes at most {uint.MaxValue} steps; found {total}.", nameof(plan));
        return total;
    }

    private static void CheckPlan(TrainingPlan plan)
    {
        Require(plan.Iterations is not null || plan.Epochs is not null,
            "A plan gives the number of iterations or of epochs; found neither.", nameof(plan));
        AtLeastOne(plan.Iterations, "The number of iterations");
        AtLeastOne(plan.Epochs, "The number of epochs");
        AtLeastOne(plan.BatchSize, "The batch size");
        AtLeastOne(plan.CriterionEvery, "The number of steps between two questions to the criterion");
        AtLeastOne(plan.CheckpointSteps, "The number of steps between two checkpoints");
        Require(plan.CheckpointInterval > TimeSpan.Zero,
            $"The time between two checkpoints is above 0; found {plan.CheckpointInterval}.", nameof(plan));
        Require(plan.LossBelow is not double.NaN, "The loss to reach is a number; found NaN.", nameof(plan));
    }

    private static void Check<T>(Phase<T> phase, ParameterLayout layout, IDataset<T> data, TrainingPlan plan)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        IObjective<T> objective = phase.Objective;
        IOptimizer<T> optimizer = phase.Optimizer;
        int batch = Math.Min(plan.BatchSize ?? data.Count, data.Count);
        Require(objective.Layout == layout || objective.Layout.All.SequenceEqual(layout.All),
            $"All phases read one flat vector; the {objective.Name} has a layout of its own.", nameof(phase));
        Require(objective.Moves.Count > 0, $"The {objective.Name} trains no parameter.", nameof(phase));
        Require(objective.Input.Size == data.Shape.Size && objective.Target.Size == data.Shape.Size,
            $"The {objective.Name} takes inputs {objective.Input} and targets {objective.Target}, but the data's samples are {data.Shape}.",
            nameof(data));
        Require(objective.Capacity >= batch,
            $"The {objective.Name} has room for {objective.Capacity} samples, but a batch holds {batch}.", nameof(plan));
        Require(double.IsFinite(phase.LearningRate) && phase.LearningRate >= 0,
            $"A learning rate is a finite number of at least 0; found {phase.LearningRate} for the {objective.Name}.", nameof(phase));
        Require(!optimizer.NeedsFullBatch || batch == data.Count,
            $"The optimizer '{optimizer.Name}' needs all {data.Count} samples in every step; found a batch size of {batch}.", nameof(plan));
        Require(!optimizer.NeedsFullBatch || objective.Moves.Count == 1,
            $"The optimizer '{optimizer.Name}' moves one range of parameters; the {objective.Name} trains {objective.Moves.Count}.",
            nameof(phase));
    }

    private static void AtLeastOne(long? value, string what) =>
        Require(value is null or >= 1, $"{what} is at least 1; found {value}.", "plan");

    private static void Require(bool holds, string message, string name)
    {
        if (!holds)
        {
            throw new ArgumentException(message, name);
        }
    }
}
