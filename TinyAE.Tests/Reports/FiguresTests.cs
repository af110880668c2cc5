using TinyAE.Reports;

namespace TinyAE.Tests.Reports;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.063127, "0.06313")]
    [InlineData(1.5, "1.5")]
    [InlineData(-2, "-2")]
    [InlineData(12345.678, "12350")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00012346, "0.0001235")]
    [InlineData(3.14159e-7, "3.142e-07")]
    [InlineData(1e300, "1e+300")]
    [InlineData(double.NaN, "not a number")]
    [InlineData(double.PositiveInfinity, "infinity")]
    public void NumbersHaveFourDigits(double number, string text) => Assert.Equal(text, Figures.Number(number));

    [Theory]
    [InlineData(0, "0 wrong pixels")]
    [InlineData(1, "1 wrong pixel")]
    [InlineData(1120, "1,120 wrong pixels")]
    public void CountsAgreeWithTheirNoun(long number, string text) => Assert.Equal(text, Figures.Count(number, "wrong pixel"));

    [Theory]
    [InlineData(0.0851, "85 ms")]
    [InlineData(0.9996, "1.0 s")]
    [InlineData(2.42, "2.4 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(59.6, "1 min")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(119.7, "2 min")]
    [InlineData(3599.9, "1 h")]
    [InlineData(7500, "2 h 5 min")]
    public void DurationsHaveAUnitThatFits(double seconds, string text) =>
        Assert.Equal(text, Figures.Duration(TimeSpan.FromSeconds(seconds)));
}
