using System.Buffers.Binary;
using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

/// <summary>Thousands of damaged files: each gives a picture or the one error that is promised, and none takes much memory.</summary>
public class PngMutationTests
{
    private const int Mutations = 12_000;
    private const long MostMemory = 64 << 20;

    [Fact]
    public void GivesAPictureOrAnError()
    {
        int pictures = 0, errors = 0;
        (int ColorType, int Depth)[] forms = [.. TestPng.Forms()];
        for (int seed = 0; seed < Mutations; seed++)
        {
            Random random = new(seed);
            (int type, int depth) = forms[random.Next(forms.Length)];
            (int width, int height, int filter) = (1 + random.Next(40), 1 + random.Next(30), random.Next(6));
            TestPng png = TestPng.Make(random, width, height, type, depth, random.Next(2) == 0, filter, random.Next(2) == 0);
            byte[] file = Mutate(random, png);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                new ManagedPngCodec().Read(new MemoryStream(file), "bad.png");
                pictures++;
            }
            catch (InvalidDataException error)
            {
                Assert.StartsWith("bad.png, byte ", error.Message, StringComparison.Ordinal);
                errors++;
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}: {error}");
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
        }
        Assert.InRange(pictures, Mutations / 20, Mutations);
        Assert.InRange(errors, Mutations / 2, Mutations);
    }

    private static byte[] Mutate(Random random, TestPng png)
    {
        List<(string Type, byte[] Data)> chunks = png.Chunks();
        int n = random.Next(chunks.Count);
        switch (random.Next(12))
        {
            case 0: // a chunk's data changed, under a correct checksum
                Flip(random, chunks[n].Data);
                break;
            case 1:
                chunks.RemoveAt(n);
                break;
            case 2:
                chunks.Insert(random.Next(chunks.Count), chunks[n]);
                break;
            case 3:
                string[] types = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND", "fdAT", "teXt", "ABCD", "\0\xFF!a"];
                byte[] data = new byte[random.Next(40)];
                random.NextBytes(data);
                chunks.Insert(n, (types[random.Next(types.Length)], data));
                break;
            case 4: // another form, the same data
                chunks[0].Data[8 + random.Next(5)] = (byte)random.Next(random.Next(2) == 0 ? 8 : 17);
                break;
            case 5: // another size, the same data
                BinaryPrimitives.WriteInt32BigEndian(chunks[0].Data.AsSpan(4 * random.Next(2)), random.Next() >> random.Next(31));
                break;
            case 6: // other rows, well compressed
                byte[] rows = png.Rows();
                Flip(random, rows);
                rows = random.Next(3) == 0 ? rows[..random.Next(rows.Length)] : rows;
                chunks.RemoveAll(c => c.Type == "IDAT");
                chunks.Insert(chunks.Count - 1, ("IDAT", TestPng.Compress(rows)));
                break;
            case 7:
                chunks[n] = (chunks[n].Type, chunks[n].Data[..random.Next(chunks[n].Data.Length + 1)]);
                break;
            default:
                return MutateBytes(random, TestPng.Assemble(chunks));
        }
        return TestPng.Assemble(chunks);
    }

    private static byte[] MutateBytes(Random random, byte[] file)
    {
        int place = random.Next(file.Length), length = Math.Min(random.Next(20), file.Length - place);
        switch (random.Next(6))
        {
            case 0:
                return file[..place];
            case 1:
                return [.. file[..place], .. file[(place + length)..]];
            case 2:
                return [.. file[..place], .. new byte[length], .. file[place..]];
            case 3: // the length of the second chunk
                BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(33), random.Next(2) == 0 ? random.Next(300) : random.Next());
                return file;
            case 4:
                random.NextBytes(file.AsSpan(place, length));
                return file;
            default:
                Flip(random, file);
                return file;
        }
    }

    private static void Flip(Random random, byte[] bytes)
    {
        for (int flips = 1 + random.Next(3); flips > 0 && bytes.Length > 0; flips--)
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
    }
}
