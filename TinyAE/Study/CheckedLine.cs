using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TinyAE.Imaging;

namespace TinyAE.Study;

/// <summary>A line of JSON that carries its own checksum, so that a reader knows it is what was written.</summary>
/// <remarks>
/// <c>{"cell":"seed=1","numbers":{"loss":0.5},"check":"1f3a5c7e"}</c> and a line feed. The checksum is the CRC-32 of the bytes before
/// <c>,"check"</c>.
/// </remarks>
internal static class CheckedLine
{
    private const int TailLength = 20; // ,"check":"1f3a5c7e"}

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of a line, its line feed included.</summary>
    /// <param name="write">Writes the members of the object.</param>
    internal static byte[] Of(Action<Utf8JsonWriter> write)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes, Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        bytes.SetLength(bytes.Length - 1); // the closing brace follows the checksum
        bytes.Write(Encoding.ASCII.GetBytes(Tail(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) + '\n'));
        return bytes.ToArray();
    }

    /// <summary>The JSON of a line without its line feed.</summary>
    /// <exception cref="FormatException">The checksum is missing or another one, or this is no object.</exception>
    internal static JsonElement Read(ReadOnlySpan<byte> line)
    {
        if (line.Length < TailLength || !line[^TailLength..].StartsWith(",\"check\":\""u8))
        {
            throw new FormatException("expected a line of JSON that ends in its checksum");
        }

        string expected = Tail(line[..^TailLength]);
        string found = Encoding.ASCII.GetString(line[^TailLength..]);
        if (found != expected)
        {
            throw new FormatException($"expected {expected[1..^1]} after what the line holds, found {found[1..^1]}");
        }

        try
        {
            Utf8JsonReader reader = new(line);
            JsonElement json = JsonElement.ParseValue(ref reader);
            return json.ValueKind == JsonValueKind.Object ? json : throw new FormatException("expected a JSON object");
        }
        catch (JsonException error)
        {
            throw new FormatException($"expected JSON: {error.Message}", error);
        }
    }

    private static string Tail(ReadOnlySpan<byte> head) => $",\"check\":\"{Crc32.Finish(Crc32.Append(Crc32.Start, head)):x8}\"}}";
}
