using TinyAE.Layers;
using TinyAE.Models;
using TinyAE.Reports;

namespace TinyAE.Recipes;

/// <summary>A network as a table of layers, output shapes and numbers of parameters, as Keras' summary has it.</summary>
public static class NetworkTable
{
    /// <summary>The table of one network; its last row is its sum.</summary>
    public static TextTable Of(Network<float> network)
    {
        TextTable table = new(network.Name, "output shape", "parameters>");
        table.Add("input", network.Input.ToString(), "0");
        foreach (ILayer<float> layer in network.Layers)
        {
            table.Add(layer.Name, layer.Output.ToString(), Figures.Count(ParametersOf(layer)));
        }

        return table.Add("sum", "", Figures.Count(ParametersOf(network)));
    }

    /// <summary>The sums of several networks in a line: heads that belong to the encoder count with it, as in Keras.</summary>
    public static string Totals(Experiment<float> experiment)
    {
        string[] heads = ["mu", "logVar"];
        long encoder = experiment.Networks.Where(network => network.Name == "encoder" || heads.Contains(network.Name)).Sum(ParametersOf);
        bool hasHeads = experiment.Networks.Any(network => heads.Contains(network.Name));
        long all = experiment.Phases[0].Objective.Layout.TrainableCount;
        string first = hasHeads ? "Encoder with mu and logVar" : "Encoder";
        return $"{first}: {Figures.Count(encoder)} parameters; the others: {Figures.Count(all - encoder)}; in all {Figures.Count(all)}, "
            + $"{Figures.Count(4 * all)} bytes.";
    }

    /// <summary>The parameters of a layer.</summary>
    public static long ParametersOf(ILayer<float> layer) => layer.Parameters.Sum(parameter => (long)parameter.Shape.Size);

    private static long ParametersOf(Network<float> network) => network.Layers.Sum(ParametersOf);
}
