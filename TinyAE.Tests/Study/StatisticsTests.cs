using TinyAE.Study;

namespace TinyAE.Tests.Study;

public sealed class StatisticsTests
{
    [Fact]
    public void QuartilesOfKnownLists()
    {
        Assert.Equal(new Statistics(1, 0, 7, 7, 7, 7, 7), Statistics.Of([7]));
        Assert.Equal(new Statistics(2, 0, 1, 1.5, 2, 2.5, 3), Statistics.Of([3, 1]));
        Assert.Equal(new Statistics(4, 0, 1, 1.75, 2.5, 3.25, 4), Statistics.Of([4, 1, 3, 2]));
        Assert.Equal(new Statistics(5, 0, 1, 2, 3, 4, 50), Statistics.Of([50, 4, 3, 2, 1]));
        Assert.Equal(new Statistics(6, 0, -2, 0.25, 3.5, 6.75, 100), Statistics.Of([7, -2, 1, 100, 0, 6]));
    }

    [Fact]
    public void WhatDivergedIsCountedApart()
    {
        double[] values = [double.NaN, 3, double.PositiveInfinity, 1, double.NegativeInfinity];
        Assert.Equal(new Statistics(2, 3, 1, 1.5, 2, 2.5, 3), Statistics.Of(values));
        Statistics none = Statistics.Of([double.NaN, double.NaN]);
        Assert.Equal((0, 2), (none.Count, none.Diverged));
        Assert.All([none.Min, none.LowerQuartile, none.Median, none.UpperQuartile, none.Max], number => Assert.True(double.IsNaN(number)));
        Assert.Equal(0, Statistics.Of([]).Count);
    }

    [Fact]
    public void NeitherOrderNorScaleMatters()
    {
        Random random = new(1);
        for (int i = 0; i < 300; i++)
        {
            double[] values = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.NextDouble() - 0.5)];
            Statistics found = Statistics.Of(values);
            random.Shuffle(values);
            Assert.Equal(found, Statistics.Of(values));
            double[] order = [found.Min, found.LowerQuartile, found.Median, found.UpperQuartile, found.Max];
            Assert.Equal(order.Order(), order);
            Statistics doubled = Statistics.Of(values.Select(value => -2 * value));
            Assert.Equal(-2 * found.LowerQuartile, doubled.UpperQuartile, 15);
            Assert.Equal(-2 * found.Median, doubled.Median, 15);
        }
    }

    [Fact]
    public void EqualAndExtremeValuesStayThemselves()
    {
        for (int n = 1; n < 12; n++)
        {
            Assert.Equal(new Statistics(n, 0, 0.1, 0.1, 0.1, 0.1, 0.1), Statistics.Of(Enumerable.Repeat(0.1, n)));
        }

        Assert.Equal(0, Statistics.Of([-double.MaxValue, double.MaxValue]).Median);
    }
}
