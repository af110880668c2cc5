using System.Text.Json;
using TinyAE.Numerics;

namespace TinyAE.Reports;

/// <summary>The folder of one run: its settings, its numbers, its model, its pictures and the page that shows them.</summary>
/// <remarks>
/// A folder belongs to the run whose settings stand in its <c>config.json</c>. All settings together determine a run's numbers, so a run with
/// the same settings may replace a finished one; a run with other settings never does, unless told to. The part "run" of the
/// settings (threads, and whether the run has finished) does not change the numbers and is not compared.
/// </remarks>
public sealed class RunFolder
{
    /// <summary>The settings.</summary>
    public const string Config = "config.json";

    /// <summary>The page that shows everything.</summary>
    public const string Report = "report.md";

    /// <summary>Loss and measures, step by step.</summary>
    public const string Metrics = "metrics.csv";

    /// <summary>The trained network.</summary>
    public const string Model = "model.safetensors";

    /// <summary>The whole state of the training, for resuming.</summary>
    public const string Checkpoint = "checkpoint.safetensors";

    private const string Run = "run";
    private const string IsFinished = "finished";
    private static readonly string[] Files = [Config, Report, Metrics, Model, Checkpoint];

    private readonly Fields _settings;

    private RunFolder(string path, Fields settings, string? note)
    {
        Path = path;
        _settings = settings;
        Note = note;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What a user should know about what was found in the folder, or null.</summary>
    public string? Note { get; }

    /// <summary>The path of a file in the folder.</summary>
    public string this[string file] => System.IO.Path.Combine(Path, file);

    /// <summary>Chooses and creates the folder of a run and writes its settings there.</summary>
    /// <param name="path">The folder wanted.</param>
    /// <param name="mayNumber">True: where another run is in the way, path-2, path-3, ... will do.</param>
    /// <param name="settings">All that determines the run's numbers, and a part "run" for what does not.</param>
    /// <param name="start">What to do with a run that is there.</param>
    /// <exception cref="RunFolderException">Another run is in the way, or there is none to resume; nothing has been written then.</exception>
    /// <exception cref="IOException">The folder or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static RunFolder Open(string path, bool mayNumber, Fields settings, RunStart start)
    {
        (string chosen, string? note) = start == RunStart.Resume ? ToResume(path, mayNumber, settings) : ToBegin(path, mayNumber, settings, start);
        RunFolder folder = new(chosen, settings, note);
        Directory.CreateDirectory(chosen);
        folder.SaveConfig(finished: false);
        if (start != RunStart.Resume)
        {
            File.Delete(folder[Checkpoint]); // of the run that is replaced
        }

        return folder;
    }

    /// <summary>Notes in the settings that everything has been written.</summary>
    public void Finish() => SaveConfig(finished: true);

    private static (string Path, string? Note) ToBegin(string path, bool mayNumber, Fields settings, RunStart start)
    {
        string candidate = path;
        for (int number = 2; ; candidate = $"{path}-{number++}")
        {
            Found found = Look(candidate, settings);
            switch (found.Kind)
            {
                case Kind.Nothing:
                    return (candidate, candidate == path ? null : $"{path} holds another run, so this one goes to {candidate}.");
                case Kind.Same when found.Finished:
                    return (candidate, $"Replacing the run with the same settings in {candidate}.");
                case Kind.Same when start == RunStart.New:
                    throw new RunFolderException($"{candidate} holds this very run, interrupted: continue it with --resume, or start over with --overwrite.");
                case Kind.Same:
                    return (candidate, $"Starting over the interrupted run in {candidate}.");
                case Kind.Other when start == RunStart.Overwrite:
                    return (candidate, $"Overwriting another run in {candidate} ({found.Difference}).");
                case Kind.Other when !mayNumber:
                    throw new RunFolderException(
                        $"{candidate} holds another run ({found.Difference}): choose another folder with --out, or replace that run with --overwrite.");
            }
        }
    }

    private static (string Path, string? Note) ToResume(string path, bool mayNumber, Fields settings)
    {
        string candidate = path;
        string? difference = null;
        for (int number = 2; ; candidate = $"{path}-{number++}")
        {
            Found found = Look(candidate, settings);
            if (found.Kind == Kind.Same)
            {
                return (candidate, null);
            }

            difference ??= found.Difference;
            if (found.Kind == Kind.Nothing || !mayNumber)
            {
                throw new RunFolderException(difference is null
                    ? $"There is no run to resume in {path}: it has no checkpoint. Leave out --resume to start one."
                    : $"{path} holds another run ({difference}): --resume continues a run with the settings that it began with.");
            }
        }
    }

    /// <summary>What is in a folder, as a run with these settings sees it.</summary>
    private static Found Look(string path, Fields settings)
    {
        if (File.Exists(path))
        {
            throw new RunFolderException($"{path} is a file, but a folder is needed for the results: choose another one with --out.");
        }

        string config = System.IO.Path.Combine(path, Config);
        if (!File.Exists(config))
        {
            string? there = Array.Find(Files, file => File.Exists(System.IO.Path.Combine(path, file)));
            return there is null ? new(Kind.Nothing) : new(Kind.Other, Difference: $"it has a {there}, but no {Config}");
        }

        Dictionary<string, string> theirs;
        bool finished;
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(config));
            theirs = Leaves(document.RootElement);
            finished = theirs.GetValueOrDefault($"{Run}.{IsFinished}") == "true";
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException)
        {
            return new(Kind.Other, Difference: $"its {Config} cannot be read");
        }

        string? difference = FirstDifference(theirs, settings);
        return difference is not null ? new(Kind.Other, Difference: difference)
            : finished || File.Exists(System.IO.Path.Combine(path, Checkpoint)) ? new(Kind.Same, finished)
            : new(Kind.Nothing); // this run, stopped before it saved anything
    }

    private static string? FirstDifference(Dictionary<string, string> theirs, Fields settings)
    {
        using JsonDocument document = JsonDocument.Parse(settings.ToJson());
        Dictionary<string, string> ours = Leaves(document.RootElement);
        foreach (string name in ours.Keys.Union(theirs.Keys).Where(name => !name.StartsWith($"{Run}.", StringComparison.Ordinal)))
        {
            string there = theirs.GetValueOrDefault(name, "not set");
            string here = ours.GetValueOrDefault(name, "not set");
            if (there != here)
            {
                return $"{name} is {Short(there)} there and {Short(here)} here";
            }
        }

        return null;
    }

    private static string Short(string value) => value.Length <= 60 ? value : $"{value[..57]}...";

    private static Dictionary<string, string> Leaves(JsonElement root)
    {
        Dictionary<string, string> leaves = [];
        Collect(root, "");
        return leaves;

        void Collect(JsonElement element, string prefix)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.Object)
                {
                    Collect(property.Value, $"{prefix}{property.Name}.");
                }
                else
                {
                    leaves[prefix + property.Name] = Raw(property.Value);
                }
            }
        }
    }

    private static string Raw(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? $"[{string.Join(", ", value.EnumerateArray().Select(Raw))}]" : value.GetRawText();

    private void SaveConfig(bool finished)
    {
        Fields run = _settings.FirstOrDefault(field => field.Key == Run).Value as Fields ?? [];
        run[IsFinished] = finished;
        _settings[Run] = run;
        string text = _settings.ToJson(indented: true) + "\n";
        AtomicFile.Write(this[Config], stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private enum Kind
    {
        Nothing,
        Same,
        Other,
    }

    private readonly record struct Found(Kind Kind, bool Finished = false, string? Difference = null);
}
