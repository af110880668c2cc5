using System.Text.RegularExpressions;
using TinyAE.Imaging;
using TinyAE.Numerics;
using TinyAE.Reports;

namespace TinyAE.Recipes;

/// <summary>Where <c>generate font</c> takes its model from and puts what it draws.</summary>
/// <param name="Folder">The folder for everything that is written.</param>
public sealed record GenerateTarget(string Folder)
{
    /// <summary>The model file; null: that of the last <c>train font</c> below <see cref="Runs"/>, or else one trained now.</summary>
    public string? Model { get; init; }

    /// <summary>Where <c>train font</c> puts its runs by default.</summary>
    public string Runs { get; init; } = "out";

    /// <summary>Whether a numbered folder will do where another run is in the way.</summary>
    public bool MayNumber { get; init; }

    /// <summary>Whether to replace what is in the folder.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Threads; the result does not depend on them.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The command that does it again, for the report: with this model, or, if null, with the one that it names itself.</summary>
    public Func<string?, string> Command { get; init; } = _ => "";
}

/// <summary>What has been drawn, and where it is.</summary>
/// <param name="Drawn">The drawings.</param>
/// <param name="Folder">The folder.</param>
/// <param name="ModelPath">The model's file.</param>
/// <param name="Trained">True if the model was trained for this.</param>
/// <param name="Files">The files written besides report and settings, in the order of the report.</param>
public sealed record GenerateResult(Generated Drawn, RunFolder Folder, string ModelPath, bool Trained, IReadOnlyList<string> Files);

/// <summary>Draws with a trained font autoencoder, and writes pictures, numbers, font headers and report.</summary>
public static partial class GenerateRun
{
    /// <summary>Does it.</summary>
    /// <param name="options">What to draw.</param>
    /// <param name="target">Where.</param>
    /// <param name="said">Told, in a sentence, which model is used and what was found in the folder.</param>
    /// <param name="cancellation">Stops a training; nothing has been written then.</param>
    /// <exception cref="ArgumentException">A wish does not go with the model. Nothing has been written.</exception>
    /// <exception cref="InvalidDataException">The model file is damaged or of another kind. Nothing has been written.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static GenerateResult Execute(
        GenerateOptions options, GenerateTarget target, Action<string>? said = null, CancellationToken cancellation = default)
    {
        using Workers workers = new(target.Threads);
        string? path = target.Model ?? LastModel(target.Runs);
        if (path is null)
        {
            said?.Invoke($"There is no {Path.Combine(target.Runs, "font", RunFolder.Model)}: training the recipe font first, a second "
                + "or two.");
        }

        FontModel model = path is null ? FontModel.Train(new FontAutoencoder(), workers, cancellation) : FontModel.Load(path);
        Generated drawn = Generated.Of(model, options, workers);
        Fields config = GenerateReport.Config(drawn);
        config["run"] = new Fields { ["model"] = path, ["threads"] = target.Threads };
        RunFolder folder = RunFolder.Choose(
            target.Folder, target.MayNumber, config, target.Overwrite ? RunStart.Overwrite : RunStart.New);
        if (target.Overwrite && path is not null
            && Path.GetDirectoryName(Path.GetFullPath(path)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Path)))
        {
            throw new ArgumentException($"The model {path} lies in the folder that --overwrite would clear: choose another folder with "
                + "--out.");
        }

        folder.Begin();
        if (path is not null)
        {
            said?.Invoke($"The model is {path}.");
        }

        if (folder.Note is not null)
        {
            said?.Invoke(folder.Note);
        }

        RemoveStale(folder);
        List<string> files = [.. Write(drawn, folder, workers)];
        if (path is null)
        {
            model.Save(folder[RunFolder.Model]);
            files.Add(RunFolder.Model);
        }

        GenerateResult result = new(drawn, folder, path ?? folder[RunFolder.Model], path is null, files);
        // The last model may be another one tomorrow: the command names the one that was used.
        string command = target.Command(target.Model is null ? result.ModelPath : null);
        GenerateReport.Of(result, config, command).Save(folder[RunFolder.Report]);
        folder.Finish();
        return result;
    }

    /// <summary>The newest model that <c>train font</c> has left in its default folder, font, or in font-2, font-3, ...</summary>
    internal static string? LastModel(string runs) => !Directory.Exists(runs) ? null
        : Directory.GetDirectories(runs).Where(folder => FontFolder().IsMatch(Path.GetFileName(folder)))
        .Select(folder => Path.Combine(folder, RunFolder.Model)).Where(File.Exists)
        .OrderByDescending(File.GetLastWriteTimeUtc).ThenBy(file => file, StringComparer.Ordinal).FirstOrDefault();

    private static IEnumerable<string> Write(Generated drawn, RunFolder folder, Workers workers)
    {
        foreach ((string file, Image picture) in GeneratePictures.Draw(drawn))
        {
            ImageFile.Save(picture, folder[file]);
            yield return file;
        }

        if (drawn.Options.Walk is not null)
        {
            AnimatedPng.Save(GeneratePictures.Frames(drawn, workers), folder[GeneratePictures.Walk], GeneratePictures.Delay);
            yield return GeneratePictures.Walk;
        }

        foreach ((string name, string about, IReadOnlyList<DecodedGlyph> drawings) in drawn.Parts)
        {
            CsvFile.Save(folder[$"{name}.csv"], Headings(drawn.Model.CodeSize), drawings.Select(Row));
            yield return $"{name}.csv";
            if (drawings.Count <= FontHeaderWriter.MaxCharacters)
            {
                string array = string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
                FontHeaderWriter.Save(folder[$"{name}.h"], array, about, [.. drawings.Select(drawing => drawing.Glyph)]);
                yield return $"{name}.h";
            }
        }
    }

    private static string[] Headings(int codeSize) =>
    [
        .. Enumerable.Range(1, codeSize).Select(k => $"z{k}"), "ink", "nearest", "distance", "certainty",
        .. Enumerable.Range(0, Glyph.Size).Select(i => $"r{(i / Glyph.Width) + 1}c{(i % Glyph.Width) + 1}"),
    ];

    private static double[] Row(DecodedGlyph drawing) =>
    [
        .. drawing.Code.Select(number => (double)number), drawing.Glyph.Ink, drawing.Nearest.Character, drawing.Distance,
        drawing.Certainty, .. drawing.Prediction.Select(pixel => (double)pixel),
    ];

    /// <summary>What an earlier call has left in a folder that is this one's now.</summary>
    private static void RemoveStale(RunFolder folder)
    {
        foreach (string name in (string[])["new-letters", "line", "grid", "random", "point", "plane", "walk"])
        {
            foreach (string ending in (string[])["png", "csv", "h"])
            {
                File.Delete(folder[$"{name}.{ending}"]);
            }
        }
    }

    [GeneratedRegex(@"^font(-[0-9]+)?$")]
    private static partial Regex FontFolder();
}
