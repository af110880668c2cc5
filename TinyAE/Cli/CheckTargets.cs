using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Recipes;
using TinyAE.Study;

namespace TinyAE.Cli;

/// <summary>Something whose gradient can be checked.</summary>
/// <param name="Kind">"layer", "loss", "penalty" or "recipe".</param>
/// <param name="Name">What the user calls it.</param>
/// <param name="Description">One line.</param>
/// <param name="Check">Checks it with a seed: one report for each objective, layer, loss or penalty.</param>
internal sealed record CheckTarget(string Kind, string Name, string Description, Func<ulong, IEnumerable<GradientReport>> Check);

/// <summary>All that can be checked, by name.</summary>
internal static class CheckTargets
{
    private static readonly Shape Sample = new(6);

    /// <summary>Every target, kind after kind.</summary>
    public static IReadOnlyList<CheckTarget> All { get; } =
    [
        Layer("dense", "fully connected: y = x W + b", () => new Dense<double>(6, 4)),
        Layer("dropout", "while training, drops a share of the elements and scales up the rest", () => new Dropout<double>(Sample, 0.3)),
        .. Activation.All.Select(
            activation => Layer(activation.Name, activation.Description, () => Activation.ByName<double>(activation.Name, Sample))),
        .. Loss.All.Select(
            loss => new CheckTarget("loss", loss.Name, loss.Description, seed => [OfLoss(Loss.ByName<double>(loss.Name), seed)])),
        Penalty("l1", "strength times the sum of |w|: draws weights to exactly zero", () => new L1<double>(0.01)),
        Penalty("l2", "strength times the sum of w^2: keeps weights small", () => new L2<double>(0.01)),
        Penalty("elastic-net", "l1 and l2 at once: --l1 and --l2 together", () => new ElasticNet<double>(0.01, 0.02)),
        .. Recipe.All.Select(recipe => new CheckTarget("recipe", recipe.Name, recipe.Summary, seed => OfRecipe(recipe, seed))),
    ];

    private static CheckTarget Layer(string name, string description, Func<ILayer<double>> create) =>
        new("layer", name, description, seed => [GradientCheck.Of(create(), new CheckOptions { Seed = seed })]);

    private static CheckTarget Penalty(string name, string description, Func<IPenalty<double>> create) =>
        new("penalty", name, description, seed => [GradientCheck.Of(create(), Sample, new CheckOptions { Seed = seed })]);

    private static GradientReport OfLoss(ILoss<double> loss, ulong seed)
    {
        CheckOptions options = new() { Seed = seed };
        return GradientCheck.Of(loss, Sample, loss is BinaryCrossEntropy<double> ? options with { Low = 0.02, High = 0.98 } : options);
    }

    /// <summary>Each objective of the recipe, at its initial parameters moved at random, on the recipe's first batch.</summary>
    private static IEnumerable<GradientReport> OfRecipe(IRecipe recipe, ulong seed)
    {
        Experiment<double> experiment = recipe.Build<double>(seed);
        foreach (IObjective<double> objective in experiment.Phases.Select(phase => phase.Objective))
        {
            int batch = Math.Min(objective.Capacity, Math.Min(experiment.Data.Count, experiment.Plan.BatchSize ?? int.MaxValue));
            double[] input = new double[batch * objective.Input.Size];
            experiment.Data.CopyTo([.. Enumerable.Range(0, batch)], input);
            int[] labels = experiment.Data.Labels.IsEmpty ? [] : experiment.Data.Labels[..batch].ToArray();
            yield return GradientCheck.Of(objective, new CheckData(input, input, labels), new CheckOptions { Seed = seed, Batch = batch });
        }
    }
}
