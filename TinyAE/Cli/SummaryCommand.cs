using System.CommandLine;
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
            Examples = [("summary font", "the font autoencoder"), ("summary conv-vae", "the Keras example: 69,076 + 65,089 parameters"), ("summary font --architecture 35-10-2-10-35", "another one")],
        };
        foreach (IRecipe recipe in session.Wanted(1, Recipe.All, recipe => recipe.Name))
        {
            DocumentedCommand inner = new(recipe.Name, $"{recipe.Summary}.") { Examples = [($"summary {recipe.Name}", "its layers")] };
            switch (recipe)
            {
                case IFontRecipe font:
                    FontOptions fontOptions = new(font.Settings);
                    inner.Add(fontOptions.All);
                    inner.SetAction(parsed => Run(session.Output, recipe, FontExperiment<float>.Build(fontOptions.Read(parsed, 1))));
                    break;
                case IImageRecipe image:
                    ImageOptions imageOptions = new(image);
                    inner.Add(imageOptions.All);
                    inner.SetAction(parsed => Run(session.Output, recipe, ImageExperiment<float>.Build(imageOptions.Read(parsed, 1))));
                    break;
                default:
                    inner.SetAction(_ => Run(session.Output, recipe, recipe.Build<float>(1)));
                    break;
            }

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
            TextTable table = NetworkTable.Of(network);
            List<Fields> layers =
            [
                .. network.Layers.Select(layer => new Fields
                {
                    ["layer"] = layer.Name,
                    ["output"] = layer.Output.ToArray(),
                    ["parameters"] = NetworkTable.ParametersOf(layer),
                }),
            ];
            output.Result(table);
            output.Result("");
            networks.Add(new Fields { ["name"] = network.Name, ["input"] = network.Input.ToArray(), ["layers"] = layers });
        }

        int state = layout.Count - layout.TrainableCount;
        output.Result(NetworkTable.Totals(experiment) + (state > 0 ? $" {Figures.Count(state)} numbers of state." : ""));
        foreach (Term term in experiment.Phases[0].Objective.Terms)
        {
            output.Result($"{term.Name}: {term.Formula}");
        }

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
