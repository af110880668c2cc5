using System.CommandLine;
using TinyAE.Recipes;

namespace TinyAE.Cli;

/// <summary><c>train</c>: runs a recipe.</summary>
internal static class TrainCommand
{
    public static Command Create(Session session)
    {
        DocumentedCommand command = new("train", "trains a network by a recipe and shows what it learned.")
        {
            Examples =
            [
                ("train font", "the main job: 32 characters through two numbers"),
                ("train font --help", "all that can be changed about it"),
            ],
        };
        foreach (IRecipe recipe in session.Wanted(1, Recipe.All, recipe => recipe.Name))
        {
            if (recipe is IFontRecipe font)
            {
                command.Subcommands.Add(FontCommand.Create(session, font));
            }
        }

        command.SetAction((Func<ParseResult, int>)(
            _ => throw new UsageException($"train what? Allowed: {string.Join(", ", command.Subcommands.Select(inner => inner.Name))}.")));
        return command;
    }
}
