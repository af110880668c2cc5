using TinyAE.Metrics;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Metrics;

public sealed class PrincipalComponentsTests
{
    [Fact]
    public void DataInAPlaneAreFoundThere()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            // x = (1, 2, 3, 4) + a (3, 4, 0, 0) + b (0, 0, 1, 0), a and b with variances 4 and 9 and no covariance.
            float[] x = new float[4 * 4 * 50];
            for (int n = 0; n < 200; n++)
            {
                (float a, float b) = (n % 2 == 0 ? 2 : -2, n % 4 < 2 ? 3 : -3);
                float[] point = [1 + (3 * a), 2 + (4 * a), 3 + b, 4];
                point.CopyTo(x.AsSpan(4 * n));
            }

            PrincipalComponents pca = PrincipalComponents.Of(x, 4, 2);
            Assert.Equal([1, 2, 3, 4], pca.Mean.ToArray());
            Close([0.6, 0.8, 0, 0, 0, 0, 1, 0], pca.Components, 1e-6);
            Assert.Equal(100, pca.Variances[0], 1e-4);
            Assert.Equal(9, pca.Variances[1], 1e-4);
            Assert.Equal(109, pca.TotalVariance, 1e-4);
            Assert.Equal(1, pca.ExplainedShare, 1e-6);
            Close([10, 3], pca.Encode(x.AsSpan(0, 4)), 1e-5);
            Close(x.Select(value => (double)value), pca.Decode(pca.Encode(x)), 1e-5);
        }
    }

    [Fact]
    public void WhatIsLostIsTheVarianceOfTheOtherComponents()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            (int count, int features) = (30 + (7 * seed), 2 + (seed % 9));
            float[] x = Mixed(seed, count, features);
            PrincipalComponents all = PrincipalComponents.Of(x, features, features);
            for (int k = 1; k <= features; k++)
            {
                PrincipalComponents some = PrincipalComponents.Of(x, features, k);
                float[] again = some.Decode(some.Encode(x));
                double lost = x.Zip(again, (a, b) => ((double)a - b) * ((double)a - b)).Sum() / count;
                Assert.Equal(all.Variances[k..].ToArray().Sum(), lost, 1e-4);
                Assert.Equal(all.Components[..(k * features)], some.Components);
                Assert.Equal(1 - (lost / all.TotalVariance), some.ExplainedShare, 1e-5);
            }
        }
    }

    [Fact]
    public void CodesAreUncorrelatedWithTheStatedVariances()
    {
        float[] x = Mixed(3, 500, 8);
        PrincipalComponents pca = PrincipalComponents.Of(x, 8, 5);
        float[] z = pca.Encode(x);
        for (int k = 0; k < 5; k++)
        {
            for (int l = 0; l <= k; l++)
            {
                double covariance = Enumerable.Range(0, 500).Average(n => (double)z[(5 * n) + k] * z[(5 * n) + l]);
                Assert.Equal(k == l ? pca.Variances[k] : 0, covariance, 1e-4);
            }
        }
    }

    [Fact]
    public void NoDirectionHasMoreVarianceThanTheFirst()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            float[] x = Mixed(seed, 100, 6), directions = Draw.Normal<float>(seed + 50, 6 * 200);
            PrincipalComponents pca = PrincipalComponents.Of(x, 6, 1);
            for (int d = 0; d < 200; d++)
            {
                double length = 0, sum = 0;
                for (int i = 0; i < 6; i++)
                {
                    length += Math.Pow(directions[(6 * d) + i], 2);
                }

                for (int n = 0; n < 100; n++)
                {
                    double along = 0;
                    for (int i = 0; i < 6; i++)
                    {
                        along += directions[(6 * d) + i] * (double)(x[(6 * n) + i] - pca.Mean[i]);
                    }

                    sum += along * along / 100;
                }

                Assert.InRange(sum / length, 0, pca.Variances[0] * (1 + 1e-5));
            }
        }
    }

    [Fact]
    public void TheGreatestElementOfEachComponentIsPositive()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            float[] x = Mixed(seed, 60, 5);
            PrincipalComponents pca = PrincipalComponents.Of(x, 5, 5);
            PrincipalComponents mirrored = PrincipalComponents.Of([.. x.Select(value => -value)], 5, 5);
            for (int k = 0; k < 5; k++)
            {
                float[] v = pca.Components.Slice(5 * k, 5).ToArray();
                Assert.Equal(v.Max(), v.Max(Math.Abs));
                Close(v.Select(value => (double)value), mirrored.Components.Slice(5 * k, 5), 1e-4);
            }
        }
    }

    [Fact]
    public void ThreadsDoNotChangeABit()
    {
        using Workers workers = new(3);
        float[] x = Mixed(1, 900, 90);
        PrincipalComponents one = PrincipalComponents.Of(x, 90, 7), three = PrincipalComponents.Of(x, 90, 7, workers);
        Assert.Equal(one.Components, three.Components);
        Assert.Equal(one.Encode(x), three.Encode(x, workers));
        Assert.Equal(one.Decode(one.Encode(x)), three.Decode(three.Encode(x), workers));
    }

    [Fact]
    public void FewerSamplesThanFeaturesAndNoVariance()
    {
        float[] x = Mixed(2, 3, 10);
        PrincipalComponents pca = PrincipalComponents.Of(x, 10, 3);
        Close(x.Select(value => (double)value), pca.Decode(pca.Encode(x)), 1e-4);
        Assert.InRange(pca.Variances[2], 0, 1e-5); // three points lie in a plane
        PrincipalComponents one = PrincipalComponents.Of([1, 2], 2, 1);
        Assert.Equal((0, 1), (one.TotalVariance, one.ExplainedShare));
        Assert.Equal([1, 2], one.Decode(one.Encode([1, 2])));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PrincipalComponents.Of([1, 2], 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrincipalComponents.Of([1, 2], 2, 3));
        Assert.Throws<ArgumentException>(() => PrincipalComponents.Of([1, 2, 3], 2, 1));
        Assert.Throws<ArgumentException>(() => PrincipalComponents.Of([], 2, 1));
        Assert.Throws<ArgumentException>(() => PrincipalComponents.Of([1, float.NaN], 2, 1));
        Assert.Throws<ArgumentException>(() => PrincipalComponents.Of([1, 2], 2, 1).Encode([1]));
        Assert.Throws<ArgumentException>(() => PrincipalComponents.Of([1, 2, 3, 4], 2, 2).Decode([1]));
    }

    // Normal numbers through a random matrix, so that the features are correlated.
    private static float[] Mixed(int seed, int count, int features)
    {
        float[] z = Draw.Normal<float>(seed, count * features), a = Draw.Normal<float>(seed + 1000, features * features);
        float[] x = new float[z.Length];
        MatrixProduct.AB<float>(z, a, x, count, features, features);
        float scale = 1 / MathF.Sqrt(features);
        return [.. x.Select((value, i) => (scale * value) + (i % features))];
    }

    private static void Close(IEnumerable<double> expected, ReadOnlySpan<float> found, double tolerance)
    {
        int i = 0;
        foreach (double value in expected)
        {
            Assert.Equal(value, found[i++], tolerance);
        }

        Assert.Equal(i, found.Length);
    }
}
