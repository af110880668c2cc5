using System.Buffers.Binary;
using System.Text;
using TinyAE.Training;

namespace TinyAE.Tests.Training;

/// <summary>Damaged and hostile files: each gives an error that names the file, the byte, what was found and what is allowed.</summary>
public class SafetensorsErrorTests
{
    private static readonly string W = Line("W", "F32", "[2,3]", "[0,24]");

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void RejectsShortFiles(int bytes) =>
        Fails(new byte[bytes], $"byte 0: the file has {bytes} bytes, a safetensors file at least 8");

    /// <summary>The header's length is compared with the file before anything is allocated.</summary>
    [Theory]
    [InlineData(3ul)]
    [InlineData(100_000_000ul)]
    [InlineData(100_000_001ul)]
    [InlineData(ulong.MaxValue)]
    [InlineData(1ul << 63)]
    public void RejectsLengths(ulong length)
    {
        byte[] file = [0, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}'];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fails(file, $"byte 0: the header's length is {length}, allowed are the 2 bytes that follow and at most 100000000");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    [Theory]
    [InlineData("", "byte 8: the header must begin with '{'")]
    [InlineData(" {}", "byte 8: the header must begin with '{'")]
    [InlineData("[]", "byte 8: the header must begin with '{'")]
    [InlineData("{", "the header is not valid JSON")]
    [InlineData("{}}", "the header is not valid JSON")]
    [InlineData("{}{}", "the header is not valid JSON")]
    [InlineData("{,}", "the header is not valid JSON")]
    [InlineData("""{"a":{},}""", "needs dtype, shape and two data_offsets")]
    [InlineData("""{"\ud800":{}}""", "the header is not valid JSON")]
    [InlineData("{/* no */}", "byte 9: the header is not valid JSON")]
    [InlineData("""{"a":1}""", "byte 13: Number found, expected an object")]
    [InlineData("""{"a":{"b":{"c":{"d":1}}}}""", "byte 14: 'b' found, allowed are dtype, shape, data_offsets, each once")]
    [InlineData("""{"__metadata__":{"a":1}}""", "byte 29: Number found, expected a text")]
    [InlineData("""{"__metadata__":{"a":{"b":{}}}}""", "StartObject found, expected a text")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", "byte 33: 'a' stands in the metadata twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "byte 27: '__metadata__' stands in the header twice")]
    [InlineData("""{"__metadata__":"x"}""", "String found, expected an object")]
    public void RejectsHeaders(string json, string expected) => Fails(Make(json, 0), expected);

    [Theory]
    [InlineData("F16", "[6]", "[0,24]", "dtype 'F16', allowed are F32, F64, I32, U32, I64, U64, U8")]
    [InlineData("f32", "[6]", "[0,24]", "dtype 'f32', allowed")]
    [InlineData("0", "[6]", "[0,24]", "dtype '0', allowed")]
    [InlineData("F32", "[-6]", "[0,24]", "expected at most 64 whole numbers, each from 0 to 2147483647")]
    [InlineData("F32", "[6.0]", "[0,24]", "expected at most 64 whole numbers")]
    [InlineData("F32", "[6e0]", "[0,24]", "expected at most 64 whole numbers")]
    [InlineData("F32", "[\"6\"]", "[0,24]", "expected at most 64 whole numbers")]
    [InlineData("F32", "[2147483648]", "[0,24]", "expected at most 64 whole numbers")]
    [InlineData("F32", "[[6]]", "[0,24]", "not valid JSON")]
    [InlineData("F32", "6", "[0,24]", "Number found, expected an array")]
    [InlineData("F32", "[6]", "[-24,0]", "expected at most 2 whole numbers, each from 0 to 9223372036854775807")]
    [InlineData("F32", "[6]", "[0,18446744073709551616]", "expected at most 2 whole numbers")]
    [InlineData("F32", "[6]", "[0,24,24]", "expected at most 2 whole numbers")]
    [InlineData("F32", "[6]", "[24]", "needs dtype, shape and two data_offsets")]
    [InlineData("F32", "[6]", "[24,0]", "data_offsets 24 and 0, which are not the bytes of its F32 numbers (4 each)")]
    [InlineData("F32", "[6]", "[0,23]", "data_offsets 0 and 23, which are not the bytes")]
    [InlineData("F32", "[7]", "[0,24]", "data_offsets 0 and 24, which are not the bytes")]
    [InlineData("F32", "[]", "[0,24]", "data_offsets 0 and 24, which are not the bytes")]
    [InlineData("F64", "[6]", "[0,24]", "data_offsets 0 and 24, which are not the bytes")]
    [InlineData("F32", "[2147483647,2147483647,4,1]", "[0,24]", "which are not the bytes")]
    [InlineData("F32", "[2147483647,2147483647,2147483647]", "[0,24]", "which are not the bytes")]
    [InlineData("F64", "[65536,65536,65536,8192]", "[0,0]", "which are not the bytes")] // 2^61 numbers of 2^3 bytes: 2^64
    [InlineData("F32", "[65536,65536,65536,65536]", "[0,0]", "which are not the bytes")] // 2^64 numbers
    [InlineData("U8", "[2147483647]", "[0,2147483647]", "at most 2147483591 in all")]
    [InlineData("F32", "[6]", "[4,28]", "tensor 'W' begins at byte 4 of the data, expected 0")]
    [InlineData("F32", "[5]", "[0,20]", "byte 0: the tensors take 20 bytes, but 24 bytes of data follow the header")]
    [InlineData("F32", "[7]", "[0,28]", "byte 0: the tensors take 28 bytes, but 24 bytes of data follow the header")]
    public void RejectsTensors(string type, string shape, string offsets, string expected) =>
        Fails(Make($"{{{Line("W", type, shape, offsets)}}}", 24), expected);

