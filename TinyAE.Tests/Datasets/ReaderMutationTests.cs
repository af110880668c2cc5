using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using TinyAE.Datasets;

namespace TinyAE.Tests.Datasets;

/// <summary>Thousands of damaged files for each reader: each gives images or the one error promised, and none takes much memory.</summary>
public class ReaderMutationTests
{
    private const int Mutations = 4_000;
    private const long MostMemory = 64 << 20;

    [Fact]
    public void Idx() => Run(
        random =>
        {
            int[] sizes = [1 + random.Next(4), 1 + random.Next(6), 1 + random.Next(6)];
            return IdxTests.Idx(8, sizes, Values(random, sizes[0] * sizes[1] * sizes[2]));
        },
        file => IdxFile.Images(new DataInput(new MemoryStream(file), "bad")));

    [Fact]
    public void IdxInGzip() => Run(
        random => IdxTests.Gzip(IdxTests.Idx(8, [3, 5, 4], Values(random, 60))),
        file => IdxFile.Images(new DataInput(new MemoryStream(file), "bad")));

    [Fact]
    public void IdxLabels() => Run(
        random => IdxTests.Idx(8, [40], Values(random, 40)),
        file => IdxFile.Labels(new DataInput(new MemoryStream(file), "bad")));

    [Fact]
    public void Npy() => Run(
        random => Array(random, 2 + random.Next(3)),
        file => NpyImages.Read(() => new DataInput(new MemoryStream(file), "bad"), (3, 3)));

    [Fact]
    public void Npz() => Run(
        random =>
        {
            MemoryStream stream = new();
            using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
            {
                CompressionLevel level = random.Next(2) == 0 ? CompressionLevel.NoCompression : CompressionLevel.Fastest;
                Add(archive, "imgs.npy", level, Array(random, 3));
                Add(archive, "latents_classes.npy", level,
                    NpyTests.Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 5), }", [0, 1, 2, 3, 4, 0, 0, 0, 0, 0]));
                Add(archive, "other.npy", level, [1, 2, 3]);
            }

            return stream.ToArray();
        },
        file =>
        {
            using NpzFile npz = new(new MemoryStream(file), "bad");
            NpzImages.Read("n", "bad", npz, null);
        });

    [Fact]
    public void Csv() => Run(
        random => Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 1 + random.Next(5)).Select(
            n => $"{random.Next(3)}," + string.Join(',', Enumerable.Range(0, 9).Select(_ => random.Next(256)))))),
        file => CsvImages.Read("c", () => new DataInput(new MemoryStream(file), "bad")));

    private static void Add(ZipArchive archive, string name, CompressionLevel level, byte[] bytes)
    {
        using Stream stream = archive.CreateEntry(name, level).Open();
        stream.Write(bytes);
    }

    private static byte[] Array(Random random, int rank)
    {
        (string type, int size)[] types = [("|u1", 1), ("<i2", 2), (">u4", 4), ("<f4", 4), ("<f8", 8), ("|b1", 1)];
        (string type, int size) = types[random.Next(types.Length)];
        string shape = rank switch { 2 => "2, 16", 3 => "2, 4, 4", _ => "2, 4, 4, 1" };
        byte[] values = new byte[32 * size];
        if (size == 1)
        {
            values = Values(random, 32);
        }

        return NpyTests.Npy($"{{'descr': '{type}', 'fortran_order': False, 'shape': ({shape}), }}", values);
    }

    private static byte[] Values(Random random, int count)
    {
        byte[] values = new byte[count];
        random.NextBytes(values);
        return values;
    }

    private static void Run<T>(Func<Random, byte[]> make, Func<byte[], T> read) => Run(make, file => { read(file); });

    private static void Run(Func<Random, byte[]> make, Action<byte[]> read)
    {
        (int whole, int errors) = (0, 0);
        for (int seed = 0; seed < Mutations; seed++)
        {
            Random random = new(seed);
            byte[] file = make(random);
            if (seed == 0)
            {
                read(file); // unharmed, it is read
            }

            file = Mutate(random, file);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(file);
                whole++;
            }
            catch (InvalidDataException error)
            {
                Assert.StartsWith("bad", error.Message, StringComparison.Ordinal);
                errors++;
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}: {error}");
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
        }

        Assert.InRange(whole, Mutations / 100, Mutations);
        Assert.InRange(errors, Mutations / 5, Mutations);
    }

    private static byte[] Mutate(Random random, byte[] file)
    {
        int place = random.Next(random.Next(2) == 0 ? Math.Min(file.Length, 100) : file.Length);
        int length = Math.Min(random.Next(20), file.Length - place);
        switch (random.Next(7))
        {
            case 0:
                return file[..place];
            case 1:
                return [.. file[..place], .. file[(place + length)..]];
            case 2:
                return [.. file[..place], .. new byte[length], .. file[place..]];
            case 3:
                random.NextBytes(file.AsSpan(place, length));
                return file;
            case 4 when place + 4 <= file.Length: // a number that is too large somewhere
                BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(place), random.Next(2) == 0 ? -1 - random.Next(9) : random.Next());
                return file;
            case 5:
                string digits = random.Next().ToString()[..(1 + random.Next(5))];
                return [.. file[..place], .. Encoding.ASCII.GetBytes(digits), .. file[place..]];
            default:
                for (int flips = 1 + random.Next(3); flips > 0; flips--)
                {
                    file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
                }

                return file;
        }
    }
}
