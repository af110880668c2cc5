using System.Globalization;
using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

public class AxisTests
{
    private static double Number(string label) => double.Parse(label, CultureInfo.InvariantCulture);

    // Whether the value is 1, 2 or 5 times a power of ten.
    private static bool IsRound(double value) =>
        Math.Abs(value).ToString("E6", CultureInfo.InvariantCulture)[..8] is "1.000000" or "2.000000" or "5.000000";

    [Fact]
    public void LinearTicksAreRoundNumbersWithinTheRange()
    {
        Random random = new(5);
        for (int trial = 0; trial < 3000; trial++)
        {
            double centre = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 13));
            double half = random.NextDouble() * Math.Pow(10, random.Next(-12, 13)), low = centre - half, high = centre + half;
            int atMost = random.Next(2, 13);
            Axis axis = Axis.Of([low, high], false, 0);
            Tick[] ticks = axis.Ticks(atMost);
            Assert.InRange(ticks.Length, 1, atMost);
            Assert.True(atMost < 5 || ticks.Length >= 2);
            double step = ticks.Length > 1 ? ticks[1].Value - ticks[0].Value : 1;
            // Near a large centre the difference of two values has few digits.
            Assert.True(ticks.Length < 2 || half < 1e-6 * Math.Abs(centre) || IsRound(step), $"{low} {high}");
            for (int i = 0; i < ticks.Length; i++)
            {
                Assert.InRange(axis.Position(ticks[i].Value), -1e-8, 1 + 1e-8);
                Assert.Equal(ticks[i].Value, Number(ticks[i].Label), 1e-9 * Math.Max(step, Math.Abs(ticks[i].Value)));
            }
        }
    }

    [Theory]
    [InlineData(0, 1, 6, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-1, 1, 5, "-1.0 -0.5 0 0.5 1.0")]
    [InlineData(0, 10000, 6, "0 2000 4000 6000 8000 10000")]
    [InlineData(0, 3e6, 4, "0 1e6 2e6 3e6")]
    [InlineData(0, 0.00003, 4, "0 1e-5 2e-5 3e-5")]
    [InlineData(0, 0.0005, 6, "0 0.0001 0.0002 0.0003 0.0004 0.0005")]
    [InlineData(99.98, 100.02, 5, "99.98 99.99 100.00 100.01 100.02")]
    [InlineData(-0.3, 0.7, 3, "0 0.5")]
    public void LabelsReadAsAPersonWouldWriteThem(double low, double high, int atMost, string labels) =>
        Assert.Equal(labels, string.Join(' ', Axis.Of([low, high], false, 0).Ticks(atMost).Select(tick => tick.Label)));

    [Theory]
    [InlineData(1, 1000, 8, "1 10 100 1000")]
    [InlineData(0.001, 1, 8, "0.001 0.01 0.1 1")]
    [InlineData(1e-6, 1, 8, "1e-6 1e-5 1e-4 1e-3 1e-2 1e-1 1e0")]
    [InlineData(1e-12, 1, 5, "1e-10 1e-5 1e0")]
    [InlineData(2, 60, 8, "2 5 10 20 50")]
    [InlineData(2, 60, 4, "20 40 60")]
    [InlineData(0.25, 0.27, 5, "0.250 0.255 0.260 0.265 0.270")]
    [InlineData(1e-100, 1e100, 5, "1e-100 1e-50 1e0 1e50 1e100")]
    public void LogTicksArePowersOfTen(double low, double high, int atMost, string labels)
    {
        Tick[] ticks = Axis.Of([low, high], true, 0).Ticks(atMost);
        string[] labelled = [.. ticks.Where(tick => tick.Label.Length > 0).Select(tick => tick.Label)];
        Assert.Equal(labels, string.Join(' ', labelled));
        Assert.All(ticks, tick => Assert.True(tick.Label.Length == 0 || Math.Abs(Number(tick.Label) - tick.Value) <= 1e-9 * tick.Value));
        Assert.Equal(ticks.OrderBy(tick => tick.Value), ticks);
    }

    [Fact]
    public void WholeAxesHaveWholeTicks()
    {
        for (int count = 1; count < 300; count++)
        {
            Tick[] ticks = Axis.Between(count - 0.5, -0.5, whole: true).Ticks(8);
            Assert.NotEmpty(ticks);
            Assert.All(ticks, tick => Assert.Equal(Math.Round(tick.Value), tick.Value));
            Assert.InRange(ticks.Length, 1, 8);
        }
    }

    [Fact]
    public void AnAxisHoldsItsValuesWithRoom()
    {
        Axis axis = Axis.Of([3, double.NaN, -1, double.PositiveInfinity, 1e300, 7], false, 0.1);
        Assert.Equal(0.1 / 1.2, axis.Position(-1), 1e-12);
        Assert.Equal(1.1 / 1.2, axis.Position(7), 1e-12);
        Assert.Equal(0, Axis.Of([0.5, 10], false, 0, fromZero: true).Position(0));
        Assert.Equal(0, Axis.Of([0.5, 10], false, 0).Position(0.5));
        Assert.Equal(0, Axis.Of([9, 10], false, 0, fromZero: true).Position(9));
        Axis log = Axis.Of([0, -5, 0.01, 100], true, 0);
        Assert.Equal(0, log.Position(0.01), 1e-12);
        Assert.Equal(0.5, log.Position(1), 1e-12);
        Assert.Equal(1, log.Position(100), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-3e200)]
    [InlineData(1e-200)]
    public void EqualValuesStandInTheMiddle(double value)
    {
        Axis axis = Axis.Of([value, value], false, 0.05);
        Assert.Equal(0.5, axis.Position(value), 1e-9);
        Assert.InRange(axis.Ticks(8).Length, 2, 8);
        if (value > 0)
            Assert.Equal(0.5, Axis.Of([value], true, 0.05).Position(value), 1e-9);
    }

    [Fact]
    public void WithoutValuesAnAxisIsStillOne()
    {
        Assert.Equal(["0", "0.5", "1.0"], Axis.Of([], false, 0.05).Ticks(3).Select(tick => tick.Label));
        Assert.Equal(2, Axis.Of([double.NaN, -1], true, 0.05).Ticks(3).Count(tick => tick.Label.Length > 0));
    }

    [Fact]
    public void TheLogarithmIsRight()
    {
        Random random = new(7);
        for (int trial = 0; trial < 20_000; trial++)
        {
            double value = (random.NextDouble() + 1e-3) * Math.Pow(10, random.Next(-290, 290));
            double expected = Math.Log10(value);
            Assert.Equal(expected, Decimals.Log10(value), 2e-15 * Math.Max(1, Math.Abs(expected)));
        }
        for (int e = -300; e <= 300; e++)
        {
            Assert.Equal(e, Decimals.Log10(Decimals.Pow10(e)));
            Assert.Equal(e, Decimals.Exponent(Decimals.Pow10(e)));
            Assert.Equal(e - 1, Decimals.Exponent(Math.BitDecrement(Decimals.Pow10(e))));
        }
    }

    [Theory]
    [InlineData(0, -3, false, "0")]
    [InlineData(5, -3, false, "0.005")]
    [InlineData(-1250, -3, false, "-1.250")]
    [InlineData(12, 2, false, "1200")]
    [InlineData(1500, 6, true, "1.5e9")]
    [InlineData(-20, -9, true, "-2e-8")]
    public void NumbersAreFormatted(long mantissa, int exponent, bool scientific, string text) =>
        Assert.Equal(text, Decimals.Format(mantissa, exponent, scientific));
}
