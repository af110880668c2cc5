using System.Buffers.Binary;
using System.IO.Compression;
using TinyAE.Datasets;
using TinyAE.Numerics;

namespace TinyAE.Tests.Datasets;

public class IdxTests
{
    internal static byte[] Idx(byte type, int[] sizes, byte[] values)
    {
        byte[] file = new byte[4 + (4 * sizes.Length) + values.Length];
        (file[2], file[3]) = (type, (byte)sizes.Length);
        for (int i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * i)), sizes[i]);
        }

        values.CopyTo(file.AsSpan(4 + (4 * sizes.Length)));
        return file;
    }

    internal static byte[] Gzip(byte[] bytes)
    {
        MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Count(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)i)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadsFoldersAndFiles(bool gzip)
    {
        using TemporaryFolder folder = new();
        void Save(string name, byte[] bytes) => File.WriteAllBytes(folder[gzip ? name + ".gz" : name], gzip ? Gzip(bytes) : bytes);
        Save("train-images-idx3-ubyte", Idx(8, [5, 2, 3], Count(30)));
        Save("train-labels-idx1-ubyte", Idx(8, [5], [0, 2, 1, 0, 2]));
        Save("t10k-images.idx3-ubyte", Idx(8, [2, 2, 3], Count(12)));
        Save("t10k-labels.idx1-ubyte", Idx(8, [2], [1, 0]));

        DataSplit data = DataSource.Load(folder.Path);
        Assert.Equal(new Shape(2, 3, 1), data.Training.Shape);
        Assert.Equal(Count(30), data.Training.Pixels.ToArray());
        Assert.Equal(["0", "1", "2"], data.Training.ClassNames);
        Assert.Equal([0, 2, 1, 0, 2], data.Training.Labels.ToArray());
        Assert.Equal([1, 0], data.HeldOut.Labels.ToArray());
        Assert.Equal(["0", "1", "2"], data.HeldOut.ClassNames);

        ImageSet one = DataSource.LoadWhole(folder[gzip ? "t10k-images.idx3-ubyte.gz" : "t10k-images.idx3-ubyte"]);
        Assert.Equal((2, 2), (one.Count, one.Labels.Length));
    }

    [Fact]
    public void ReadsChannels()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["x.idx"], Idx(8, [2, 1, 2, 3], Count(12)));
        ImageSet set = DataSource.LoadWhole(folder["x.idx"]);
        Assert.Equal(new Shape(1, 2, 3), set.Shape);
        Assert.Equal(Count(12), set.Pixels.ToArray());
        Assert.True(set.Labels.IsEmpty);
    }

    public static TheoryData<string, byte[], string> BadImages => new()
    {
        { "magic", [1, 2, 3, 4, 5, 6, 7, 8], "01020304" },
        { "empty", [], "first four bytes" },
        { "sizes cut", Idx(8, [2, 2, 2], [])[..10], "sizes of the dimensions" },
        { "labels for images", Idx(8, [8], Count(8)), "1 dimension;" },
        { "floats", Idx(0x0d, [1, 1, 1], [0, 0, 0, 0]), "0x0d" },
        { "short", Idx(8, [2, 3, 3], Count(17)), "18 bytes" },
        { "long", Idx(8, [2, 3, 3], Count(19)), "more after 2 images of 3 x 3" },
        { "no image", Idx(8, [0, 3, 3], []), "promises 0 images" },
        { "no pixel", Idx(8, [3, 0, 3], []), "allowed are 1 or more of 1 x 1" },
        { "overflow", Idx(8, [-1, -1, -1], Count(9)), "4294967295" },
        { "too many", Idx(8, [int.MaxValue, 1024, 1024], Count(9)), "bytes; at most" },
        { "five channels", Idx(8, [1, 1, 1, 5], Count(5)), "5 channels" },
        { "many dimensions", Idx(8, new int[255], []), "255 dimensions" },
        { "short, gzip", Gzip(Idx(8, [2, 3, 3], Count(17))), "2 images of 3 x 3: 18 bytes expected, 17 found" },
        { "long, gzip", Gzip(Idx(8, [2, 3, 3], Count(19))), "more after" },
        { "promise, gzip", Gzip(Idx(8, [1_000_000, 28, 28], [])), "784000000 bytes" },
        { "gzip of nothing", [0x1f, 0x8b], "" },
        { "bad gzip", [0x1f, 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9], "compression is damaged" },
    };

    [Theory]
    [MemberData(nameof(BadImages))]
    public void RefusesBadImages(string what, byte[] file, string message)
    {
        Assert.NotEmpty(what);
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["bad.idx"], file);
        string found = Assert.Throws<InvalidDataException>(() => IdxFile.Images(folder["bad.idx"])).Message;
        Assert.StartsWith(folder["bad.idx"] + ": ", found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesLabelsThatDoNotFit()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["train-images-idx3-ubyte"], Idx(8, [5, 2, 3], Count(30)));
        File.WriteAllBytes(folder["train-labels-idx1-ubyte"], Idx(8, [4], Count(4)));
        string message = Assert.Throws<InvalidDataException>(() => DataSource.Load(folder.Path)).Message;
        Assert.Equal(folder["train-labels-idx1-ubyte"] + ": it holds 4 labels; train-images-idx3-ubyte has 5 images.", message);
        File.WriteAllBytes(folder["train-labels-idx1-ubyte"], Idx(8, [5], Count(5)));
        File.WriteAllBytes(folder["t10k-images-idx3-ubyte"], Idx(8, [5, 3, 2], Count(30)));
        Assert.Contains("without labels", Assert.Throws<InvalidDataException>(() => DataSource.Load(folder.Path)).Message);
        File.WriteAllBytes(folder["t10k-labels-idx1-ubyte"], Idx(8, [5], [9, 0, 0, 0, 0]));
        Assert.Contains("label 9; allowed: 0 to 4", Assert.Throws<InvalidDataException>(() => DataSource.Load(folder.Path)).Message);
    }

    /// <summary>128 MiB of zeros in half a megabyte of gzip: no more is unpacked than the header promises.</summary>
    [Fact]
    public void UnpacksNoMoreThanPromised()
    {
        using TemporaryFolder folder = new();
        using (GZipStream gzip = new(File.Create(folder["bomb.gz"]), CompressionLevel.Fastest))
        {
            gzip.Write(Idx(8, [1, 28, 28], new byte[784]));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 128; i++)
            {
                gzip.Write(zeros);
            }
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<InvalidDataException>(() => IdxFile.Images(folder["bomb.gz"])).Message;
        Assert.Contains("there is more after 1 images of 28 x 28, which end at byte 800", message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }
}
