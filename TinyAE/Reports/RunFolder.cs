using System.Text.Json;
using TinyAE.Numerics;

namespace TinyAE.Reports;

/// <summary>The folder of one run: its settings, its numbers, its model, its pictures and the page that shows them.</summary>
/// <remarks>
/// A folder belongs to the run whose settings stand in its <c>config.json</c>. All settings together determine a run's numbers, so a run
/// with
/// the same settings may replace a finished one; a run with other settings never does, unless told to. The part "run" of the
/// settings (threads, and whether the run has finished) does not change the numbers and is not compared; the part "stop" (how long to
/// train) is not compared where a run is resumed, which may then go on for longer.
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
    private const string Stop = "stop";
    private const string IsFinished = "finished";
    private static readonly string[] Files = [Config, Report, Metrics, Model, Checkpoint];

    private readonly Fields _settings;
    private readonly string[] _stale;
    private bool _isNew;

    private RunFolder(string path, Fields settings, string[] stale, string? note)
    {
        Path = path;
        _settings = settings;
        _stale = stale;
        Note = note;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What a user should know about what was found in the folder, or null.</summary>
    public string? Note { get; }

    /// <summary>The path of a file in the folder.</summary>
    public string this[string file] => System.IO.Path.Combine(Path, file);

    /// <summary>Chooses the folder of a run. Nothing is written yet.</summary>
    /// <param name="path">The folder wanted.</param>
    /// <param name="mayNumber">True: where another run is in the way, path-2, path-3, ... will do.</param>
    /// <param name="settings">All that determines the run's numbers, and the parts "run" and "stop".</param>
    /// <param name="start">What to do with a run that is there.</param>
    /// <exception cref="RunFolderException">Another run is in the way, or there is none to resume.</exception>
    public static RunFolder Choose(string path, bool mayNumber, Fields settings, RunStart start) =>
        start == RunStart.Resume ? ToResume(path, mayNumber, settings) : ToBegin(path, mayNumber, settings, start);

    /// <summary>Creates the folder, removes what is left of a run that is replaced, and writes the settings.</summary>
    /// <exception cref="RunFolderException">The folder cannot be written.</exception>
    public void Begin()
    {
        try
        {
            _isNew = !Directory.Exists(Path);
            Directory.CreateDirectory(Path);
            foreach (string file in _stale)
            {
                File.Delete(this[file]);
            }

            SaveConfig(finished: false);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"Cannot write to the folder {Path}: {refused.Message}");
        }
    }

    /// <summary>Takes back what <see cref="Begin"/> made, if it is all that there is: for a run that fails before it has anything to
    /// keep.</summary>
    public void Abandon()
    {
        if (_isNew && Directory.EnumerateFileSystemEntries(Path).All(entry => entry == this[Config]))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    /// <summary>Notes in the settings that everything has been written.</summary>
    public void Finish() => SaveConfig(finished: true);

    private static RunFolder ToBegin(string path, bool mayNumber, Fields settings, RunStart start)
    {
        string candidate = path;
        for (int number = 2; ; candidate = $"{path}-{number++}")
        {
            Found found = Look(candidate, settings, start);
            switch (found.Kind)
            {
                case Kind.Nothing:
                    string? elsewhere = candidate == path ? null : $"{path} holds another run, so this one goes to {candidate}.";
                    return new(candidate, settings, [], elsewhere);
                case Kind.Same when start == RunStart.Continue:
                    return new(candidate, settings, [], null);
                case Kind.Same when found.Finished:
                    return new(candidate, settings, [Checkpoint], $"Replacing the run with the same settings in {candidate}.");
                case Kind.Same when start == RunStart.New:
                    throw new RunFolderException(
                        $"{candidate} holds this very run, interrupted: continue it with --resume, or start over with --overwrite.");
                case Kind.Same:
                    return new(candidate, settings, [Checkpoint], $"Starting over the interrupted run in {candidate}.");
                case Kind.Other when start == RunStart.Overwrite:
                    return new(candidate, settings, Files, $"Overwriting another run in {candidate} ({found.Difference}).");
                case Kind.Other when !mayNumber:
                    throw new RunFolderException(
                        $"{candidate} holds another run ({found.Difference}): choose another folder with --out, "
                        + "or replace that run with --overwrite.");
            }
        }
    }

    private static RunFolder ToResume(string path, bool mayNumber, Fields settings)
    {
        string candidate = path;
        string? difference = null;
        for (int number = 2; ; candidate = $"{path}-{number++}")
        {
            Found found = Look(candidate, settings, RunStart.Resume);
            if (found.Kind == Kind.Same)
            {
                return new(candidate, settings, [], null);
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
    private static Found Look(string path, Fields settings, RunStart start)
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

        string? difference = FirstDifference(theirs, settings, start == RunStart.Resume ? [Run, Stop] : [Run]);
        return difference is not null ? new(Kind.Other, Difference: difference)
            : finished || File.Exists(System.IO.Path.Combine(path, Checkpoint)) ? new(Kind.Same, finished)
            : new(Kind.Nothing); // this run, stopped before it saved anything
    }

    private static string? FirstDifference(Dictionary<string, string> theirs, Fields settings, string[] except)
    {
        using JsonDocument document = JsonDocument.Parse(settings.ToJson());
        Dictionary<string, string> ours = Leaves(document.RootElement);
        foreach (string name in ours.Keys.Union(theirs.Keys).Where(name => !except.Contains(name.Split('.')[0])))
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
