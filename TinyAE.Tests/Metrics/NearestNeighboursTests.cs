using TinyAE.Metrics;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Metrics;

public sealed class NearestNeighboursTests
{
    [Fact]
    public void TheyAreThoseOfAPlainSearch()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(seed);
            int features = random.Next(1, 40), count = random.Next(5, 200), queries = random.Next(1, 30), k = random.Next(1, 6);

            // Small integers: every distance is exact, and many are equal.
            float[] t = [.. Enumerable.Range(0, count * features).Select(_ => (float)random.Next(-2, 3))];
            float[] x = [.. Enumerable.Range(0, queries * features).Select(_ => (float)random.Next(-2, 3))];
            int[] found = new NearestNeighbours(new LabelledVectors(t, features, new int[count], 1), k).Find(x);
            for (int n = 0; n < queries; n++)
            {
                double Distance(int j) =>
                    Enumerable.Range(0, features).Sum(i => Math.Pow(x[(n * features) + i] - t[(j * features) + i], 2));
                Assert.Equal(Enumerable.Range(0, count).OrderBy(Distance).ThenBy(j => j).Take(k), found.Skip(n * k).Take(k));
            }
        }
    }

    [Fact]
    public void BlocksAndThreadsDoNotMatter()
    {
        using Workers workers = new(3);
        LabelledVectors data = Blobs.Of(1, 5000, 7, 5, 2);
        float[] x = Draw.Normal<float>(2, 600 * 7);
        NearestNeighbours all = new(data, 3);
        int[] found = all.Find(x);
        Assert.Equal(found, all.Find(x, workers));
        Assert.Equal(found[..3], all.Find(x.AsSpan(0, 7)));

        // Behind the first block of training vectors lie some of those found.
        Assert.Contains(found, index => index > 4096);
        Assert.Contains(found, index => index < 2048);
        for (int n = 0; n < 600; n += 37)
        {
            double Distance(int j) => Enumerable.Range(0, 7).Sum(i => Math.Pow(x[(n * 7) + i] - data.Values[(j * 7) + i], 2));
            Assert.Equal(Enumerable.Range(0, 5000).OrderBy(Distance).Take(3), found.Skip(3 * n).Take(3));
        }
    }

    [Fact]
    public void MostVotesWinAndOfAsManyTheNearest()
    {
        LabelledVectors data = new([0, 1, 2, 3, 10], 1, [0, 1, 1, 0, 2], 3);
        Assert.Equal([0], new NearestNeighbours(data, 1).Predict([-1]));
        Assert.Equal([1], new NearestNeighbours(data, 3).Predict([-1])); // 0, 1, 1
        Assert.Equal([0], new NearestNeighbours(data, 4).Predict([-1])); // 0, 1, 1, 0: the nearest is a 0
        Assert.Equal([1], new NearestNeighbours(data, 4).Predict([2])); // 1, then 1 and 0 at the same distance, then 0
        Assert.Equal([2], new NearestNeighbours(data, 1).Predict([9]));
        Assert.Equal([1, 2], new NearestNeighbours(data, 1).Find([1.5f, 2]));
    }

    [Fact]
    public void EachTrainingVectorIsItsOwnNearest()
    {
        LabelledVectors data = Blobs.Of(3, 500, 6, 4, 0);
        Assert.Equal(Enumerable.Range(0, 500), new NearestNeighbours(data, 1).Find(data.Values));
        Assert.Equal(1, new NearestNeighbours(data, 1).AccuracyOn(data));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        LabelledVectors data = Blobs.Of(3, 5, 2, 2, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NearestNeighbours(data, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NearestNeighbours(data, 6));
        NearestNeighbours neighbours = new(data, 5);
        Assert.Throws<ArgumentException>(() => neighbours.Find([1, 2, 3]));
        Assert.Throws<ArgumentException>(() => neighbours.Find([1, float.NaN]));
        Assert.Throws<ArgumentException>(() => neighbours.AccuracyOn(Blobs.Of(3, 5, 3, 2, 1)));
    }
}
