using TinyAE.Metrics;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Metrics;

public sealed class SeparabilityTests
{
    [Fact]
    public void CodesThatKeepTheClassSeparateAndOthersDoNot()
    {
        LabelledVectors pixels = Blobs.Of(1, 600, 20, 3, 2.5), heldOut = Blobs.Of(2, 300, 20, 3, 2.5);
        using Workers workers = new(2);
        Separability good = Separability.Of(pixels, Part(pixels, 0), heldOut, Part(heldOut, 0), workers: workers);
        Separability none = Separability.Of(pixels, Part(pixels, 10), heldOut, Part(heldOut, 10));
        Assert.InRange(good.CodeLinear, good.PixelLinear - 0.02, 1); // the three that matter are kept
        Assert.InRange(good.CodeNeighbours, good.PixelNeighbours, 1); // without the noise of the others
        Assert.InRange(good.PixelLinear, 0.9, 0.99);
        Assert.InRange(none.CodeLinear, 0.2, 0.45);
        Assert.InRange(none.CodeNeighbours, 0.2, 0.45);
        Assert.Equal((good.PixelNeighbours, good.PixelLinear), (none.PixelNeighbours, none.PixelLinear)); // threads change nothing
        Assert.Equal((600, 300, 20, 3, 5), (good.TrainingCount, good.HeldOutCount, good.PixelFeatures, good.CodeFeatures, good.Neighbours));
        Assert.Equal(1.0 / 3, good.Chance, 1e-12);
    }

    [Fact]
    public void ARingAroundACloudIsForNeighboursOnly()
    {
        LabelledVectors training = Ring(1, 400), heldOut = Ring(2, 200);
        Separability found = Separability.Of(training, training, heldOut, heldOut);
        Assert.InRange(found.CodeNeighbours, 0.97, 1);
        Assert.InRange(found.CodeLinear, 0.2, 0.8);
        Assert.Equal(found.PixelNeighbours, found.CodeNeighbours);
        Assert.Equal(found.PixelLinear, found.CodeLinear);
    }

    [Fact]
    public void OtherSamplesAreRefused() =>
        Assert.Throws<ArgumentException>(
            () => Separability.Of(Blobs.Of(1, 9, 4, 3, 1), Blobs.Of(1, 8, 4, 3, 1), Blobs.Of(1, 9, 4, 3, 1), Blobs.Of(1, 9, 4, 3, 1)));

    private static LabelledVectors Part(LabelledVectors data, int start)
    {
        float[] codes = new float[data.Count * 3];
        for (int n = 0; n < data.Count; n++)
        {
            data.Values.AsSpan((n * data.Features) + start, 3).CopyTo(codes.AsSpan(3 * n));
        }

        return new LabelledVectors(codes, 3, data.Labels, data.Classes);
    }

    private static LabelledVectors Ring(int seed, int count)
    {
        float[] x = Draw.Normal<float>(seed, 2 * count);
        for (int n = 0; n < count; n++)
        {
            float length = MathF.Sqrt((x[2 * n] * x[2 * n]) + (x[(2 * n) + 1] * x[(2 * n) + 1]));
            float scale = n % 2 == 0 ? 1 / length : 3 / length;
            (x[2 * n], x[(2 * n) + 1]) = (scale * x[2 * n], scale * x[(2 * n) + 1]);
        }

        return new LabelledVectors(x, 2, [.. Enumerable.Range(0, count).Select(n => n % 2)], 2);
    }
}
