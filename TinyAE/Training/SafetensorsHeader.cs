using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TinyAE.Training;

/// <summary>A tensor's line in the header: its values are the bytes from Begin up to End of the data.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type of the numbers.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Begin">The first byte, counted from the first one after the header.</param>
/// <param name="End">The byte after the last one.</param>
/// <param name="Place">Where in the file the line begins, for errors.</param>
internal readonly record struct TensorLine(string Name, TensorType Type, int[] Shape, long Begin, long End, long Place);

/// <summary>The header of a safetensors file: JSON text that gives each tensor's type, shape and place.</summary>
/// <remarks>
/// {"__metadata__": {"key": "text", ...}, "name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, ...}. The tensors' places
/// cover the data from its first byte to its last, without holes or overlaps. Source: the format's specification (Hugging Face).
/// </remarks>
internal sealed class SafetensorsHeader
{
    /// <summary>The key that stands for the metadata in place of a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>The longest header that the format allows, in bytes.</summary>
    public const int LargestLength = 100_000_000;

    private SafetensorsHeader(SortedDictionary<string, string> metadata, List<TensorLine> tensors)
    {
        Metadata = metadata;
        Tensors = tensors;
    }

    /// <summary>The texts that the file carries, by key.</summary>
    public SortedDictionary<string, string> Metadata { get; }

    /// <summary>The tensors in the order of their data.</summary>
    public List<TensorLine> Tensors { get; }

    /// <summary>Lays the tensors out one after another, the largest numbers first: each begins at a multiple of their size.</summary>
    public static SafetensorsHeader Of(IReadOnlyList<TensorEntry> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        List<TensorLine> lines = [];
        long begin = 0;
        foreach (TensorEntry tensor in InOrder(tensors))
        {
            lines.Add(new TensorLine(tensor.Name, tensor.Type, tensor.Shape.ToArray(), begin, begin + tensor.Bytes.Length, 0));
            begin += tensor.Bytes.Length;
        }
        return new SafetensorsHeader(new SortedDictionary<string, string>(metadata.ToDictionary(), StringComparer.Ordinal), lines);
    }

    /// <summary>The tensors in the order in which their data is written.</summary>
    public static IEnumerable<TensorEntry> InOrder(IReadOnlyList<TensorEntry> tensors) => tensors.OrderByDescending(t => t.Type.Size());

    /// <summary>The header as UTF-8, filled up with spaces to a multiple of 8 bytes.</summary>
    public byte[] ToJson()
    {
        ArrayBufferWriter<byte> buffer = new();
        // The strict encoder would write each quote of a JSON text in the metadata as six characters, for the sake of web pages.
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (Metadata.Count > 0)
            {
                json.WriteStartObject(MetadataKey);
                foreach ((string key, string text) in Metadata)
                    json.WriteString(key, text);
                json.WriteEndObject();
            }
            foreach (TensorLine line in Tensors)
                Write(json, line);
            json.WriteEndObject();
        }
        byte[] header = new byte[(buffer.WrittenCount + 7) / 8 * 8];
        header.AsSpan().Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(header);
        return header;
    }

    /// <summary>Reads and checks the header of a file with so many bytes of data.</summary>
    /// <exception cref="InvalidDataException">It is not as the format wants it.</exception>
    public static SafetensorsHeader Parse(byte[] json, long dataBytes, string file)
    {
        SafetensorsParser parser = new(file);
        parser.Parse(json);
        parser.CheckPlaces(dataBytes);
        return new SafetensorsHeader(parser.Metadata, parser.Tensors);
    }

    private static void Write(Utf8JsonWriter json, in TensorLine line)
    {
        json.WriteStartObject(line.Name);
        json.WriteString("dtype", line.Type.ToString());
        json.WriteStartArray("shape");
        foreach (int dimension in line.Shape)
            json.WriteNumberValue(dimension);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(line.Begin);
        json.WriteNumberValue(line.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
