using TinyAE.Metrics;

namespace TinyAE.Tests.Metrics;

public sealed class InformationGapTests
{
    [Fact]
    public void CodesThatAreTheFactorsScore1()
    {
        InformationGap grid = InformationGap.Of(Factored.Perfect(Factored.Grid()));
        Assert.Equal(1, grid.Score, 1e-12);
        Assert.Equal([0, 1, 2, 3], grid.Factors.Select(factor => factor.Latent));
        Assert.Equal(["shape", "scale", "x", "y"], grid.Factors.Select(factor => factor.Name));
        double[] entropies = [.. Factored.Sizes.Select(size => Math.Log(size))];
        Assert.Equal(entropies, grid.Factors.Select(factor => factor.Entropy), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal((4, 720, 20), (grid.Dimensions, grid.Count, grid.Bins));

        // Of drawn samples the other latents seem to tell a little.
        Assert.InRange(InformationGap.Of(Factored.Perfect(Factored.Subset(1, 5000), 10)).Score, 0.97, 1);
    }

    [Fact]
    public void TheOrderOfLatentsDoesNotMatter()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(seed);
            int[] values = Factored.Subset(seed, 500), order = [0, 1, 2, 3, 4];
            random.Shuffle(order);
            double Code(int[] v, int j) => (j * 0.3 * v[0]) + (v[j % 4] * v[(j + 1) % 4]);
            InformationGap plain = InformationGap.Of(Factored.Of(values, 5, Code));
            InformationGap shuffled = InformationGap.Of(Factored.Of(values, 5, (v, j) => Code(v, order[j])));
            Assert.Equal(plain.Score, shuffled.Score);
            IReadOnlyList<double> found = shuffled.Factors[2].Information;
            Assert.Equal(plain.Factors[2].Information, Enumerable.Range(0, 5).Select(j => found[Array.IndexOf(order, j)]));
        }
    }

    [Fact]
    public void MixedCodesScoreLow()
    {
        // Each pair of factors turned by 45 degrees: two latents tell as much of each.
        FactoredCodes turned = Factored.Of(
            Factored.Grid(), 4, (v, j) => v[j / 2 * 2] + (j % 2 == 0 ? v[(j / 2 * 2) + 1] : -v[(j / 2 * 2) + 1]));
        Assert.InRange(InformationGap.Of(turned, 40).Score, 0, 1e-10);

        // Every factor in two latents.
        FactoredCodes twice = Factored.Of(Factored.Grid(), 8, (v, j) => v[j / 2]);
        Assert.Equal(0, InformationGap.Of(twice).Score);
    }

    [Fact]
    public void NoiseScoresNothing() =>
        Assert.InRange(InformationGap.Of(Factored.Noise(Factored.Subset(1, 5000), 6, 3)).Score, 0, 0.01);

    [Fact]
    public void HalfTheInformationIsHalfTheGap()
    {
        // A factor of four values; one latent tells which half, another the place in it, a third one nothing.
        int[] values = [.. Enumerable.Range(0, 400).Select(n => n % 4)];
        float[] codes = [.. values.SelectMany(v => new float[] { v / 2, 7, 5 })];
        FactorInformation found = InformationGap.Of(new FactoredCodes(codes, 3, ["v"], [4], values)).Factors[0];
        Assert.Equal(Math.Log(4), found.Entropy, 1e-14);
        Assert.Equal(Math.Log(2), found.Information[0], 1e-14);
        Assert.Equal(0, found.Information[1]);
        Assert.Equal(0.5, found.Gap, 1e-14);
    }

    [Fact]
    public void BinsAreOfEqualWidth()
    {
        // With four bins over [0, 8] the values 0, 1 | 2, 3 | 4, 5 | 6, 7, 8 fall together.
        int[] values = [.. Enumerable.Range(0, 9)];
        float[] codes = [.. values.Select(v => (float)v)];
        FactorInformation found = InformationGap.Of(new FactoredCodes(codes, 1, ["v"], [9], values), 4).Factors[0];
        Assert.Equal((3 * (2.0 / 9) * Math.Log(9.0 / 2)) + (1.0 / 3 * Math.Log(3)), found.Information[0], 1e-14);
    }

    [Fact]
    public void AFactorThatDoesNotVaryTakesNoPart()
    {
        int[] values = Factored.Grid();
        for (int n = 0; n < 720; n++)
        {
            values[(4 * n) + 1] = 2;
        }

        InformationGap found = InformationGap.Of(Factored.Perfect(values));
        Assert.Equal(["shape", "x", "y"], found.Factors.Select(factor => factor.Name));
        Assert.Equal(1, found.Score, 1e-12);
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => InformationGap.Of(Factored.Perfect(Factored.Grid()), 1));
        Assert.Throws<ArgumentException>(() => new FactoredCodes([1, 2], 1, ["v"], [2], [0, 2]));
        Assert.Throws<ArgumentException>(() => new FactoredCodes([1, 2], 1, ["v"], [2], [0, 0])); // nothing varies
        Assert.Throws<ArgumentException>(() => new FactoredCodes([1, 2], 1, ["v", "w"], [2, 2], [0, 1]));
        Assert.Throws<ArgumentException>(() => new FactoredCodes([1, 2], 1, ["v"], [2, 2], [0, 1]));
        Assert.Throws<ArgumentException>(() => new FactoredCodes([1, 2, 3], 2, ["v"], [2], [0, 1]));
        Assert.Throws<ArgumentException>(() => new FactoredCodes([1, float.PositiveInfinity], 1, ["v"], [2], [0, 1]));
        Assert.Throws<ArgumentException>(() => new FactoredCodes([1, 2], 1, [], [], []));
    }
}
