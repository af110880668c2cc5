using System.CommandLine;
using TinyAE.Imaging;
using TinyAE.Recipes;
using TinyAE.Reports;

namespace TinyAE.Cli;

/// <summary><c>generate font</c>: draws with the decoder of a trained font autoencoder.</summary>
internal static class GenerateCommand
{
    private const string Name = "generate-font";
    private const string What = "What to draw";
    private const string Where = "Model and output";

    public static Command Create(Session session)
    {
        DocumentedCommand command = new("generate", "draws with a trained decoder what nobody has shown it.")
        {
            Examples =
            [
                ("generate font", "new letters, a grid over the plane, a line, a walk"),
                ("generate font --help", "all that it can draw"),
            ],
        };
        command.Subcommands.Add(OfFont(session));
        command.SetAction((Func<ParseResult, int>)(_ => throw new UsageException("generate what? Allowed: font.")));
        return command;
    }

    private static DocumentedCommand OfFont(Session session)
    {
        DocumentedCommand command = new("font", "draws with a font autoencoder's decoder: new letters, a point, a line, a grid, a walk.")
        {
            Examples =
            [
                ("generate font", $"a bit of everything, into out/{Name}"),
                ("generate font --new 12", "twelve new letters, at least 3 pixels from every character"),
                ("generate font --line 1,7 --steps 16", "from one character to another"),
                ("generate font --walk \"2026\"", "an animated PNG that walks through a word"),
                ("generate font --point 0.25,-0.5", "one code"),
                ("generate font --random 30 --spread 0.2 --seed 7", "codes drawn around those of the characters"),
                ("generate font --model out/font-2/model.safetensors --grid 25", "another model"),
                ($"train font --font out/{Name}/new-letters.h", "the new letters, learned in their turn"),
            ],
            Notes =
            [
                "Without --model it is the model that the last train font left in out/font (or out/font-2, ...); if there is none, the "
                + "recipe font is trained first, a second or two, and its model lies beside the pictures. Options that say what to draw "
                + "can stand together; without any of them everything is drawn.",
            ],
        };
        GenerateOptions standard = new();
        Setting letters = new("--new", What, "N", "Find N new letters, at least 3 pixels from every character; the report says how.", null);
        Setting line = new("--line", What, "A,B", "Decode codes on the line between two characters; quote them for the shell.", null);
        Setting steps = new("--steps", What, "N", "Drawings on the line, both ends included.", $"{standard.Steps}");
        Setting grid = new("--grid", What, "N", "Decode a grid of N x N codes over the plane.", null);
        Setting walk = new("--walk", What, "\"ABC\"", "An animated PNG that walks through these characters.", null);
        Setting frames = new("--frames", What, "N", "Pictures of the walk between two characters.", $"{standard.Frames}");
        Setting random = new("--random", What, "N", "Decode N random codes around those of characters.", null);
        Setting spread = new("--spread", What, "S", "How far around, in standard deviations of all codes.", $"{standard.Spread}");
        Setting point = new("--point", What, "X,Y", "Decode one code, its numbers joined by commas.", null);
        Setting model = new("--model", Where, "FILE", "A model.safetensors of train font.", "that of the last train font");
        Setting folder = new("--out", Where, "DIR", "The folder for everything that is written.", $"out/{Name}");
        Flag overwrite = new("--overwrite", Where, "Replace whatever run is in the folder.");
        foreach (Option option in (Option[])[letters, line, steps, grid, walk, frames, random, spread, point, model, folder, overwrite])
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
        {
            Needs(parsed, steps, line);
            Needs(parsed, spread, random);
            Needs(parsed, frames, walk);
            GenerateOptions options = new()
            {
                NewLetters = Whole(parsed, letters, 1, 256),
                Line = line.Read<(char, char)?>(parsed, null, text => Line(text)),
                Steps = Whole(parsed, steps, 2, 64) ?? standard.Steps,
                Grid = Whole(parsed, grid, 2, 64),
                Walk = walk.Read<string?>(parsed, null, Walk),
                Frames = Whole(parsed, frames, 1, 64) ?? standard.Frames,
                Random = Whole(parsed, random, 1, 256),
                Spread = spread.Read(parsed, standard.Spread, text => Numbers.Real(text, s => s is >= 0 and <= 1000, "a number from 0 "
                    + "to 1000")),
                Point = point.Read<IReadOnlyList<double>?>(parsed, null, Point),
                Seed = session.Seed ?? standard.Seed,
            };
            return Run(session, options, new GenerateTarget(folder.Text(parsed) ?? Path.Combine("out", Name))
            {
                Model = model.Text(parsed),
                MayNumber = folder.Text(parsed) is null,
                Overwrite = parsed.GetValue(overwrite),
                Threads = session.Threads ?? 1,
                Command = used => string.Join(' ', session.Args.Where(arg => arg is not ("--overwrite" or "--quiet" or "--json"))
                    .Prepend("tinyae").Concat(used is null ? [] : (string[])["--model", used]).Select(ShellQuote.Of)),
            });
        });
        return command;
    }

    private static int Run(Session session, GenerateOptions options, GenerateTarget target)
    {
        Output output = session.Output;
        session.HeedSignals();
        GenerateResult result;
        try
        {
            result = GenerateRun.Execute(options, target, output.Say, session.Stop);
        }
        catch (OperationCanceledException)
        {
            output.Result("Interrupted while training the model; nothing has been written.");
            output.Event("result", new Fields { ["status"] = "interrupted" });
            return ExitCode.Interrupted;
        }

        output.Say();
        foreach (string sentence in GenerateReport.Sentences(result.Drawn))
        {
            output.Say(sentence);
        }

        output.Say();
        output.Say($"Pictures, numbers and font headers are in {result.Folder.Path}; this page shows and explains them:");
        output.Result(output.Quiet ? result.Folder[RunFolder.Report] : $"  {result.Folder[RunFolder.Report]}");
        output.Event("result", Result(result));
        return ExitCode.Done;
    }

    private static Fields Result(GenerateResult result)
    {
        string folder = Path.GetFullPath(result.Folder.Path);
        Fields fields = new()
        {
            ["status"] = "done",
            ["folder"] = folder,
            ["model"] = Path.GetFullPath(result.ModelPath),
            ["trained"] = result.Trained,
            ["characters"] = result.Drawn.Model.Font.Characters,
            ["report"] = Path.Combine(folder, RunFolder.Report),
            ["config"] = Path.Combine(folder, RunFolder.Config),
            ["files"] = result.Files.Select(file => Path.Combine(folder, file)).ToArray(),
        };
        foreach ((string name, _, IReadOnlyList<DecodedGlyph> drawings) in result.Drawn.Parts)
        {
            fields[name.Replace('-', '_')] = drawings.Select(drawing => new Fields
            {
                ["code"] = drawing.Code.Select(number => (double)number).ToArray(),
                ["rows"] = Rows(drawing.Glyph),
                ["nearest"] = $"{drawing.Nearest.Character}",
                ["distance"] = drawing.Distance,
                ["certainty"] = drawing.Certainty,
            }).ToArray();
        }

        return fields;
    }

    private static string[] Rows(Glyph glyph) => [.. Enumerable.Range(0, Glyph.Height).Select(row =>
        string.Concat(Enumerable.Range(0, Glyph.Width).Select(column => glyph[row, column] ? '#' : '.')))];

    private static int? Whole(ParseResult parsed, Setting option, int least, int most) =>
        option.Read<int?>(parsed, null, text => (int)Numbers.Whole(text, least, most));

    private static void Needs(ParseResult parsed, Option detail, Option whole)
    {
        if (parsed.GetResult(detail) is not null && parsed.GetResult(whole) is null)
        {
            throw new UsageException($"{detail.Name} goes with {whole.Name}, which is not there.");
        }
    }

    private static IReadOnlyList<double> Point(string text) =>
        [.. text.Split(',').Select(number => Numbers.Real(number.Trim(), _ => true, $"a finite number in the point {text}, such as "
            + "0.25,-0.5"))];

    private static (char, char) Line(string text) => text switch
    {
        [char from, ',', char to] => (from, to),
        [char from, char to] => (from, to),
        _ => throw new UsageException($"'{text}' is not two characters, such as 1,7."),
    };

    private static string Walk(string text) => text.Length is >= 2 and <= GenerateOptions.LongestWalk ? text
        : throw new UsageException($"A walk goes through 2 to {GenerateOptions.LongestWalk} characters; '{text}' has {text.Length}.");
}
