using System.Buffers.Binary;
using System.Text;
using TinyAE.Training;

namespace TinyAE.Tests.Training;

/// <summary>Thousands of damaged files: each gives tensors or the one error that is promised, and none takes much memory.</summary>
public sealed class SafetensorsMutationTests : IDisposable
{
    private const int Mutations = 15_000;
    private const long MostMemory = 1 << 20;

    private readonly string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(path);

    [Fact]
    public void GivesTensorsOrAnError()
    {
        int good = 0, errors = 0;
        byte[][] files = [.. Enumerable.Range(0, 20).Select(MakeFile)];
        for (int seed = 0; seed < Mutations; seed++)
        {
            Random random = new(seed);
            byte[] file = Mutate(random, [.. files[random.Next(files.Length)]]);
            using MemoryStream stream = new(file);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                SafetensorsFile read = SafetensorsFile.Read(stream, "bad.safetensors");
                Assert.Equal(stream.Length, stream.Position);
                Assert.All(read.Tensors, t => Assert.Equal(TensorEntry.Count(t.Shape) * t.Type.Size(), t.Bytes.Length));
                good++;
            }
            catch (InvalidDataException error)
            {
                Assert.StartsWith("bad.safetensors, byte ", error.Message, StringComparison.Ordinal);
                errors++;
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}: {error}");
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
        }
        Assert.InRange(good, Mutations / 20, Mutations);
        Assert.InRange(errors, Mutations / 2, Mutations);
    }

    private byte[] MakeFile(int seed)
    {
        Random random = new(seed);
        IEnumerable<int> numbers = Enumerable.Range(0, 1 + random.Next(5));
        TensorEntry[] tensors = [.. numbers.Select(n => SafetensorsFileTests.RandomTensor(random, $"t{n}"))];
        SafetensorsFile.Write(path, tensors, new Dictionary<string, string> { ["network"] = "{\"layers\": []}" });
        return File.ReadAllBytes(path);
    }

    private static byte[] Mutate(Random random, byte[] file)
    {
        int header = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        int place = random.Next(file.Length), inHeader = 8 + random.Next(header);
        switch (random.Next(9))
        {
            case 0:
                return file[..place];
            case 1:
                return [.. file, .. new byte[1 + random.Next(20)]];
            case 2:
                file[random.Next(8)] = (byte)random.Next(256);
                return file;
            case 3: // a header length near the true one
                BinaryPrimitives.WriteInt64LittleEndian(file, header + random.Next(-9, 10));
                return file;
            case 4: // another digit, letter or sign in the header
                const string characters = "0123456789-+.eE\"{}[],: \\uFIU/";
                file[inHeader] = (byte)characters[random.Next(characters.Length)];
                return file;
            case 5: // a piece of the header twice or not at all, under a correct length
                {
                    int end = Math.Min(8 + header, inHeader + random.Next(70));
                    string json = Encoding.UTF8.GetString(file, 8, header), piece = json[(inHeader - 8)..(end - 8)];
                    json = random.Next(2) == 0 ? json.Insert(inHeader - 8, piece) : json.Remove(inHeader - 8, piece.Length);
                    return WithHeader(json, file[(8 + header)..]);
                }
            case 6: // other numbers
                {
                    string json = Encoding.UTF8.GetString(file, 8, header);
                    string[] numbers = ["0", "-1", "1", "4", "24", "4294967296", "9223372036854775807", "1e3", "2147483647"];
                    int digit = json.IndexOfAny([.. "0123456789"], random.Next(json.Length));
                    json = digit < 0 ? json : json.Remove(digit, 1).Insert(digit, numbers[random.Next(numbers.Length)]);
                    return WithHeader(json, file[(8 + header)..]);
                }
            case 7: // the numbers: any bits are allowed
                random.NextBytes(file.AsSpan(8 + header));
                return file;
            default:
                for (int flips = 1 + random.Next(3); flips > 0; flips--)
                    file[random.Next(random.Next(2) == 0 ? file.Length : 8 + header)] ^= (byte)(1 << random.Next(8));
                return file;
        }
    }

    private static byte[] WithHeader(string json, byte[] data)
    {
        byte[] header = Encoding.UTF8.GetBytes(json), length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }
}
