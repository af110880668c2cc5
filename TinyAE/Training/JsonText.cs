using System.Text.Json;
using System.Text.Json.Nodes;

namespace TinyAE.Training;

/// <summary>Small JSON texts in a file's metadata, and what differs between two of them.</summary>
internal static class JsonText
{
    /// <summary>An object of texts.</summary>
    internal static string Of(IReadOnlyDictionary<string, string> values) =>
        new JsonObject(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))).ToJsonString();

    /// <summary>An array of texts.</summary>
    internal static string Of(IEnumerable<string> values) =>
        new JsonArray([.. values.Select(value => JsonValue.Create(value))]).ToJsonString();

    /// <summary>The first entry in which two texts differ, as "name: there in the file, here now"; null where they are equal.</summary>
    /// <remarks>Entries are the members of an object or of an array; any other text is one entry without a name.</remarks>
    internal static string? Difference(string there, string here)
    {
        if (there == here)
        {
            return null;
        }

        Dictionary<string, string> file = Entries(there);
        Dictionary<string, string> now = Entries(here);
        foreach (string name in now.Keys.Union(file.Keys))
        {
            string first = file.GetValueOrDefault(name, "nothing");
            string second = now.GetValueOrDefault(name, "nothing");
            if (first != second)
            {
                return $"{name}: {first} in the file, {second} now".TrimStart(':', ' ');
            }
        }

        return null; // other spaces or another order only
    }

    private static Dictionary<string, string> Entries(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement json = document.RootElement;
            return json.ValueKind switch
            {
                JsonValueKind.Object => json.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetRawText()),
                JsonValueKind.Array => json.EnumerateArray().Select((value, i) => ($"{i + 1}", value.GetRawText())).ToDictionary(),
                _ => new() { [""] = text },
            };
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return new() { [""] = text }; // no JSON, or one name twice
        }
    }
}
