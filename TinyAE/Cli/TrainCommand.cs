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
                ("train shapes-vae --quick", "four shapes through two random numbers, in some seconds"),
                ("train font --help", "all that can be changed about a recipe"),
            ],
        };
        foreach (IRecipe recipe in session.Wanted(1, Recipe.All, recipe => recipe.Name))
        {
            command.Subcommands.Add(recipe switch
            {
                IFontRecipe font => FontCommand.Create(session, font),
                IImageRecipe image => ImageCommand.Create(session, image),
                _ => throw new NotSupportedException($"No command trains the recipe '{recipe.Name}'."),
            });
        }

        command.SetAction((Func<ParseResult, int>)(
            _ => throw new UsageException($"train what? Allowed: {string.Join(", ", command.Subcommands.Select(inner => inner.Name))}.")));
        return command;
    }
}
