using System.Numerics;
using TinyAE.Datasets;
using TinyAE.Numerics;

namespace TinyAE.Tests.Datasets;

public sealed class CorruptionTests
{
    private static readonly Shape Image = new(7, 5);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(34)]
    [InlineData(35)]
    public void ExactlySoManyPixelsAreFlippedEachEquallyOften(int count)
    {
        const int draws = 7000;
        int[] flipped = new int[35];
        for (uint n = 0; n < draws; n++)
        {
            (double[] clean, double[] noisy) = Draw<double>(new PixelFlips(count), n);
            Assert.Equal(count, Different(clean, noisy));
            Assert.All(noisy, value => Assert.True(value is 0 or 1));
            for (int i = 0; i < 35; i++)
            {
                flipped[i] += clean[i] != noisy[i] ? 1 : 0;
            }
        }

        // Each pixel is flipped with probability p = k / 35; six standard deviations of a binomial count.
        double p = count / 35.0, allowed = 6 * Math.Sqrt(draws * p * (1 - p));
        Assert.All(flipped, times => Assert.InRange(times, (draws * p) - allowed - 1e-9, (draws * p) + allowed + 1e-9));
    }

    [Theory]
    [InlineData("random-flips", 0.2, 0.2)]
    [InlineData("salt-and-pepper", 0.2, 0.1)] // half of what is replaced stays as it was
    [InlineData("random-flips", 0, 0)]
    [InlineData("random-flips", 1, 1)]
    public void ThisShareOfThePixelsChanges(string kind, double level, double share)
    {
        const int draws = 2000;
        int changed = 0, ink = 0;
        for (uint n = 0; n < draws; n++)
        {
            (double[] clean, double[] noisy) = Draw<double>(Corruption.ByName(kind, level, Image), n);
            changed += Different(clean, noisy);
            ink += Enumerable.Range(0, 35).Count(i => clean[i] == 0 && noisy[i] == 1);
        }

        double pixels = draws * 35.0, deviation = Math.Sqrt(pixels * share * (1 - share));
        Assert.InRange(changed, (pixels * share) - (6 * deviation), (pixels * share) + (6 * deviation));
        Assert.InRange(ink, (0.45 * changed) - 1, (0.62 * changed) + 1); // both ways: 18 of 35 clean pixels are paper
    }

    [Fact]
    public void GaussianNoiseHasItsMomentsAndIsClippedWhereItSaysSo()
    {
        double sum = 0, squares = 0, outside = 0;
        for (uint n = 0; n < 2000; n++)
        {
            (double[] clean, double[] plain) = Draw<double>(new GaussianNoise(0.5, clips: false), n);
            (_, double[] clipped) = Draw<double>(new GaussianNoise(0.5, clips: true), n);
            for (int i = 0; i < 35; i++)
            {
                double noise = plain[i] - clean[i];
                sum += noise;
                squares += noise * noise;
                outside += plain[i] is < 0 or > 1 ? 1 : 0;
                Assert.Equal(Math.Clamp(plain[i], 0, 1), clipped[i]);
            }
        }

        Assert.InRange(sum / 70_000, -0.012, 0.012);
        Assert.InRange(squares / 70_000, 0.24, 0.26);
        Assert.InRange(outside / 70_000, 0.48, 0.54); // half of all, and a few on the other side: 1/2 + P(ε < −2)
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(3, 3)]
    [InlineData(7, 5)]
    [InlineData(0, 3)]
    public void ARectangleIsErasedAtEveryPlace(int height, int width)
    {
        HashSet<(int, int)> places = [];
        double[] white = new double[70];
        Array.Fill(white, 1);
        for (uint n = 0; n < 400; n++)
        {
            double[] noisy = new double[70]; // two channels
            new ErasedRectangle(new Shape(7, 5, 2), height, width).Apply<double>(new RandomKey(1, 3, 0), n, white, noisy);
            int[] erased = [.. Enumerable.Range(0, 35).Where(i => noisy[2 * i] == 0)];
            Assert.Equal(height * width, erased.Length);
            Assert.All(Enumerable.Range(0, 35), i => Assert.Equal(noisy[2 * i], noisy[(2 * i) + 1]));
            if (erased.Length > 0)
            {
                (int top, int left) = (erased[0] / 5, erased[0] % 5);
                Assert.All(erased, i => Assert.True(i / 5 >= top && i / 5 < top + height && i % 5 >= left && i % 5 < left + width));
                places.Add((top, left));
            }
        }

        Assert.Equal(height == 0 ? 0 : (7 - height + 1) * (5 - width + 1), places.Count);
    }

    [Fact]
    public void TheNoiseOfASampleDependsOnKeyAndNumberAloneInBothPrecisions()
    {
        foreach (CorruptionKind kind in Corruption.All)
        {
            ICorruption corruption = Corruption.ByName(kind.Name, kind.IsWhole ? 2 : 0.3, Image);
            double[] clean = [.. Enumerable.Range(0, 5).SelectMany(_ => Clean<double>())];
            double[] all = new double[clean.Length], again = new double[clean.Length], other = new double[clean.Length];
            corruption.ApplyToAll<double>(new RandomKey(9, 3, 7), 0, 35, clean, all);
            corruption.ApplyToAll<double>(new RandomKey(9, 3, 7), 3, 35, clean.AsSpan(105), again.AsSpan(105));
            corruption.ApplyToAll<double>(new RandomKey(9, 3, 8), 0, 35, clean, other);
            Assert.Equal(all[105..], again[105..]);
            Assert.NotEqual(all, other);
            float[] single = new float[35];
            corruption.Apply<float>(new RandomKey(9, 3, 7), 4, Clean<float>(), single);
            Assert.All(Enumerable.Range(0, 35), i => Assert.Equal(all[140 + i], single[i], 1e-6));
        }
    }

    [Theory]
    [InlineData("flips", 36)]
    [InlineData("flips", 1.5)]
    [InlineData("flips", -1)]
    [InlineData("random-flips", 1.01)]
    [InlineData("salt-and-pepper", -0.1)]
    [InlineData("gaussian", 10.5)]
    [InlineData("gaussian-clipped", double.NaN)]
    [InlineData("erased-rows", 8)]
    [InlineData("erased-square", 6)]
    public void ALevelOutsideItsRangeIsNamed(string kind, double level)
    {
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => Corruption.ByName(kind, level, Image));
        Assert.Contains(kind, wrong.Message);
        Assert.Contains($"0 to {Corruption.KindOf(kind).Greatest(Image)}", wrong.Message);
    }

    [Fact]
    public void WrongNoiseIsRefusedWhereItIsMade()
    {
        Assert.Contains("flips, random-flips", Assert.Throws<ArgumentException>(() => Corruption.KindOf("hail")).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PixelFlips(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Draw<double>(new PixelFlips(36), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomFlips(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SaltAndPepper(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianNoise(-0.1, clips: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ErasedRectangle(Image, 8, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ErasedRectangle(new Shape(35), 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Draw<double>(new ErasedRectangle(new Shape(6, 6), 1, 1), 0));
    }

    [Fact]
    public void PairsHaveOneTargetEach()
    {
        MemoryDataset<float> noisy = new(new Shape(1), [1, 2, 3]), clean = new(new Shape(1), [10, 20, 30]);
        PairedDataset<float> pairs = new(noisy, clean);
        float[] inputs = new float[2], targets = new float[2];
        pairs.CopyTo([2, 0], inputs);
        pairs.CopyTargetsTo([2, 0], targets);
        Assert.Equal([3, 1], inputs);
        Assert.Equal([30, 10], targets);
        Assert.Throws<ArgumentException>(() => new PairedDataset<float>(noisy, new MemoryDataset<float>(new Shape(1), [1])));
    }

    private static int Different(double[] a, double[] b) => a.Zip(b).Count(pair => pair.First != pair.Second);

    // 17 pixels of ink, 18 of paper.
    private static T[] Clean<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => [.. Enumerable.Range(0, 35).Select(i => i % 2 == 1 ? T.One : T.Zero)];

    private static (T[] Clean, T[] Noisy) Draw<T>(ICorruption corruption, uint sample)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] clean = Clean<T>(), noisy = new T[35];
        corruption.Apply<T>(new RandomKey(5, RandomPurpose.Corruption, 2), sample, clean, noisy);
        return (clean, noisy);
    }
}
