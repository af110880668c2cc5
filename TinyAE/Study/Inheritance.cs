using TinyAE.Layers;
using TinyAE.Models;

namespace TinyAE.Study;

/// <summary>Tells which wrong gradients of an objective are wrong only because a layer behind them hands on a wrong dx.</summary>
/// <remarks>
/// Each layer of the objective's networks is judged again alone, where its upstream gradient is right by construction. A gradient that is
/// right there is inherited from the first layer, in backward order, whose own dx is wrong. Where no layer is wrong alone (the loss or the
/// objective itself may be), nothing is called inherited.
/// </remarks>
internal static class Inheritance
{
    // A wrong line of Backward spoils nearly every element.
    private const int Elements = 20;

    /// <summary>The verdicts, with the inherited ones marked and the others named as the layer alone is.</summary>
    public static List<TensorVerdict> Mark(IObjective<double> objective, List<TensorVerdict> verdicts, CheckOptions options)
    {
        if (!verdicts.Exists(IsOpen))
        {
            return verdicts;
        }

        options = options with { AllUpTo = Elements, Sample = Elements, Batch = Math.Max(options.Batch, 2) };
        List<(string Name, ILayer<double> Layer, GradientReport Alone)> layers = [];
        foreach (Network<double> network in objective.Layout.Networks.OfType<Network<double>>())
        {
            layers.AddRange(network.Layers.Select((layer, i) => ($"{network.Name}.{i}", layer, GradientCheck.Of(layer, options))));
        }

        int source = layers.FindLastIndex(layer => IsOpen(layer.Alone.Tensors[^1])); // dx is the last tensor of a layer
        return [.. verdicts.Select(Judge)];

        TensorVerdict Judge(TensorVerdict verdict)
        {
            if (!IsOpen(verdict))
            {
                return verdict;
            }

            // The layers that hold this parameter: one, or more where weights are tied.
            NamedParameter named = objective.Layout.All.First(named => named.Name == verdict.Name);
            var holders = layers.Select((layer, at) => (layer.Alone, At: at, Place: Place(layer.Layer, named.Parameter)))
                .Where(holder => holder.Place >= 0).ToArray();
            TensorVerdict? own = holders.Select(holder => holder.Alone.Tensors[holder.Place]).FirstOrDefault(IsOpen);
            if (own is not null)
            {
                return verdict with { Diagnosis = verdict.Diagnosis ?? own.Diagnosis };
            }

            if (source < 0 || !holders.Any(holder => holder.At < source))
            {
                return verdict;
            }

            TensorVerdict dx = layers[source].Alone.Tensors[^1];
            string from = $"{layers[source].Name} {dx.Name}" + (dx.Diagnosis is null ? "" : $", which {dx.Diagnosis}");
            return verdict with { Diagnosis = null, InheritedFrom = from };
        }
    }

    private static bool IsOpen(TensorVerdict verdict) => verdict.Verdict == Verdict.Wrong;

    // A layer's report lists its trainable parameters in order.
    private static int Place(ILayer<double> layer, Parameter parameter) =>
        layer.Parameters.Where(own => !own.IsState).ToList().IndexOf(parameter);
}
