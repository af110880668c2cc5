using TinyAE.Datasets;
using TinyAE.Numerics;

namespace TinyAE.Tests.Datasets;

public class ImageSetTests
{
    private static readonly Shape Two = new(1, 2, 1);

    private static ImageSet Set() => new("s", Two, new byte[] { 0, 51, 102, 153, 204, 255 }, new[] { 1, 0, 1 }, ["a", "b"],
        new FactorTable(["f", "g"], [3, 9], new[] { 0, 8, 1, 7, 2, 6 }));

    [Fact]
    public void APartSharesAndASelectionCopies()
    {
        ImageSet set = Set(), part = set.Slice(1, 2), chosen = set.Select([2, 0, 2]);
        Assert.Equal((2, 3), (part.Count, chosen.Count));
        Assert.Equal([102, 153, 204, 255], part.Pixels.ToArray());
        Assert.Equal([0, 1], part.Labels.ToArray());
        Assert.Equal([1, 7], part.Factors![0].ToArray());
        Assert.Equal([204, 255, 0, 51, 204, 255], chosen.Pixels.ToArray());
        Assert.Equal([1, 1, 1], chosen.Labels.ToArray());
        Assert.Equal([2, 6, 0, 8, 2, 6], chosen.Factors!.Values.ToArray());
        Assert.True(set.Pixels[2..].Overlaps(part.Pixels));
    }

    [Fact]
    public void RefusesWhatDoesNotFit()
    {
        Assert.Throws<ArgumentException>(() => new ImageSet("s", new Shape(2), new byte[2]));
        Assert.Throws<ArgumentException>(() => new ImageSet("s", Two, new byte[3]));
        Assert.Throws<ArgumentException>(() => new ImageSet("s", Two, default));
        Assert.Throws<ArgumentException>(() => new ImageSet("s", Two, new byte[4], new[] { 0 }, ["a"]));
        Assert.Contains("0 to 0; found 1",
            Assert.Throws<ArgumentException>(() => new ImageSet("s", Two, new byte[2], new[] { 1 }, ["a"])).Message);
        Assert.Throws<ArgumentException>(
            () => new ImageSet("s", Two, new byte[4], factors: new FactorTable(["f"], [1], new[] { 0 })));
        Assert.Throws<ArgumentException>(() => new FactorTable(["f"], [2], new[] { 2 }));
        Assert.Throws<ArgumentException>(() => new FactorTable(["f", "g"], [2, 2], new[] { 0, 0, 1 }));
        Assert.Throws<ArgumentException>(() => new FactorTable(["f"], [2, 2], new[] { 0 }));
        Assert.Throws<ArgumentException>(() => new FactorTable([], [], default));
        ImageSet set = Set();
        Assert.Throws<ArgumentOutOfRangeException>(() => set[3].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => set[-1].Length);
        foreach ((int start, int count) in new[] { (0, 0), (0, 4), (2, 2), (-1, 2), (3, 1), (1, int.MaxValue) })
        {
            Assert.Throws<ArgumentException>(() => set.Slice(start, count));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => set.Select([3]));
        Assert.Throws<ArgumentException>(() => set.Select([]));
    }

    [Fact]
    public void ADatasetGivesNumbers()
    {
        ImageDataset<double> data = new(Set());
        double[] values = new double[5];
        data.CopyTo([2, 0], values);
        Assert.Equal([204 / 255.0, 1, 0, 0.2, 0], values);
        Assert.Equal((3, Two, 3), (data.Count, data.Shape, data.Labels.Length));
        Assert.Throws<ArgumentException>(() => data.CopyTo([0, 1], new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.CopyTo([3], new double[2]));
    }

    [Fact]
    public void ABatchAllocatesNothing()
    {
        ImageDataset<float> data = new(new FourShapes().Generate(256));
        int[] indices = [.. Enumerable.Range(0, 128).Select(i => 2 * i)];
        float[] values = new float[128 * 784];
        data.CopyTo(indices, values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        data.CopyTo(indices, values);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
