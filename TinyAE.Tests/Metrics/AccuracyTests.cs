using TinyAE.Metrics;

namespace TinyAE.Tests.Metrics;

public sealed class AccuracyTests
{
    [Fact]
    public void ItIsTheShareOfRightOnes()
    {
        Assert.Equal(0.75, Accuracy.Of([1, 2, 3, 4], [1, 2, 3, 0]));
        Assert.Equal(1, Accuracy.Of([7], [7]));
        Assert.Equal(0, Accuracy.Of([-1, -1], [0, 1]));
    }

    [Fact]
    public void TheGreatestScoreDecidesAndOfEqualOnesTheFirst()
    {
        int[] predicted = new int[4];
        Accuracy.Decide<float>([1, 3, 2, 5, 5, 5, -2, -1, -1, 0, float.NaN, 1], predicted, 3);
        Assert.Equal([1, 0, 1, -1], predicted);
        Assert.Equal(0.5, Accuracy.OfScores<double>([1, 3, 2, 0], [1, 1], 2));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.Throws<ArgumentException>(() => Accuracy.Of([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => Accuracy.Of([], []));
        Assert.Throws<ArgumentException>(() => Accuracy.OfScores<float>([1, 2, 3], [0, 1], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Accuracy.OfScores<float>([], [], 0));
    }
}
