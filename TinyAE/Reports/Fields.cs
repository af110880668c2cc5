using System.Collections;
using System.Text;
using System.Text.Json;

namespace TinyAE.Reports;

/// <summary>Named values in the order in which they were added: a part of <c>config.json</c>, a line of <c>--json</c>, a table of
/// settings.</summary>
/// <remarks>
/// A value is a string, a bool, an int, a long, a ulong, a double, null, other <see cref="Fields"/>, or a list of such. A double that is
/// not finite
/// has no number in JSON and is written as the string "NaN", "Infinity" or "-Infinity".
/// <c>new Fields { ["name"] = "adam", ["learning_rate"] = 0.005 }.ToJson()</c> is <c>{"name":"adam","learning_rate":0.005}</c>.
/// </remarks>
public sealed class Fields : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _all = [];

    /// <summary>The value of a name; setting a name again replaces its value and keeps its place.</summary>
    /// <exception cref="KeyNotFoundException">Nothing has this name.</exception>
    public object? this[string name]
    {
        get => Find(name) is int place and >= 0 ? _all[place].Value : throw new KeyNotFoundException($"There is no field '{name}'.");
        set
        {
            int place = Find(name);
            if (place >= 0)
            {
                _all[place] = new(name, value);
            }
            else
            {
                _all.Add(new(name, value));
            }
        }
    }

    /// <summary>The values as one JSON object.</summary>
    /// <param name="indented">True: a line a value, for files; false: a single line.</param>
    /// <exception cref="ArgumentException">A value is of none of the kinds above.</exception>
    public string ToJson(bool indented = false)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Options(indented)))
        {
            Write(writer, this);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>The leaves, each with its path: "optimizer.name", "adam".</summary>
    public IEnumerable<(string Path, string Value)> Flatten()
    {
        foreach ((string name, object? value) in _all)
        {
            if (value is Fields inner)
            {
                foreach ((string path, string text) in inner.Flatten())
                {
                    yield return ($"{name}.{path}", text);
                }
            }
            else
            {
                yield return (name, Text(value));
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Text(object? value) => value switch
    {
        null => "none",
        true => "yes",
        false => "no",
        string text => text,
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Text)),
        IFormattable number => number.ToString(null, null),
        _ => throw Unknown(value),
    };

    // The characters of a font are the data here: they stand in the file as themselves, not as escapes.
    private static JsonWriterOptions Options(bool indented) =>
        new() { Indented = indented, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case ulong number: writer.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): writer.WriteNumberValue(number); break;
            case double number: writer.WriteStringValue(number.ToString()); break;
            case Fields fields:
                writer.WriteStartObject();
                foreach ((string name, object? inner) in fields._all)
                {
                    writer.WritePropertyName(name);
                    Write(writer, inner);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (object? inner in list)
                {
                    Write(writer, inner);
                }

                writer.WriteEndArray();
                break;
            default: throw Unknown(value);
        }
    }

    private int Find(string name) => _all.FindIndex(field => field.Key == name);

    private static ArgumentException Unknown(object value) =>
        new($"A field holds text, a truth value, a number, fields or a list of them; found {value.GetType()}.", nameof(value));
}
