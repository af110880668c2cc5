using System.Numerics;

namespace TinyAE.Training;

/// <summary>A number that the caller wants in the history besides the losses: wrong pixels, the loss on held-out data.</summary>
/// <param name="Name">The column's name in the history.</param>
/// <param name="Value">Computes it from the state after a recorded step; it changes nothing in the state.</param>
public sealed record Measure<T>(string Name, Func<TrainingState<T>, double> Value)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    /// True where it is too dear for rows within an epoch, such as a pass over held-out data: the history then has rows for whole epochs
    /// and for the last step only.
    /// </summary>
    public bool IsOfEpochs { get; init; }
}
