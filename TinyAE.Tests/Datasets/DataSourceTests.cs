using TinyAE.Datasets;
using TinyAE.Numerics;

namespace TinyAE.Tests.Datasets;

public class DataSourceTests
{
    [Fact]
    public void GeneratorsNeedNothing()
    {
        DataSplit shapes = DataSource.Load("shapes", new DataOptions { Count = 100, Size = (9, 8), Seed = 3 });
        Assert.Equal((90, 10, new Shape(9, 8, 1)), (shapes.Training.Count, shapes.HeldOut.Count, shapes.HeldOut.Shape));
        ImageSet all = DataSource.LoadWhole("shapes", new DataOptions { Count = 100, Size = (9, 8), Seed = 3 });
        Assert.Equal(all.Pixels.ToArray(), (byte[])[.. shapes.Training.Pixels, .. shapes.HeldOut.Pixels]);
        Assert.Equal(all.Slice(90, 10).Labels, shapes.HeldOut.Labels);
        Assert.Equal(["B", "7"], DataSource.LoadWhole("glyphs:B7", new DataOptions { Count = 4 }).ClassNames);
        Assert.Equal(36, DataSource.LoadWhole("glyphs", new DataOptions { Count = 40 }).ClassNames.Count);
        ImageSet inverted = DataSource.LoadWhole("shapes", new DataOptions { Count = 100, Size = (9, 8), Seed = 3, Invert = true });
        for (int i = 0; i < all.Pixels.Length; i++)
        {
            Assert.Equal(255, all.Pixels[i] + inverted.Pixels[i]);
        }
    }

    [Fact]
    public void HoldsOutTheEndOrTheTestPartOrATenth()
    {
        ImageSet Set(int count, byte first) =>
            new("s", new Shape(1, 1, 1), Enumerable.Range(0, count).Select(i => (byte)(first + i)).ToArray());
        void Check(DataParts parts, DataOptions options, int from, int training, int heldFrom, int held)
        {
            DataSplit split = parts.Split(options);
            Assert.Equal(Enumerable.Range(from, training).Select(i => (byte)i), split.Training.Pixels.ToArray());
            Assert.Equal(Enumerable.Range(heldFrom, held).Select(i => (byte)i), split.HeldOut.Pixels.ToArray());
        }

        DataParts one = new(Set(25, 0), null), two = new(Set(25, 0), Set(5, 100));
        Check(one, new(), 0, 23, 23, 2);
        Check(one, new() { HeldOut = 20 }, 0, 5, 5, 20);
        Check(one, new() { HeldOut = 5, Count = 7 }, 0, 7, 20, 5);
        Check(two, new(), 0, 25, 100, 5);
        Check(two, new() { Count = 7 }, 0, 7, 100, 5);
        Check(two, new() { HeldOut = 3, Count = 99 }, 0, 22, 22, 3);
        Check(new(Set(2, 0), null), new(), 0, 1, 1, 1);
        Assert.Contains("25 images shall be held out",
            Assert.Throws<InvalidDataException>(() => one.Split(new() { HeldOut = 25 })).Message);
        Assert.Throws<InvalidDataException>(() => new DataParts(Set(1, 0), null).Split(new()));
    }

