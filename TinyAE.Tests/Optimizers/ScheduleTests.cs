using TinyAE.Optimizers;

namespace TinyAE.Tests.Optimizers;

public class ScheduleTests
{
    [Theory]
    [InlineData("constant", 0, 1.0)]
    [InlineData("constant", 99, 1.0)]
    [InlineData("step:0.5,10", 9, 1.0)]
    [InlineData("step:0.5,10", 10, 0.5)]
    [InlineData("step:0.5,10", 39, 0.125)]
    [InlineData("exponential:0.25,10", 5, 0.5)]
    [InlineData("exponential:0.25,10", 20, 0.0625)]
    [InlineData("cosine", 0, 1.0)]
    [InlineData("cosine", 50, 0.5)]
    [InlineData("cosine", 100, 0.0)]
    [InlineData("cosine", 1000, 0.0)]
    [InlineData("cosine:0.2", 50, 0.6)]
    [InlineData("cosine:0.2", 100, 0.2)]
    [InlineData("warm-up:4", 0, 0.25)]
    [InlineData("warm-up:4", 3, 1.0)]
    [InlineData("warm-up:4", 50, 1.0)]
    [InlineData("warm-up:20,cosine", 9, 0.5)]
    [InlineData("warm-up:20,cosine", 20, 1.0)]
    [InlineData("warm-up:20,cosine", 60, 0.5)]
    [InlineData("warm-up:200,cosine", 100, 0.505)]
    [InlineData("warm-up:2,step:0.5,10", 12, 0.5)]
    [InlineData("inverse-time:10", 0, 1.0)]
    [InlineData("inverse-time:10", 10, 0.5)]
    [InlineData("inverse-time:10", 90, 0.1)]
    public void TheFactorIsThatOfTheFormula(string text, long step, double factor) =>
        Assert.Equal(factor, Schedule.Parse(text).Factor(step, 100), 1e-14);

    [Fact]
    public void BetweenItsEndsTheCosineIsTheCosine()
    {
        CosineDecay cosine = new(0.1);
        for (int step = 0; step <= 777; step++)
        {
            Assert.Equal(0.1 + (0.9 * 0.5 * (1 + Math.Cos(Math.PI * step / 777))), cosine.Factor(step, 777), 1e-15);
        }
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("step:0.1,1000")]
    [InlineData("exponential:0.96,250")]
    [InlineData("cosine:0")]
    [InlineData("cosine:0.015")]
    [InlineData("warm-up:10,constant")]
    [InlineData("warm-up:10,warm-up:3,step:0.3,7")]
    [InlineData("inverse-time:123456789012")]
    public void AScheduleWritesItselfAsItIsRead(string text)
    {
        ISchedule schedule = Schedule.Parse(text);
        Assert.Equal(text, schedule.ToString());
        Assert.Equal(schedule, Schedule.Parse(schedule.ToString()!));
        Assert.StartsWith(schedule.Name, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("linear")]
    [InlineData("constant:1")]
    [InlineData("step")]
    [InlineData("step:0.5")]
    [InlineData("step:0.5,")]
    [InlineData("step:x,10")]
    [InlineData("step:0.5,1.5")]
    [InlineData("step:0.5,10,3")]
    [InlineData("cosine:")]
    [InlineData("cosine:0,1")]
    [InlineData("warm-up")]
    [InlineData("warm-up:3,")]
    [InlineData("warm-up:3,linear")]
    [InlineData("inverse-time:-4")]
    public void AnotherTextIsRefusedAndTheFormsAreNamed(string text)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Schedule.Parse(text));
        Assert.All(Schedule.All, schedule => Assert.Contains(schedule.Usage, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("step:0,10")]
    [InlineData("step:1.5,10")]
    [InlineData("step:0.5,0")]
    [InlineData("exponential:NaN,10")]
    [InlineData("cosine:-0.1")]
    [InlineData("cosine:1.1")]
    [InlineData("warm-up:0")]
    [InlineData("inverse-time:0")]
    public void ANumberOutOfRangeIsRefused(string text) => Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Parse(text));
}
