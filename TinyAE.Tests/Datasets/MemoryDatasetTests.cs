using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Numerics;

namespace TinyAE.Tests.Datasets;

public class MemoryDatasetTests
{
    [Fact]
    public void CopiesTheSamplesAskedFor()
    {
        MemoryDataset<float> data = new(new Shape(2), [1, 2, 3, 4, 5, 6]);
        float[] copy = new float[7];
        data.CopyTo([2, 0, 2], copy);

        Assert.Equal(3, data.Count);
        Assert.Equal([5, 6, 1, 2, 5, 6, 0], copy);
        Assert.Equal([3, 4], data[1].ToArray());
        Assert.Empty(data.ClassNames);
        Assert.True(data.Labels.IsEmpty);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void RefusesAnIndexOutOfRange(int index)
    {
        MemoryDataset<double> data = new(new Shape(2), new double[6]);
        ArgumentException error = Assert.Throws<ArgumentOutOfRangeException>(() => data.CopyTo([0, index], new double[4]));
        Assert.Contains("0 to 2", error.Message);
    }

    [Fact]
    public void RefusesADestinationTooShort() =>
        Assert.ThrowsAny<ArgumentException>(() => new MemoryDataset<double>(new Shape(2), new double[6]).CopyTo([0, 1], new double[3]));

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(7)]
    public void RefusesAPartOfASample(int values)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new MemoryDataset<float>(new Shape(3), new float[values]));
        Assert.Contains($"found {values}", error.Message);
    }

    [Fact]
    public void RefusesLabelsThatDoNotFit()
    {
        Assert.Contains("2 labels for 3 samples",
            Assert.Throws<ArgumentException>(() => new MemoryDataset<float>(new Shape(1), new float[3], [0, 0], ["a"])).Message);
        Assert.Contains("0 to 0; found 1",
            Assert.Throws<ArgumentException>(() => new MemoryDataset<float>(new Shape(1), new float[2], [0, 1], ["a"])).Message);
        Assert.Throws<ArgumentException>(() => new MemoryDataset<float>(new Shape(1), new float[1], [-1], ["a"]));
        Assert.Throws<ArgumentException>(() => new MemoryDataset<float>(new Shape(1), new float[1], [0]));
    }

    [Fact]
    public void AFontIsADataSet()
    {
        Font font = Font.Embedded[0];
        MemoryDataset<double> data = FontDataset.Of<double>(font);

        Assert.Equal(32, data.Count);
        Assert.Equal(new Shape(35), data.Shape);
        Assert.Equal(Enumerable.Range(0, 32), data.Labels.ToArray());
        Assert.Equal(font.Characters, string.Concat(data.ClassNames));
        for (int n = 0; n < data.Count; n++)
        {
            Assert.Equal(font.Glyphs[n].Pixels<double>(), data[n].ToArray());
        }
    }
}
