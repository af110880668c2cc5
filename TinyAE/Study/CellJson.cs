using System.Globalization;
using System.Text.Json;

namespace TinyAE.Study;

/// <summary>Results of cells as JSON. Every double survives exactly; NaN and the infinities are strings of that name.</summary>
internal static class CellJson
{
    /// <summary>The members of a finished cell's line.</summary>
    internal static void Write(Utf8JsonWriter writer, SweepCell cell, CellResult result)
    {
        writer.WriteString("cell", cell.Key);
        writer.WriteStartObject("numbers");
        foreach ((string name, double number) in result.Numbers)
        {
            writer.WritePropertyName(name);
            Write(writer, number);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("series");
        foreach ((string name, double[] numbers) in result.Series)
        {
            writer.WritePropertyName(name);
            Write(writer, numbers);
        }

        writer.WriteEndObject();
        writer.WritePropertyName("seconds");
        Write(writer, result.Seconds);
    }

    /// <summary>The key and the result of a finished cell.</summary>
    /// <exception cref="FormatException">The line is none of a finished cell.</exception>
    internal static (string Key, CellResult Result) Read(JsonElement line)
    {
        try
        {
            CellResult result = new() { Seconds = Numbers(line.GetProperty("seconds")) };
            foreach (JsonProperty number in line.GetProperty("numbers").EnumerateObject())
            {
                result.Numbers.Add(number.Name, Number(number.Value));
            }

            foreach (JsonProperty series in line.GetProperty("series").EnumerateObject())
            {
                result.Series.Add(series.Name, Numbers(series.Value));
            }

            return (line.GetProperty("cell").GetString() ?? "", result);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new FormatException("expected the members cell, numbers, series and seconds of a finished cell", error);
        }
    }

    private static void Write(Utf8JsonWriter writer, IEnumerable<double> numbers)
    {
        writer.WriteStartArray();
        foreach (double number in numbers)
        {
            Write(writer, number);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number))
        {
            writer.WriteNumberValue(number); // the shortest digits that give the same bits
        }
        else
        {
            writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(Number)];

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? value.GetDouble()
        : value.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => throw new FormatException(),
        };
}
