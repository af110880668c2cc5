using System.Text;
using TinyAE.Datasets;
using TinyAE.Numerics;

namespace TinyAE.Tests.Datasets;

public class CsvTests
{
    private static ImageSet Read(string text) =>
        CsvImages.Read("t", () => new DataInput(new MemoryStream(Encoding.UTF8.GetBytes(text)), "t.csv")).Training;

    [Theory]
    [InlineData("0,128,255,3\n4,5,6,7\n", "", "")] // no header, no label
    [InlineData("0;128;255;3\r\n\r\n4;5;6;7", "", "")]
    [InlineData("0\t128\t255\t3\n 4 \t5.0\t0.6e1\t\"7\"\n\n\n", "", "")]
    [InlineData("a,b,c,d\n0,128,255,3\n4,5,6,7", "", "")] // a header
    [InlineData("2,0,128,255,3\n0,4,5,6,7", "0,1,2", "2,0")] // the first column is the label
    [InlineData("dog,0,128,255,3\ncat,4,5,6,7", "cat,dog", "1,0")]
    [InlineData("Label,a,b,c,d\n2,0,128,255,3\n0,4,5,6,7", "0,1,2", "2,0")]
    [InlineData("\uFEFFlabel,a,b,c,d\n2,0,128,255,3\n0,4,5,6,7", "0,1,2", "2,0")]
    [InlineData("a,b,class,c,d\n0,128,dog,255,3\n4,5,1,6,7", "1,dog", "1,0")]
    public void ReadsEachForm(string text, string classes, string labels)
    {
        ImageSet set = Read(text);
        Assert.Equal(new Shape(2, 2, 1), set.Shape);
        Assert.Equal([0, 128, 255, 3, 4, 5, 6, 7], set.Pixels.ToArray());
        Assert.Equal(classes, string.Join(',', set.ClassNames));
        Assert.Equal(labels, string.Join(',', set.Labels.ToArray()));
    }

    [Fact]
    public void ValuesUpToOneAreShares() => Assert.Equal([0, 255, 128, 26], Read("0,1,0.5,0.1\n")[0].ToArray());

    [Theory]
    [InlineData("", "no lines")]
    [InlineData("\n\n", "no lines")]
    [InlineData("a,b,c,d\n", "no image after the header")]
    [InlineData("1,2,3\n", "line 1: it has 3 columns, 2 besides the label")]
    [InlineData("1,2,3,4\n1,2,3\n", "line 2: it has 3 columns, the first line 4")]
    [InlineData("1,2,3,4\n\n1,2,3,4,5\n", "line 3: it has 5 columns")]
    [InlineData("1,2,3,4\n1,2,NaN,4\n", "line 2: column 3 is 'NaN'; allowed are numbers of 0 to 255")]
    [InlineData("1,2,3,4\n1,2,1e999,4\n", "line 2: column 3")]
    [InlineData("1,2,3,4\n1,-2,3,4\n", "line 2: column 2 is '-2'")]
    [InlineData("1,2,3,256\n", "line 1: column 4 is '256'")]
    [InlineData("1,2,3,4\n1,,3,4\n", "line 2: column 2 is ''")]
    [InlineData("label,a\n,3\n", "line 2: its label has 0 bytes")]
    public void RefusesBadTables(string text, string message)
    {
        string found = Assert.Throws<InvalidDataException>(() => Read(text)).Message;
        Assert.StartsWith("t.csv: ", found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesAHugeLineWithoutHoldingIt()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["a.csv.gz"], IdxTests.Gzip(new byte[100 << 20]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("line 1: it is longer than 16777216 bytes",
            Assert.Throws<InvalidDataException>(() => DataSource.LoadWhole(folder["a.csv.gz"])).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 128 << 20);
    }

    /// <summary>Lines longer than the reader's buffer, and many of them.</summary>
    [Fact]
    public void LongLinesComeWhole()
    {
        Random random = new(1);
        byte[] pixels = new byte[3 * 200 * 200];
        random.NextBytes(pixels);
        string text = string.Join('\n', pixels.Chunk(200 * 200).Select((line, n) => $"{n}," + string.Join(',', line)));
        ImageSet set = Read(text);
        Assert.Equal(pixels, set.Pixels.ToArray());
        Assert.Equal([0, 1, 2], set.Labels.ToArray());
    }
}
