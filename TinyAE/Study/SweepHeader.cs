using System.Text.Json;

namespace TinyAE.Study;

/// <summary>The first line of a sweep's file: which sweep, and which part of it.</summary>
/// <param name="Name">What the sweep studies.</param>
/// <param name="Settings">Its settings, in order.</param>
/// <param name="Id">Its id.</param>
/// <param name="Cells">The number of its cells, those of other parts included.</param>
/// <param name="Shard">The part.</param>
public sealed record SweepHeader(string Name, IReadOnlyDictionary<string, string> Settings, string Id, int Cells, Shard Shard)
{
    private const string Format = "tinyae sweep";
    private const int Version = 1;

    /// <summary>The header of a part's file.</summary>
    internal static SweepHeader Of(Sweep sweep, Shard shard) => new(sweep.Name, sweep.Settings, sweep.Id, sweep.Cells.Count, shard);

    /// <summary>The members of the line.</summary>
    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("format", Format);
        writer.WriteNumber("version", Version);
        writer.WriteString("sweep", Name);
        writer.WriteString("id", Id);
        writer.WriteStartObject("settings");
        foreach ((string name, string value) in Settings)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteNumber("cells", Cells);
        writer.WriteString("shard", Shard.ToString());
    }

    /// <summary>Reads the line.</summary>
    /// <exception cref="FormatException">It is none of a sweep's file, or of a version that this program does not know.</exception>
    internal static SweepHeader Read(JsonElement line)
    {
        try
        {
            if (line.GetProperty("format").GetString() != Format)
            {
                throw new FormatException($"expected the format '{Format}', found '{line.GetProperty("format")}'");
            }

            if (line.GetProperty("version").GetInt32() is int version and not Version)
            {
                throw new FormatException(
                    $"expected version {Version} of the format, found version {version}, which a newer program wrote");
            }

            OrderedDictionary<string, string> settings = [];
            foreach (JsonProperty setting in line.GetProperty("settings").EnumerateObject())
            {
                settings.Add(setting.Name, setting.Value.GetString() ?? "");
            }

            return new(Text("sweep"), settings, Text("id"), line.GetProperty("cells").GetInt32(), Shard.Parse(Text("shard")));
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("expected the members format, version, sweep, id, settings, cells and shard", error);
        }

        string Text(string name) => line.GetProperty(name).GetString() ?? "";
    }

    /// <summary>What differs from a plan, or null if this is that plan's id.</summary>
    internal string? DifferenceFrom(Sweep sweep)
    {
        if (Id == sweep.Id)
        {
            return null;
        }

        if (Name != sweep.Name)
        {
            return $"it studies {Name}, not {sweep.Name}";
        }

        foreach (string name in sweep.Settings.Keys.Union(Settings.Keys))
        {
            string there = Settings.GetValueOrDefault(name, "not set");
            string here = sweep.Settings.GetValueOrDefault(name, "not set");
            if (there != here)
            {
                return $"{name} is {there} there and {here} here";
            }
        }

        return Cells != sweep.Cells.Count ? $"it has {Cells} cells, not {sweep.Cells.Count}" : "its cells are others";
    }
}