    [Theory]
    [InlineData("[0,4]", "[4,28]", null)]
    [InlineData("[24,28]", "[0,24]", null)]
    [InlineData("[0,4]", "[0,24]", "tensor 'V' begins at byte 0 of the data, expected 4")]
    [InlineData("[20,24]", "[0,24]", "tensor 'U' begins at byte 20 of the data, expected 24")]
    [InlineData("[28,32]", "[0,24]", "tensor 'U' begins at byte 28 of the data, expected 24")]
    [InlineData("[4,8]", "[8,32]", "tensor 'U' begins at byte 4 of the data, expected 0")]
    public void RejectsOverlapsAndHoles(string first, string second, string? expected)
    {
        byte[] file = Make($"{{{Line("U", "F32", "[1]", first)},{Line("V", "F32", "[2,3]", second)}}}", 28);
        if (expected != null)
            Fails(file, expected);
        else
            Assert.Equal(2, SafetensorsFile.Read(new MemoryStream(file), "good.safetensors").Tensors.Count);
    }

    [Fact]
    public void RejectsDuplicates()
    {
        Fails(Make($"{{{W},{W}}}", 24), "'W' stands in the header twice");
        Fails(Make($"{{{W},{Line(@"\u0057", "F32", "[0]", "[24,24]")}}}", 24), "'W' stands in the header twice");
        Fails(Make("""{"W":{"dtype":"F32","dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", 0), "'dtype' found, allowed are");
        Fails(Make("""{"W":{"dtype":"F32","shape":[0],"shape":[0],"data_offsets":[0,0]}}""", 0), "'shape' found, allowed are");
    }

    [Fact]
    public void RejectsDepthAndBadText()
    {
        string open = string.Concat(Enumerable.Repeat("{\"a\":", 100_000));
        Fails(Make(open, 0), "allowed are dtype, shape, data_offsets");
        Fails(Make("{\"W\":{\"shape\":" + new string('[', 100_000), 0), "not valid JSON");
        byte[] file = Make("{\"a\":1}", 0);
        file[10] = 0xFF;
        Fails(file, "byte 8: the header is not valid UTF-8");
        Fails(Make("{\"" + new string('x', 10_000) + "\":{}}", 0), "xxx...' needs dtype");
    }

    /// <summary>A file whose tensors claim gigabytes is refused before they are allocated.</summary>
    [Fact]
    public void RefusesLargeClaims()
    {
        byte[] file = Make("""{"W":{"dtype":"U8","shape":[2000000000],"data_offsets":[0,2000000000]}}""", 24);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fails(file, "the tensors take 2000000000 bytes, but 24 bytes of data follow");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    /// <summary>Empty tensors, single numbers, spaces in the header and keys in any order are allowed.</summary>
    [Fact]
    public void ReadsWhatTheFormatAllows()
    {
        string json = $$"""{ "b" : {"data_offsets":[4,4] , "shape":[3,0],"dtype":"F64"}, {{Line("a", "F32", "[]", "[0,4]")}} }   """;
        SafetensorsFile file = SafetensorsFile.Read(new MemoryStream([.. Make(json, 0), 0, 0, 0x80, 0x3F]), "good.safetensors");
        Assert.Equal(1f, file.Values<float>("a")[0]);
        Assert.Equal(0, file.Values<double>("b", 3, 0).Length);
        Assert.Empty(SafetensorsFile.Read(new MemoryStream(Make("{}", 0)), "good.safetensors").Tensors);
    }

    private static string Line(string name, string type, string shape, string offsets) =>
        $"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":{offsets}}}";

    private static byte[] Make(string json, int data)
    {
        byte[] header = Encoding.UTF8.GetBytes(json);
        byte[] file = new byte[8 + header.Length + data];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)header.Length);
        header.CopyTo(file, 8);
        return file;
    }

    private static void Fails(byte[] file, string expected)
    {
        using MemoryStream stream = new(file);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(stream, "bad.safetensors"));
        Assert.StartsWith("bad.safetensors, byte ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 1, 600);
    }
}
