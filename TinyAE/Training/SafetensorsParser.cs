using System.Text.Json;
using System.Text.Unicode;

namespace TinyAE.Training;

/// <summary>Reads a safetensors header from a file that may be damaged or hostile: nothing is believed before it is checked.</summary>
internal sealed class SafetensorsParser(string file)
{
    /// <summary>The header follows the eight bytes of its length.</summary>
    private const int Start = sizeof(ulong);

    /// <summary>The most dimensions of a tensor; NumPy and PyTorch allow as many.</summary>
    private const int MostDimensions = 64;

    private readonly HashSet<string> names = [];

    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public List<TensorLine> Tensors { get; } = [];

    /// <summary>An error at a byte of the file.</summary>
    public InvalidDataException Error(long place, string what) => new($"{file}, byte {place}: {what}.");

    /// <summary>Reads the whole header; a text that is no JSON, or has more than the format's three levels, is an error.</summary>
    public void Parse(byte[] json)
    {
        if (json.Length == 0 || json[0] != '{')
            throw Error(Start, "the header must begin with '{': this is no safetensors file");
        if (!Utf8.IsValid(json))
            throw Error(Start, "the header is not valid UTF-8");
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = 3 });
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                ParseEntry(ref reader);
            reader.Read(); // only spaces may follow
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Error(Start + reader.BytesConsumed, $"the header is not valid JSON: {error.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Puts the tensors in the order of their data, and checks that they cover it without holes and overlaps.</summary>
    public void CheckPlaces(long dataBytes)
    {
        Tensors.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        long end = 0;
        foreach (TensorLine line in Tensors)
        {
            if (line.Begin != end)
            {
                throw Error(line.Place, $"tensor '{Short(line.Name)}' begins at byte {line.Begin} of the data, " +
                    $"expected {end}, where the one before it ends");
            }
            end = line.End;
        }
        if (end != dataBytes)
            throw Error(0, $"the tensors take {end} bytes, but {dataBytes} bytes of data follow the header");
    }

    private void ParseEntry(ref Utf8JsonReader reader)
    {
        long place = Start + reader.TokenStartIndex;
        string name = reader.GetString()!;
        if (!names.Add(name))
            throw Error(place, $"'{Short(name)}' stands in the header twice");
        Next(ref reader, JsonTokenType.StartObject, "an object");
        if (name == SafetensorsHeader.MetadataKey)
            ParseMetadata(ref reader);
        else
            Tensors.Add(ParseTensor(ref reader, name, place));
    }

    private void ParseMetadata(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            long place = Start + reader.TokenStartIndex;
            string key = reader.GetString()!;
            Next(ref reader, JsonTokenType.String, "a text");
            if (!Metadata.TryAdd(key, reader.GetString()!))
                throw Error(place, $"'{Short(key)}' stands in the metadata twice");
        }
    }

    private TensorLine ParseTensor(ref Utf8JsonReader reader, string name, long place)
    {
        TensorType? type = null;
        List<long>? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            if (key == "dtype" && type == null)
                type = ParseType(ref reader);
            else if (key == "shape" && shape == null)
                shape = ParseNumbers(ref reader, MostDimensions, int.MaxValue);
            else if (key == "data_offsets" && offsets == null)
                offsets = ParseNumbers(ref reader, 2, long.MaxValue);
            else
                throw Error(Start + reader.TokenStartIndex, $"'{Short(key)}' found, allowed are dtype, shape, data_offsets, each once");
        }
        if (type == null || shape == null || offsets is not { Count: 2 })
            throw Error(place, $"tensor '{Short(name)}' needs dtype, shape and two data_offsets");
        int[] dimensions = [.. shape.Select(dimension => (int)dimension)];
        long count = TensorEntry.Count(dimensions), bytes = offsets[1] - offsets[0];
        // Compared by division: the product of the count and the size may exceed the range.
        int size = type.Value.Size();
        if (count < 0 || bytes < 0 || bytes % size != 0 || bytes / size != count || bytes > Array.MaxLength)
        {
            throw Error(place, $"tensor '{Short(name)}' has the data_offsets {offsets[0]} and {offsets[1]}, which are not the bytes of " +
                $"its {type} numbers ({size} each) and {shape.Count} dimensions, at most {Array.MaxLength} in all");
        }
        return new TensorLine(name, type.Value, dimensions, offsets[0], offsets[1], place);
    }

    private TensorType ParseType(ref Utf8JsonReader reader)
    {
        Next(ref reader, JsonTokenType.String, "a text");
        string text = reader.GetString()!;
        string[] allowed = Enum.GetNames<TensorType>();
        if (!allowed.Contains(text))
            throw Error(Start + reader.TokenStartIndex, $"dtype '{Short(text)}', allowed are {string.Join(", ", allowed)}");
        return Enum.Parse<TensorType>(text);
    }

    private List<long> ParseNumbers(ref Utf8JsonReader reader, int mostNumbers, long most)
    {
        List<long> numbers = [];
        Next(ref reader, JsonTokenType.StartArray, "an array");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number)
                || number < 0 || number > most || numbers.Count == mostNumbers)
            {
                throw Error(
                    Start + reader.TokenStartIndex, $"expected at most {mostNumbers} whole numbers, each from 0 to {most}");
            }
            numbers.Add(number);
        }
        return numbers;
    }

    private void Next(ref Utf8JsonReader reader, JsonTokenType type, string expected)
    {
        reader.Read();
        if (reader.TokenType != type)
            throw Error(Start + reader.TokenStartIndex, $"{reader.TokenType} found, expected {expected}");
    }

    /// <summary>A name from the file, cut so that an error stays readable.</summary>
    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
