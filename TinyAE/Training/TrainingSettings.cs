using System.Numerics;
using TinyAE.Datasets;

namespace TinyAE.Training;

/// <summary>What determines a training besides the state: by name, as text.</summary>
internal static class TrainingSettings
{
    /// <summary>Lists the settings that a resumed training must share with the one that wrote the checkpoint.</summary>
    /// <remarks>
    /// The number of steps is among them only where a schedule depends on it: otherwise a finished training may go on for longer.
    /// When to stop, report or save is not.
    /// </remarks>
    internal static OrderedDictionary<string, string> Of<T>(IReadOnlyList<Phase<T>> phases, IDataset<T> data, TrainingPlan plan, long total)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool full = (plan.BatchSize ?? data.Count) >= data.Count;
        OrderedDictionary<string, string> settings = new()
        {
            ["precision"] = typeof(T) == typeof(float) ? "float" : "double",
            ["seed"] = $"{plan.Seed}",
            ["samples"] = $"{data.Count} of {data.Shape}",
            ["batch size"] = full ? "all samples" : $"{plan.BatchSize}",
            ["phases"] = $"{phases.Count}",
            ["order"] = full || !plan.Shuffle ? "as in the data" : "shuffled each epoch",
        };
        foreach (Phase<T> phase in phases)
        {
            string prefix = phases.Count > 1 ? $"{phase.Objective.Name}: " : "";
            foreach ((string name, string formula) in phase.Objective.Terms)
            {
                settings[prefix + name] = formula;
            }

            settings[prefix + "optimizer"] = phase.Optimizer.Description;
            settings[prefix + "learning rate"] = $"{phase.LearningRate}";
            settings[prefix + "schedule"] =
                phase.Schedule is { Name: not "constant" } schedule ? $"{schedule}, over {total} steps" : "constant";
        }

        return settings;
    }
}
