using TinyAE.Training;

namespace TinyAE.Tests.Training;

public class RecordedStepsTests
{
    private static List<long> All(long total, long stepsPerEpoch)
    {
        RecordedSteps steps = new(total, stepsPerEpoch);
        List<long> all = [];
        for (long step = 0; step < total;)
        {
            long next = steps.After(step);
            Assert.InRange(next, step + 1, total);
            all.Add(step = next);
        }

        return all;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(999, 1)]
    [InlineData(1_000, 1)]
    [InlineData(1_001, 1)]
    [InlineData(10_000, 1)]
    [InlineData(123_457, 1)]
    [InlineData(50_000, 3)]
    [InlineData(18_760, 1_876)]
    [InlineData(3_000, 1_876)]
    [InlineData(7_777, 11)]
    [InlineData(1_000_000_000_000, 1_000_000)]
    public void AboutAThousandWithTheFirstAndTheLast(long total, long stepsPerEpoch)
    {
        List<long> all = All(total, stepsPerEpoch);
        Assert.Equal(1, all[0]);
        Assert.Equal(total, all[^1]);
        Assert.InRange(all.Count, Math.Min(total, 200), RecordedSteps.Limit + 2);
        if (total <= 1_000)
        {
            Assert.Equal(total, all.Count);
        }
    }

    [Fact]
    public void FullBatchesHaveRoundNumbers() =>
        Assert.Equal([1, .. Enumerable.Range(1, 1_000).Select(i => 10L * i)], All(10_000, 1));

    [Fact]
    public void EveryEpochEndsWithARow()
    {
        List<long> all = All(50 * 235, 235);
        for (int epoch = 1; epoch <= 50; epoch++)
        {
            Assert.Contains(235L * epoch, all);
        }
    }

    [Theory]
    [InlineData(12, 4, new long[] { 4, 8, 12 })]
    [InlineData(10, 4, new long[] { 4, 8, 10 })] // the last epoch is cut short
    [InlineData(3, 4, new long[] { 3 })]
    [InlineData(3, 1, new long[] { 1, 2, 3 })]
    public void WholeEpochsAloneAndTheLastStep(long total, long stepsPerEpoch, long[] expected)
    {
        RecordedSteps steps = new(total, stepsPerEpoch, wholeEpochs: true);
        List<long> all = [0];
        while (all[^1] < total)
        {
            all.Add(steps.After(all[^1]));
        }

        Assert.Equal(expected, all[1..]);
        Assert.All(Enumerable.Range(0, (int)total), step => Assert.Equal(expected.First(next => next > step), steps.After(step)));
    }

    /// <summary>A training that is resumed records the steps that an uninterrupted one records.</summary>
    [Theory]
    [InlineData(10_000, 1)]
    [InlineData(5_000, 7)]
    [InlineData(300_000, 7)]
    public void TheNextOneDependsOnTheStepAlone(long total, long stepsPerEpoch)
    {
        RecordedSteps steps = new(total, stepsPerEpoch);
        HashSet<long> all = [.. All(total, stepsPerEpoch)];
        long expected = total;
        for (long step = total - 1; step >= 0; step--)
        {
            expected = all.Contains(step + 1) ? step + 1 : expected;
            Assert.Equal(expected, steps.After(step));
        }
    }
}
