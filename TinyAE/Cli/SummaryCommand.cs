using System.CommandLine;
using TinyAE.Layers;
using TinyAE.Models;
using TinyAE.Recipes;
using TinyAE.Reports;

namespace TinyAE.Cli;

/// <summary><c>summary</c>: a recipe's layers, their output shapes and their numbers of parameters.</summary>
internal static class SummaryCommand
{
    public static Command Create(Session session)
    {
        DocumentedCommand command = new("summary", "prints the layers of a recipe, their output shapes and their numbers of parameters.")
        {
            Examples = [("summary font", "the font autoencoder"), ("summary font --architecture 35-10-2-10-35", "another one")],
        };
        foreach (IRecipe recipe in session.Wanted(1, Recipe.All, recipe => recipe.Name))
        {
            DocumentedCommand inner = new(recipe.Name, $"{recipe.Summary}.") { Examples = [($"summary {recipe.Name}", "its layers")] };
            FontOptions? options = recipe is IFontRecipe font ? new FontOptions(font.Settings) : null;
            inner.Add(options?.All ?? []);
            inner.SetAction(parsed => Run(session.Output, recipe, options is null
                ? recipe.Build<float>(1)
                : FontExperiment<float>.Build(options.Read(parsed, 1))));
            command.Subcommands.Add(inner);
        }

        command.SetAction((Func<ParseResult, int>)(_ =>
            throw new UsageException($"summary of what? Allowed: {string.Join(", ", command.Subcommands.Select(inner => inner.Name))}.")));
        return command;
    }

    private static int Run(Output output, IRecipe recipe, Experiment<float> experiment)
    {
        ParameterLayout layout = experiment.Phases[0].Objective.Layout;
        List<Fields> networks = [];
        foreach (Network<float> network in experiment.Networks)
        {
            TextTable table = new(network.Name, "output shape", "parameters>");
            List<Fields> layers = [];
            foreach (ILayer<float> layer in network.Layers)
            {
                int parameters = layer.Parameters.Sum(parameter => parameter.Shape.Size);
                table.Add(layer.Name, layer.Output.ToString(), Figures.Count(parameters));
                layers.Add(new Fields { ["layer"] = layer.Name, ["output"] = layer.Output.ToArray(), ["parameters"] = parameters });
            }

            output.Result(table);
            output.Result("");
            networks.Add(new Fields { ["name"] = network.Name, ["input"] = network.Input.ToArray(), ["layers"] = layers });
        }

        int state = layout.Count - layout.TrainableCount;
        output.Result($"{Figures.Count(layout.TrainableCount)} parameters to train ({Figures.Count(4L * layout.Count)} bytes)"
            + (state > 0 ? $", {Figures.Count(state)} numbers of state." : "."));
        output.Result($"Loss: {experiment.Phases[0].Objective.Terms[0].Formula}");
        output.Event("result", new Fields
        {
            ["recipe"] = recipe.Name,
            ["networks"] = networks,
            ["parameters"] = layout.TrainableCount,
            ["state"] = state,
            ["loss"] = experiment.Phases[0].Objective.Terms[0].Formula,
        });
        return ExitCode.Done;
    }
}
