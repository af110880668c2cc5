using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using TinyAE.Training;

namespace TinyAE.Tests.Training;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tinyae").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File1 => Path.Combine(folder, "model.safetensors");

    /// <summary>Tensors of every type and many shapes, with NaN and infinities among the numbers, come back bit for bit.</summary>
    [Fact]
    public void ReadsWhatItWrote()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Random random = new(seed);
            List<TensorEntry> tensors = [];
            for (int n = random.Next(12); n > 0; n--)
                tensors.Add(RandomTensor(random, $"tensor {n}/\"W\" ü 数"));
            Dictionary<string, string> metadata = new() { ["b"] = "{\"x\": 1}\n\\", ["a"] = "α\u0001" };
            if (seed % 3 == 0)
                metadata.Clear();

            SafetensorsFile.Write(File1, tensors, metadata);
            SafetensorsFile read = SafetensorsFile.Read(File1);
            Assert.Equal(metadata.OrderBy(pair => pair.Key), read.Metadata.OrderBy(pair => pair.Key));
            Assert.Equal(tensors.Count, read.Tensors.Count);
            foreach (TensorEntry tensor in tensors)
            {
                TensorEntry found = read.Tensors.Single(t => t.Name == tensor.Name);
                Assert.Equal(tensor.Type, found.Type);
                Assert.Equal(tensor.Shape.ToArray(), found.Shape.ToArray());
                Assert.True(tensor.Bytes.Span.SequenceEqual(found.Bytes.Span));
            }
        }
    }

    /// <summary>The bytes themselves: length, header, padding, alignment and values, taken apart by other means.</summary>
    [Fact]
    public void WritesTheFormat()
    {
        byte[] bytes = [1, 2, 3];
        float[] floats = [1.5f, -0f, float.NaN, 3e38f];
        long[] longs = [long.MinValue, 42];
        TensorEntry[] tensors =
            [TensorEntry.Of<byte>("u8", bytes, 3), TensorEntry.Of<float>("f32", floats, 2, 2), TensorEntry.Of<long>("i64", longs, 2, 1)];
        SafetensorsFile.Write(File1, tensors, new Dictionary<string, string> { ["format"] = "test" });

        byte[] file = File.ReadAllBytes(File1);
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        using JsonDocument json = JsonDocument.Parse(Encoding.UTF8.GetString(file, 8, length).TrimEnd(' '));
        Assert.Equal("test", json.RootElement.GetProperty("__metadata__").GetProperty("format").GetString());
        Assert.Equal("""{"dtype":"F32","shape":[2,2],"data_offsets":[16,32]}""", json.RootElement.GetProperty("f32").GetRawText());
        Assert.Equal("""{"dtype":"I64","shape":[2,1],"data_offsets":[0,16]}""", json.RootElement.GetProperty("i64").GetRawText());
        Assert.Equal("""{"dtype":"U8","shape":[3],"data_offsets":[32,35]}""", json.RootElement.GetProperty("u8").GetRawText());
        Assert.Equal(8 + length + 35, file.Length);
        Span<byte> data = file.AsSpan(8 + length);
        Assert.Equal(longs, new[] { BinaryPrimitives.ReadInt64LittleEndian(data), BinaryPrimitives.ReadInt64LittleEndian(data[8..]) });
        for (int i = 0; i < 4; i++)
        {
            int bits = BinaryPrimitives.ReadInt32LittleEndian(data[(16 + (4 * i))..]);
            Assert.Equal(BitConverter.SingleToInt32Bits(floats[i]), bits);
        }
        Assert.Equal(bytes, data[32..].ToArray());
    }

    /// <summary>Equal content gives equal bytes, whatever the order of the metadata.</summary>
    [Fact]
    public void IsDeterministic()
    {
        TensorEntry[] tensors = [RandomTensor(new Random(3), "a"), RandomTensor(new Random(4), "b")];
        SafetensorsFile.Write(File1, tensors, new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" });
        byte[] first = File.ReadAllBytes(File1);
        SafetensorsFile.Write(File1, tensors, new Dictionary<string, string> { ["y"] = "2", ["x"] = "1" });
        Assert.Equal(first, File.ReadAllBytes(File1));
    }

    [Fact]
    public void GivesValuesOfTheExpectedTypeAndShape()
    {
        SafetensorsFile.Write(File1, [TensorEntry.Of<double>("W", new double[] { 1, 2, 3, 4, 5, 6 }, 2, 3)]);
        SafetensorsFile file = SafetensorsFile.Read(File1);
        Assert.Equal([1, 2, 3, 4, 5, 6], file.Values<double>("W", 2, 3).ToArray());
        Missing(() => file.Values<double>("b", 2, 3).ToArray(), "expected a tensor 'b' of type F64 and shape (2, 3); it has W");
        Missing(() => file.Values<float>("W", 2, 3).ToArray(), "expected a tensor 'W' of type F32 and shape (2, 3), found type F64");
        Missing(() => file.Values<double>("W", 3, 2).ToArray(), "found type F64 and shape (2, 3)");
        Missing(() => file.Values<double>("W", 6).ToArray(), "found type F64 and shape (2, 3)");
        Assert.Throws<InvalidCastException>(() => file.Tensors[0].Values<ulong>().ToArray());
        Assert.Throws<NotSupportedException>(() => file.Values<short>("W", 6).ToArray());

        void Missing(Func<object> read, string expected)
        {
            InvalidDataException error = Assert.Throws<InvalidDataException>(read);
            Assert.StartsWith(File1, error.Message, StringComparison.Ordinal);
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void RefusesWrongTensors()
    {
        TensorEntry good = TensorEntry.Of<float>("W", new float[6], 2, 3);
        Assert.Throws<ArgumentException>(() => TensorEntry.Of<float>("W", new float[6], 2, 4));
        Assert.Throws<ArgumentException>(() => TensorEntry.Of<float>("W", new float[6], -2, -3));
        Assert.Throws<ArgumentException>(() => TensorEntry.Of<float>("W", new float[6]));
        Assert.Throws<ArgumentException>(() => TensorEntry.Of<float>("W", ReadOnlyMemory<float>.Empty, int.MaxValue, int.MaxValue, 4, 2));
        Assert.Throws<ArgumentException>(() => TensorEntry.Of<float>("__metadata__", new float[6], 6));
        Assert.Throws<NotSupportedException>(() => TensorEntry.Of<short>("W", new short[6], 6));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(File1, [good, good]));
        Dictionary<string, string> large = new() { ["x"] = new string('x', 100_000_000) };
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(File1, [good], large));
        Assert.False(File.Exists(File1));
    }

    internal static TensorEntry RandomTensor(Random random, string name)
    {
        int[] shape = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(random.Next(8) == 0 ? 1 : 6))];
        int count = shape.Aggregate(1, (product, dimension) => product * dimension);
        byte[] bytes = new byte[8 * count];
        random.NextBytes(bytes);
        return random.Next(7) switch
        {
            0 => Make<float>(),
            1 => Make<double>(),
            2 => Make<int>(),
            3 => Make<uint>(),
            4 => Make<long>(),
            5 => Make<ulong>(),
            _ => Make<byte>(),
        };

        TensorEntry Make<T>()
            where T : unmanaged =>
            TensorEntry.Of<T>(name, MemoryMarshal.Cast<byte, T>(bytes)[..count].ToArray(), shape);
    }
}
