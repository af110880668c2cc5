using TinyAE.Metrics;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Metrics;

public sealed class LinearClassifierTests
{
    [Fact]
    public void WhatALineDividesIsToldRight()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            float[] x = Draw.Normal<float>(seed, 400);
            int[] labels = [.. Enumerable.Range(0, 200).Select(n => x[2 * n] + (0.5 * x[(2 * n) + 1]) > 0.3 ? 1 : 0)];
            LabelledVectors data = new(x, 2, labels, 2);
            Assert.InRange(LinearClassifier.Train(data, new() { Penalty = 1e-6 }).AccuracyOn(data), 0.98, 1);
        }
    }

    [Fact]
    public void NoLineTellsTheCornersOfASquareApart()
    {
        // Exclusive or: by symmetry the best logits are all equal, and L is ln 2.
        LinearClassifier classifier = LinearClassifier.Train(new LabelledVectors([0, 0, 0, 1, 1, 0, 1, 1], 2, [0, 1, 1, 0], 2));
        Assert.Equal(Math.Log(2), classifier.Loss, 1e-6);
    }

    [Fact]
    public void TwoCloudsGiveTheAccuracyOfTheBestLine()
    {
        // Two normal clouds at distance d are told apart with accuracy Φ(d / 2).
        foreach (double d in new[] { 0.5, 1, 2, 3 })
        {
            LinearClassifier classifier = LinearClassifier.Train(Clouds(1, 10_000, d));
            double truth = NormalDistribution.Cdf(d / 2);
            Assert.Equal(truth, classifier.AccuracyOn(Clouds(2, 20_000, d)), 0.01);
        }
    }

    [Fact]
    public void TheMinimumIsWhereTheGradientVanishes()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            const double lambda = 0.05;
            LabelledVectors data = Blobs.Of(seed, 90, 4, 3, 1.5);
            LinearClassifier classifier = LinearClassifier.Train(data, new() { Penalty = lambda, Tolerance = 1e-6, Iterations = 300 });

            // L again from the logits; W from the logits at unit vectors.
            Standardization standard = Standardization.Of(data.Values, 4);
            float[] points = new float[5 * 4];
            for (int i = 0; i < 5; i++)
            {
                for (int j = 0; j < 4; j++)
                {
                    points[(i * 4) + j] = standard.Mean[j] + (i == j ? standard.Deviation[j] : 0);
                }
            }

            float[] y = classifier.Logits(data.Values), w = classifier.Logits(points);
            double loss = 0, weights = 0;
            double[] residuals = new double[3];
            for (int n = 0; n < data.Count; n++)
            {
                double[] e = [.. y.Skip(n * 3).Take(3).Select(value => Math.Exp(value))];
                loss -= Math.Log(e[data.Labels[n]] / e.Sum()) / data.Count;
                for (int c = 0; c < 3; c++)
                {
                    residuals[c] += ((e[c] / e.Sum()) - (c == data.Labels[n] ? 1 : 0)) / data.Count;
                }
            }

            for (int i = 0; i < 12; i++)
            {
                weights += Math.Pow(w[i] - w[12 + (i % 3)], 2);
            }

            Assert.Equal(loss + (lambda / 2 * weights), classifier.Loss, 1e-5);
            Assert.All(residuals, residual => Assert.Equal(0, residual, 1e-4)); // ∂L/∂b
        }
    }

    [Fact]
    public void APenaltyMakesTheLogitsSmaller()
    {
        LabelledVectors data = Blobs.Of(1, 300, 5, 3, 3);
        double Spread(double penalty) => LinearClassifier.Train(data, new() { Penalty = penalty }).Logits(data.Values).Max(Math.Abs);
        Assert.True(Spread(1e-4) > 2 * Spread(0.1));
        Assert.True(Spread(0.1) > 2 * Spread(10));
    }

    [Fact]
    public void UnitsAndConstantFeaturesDoNotMatter()
    {
        LabelledVectors data = Blobs.Of(3, 300, 3, 3, 2);
        float[] other = new float[300 * 4];
        for (int n = 0; n < 300; n++)
        {
            other[4 * n] = 16 * data.Values[3 * n];
            other[(4 * n) + 1] = data.Values[(3 * n) + 1] / 8;
            other[(4 * n) + 2] = data.Values[(3 * n) + 2];
            other[(4 * n) + 3] = 0.1f;
        }

        int[] expected = LinearClassifier.Train(data).Predict(data.Values);
        int[] found = LinearClassifier.Train(new LabelledVectors(other, 4, data.Labels, 3)).Predict(other);
        Assert.InRange(Accuracy.Of(found, expected), 0.99, 1);
    }

    [Fact]
    public void ThreadsDoNotChangeABit()
    {
        using Workers workers = new(3);
        LabelledVectors data = Blobs.Of(4, 3000, 50, 10, 2);
        LinearClassifier one = LinearClassifier.Train(data), three = LinearClassifier.Train(data, workers: workers);
        Assert.Equal(one.Loss, three.Loss);
        Assert.Equal(one.Iterations, three.Iterations);
        Assert.Equal(one.Logits(data.Values), three.Logits(data.Values, workers));
    }

    [Fact]
    public void WithoutStepsNothingIsLearned()
    {
        LabelledVectors data = Blobs.Of(5, 30, 3, 3, 5);
        LinearClassifier classifier = LinearClassifier.Train(data, new() { Iterations = 0 });
        Assert.Equal(Math.Log(3), classifier.Loss, 1e-6);
        Assert.Equal(0, classifier.Iterations);
        Assert.Equal(1.0 / 3, classifier.AccuracyOn(data), 1e-12);
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        LabelledVectors data = Blobs.Of(6, 30, 3, 3, 5);
        LinearClassifier classifier = LinearClassifier.Train(data);
        Assert.Throws<ArgumentException>(() => classifier.AccuracyOn(Blobs.Of(6, 30, 4, 3, 5)));
        Assert.Throws<ArgumentException>(() => classifier.AccuracyOn(Blobs.Of(6, 30, 3, 2, 5)));
        Assert.Throws<ArgumentException>(() => classifier.Predict(new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearClassifier.Train(data, new() { Penalty = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearClassifier.Train(data, new() { Penalty = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearClassifier.Train(data, new() { Iterations = -1 }));
        Assert.Throws<ArgumentException>(() => new LabelledVectors([1, 2, 3], 2, [0, 0], 1));
        Assert.Throws<ArgumentException>(() => new LabelledVectors([1, 2], 1, [0, 1], 1));
        Assert.Throws<ArgumentException>(() => new LabelledVectors([1, 2], 1, [-1, 0], 1));
        Assert.Throws<ArgumentException>(() => new LabelledVectors([], 1, [], 1));
        ArgumentException nan = Assert.Throws<ArgumentException>(() => new LabelledVectors([1, 2, 3, float.NaN], 2, [0, 0], 1));
        Assert.Contains("feature 1 of sample 1 is NaN", nan.Message, StringComparison.Ordinal);
    }

    private static LabelledVectors Clouds(int seed, int count, double distance)
    {
        LabelledVectors data = Blobs.Of(seed, count, 3, 2, 0);
        for (int n = 0; n < count; n++)
        {
            data.Values[3 * n] += (float)(data.Labels[n] * distance);
        }

        return data;
    }
}
