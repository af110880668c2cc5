namespace TinyAE.Training;

/// <summary>How long to train, on which batches, and when to save: everything about a training but its model and its data.</summary>
public sealed record TrainingPlan
{
    /// <summary>The number of steps, at least 1; null: <see cref="Epochs"/> alone decides. With both, the one that ends first.</summary>
    public long? Iterations { get; init; }

    /// <summary>The number of times that training sees every sample, at least 1; null: <see cref="Iterations"/> alone decides.</summary>
    public int? Epochs { get; init; }

    /// <summary>
    /// Samples a step, at least 1. Null, or at least as many as there are: all of them in every step, in the data's own order. The last
    /// batch of an epoch holds what is left over, and is a step like the others.
    /// </summary>
    public int? BatchSize { get; init; }

    /// <summary>The source of every random number: initial weights, order of the samples, noise.</summary>
    public ulong Seed { get; init; }

    /// <summary>True: each epoch draws a new order of the samples. False: always the data's own. Full batches have only that one.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// Stop at the end of the first epoch in which the first phase's mean loss over the epoch's samples lies below this; null: never.
    /// </summary>
    public double? LossBelow { get; init; }

    /// <summary>How many steps lie between two questions to the caller's own criterion, at least 1.</summary>
    public int CriterionEvery { get; init; } = 100;

    /// <summary>The file that keeps the whole state, for resuming; null: none. It is also written at the end and on interruption.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Time between two checkpoints.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Steps between two checkpoints, at least 1, besides <see cref="CheckpointInterval"/>; null: time alone decides.</summary>
    public long? CheckpointSteps { get; init; }

    /// <summary>
    /// What the files say of the model and its data besides the names and shapes of the parameters: enough to build it again. The
    /// number of iterations does not belong here, or a finished training could not be resumed for longer.
    /// </summary>
    public string Description { get; init; } = "";
}