    [Fact]
    public void SortedImagesAreMixedBeforeTheyAreSplit()
    {
        ImageSet set = new("s", new Shape(1, 1, 1), Enumerable.Range(0, 200).Select(i => (byte)i).ToArray(),
            Enumerable.Range(0, 200).ToArray(), [.. Enumerable.Range(0, 200).Select(i => $"{i}")]);
        DataSplit split = new DataParts(set, null, IsSorted: true).Split(new());
        byte[] all = [.. split.Training.Pixels, .. split.HeldOut.Pixels];
        Assert.Equal((180, 20), (split.Training.Count, split.HeldOut.Count));
        Assert.NotEqual(set.Pixels.ToArray(), all);
        Assert.Equal(set.Pixels.ToArray(), all.Order());
        Assert.All(Enumerable.Range(0, 180), n => Assert.Equal(split.Training.Labels[n], split.Training[n][0]));
        Assert.Equal(all[..180], new DataParts(set, null, IsSorted: true).Split(new()).Training.Pixels.ToArray());
        Assert.NotEqual(all[..180], new DataParts(set, null, IsSorted: true).Split(new() { Seed = 2 }).Training.Pixels.ToArray());
        Assert.Same(set, new DataParts(set, null, IsSorted: true).Whole(new()));
        Assert.Equal(all[..9], new DataParts(set, null, IsSorted: true).Whole(new() { Count = 9 }).Pixels.ToArray());
    }

    [Fact]
    public void SaysHowToGetWhatIsAbsent()
    {
        using TemporaryFolder folder = new();
        DataOptions options = new() { Cache = folder.Path };
        string message = Assert.Throws<DataMissingException>(() => DataSource.Load("mnist", options)).Message;
        Assert.Contains(folder["mnist"], message, StringComparison.Ordinal);
        Assert.EndsWith("Get it: tinyae data fetch mnist.", message, StringComparison.Ordinal);
        Directory.CreateDirectory(folder["mnist"]);
        File.WriteAllBytes(folder["mnist/train-images-idx3-ubyte.gz"], IdxTests.Gzip(IdxTests.Idx(8, [2, 1, 1], [3, 4])));
        Assert.Equal([3], DataSource.Load("mnist", options).Training.Pixels.ToArray());
    }

    [Fact]
    public void RefusesWhatIsNoData()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("shapes, glyphs", Assert.Throws<ArgumentException>(() => DataSource.Load(folder["none"])).Message);
        Assert.Throws<ArgumentException>(() => DataSource.Load(""));
        File.WriteAllText(folder["a.txt"], "text of some length");
        Assert.Contains("allowed are IDX files", Assert.Throws<InvalidDataException>(() => DataSource.Load(folder["a.txt"])).Message);
        DataOptions[] wrong = [new() { Count = 0 }, new() { HeldOut = 0 }, new() { Size = (0, 1) }, new() { Size = (1, 1025) }];
        foreach (DataOptions options in wrong)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => DataSource.Load("shapes", options));
        }
    }

    [LargeDataFact("dsprites")]
    public void ReadsSpritesWithTheirFactors()
    {
        ImageSet set = DataSource.LoadWhole("dsprites", new DataOptions { Size = (32, 32) });
        Assert.Equal((46_080, new Shape(32, 32, 1)), (set.Count, set.Shape));
        Assert.Equal(["shape", "scale", "orientation", "x", "y"], set.Factors!.Names);
        Assert.Equal([3, 6, 10, 16, 16], set.Factors.Sizes);
        Assert.Equal(["square", "ellipse", "heart"], set.ClassNames);
        for (int n = 0; n < set.Count; n++)
        {
            // The full grid, row-major.
            ReadOnlySpan<int> f = set.Factors[n];
            Assert.Equal(n, (((((((f[0] * 6) + f[1]) * 10) + f[2]) * 16) + f[3]) * 16) + f[4]);
            Assert.Equal(f[0], set.Labels[n]);
        }

        // The larger the scale, the more ink; white on black, edges mixed by the resizing.
        double Ink(int n) => set[n].ToArray().Sum(pixel => pixel / 255.0);
        Assert.True(Ink(0) < Ink(5 * 2560));
        Assert.Contains((byte)255, set[0].ToArray());
        DataSplit split = DataSource.Load("dsprites", new DataOptions { Size = (32, 32), Count = 1000, HeldOut = 500 });
        Assert.Equal((1000, 500), (split.Training.Count, split.HeldOut.Count));
        Assert.All(Enumerable.Range(0, 3), shape => Assert.InRange(split.HeldOut.Labels.Count(shape), 110, 230));
    }
}
