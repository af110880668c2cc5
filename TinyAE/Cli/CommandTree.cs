using System.CommandLine;
using System.CommandLine.Help;

namespace TinyAE.Cli;

/// <summary>The commands of the program.</summary>
internal static class CommandTree
{
    private static readonly (string Name, Func<Session, Command> Create)[] Commands =
    [
        ("train", TrainCommand.Create),
        ("evaluate", EvaluateCommand.Create),
        ("generate", GenerateCommand.Create),
        ("study", StudyCommand.Create),
        ("data", DataCommand.Create),
        ("list", ListCommand.Create),
        ("summary", SummaryCommand.Create),
        ("check", CheckCommand.Create),
        ("explain", ExplainCommand.Create),
    ];

    /// <summary>The root and all below it that the command line may mean.</summary>
    public static RootCommand Create(Session session)
    {
        DocumentedRoot root = new("autoencoders from scratch, each gradient written out by hand.")
        {
            Examples =
            [
                ("", "the main job, train font: a font's 32 characters through two numbers, and pictures of what was learned"),
                ("evaluate out/shapes-vae", "how good a trained autoencoder of images is: likelihood, codes against pixels, latents"),
                ("generate font", "new letters, lines from one character to another, a walk: what a trained decoder draws"),
                ("list", "what there is: recipes, layers, losses, optimizers, ..."),
                ("train font --help", "all that can be changed about a recipe"),
                ("study architectures --quick", "a question that many trainings answer together"),
                ("data preview shapes", "what is in a data set, and a picture of it"),
                ("check all", "is every hand-written gradient right?"),
                ("explain dense", "from the definition to the code, line by line, with an example to work out again on paper"),
            ],
            Notes =
            [
                "Exit codes: 0 done, 1 a check failed, 2 the command line or a file is wrong, 130 interrupted (what was reached is saved).",
            ],
        };
        session.Options.AddTo(root);
        foreach ((_, Func<Session, Command> create) in session.Wanted(0, Commands, command => command.Name))
        {
            root.Subcommands.Add(create(session));
        }

        foreach (Option option in root.Options)
        {
            switch (option)
            {
                case HelpOption help: help.Action = new Help(session.Output, session.Stdout); break;
                case VersionOption version:
                    version.Action = new PrintVersion(session.Stdout);
                    version.Description = "Print the version.";
                    break;
            }
        }

        return root;
    }
}
