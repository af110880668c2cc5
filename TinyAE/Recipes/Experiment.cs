using System.Numerics;
using TinyAE.Datasets;
using TinyAE.Models;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>A recipe made ready: what a trainer, a gradient check and a summary take.</summary>
/// <param name="Data">The samples.</param>
/// <param name="Networks">The networks, in the order of the flat vector.</param>
/// <param name="Phases">What each step does.</param>
/// <param name="Plan">How long, on which batches.</param>
public record Experiment<T>(IDataset<T> Data, IReadOnlyList<Network<T>> Networks, IReadOnlyList<Phase<T>> Phases, TrainingPlan Plan)
    where T : unmanaged, IFloatingPointIeee754<T>;
