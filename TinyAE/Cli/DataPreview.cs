using System.CommandLine;
using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Reports;
using static TinyAE.Reports.Figures;

namespace TinyAE.Cli;

/// <summary><c>data preview</c>: what is in a data set, and a picture of some of it.</summary>
internal static class DataPreview
{
    private const int Standard = 10; // images of a class, and rows without classes

    public static Command Create(Session session)
    {
        DocumentedCommand command = new("preview", "prints what is in a data set and draws a contact sheet of it.")
        {
            Examples =
            [
                ("data preview shapes", "the four drawn shapes"),
                ("data preview fashion-mnist --count 20 --seed 2", "twenty others of each class"),
                ("data preview photos --size 64x64 --out photos.png", "a folder of images, resized"),
            ],
        };
        Argument<string> spec = new("data")
        {
            HelpName = "DATA",
            Description = $"One of {string.Join(", ", DataSource.Named.Select(set => set.Name))}, or a path.",
        };
        command.Arguments.Add(spec);
        Setting file = new("--out", DataCommand.Group, "FILE", "The contact sheet, a PNG file.", "out/preview-NAME.png");
        Setting count = new("--count", DataCommand.Group, "N",
            $"Images to show, of each class where there are classes; 1 to {ContactSheet.Most}.", "10; without classes 100");
        Setting size = new("--size", DataCommand.Group, "HxW", "Resize images to this height and width; 64 is 64x64.", "as they are");
        Setting cache = DataCommand.CacheOption();
        command.Add(file, count, size, cache);
        command.SetAction(parsed => Run(
            session,
            parsed.GetRequiredValue(spec),
            new DataOptions
            {
                Seed = session.Seed ?? 1,
                Size = size.Read<(int, int)?>(parsed, null, text => DataCommand.Size(text)),
                Cache = cache.Text(parsed),
            },
            count.Read<int?>(parsed, null, text => (int)Numbers.Whole(text, 1, ContactSheet.Most)),
            file.Text(parsed)));
        return command;
    }

    private static int Run(Session session, string spec, DataOptions options, int? count, string? file)
    {
        Output output = session.Output;
        DataSplit data = DataSource.Load(spec, options);
        ImageSet training = data.Training;
        string path = file ?? Path.Combine("out", $"preview-{training.Name}.png");
        string title = $"{training.Name}: {Count(training.Count, "image")} {training.Shape} to train on, "
            + $"{Count(data.HeldOut.Count)} held out";
        Image sheet = ContactSheet.Draw(
            training, count ?? (training.Labels.IsEmpty ? Standard * Standard : Standard), options.Seed, title);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        ImageFile.Save(sheet, path);
        (byte least, byte most, double mean) = Values(training.Pixels);
        output.Result($"{title}.");
        output.Result($"Values from {Number(least / 255.0)} to {Number(most / 255.0)}, {Number(mean / 255)} on average (a byte / 255).");
        List<Fields> classes = Classes(data, output);
        List<Fields> factors = Factors(training, output);
        output.Result($"Contact sheet: {path}");
        output.Event("result", new Fields
        {
            ["data"] = training.Name,
            ["shape"] = training.Shape.ToArray(),
            ["training"] = training.Count,
            ["held_out"] = data.HeldOut.Count,
            ["classes"] = classes,
            ["factors"] = factors,
            ["least"] = least / 255.0,
            ["most"] = most / 255.0,
            ["mean"] = mean / 255,
            ["sheet"] = Path.GetFullPath(path),
        });
        return ExitCode.Done;
    }

    private static List<Fields> Classes(DataSplit data, Output output)
    {
        List<Fields> classes = [];
        if (data.Training.Labels.IsEmpty)
        {
            return classes;
        }

        int[] training = CountLabels(data.Training), heldOut = CountLabels(data.HeldOut);
        TextTable table = new("class", "to train on>", "held out>");
        for (int label = 0; label < training.Length; label++)
        {
            string name = data.Training.ClassNames[label];
            table.Add(name, Count(training[label]), Count(heldOut[label]));
            classes.Add(new Fields { ["name"] = name, ["training"] = training[label], ["held_out"] = heldOut[label] });
        }

        output.Result("");
        output.Result(table);
        output.Result("");
        return classes;
    }

    private static List<Fields> Factors(ImageSet set, Output output)
    {
        List<Fields> factors = [];
        if (set.Factors is { } table)
        {
            for (int k = 0; k < table.Names.Count; k++)
            {
                factors.Add(new Fields { ["name"] = table.Names[k], ["values"] = table.Sizes[k] });
            }

            output.Result($"Factors: {string.Join(", ", factors.Select(factor => $"{factor["name"]} ({factor["values"]} values)"))}.");
        }

        return factors;
    }

    private static int[] CountLabels(ImageSet set)
    {
        int[] counts = new int[set.ClassNames.Count];
        foreach (int label in set.Labels)
        {
            counts[label]++;
        }

        return counts;
    }

    private static (byte Least, byte Most, double Mean) Values(ReadOnlySpan<byte> pixels)
    {
        (byte least, byte most, long sum) = (byte.MaxValue, byte.MinValue, 0);
        foreach (byte value in pixels)
        {
            least = Math.Min(least, value);
            most = Math.Max(most, value);
            sum += value;
        }

        return (least, most, sum / (double)pixels.Length);
    }
}
