using System.CommandLine;
using TinyAE.Datasets;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Optimizers;
using TinyAE.Recipes;
using TinyAE.Reports;

namespace TinyAE.Cli;

/// <summary><c>list</c>: the names that other commands take.</summary>
internal static class ListCommand
{
    private static readonly (string Kind, Func<IEnumerable<(string Name, string Description)>> Entries)[] Lists =
    [
        ("recipes", () => Recipe.All.Select(recipe => (recipe.Name, recipe.Summary))),
        ("data", () => DataSource.Named),
        ("studies", () => Studies.All.Select(study => (study.Name, study.Summary))),
        ("layers", () => CheckTargets.All
            .Where(target => target.Kind == "layer" && !Activation.All.Any(activation => activation.Name == target.Name))
            .Select(target => (target.Name, target.Description))),
        ("activations", () => Activation.All.Select(activation => (activation.Name, activation.Description))),
        ("losses", () => Loss.All.Select(loss => (loss.Name, $"{loss.Description}; {loss.Scale}"))),
        ("divergences", () => CheckTargets.All
            .Where(target => target.Kind == "divergence").Select(target => (target.Name, target.Description))),
        ("penalties", () => CheckTargets.All.Where(target => target.Kind == "penalty").Select(target => (target.Name, target.Description))),
        ("initializers", () => Initializers.All.Select(initializer => (initializer.Name, Describe(initializer)))),
        ("optimizers", () => Optimizer.All.Select(optimizer => (optimizer.Name, optimizer.Description))),
        ("schedules", () => Schedule.All.Select(schedule => (schedule.Usage, schedule.Description))),
        ("noise", () => Corruption.All.Select(kind => (kind.Name, $"{kind.Description} ({kind.Level})"))),
    ];

    public static Command Create(Session session)
    {
        DocumentedCommand command = new("list", "lists the names that other commands take, each with a line on what it is.")
        {
            Examples = [("list", "all of them"), ("list losses", "the losses alone"), ("list optimizers --json", "for a script")],
        };
        Argument<string?> kind = new("kind")
        {
            HelpName = "KIND",
            Arity = ArgumentArity.ZeroOrOne,
            Description = $"One of {string.Join(", ", Lists.Select(list => list.Kind))}. [all of them]",
        };
        command.Arguments.Add(kind);
        command.SetAction(parsed => Run(session.Output, parsed.GetValue(kind)));
        return command;
    }

    private static int Run(Output output, string? kind)
    {
        if (kind is not null && !Lists.Any(list => list.Kind == kind))
        {
            throw new UsageException(Suggestion.Unknown(kind, "list", Lists.Select(list => list.Kind)));
        }

        Fields result = [];
        bool isFirst = true;
        foreach ((string name, Func<IEnumerable<(string, string)>> entries) in Lists.Where(list => kind is null || list.Kind == kind))
        {
            TextTable table = new(name, "what it is");
            foreach ((string entry, string description) in entries())
            {
                table.Add(entry, description);
            }

            if (!isFirst)
            {
                output.Result("");
            }

            output.Result(table);
            isFirst = false;
            result[name] = table.Rows.Select(row => new Fields { ["name"] = row[0], ["description"] = row[1] });
        }

        output.Event("result", result);
        return ExitCode.Done;
    }

    private static string Describe(IInitializer initializer) => initializer.Name switch
    {
        "zeros" => "all 0",
        "ones" => "all 1",
        _ => $"{(initializer.Name.EndsWith("normal", StringComparison.Ordinal) ? "normal" : "uniform")} of variance "
            + (initializer.Name.Split('-')[0] switch
            {
                "glorot" => "2 / (inputs + outputs)",
                "he" => "2 / inputs",
                _ => "1 / inputs",
            }),
    };
}
