using TinyAE.Metrics;

namespace TinyAE.Tests.Metrics;

public sealed class DetectorCurveTests
{
    [Fact]
    public void TheRocAreaIsTheShareOfPairsInTheRightOrder()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            (double[] scores, bool[] positive) = Draw(seed, 80);
            double pairs = 0, right = 0;
            for (int a = 0; a < 80; a++)
            {
                for (int b = 0; b < 80; b++)
                {
                    if (positive[a] && !positive[b])
                    {
                        pairs++;
                        right += scores[a] > scores[b] ? 1 : scores[a] == scores[b] ? 0.5 : 0;
                    }
                }
            }

            RocCurve curve = RocCurve.Of(scores, positive);
            Assert.Equal(right / pairs, curve.Area, 1e-12);

            // ... and the area under the points by trapezia; upside down it is the rest.
            double area = 0;
            for (int i = 1; i < curve.Points.Count; i++)
            {
                (RocPoint a, RocPoint b) = (curve.Points[i - 1], curve.Points[i]);
                Assert.True(a.Threshold > b.Threshold);
                Assert.True(a.FalsePositiveRate <= b.FalsePositiveRate && a.TruePositiveRate <= b.TruePositiveRate);
                area += (b.FalsePositiveRate - a.FalsePositiveRate) * (a.TruePositiveRate + b.TruePositiveRate) / 2;
            }

            Assert.Equal(area, curve.Area, 1e-12);
            Assert.Equal(1 - curve.Area, RocCurve.Of([.. scores.Select(score => -score)], positive).Area, 1e-12);
        }
    }

    [Fact]
    public void AveragePrecisionIsTheMeanPrecisionAtThePositives()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            (double[] scores, bool[] positive) = Draw(seed, 80);
            double sum = 0;
            for (int a = 0; a < 80; a++)
            {
                if (positive[a])
                {
                    int alarms = scores.Count(score => score >= scores[a]);
                    int found = Enumerable.Range(0, 80).Count(b => positive[b] && scores[b] >= scores[a]);
                    sum += (double)found / alarms;
                }
            }

            PrecisionRecallCurve curve = PrecisionRecallCurve.Of(scores, positive);
            Assert.Equal(sum / positive.Count(value => value), curve.Area, 1e-12);
            Assert.Equal(1, curve.Points[^1].Recall);
            Assert.Equal(positive.Count(value => value) / 80.0, curve.Points[^1].Precision, 1e-12);
        }
    }

    [Fact]
    public void PerfectReversedAndConstantScores()
    {
        bool[] positive = [true, true, false, false, false];
        Assert.Equal(1, RocCurve.Of([5, 4, 3, 2, 1], positive).Area);
        Assert.Equal(0, RocCurve.Of([1, 2, 3, 4, 5], positive).Area);
        Assert.Equal(0.5, RocCurve.Of([7, 7, 7, 7, 7], positive).Area);
        Assert.Equal(1, PrecisionRecallCurve.Of([double.PositiveInfinity, 4, 3, 2, double.NegativeInfinity], positive).Area);
        Assert.Equal(0.4, PrecisionRecallCurve.Of([7, 7, 7, 7, 7], positive).Area, 1e-12);
        Assert.Equal((0.5 * (1.0 / 4)) + (0.5 * (2.0 / 5)), PrecisionRecallCurve.Of([1, 2, 3, 4, 5], positive).Area, 1e-12);
        RocPoint[] points = [.. RocCurve.Of([5, 4, 3, 2, 1], positive).Points];
        Assert.Equal(new RocPoint(double.PositiveInfinity, 0, 0), points[0]);
        Assert.Equal(new RocPoint(4, 0, 1), points[2]);
        Assert.Equal(new RocPoint(1, 1, 1), points[^1]);
    }

    [Fact]
    public void OnlyTheOrderOfScoresMattersAndNotThatOfSamples()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            (double[] scores, bool[] positive) = Draw(seed, 60);
            int[] order = [.. Enumerable.Range(0, 60)];
            new Random(seed).Shuffle(order);
            double[] other = [.. order.Select(n => Math.Exp(scores[n]))];
            bool[] truth = [.. order.Select(n => positive[n])];
            Assert.Equal(RocCurve.Of(scores, positive).Area, RocCurve.Of(other, truth).Area);
            Assert.Equal(PrecisionRecallCurve.Of(scores, positive).Area, PrecisionRecallCurve.Of(other, truth).Area);
        }
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.Throws<ArgumentException>(() => RocCurve.Of([1, 2], [true]));
        Assert.Throws<ArgumentException>(() => RocCurve.Of([1, 2], [true, true]));
        Assert.Throws<ArgumentException>(() => PrecisionRecallCurve.Of([1, 2], [false, false]));
        Assert.Throws<ArgumentException>(() => PrecisionRecallCurve.Of([], []));
        Assert.Throws<ArgumentException>(() => RocCurve.Of([1, double.NaN], [true, false]));
    }

    // Few different scores, so that many are equal.
    private static (double[] Scores, bool[] Positive) Draw(int seed, int count)
    {
        Random random = new(seed);
        bool[] positive = [.. Enumerable.Range(0, count).Select(n => n == 0 || (n > 1 && random.NextDouble() < 0.3))];
        return ([.. positive.Select(value => (double)random.Next(-10, 10) + (value ? 3 : 0))], positive);
    }
}
