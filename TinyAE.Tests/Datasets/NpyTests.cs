using System.IO.Compression;
using System.Text;
using TinyAE.Datasets;
using TinyAE.Numerics;

namespace TinyAE.Tests.Datasets;

public class NpyTests
{
    internal static byte[] Npy(string header, byte[] values, byte version = 1)
    {
        byte[] text = Encoding.Latin1.GetBytes(header);
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. values];
    }

    private static byte[] Bytes(NpyArray array)
    {
        MemoryStream stream = new();
        array.Write(stream);
        return stream.ToArray();
    }

    private static NpyArray Read(byte[] file) => NpyArray.Read(new DataInput(new MemoryStream(file), "a.npy"));

    /// <summary>Byte for byte what numpy.save writes of numpy.array([[1, 2, 3]], numpy.float32).</summary>
    [Fact]
    public void WritesAsNumPyDoes()
    {
        byte[] expected = [0x93, .. "NUMPY"u8, 1, 0, 0x76, 0,
            .. Encoding.ASCII.GetBytes("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }".PadRight(117) + "\n"),
            0, 0, 0x80, 0x3f, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40];
        Assert.Equal(expected, Bytes(NpyArray.Of<float>([1, 2, 3], 1, 3)));
        Assert.Contains("'shape': (2,), }", Encoding.Latin1.GetString(Bytes(NpyArray.Of<byte>([1, 2]))), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryTypeComesBack()
    {
        static void Check<T>(string type, params T[] values)
            where T : unmanaged
        {
            NpyArray array = Read(Bytes(NpyArray.Of<T>(values, 1, values.Length)));
            Assert.Equal(type, array.Type);
            Assert.Equal([1, values.Length], array.Shape);
            Assert.Equal(values, array.Values<T>().ToArray());
            if (typeof(T) != typeof(bool))
            {
                double[] expected = Array.ConvertAll(values, value => value is Half half ? (double)half : Convert.ToDouble(value));
                Assert.Equal(expected, array.ToDoubles());
            }
        }

        Check("|b1", true, false);
        Check("|u1", byte.MinValue, byte.MaxValue);
        Check("|i1", sbyte.MinValue, sbyte.MaxValue);
        Check("<u2", ushort.MinValue, ushort.MaxValue);
        Check("<i2", short.MinValue, short.MaxValue);
        Check("<u4", uint.MinValue, uint.MaxValue);
        Check("<i4", int.MinValue, int.MaxValue);
        Check("<u8", ulong.MinValue, ulong.MaxValue);
        Check("<i8", long.MinValue, long.MaxValue);
        Check("<f2", Half.MinValue, (Half)0.5f);
        Check("<f4", float.MinValue, 0.1f, float.NaN);
        Check("<f8", double.MinValue, 0.1, double.PositiveInfinity);
        Check<float>("<f4");
        Assert.Throws<InvalidOperationException>(() => NpyArray.Of<float>([1]).Values<int>().Length);
        Assert.Throws<NotSupportedException>(() => NpyArray.Of<decimal>([1]));
        Assert.Throws<ArgumentException>(() => NpyArray.Of<float>([1, 2], 3));
        Assert.Throws<ArgumentException>(() => NpyArray.Of<float>([1, 2], -1, -2));
        Assert.Throws<ArgumentException>(() => NpyArray.Of<float>([], 65536, 65536));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ReadsOtherSpellings(byte version)
    {
        byte[] file = Npy("{\"shape\":(2 ,),'fortran_order':True,\n\t'descr':'>i2'}", [0x01, 0x02, 0xff, 0xfe], version);
        NpyArray array = Read(file);
        Assert.Equal("<i2", array.Type);
        Assert.Equal([0x102, -2], array.Values<short>().ToArray());
        Assert.Equal([0x102, -2], array.ToDoubles());
        Assert.Equal(1, Read(Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (), }", [7])).Count);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", "Fortran order")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "pickled")]
    [InlineData("{'descr': '<U5', 'fortran_order': False, 'shape': (2,), }", "type '<U5'")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (2,), }", "type '<c8'")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", "structured")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "lacks")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (), }", "twice")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (2,), }", "True or False")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }", "whole number")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483648,), }", "whole number")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647,2147483647,2147483647), }", "any file")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647,2147483647), }", "any file")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647,), }", "at most 2147483591 are read at once")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (300000000,), }", "can hold at most")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), ", "its end")]
    [InlineData("{'descr': '<f4", "closing")]
    [InlineData("", "its end")]
    public void RefusesOtherArrays(string header, string message)
    {
        string found = Assert.Throws<InvalidDataException>(() => Read(Npy(header, [1, 2, 3, 4, 5, 6, 7, 8]))).Message;
        Assert.StartsWith("a.npy: ", found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesDamage()
    {
        byte[] good = Bytes(NpyArray.Of<float>([1, 2]));
        for (int length = 0; length < good.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Read(good[..length]));
        }

        Assert.Contains("more after", Assert.Throws<InvalidDataException>(() => Read([.. good, 0])).Message);
        Assert.Contains("version 9.0", Assert.Throws<InvalidDataException>(() => Read(Npy("", [], 9))).Message);
        Assert.Contains("at most 65536", Assert.Throws<InvalidDataException>(() => Read(Npy(new string(' ', 70000), [], 2))).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnArchiveComesBack(bool compress)
    {
        using TemporaryFolder folder = new();
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => i * 0.5)];
        NpzWriter.Write(folder["a.npz"], [("x", NpyArray.Of<double>(values, 10, 100)), ("labels", NpyArray.Of<int>([3, 1]))], compress);
        byte[] once = File.ReadAllBytes(folder["a.npz"]);
        NpzWriter.Write(folder["a.npz"], [("x", NpyArray.Of<double>(values, 10, 100)), ("labels", NpyArray.Of<int>([3, 1]))], compress);
        Assert.Equal(once, File.ReadAllBytes(folder["a.npz"]));
        using NpzFile file = new(folder["a.npz"]);
        Assert.Equal(["x", "labels"], file.Names);
        Assert.Equal([3, 1], file.Read("labels").Values<int>().ToArray());
        Assert.Equal(values, file.Read("x").Values<double>().ToArray());
        Assert.Equal(values, file.Read("x").ToDoubles()); // twice
        Assert.Contains("'y'; there are x, labels", Assert.Throws<InvalidDataException>(() => file.Read("y")).Message);
        Assert.Throws<ArgumentException>(() => NpzWriter.Write(folder["b.npz"], [("x", file.Read("x")), ("x", file.Read("x"))]));
        Assert.Throws<ArgumentException>(() => NpzWriter.Write(folder["b.npz"], [("", file.Read("x"))]));
    }

    [Fact]
    public void SkipsPicklesAndRefusesBadArchives()
    {
        using TemporaryFolder folder = new();
        using (ZipArchive archive = ZipFile.Open(folder["a.npz"], ZipArchiveMode.Create))
        {
            void Add(string name, byte[] bytes)
            {
                using Stream stream = archive.CreateEntry(name).Open();
                stream.Write(bytes);
            }

            Add("metadata.npy", Npy("{'descr': '|O', 'fortran_order': False, 'shape': (), }", [1, 2, 3]));
            Add("imgs.npy", Bytes(NpyArray.Of<byte>([0, 1, 1, 0, 0, 0, 0, 1], 2, 2, 2)));
            Add("bomb.npy", [.. Bytes(NpyArray.Of<byte>([5])), .. new byte[1 << 22]]);
            Add("note.txt", [1]);
        }

        using (NpzFile file = new(folder["a.npz"]))
        {
            Assert.Equal(["metadata", "imgs", "bomb"], file.Names);
            Assert.Contains("member metadata.npy: it holds pickled",
                Assert.Throws<InvalidDataException>(() => file.Read("metadata")).Message);
            Assert.Contains("more after", Assert.Throws<InvalidDataException>(() => file.Read("bomb")).Message);
        }

        Assert.Equal([0, 255, 255, 0, 0, 0, 0, 255], DataSource.LoadWhole(folder["a.npz"]).Pixels.ToArray());
        File.WriteAllText(folder["b.npz"], "no archive");
        Assert.StartsWith(folder["b.npz"], Assert.Throws<InvalidDataException>(() => new NpzFile(folder["b.npz"])).Message);
        NpzWriter.Write(folder["c.npz"], [("x", NpyArray.Of<byte>(new byte[5000]))]);
        byte[] damaged = File.ReadAllBytes(folder["c.npz"]);
        damaged[3000] ^= 1;
        File.WriteAllBytes(folder["c.npz"], damaged);
        using NpzFile stored = new(folder["c.npz"]);
        Assert.Contains("CRC-32", Assert.Throws<InvalidDataException>(() => stored.Read("x")).Message);
    }

    [Fact]
    public void ReadsPartsLabelsAndValuesOfEachRange()
    {
        using TemporaryFolder folder = new();
        NpzWriter.Write(folder["keras.npz"],
        [
            ("y_test", NpyArray.Of<long>([1])), ("x_test", NpyArray.Of<float>([0, 0.5f, 1, 0.25f], 1, 2, 2)),
            ("x_train", NpyArray.Of<short>([0, 128, 255, 1, 2, 3, 4, 5], 2, 2, 2)), ("y_train", NpyArray.Of<byte>([0, 2], 2, 1)),
        ]);
        DataSplit data = DataSource.Load(folder["keras.npz"]);
        Assert.Equal([0, 128, 255, 1, 2, 3, 4, 5], data.Training.Pixels.ToArray());
        Assert.Equal([0, 128, 255, 64], data.HeldOut.Pixels.ToArray());
        Assert.Equal([0, 2], data.Training.Labels.ToArray());
        Assert.Equal([1], data.HeldOut.Labels.ToArray());

        NpyArray.Of<byte>([0, 50, 100, 200, 0, 0, 1, 0], 2, 4).Write(folder["flat.npy"]);
        ImageSet flat = DataSource.LoadWhole(folder["flat.npy"], new DataOptions { Size = (1, 1) });
        Assert.Equal(new Shape(1, 1, 1), flat.Shape);
        Assert.Equal([88, 0], flat.Pixels.ToArray());
        NpyArray.Of<double>([0, 1, 2, 3, 4, 5], 1, 1, 2, 3).Write(folder["rgb.npy"]);
        Assert.Equal(new Shape(1, 2, 3), DataSource.LoadWhole(folder["rgb.npy"]).Shape);
    }

    public static TheoryData<NpyArray, string> BadImages => new()
    {
        { NpyArray.Of<float>([0, float.NaN, 1, 1], 1, 2, 2), "image 0 has the value NaN" },
        { NpyArray.Of<float>([0, 0, 1, 1, 0, 0, -1, 0], 2, 2, 2), "image 1 has the value -1" },
        { NpyArray.Of<int>([0, 256, 1, 1], 1, 2, 2), "the value 256" },
        { NpyArray.Of<byte>([0, 1, 1], 1, 3), "(1, 3)" },
        { NpyArray.Of<byte>([0, 1, 1]), "(3,)" },
        { NpyArray.Of<byte>(new byte[8], 1, 2, 2, 2), "(1, 2, 2, 2)" },
        { NpyArray.Of<byte>([], 0, 2, 2), "1 or more images" },
        { NpyArray.Of<byte>(new byte[1025], 1, 1, 1025), "1024" },
    };

    [Theory]
    [MemberData(nameof(BadImages))]
    public void RefusesOtherImages(NpyArray array, string message)
    {
        using TemporaryFolder folder = new();
        array.Write(folder["a.npy"]);
        string found = Assert.Throws<InvalidDataException>(() => DataSource.LoadWhole(folder["a.npy"])).Message;
        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesOtherLabels()
    {
        using TemporaryFolder folder = new();
        void Check(string message, params (string, NpyArray)[] arrays)
        {
            NpzWriter.Write(folder["a.npz"], arrays);
            string found = Assert.Throws<InvalidDataException>(() => DataSource.LoadWhole(folder["a.npz"])).Message;
            Assert.Contains(message, found, StringComparison.Ordinal);
        }

        (string, NpyArray) images = ("images", NpyArray.Of<byte>(new byte[8], 2, 2, 2));
        Check("whole numbers", images, ("labels", NpyArray.Of<float>([1, 1])));
        Check("value 1099511627776", images, ("labels", NpyArray.Of<long>([1, 1L << 40])));
        Check("value -1", images, ("labels", NpyArray.Of<sbyte>([1, -1])));
        Check("each of the 2 images", images, ("labels", NpyArray.Of<int>([1])));
        Check("each of the 2 images", images, ("latents_classes", NpyArray.Of<int>([1, 1, 1, 1, 1, 1, 1, 1], 2, 4)));
        Check("(a, b)", ("a", NpyArray.Of<int>([1])), ("b", NpyArray.Of<int>([1])));
    }

    /// <summary>A file that numpy.savez_compressed wrote (zip64, deflated), with a pickle among the arrays.</summary>
    [Fact]
    public void ReadsWhatNumPyWrote()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["a.npz"], Convert.FromBase64String(FromNumPy));
        ImageSet set = DataSource.LoadWhole(folder["a.npz"]);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (byte)(20 * i)), set.Pixels.ToArray());
        Assert.Equal([0, 1, 1], set.Labels.ToArray());
    }

    private const string FromNumPy =
        "UEsDBBQAAAAIAAAAIQBEBHbFVAAAAIwAAAALABQAeF90cmFpbi5ucHkBABAAjAAAAAAAAABUAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loF5Taqiuo6Ce"
        + "ll9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GsY6CkZApKmjUKtAHuBiENGwCUip6Fmw5cQdAFBLAwQUAAAACAAAACEAFEedZEkAAACYAAAACwAUAHlfdHJh"
        + "aW4ubnB5AQAQAJgAAAAAAAAASQAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuk2mhrqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RrGOpo6CrUK"
        + "FAAuBihgRKMBUEsDBBQAAAAIAAAAIQDSo0kzzgAAACMBAAAIABQAbWV0YS5ucHkBABAAIwEAAAAAAADOAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loF7j"
        + "r66joJ6WX1RSlJgXn1+UkgoSdkvMKU4FihdnJBakAvkamjoKtQqUAa4G5uS80tyCSr3k/KJUvdzSnJLMxKKixEqu+KLU5Py84pKi0uQSrkIGiCquvBSIbCGj"
        + "N0NrIZMzY1Ihc3shS1Ahq4Y3oyZUUUpJZUEqVyFbBBMDA4O/RSF7Z0d7IUdQIaeGN3MEI1CsppDLz8/P6z8QgAlv+5JC7qTO2EKe2kJesIrEQj5vxuLEkkL+"
        + "JD0AUEsBAhQDFAAAAAgAAAAhAEQEdsVUAAAAjAAAAAsAAAAAAAAAAAAAAIABAAAAAHhfdHJhaW4ubnB5UEsBAhQDFAAAAAgAAAAhABRHnWRJAAAAmAAAAAsA"
        + "AAAAAAAAAAAAAIABkQAAAHlfdHJhaW4ubnB5UEsBAhQDFAAAAAgAAAAhANKjSTPOAAAAIwEAAAgAAAAAAAAAAAAAAIABFwEAAG1ldGEubnB5UEsFBgAAAAAD"
        + "AAMAqAAAAB8CAAAAAA==";
}
