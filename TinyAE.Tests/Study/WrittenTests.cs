using TinyAE.Study;

namespace TinyAE.Tests.Study;

public class WrittenTests
{
    private static Written N(double value) => value;

    [Fact]
    public void ArithmeticIsWrittenAsOnPaper()
    {
        Assert.Equal("1·(−2) + 3", (N(1) * -2 + 3).Text);
        Assert.Equal("1 + (−2)", (N(1) + -2).Text);
        Assert.Equal("1 − (2 − 3)", (1 - (N(2) - 3)).Text);
        Assert.Equal("(1 + 2)·3", ((N(1) + 2) * 3).Text);
        Assert.Equal("(1·2) / (1 + e)".Replace("e", "exp(1)"), (N(1) * 2 / (1 + Written.Exp(1))).Text);
        Assert.Equal("−(1 + 2)", (-(N(1) + 2)).Text);
        Assert.Equal("(−3)²", Written.Square(-3).Text);
        Assert.Equal("√(2·3)", Written.Root(N(2) * 3).Text);
        Assert.Equal("√(2π)", Written.Root(Written.Named("2π", 2 * Math.PI)).Text);
        Assert.Equal("max(−1, 0)", Written.Max(-1, 0).Text);
        Assert.Equal("[2 > 0]", Written.Above(2, 0).Text);
        Assert.Equal(0, Written.SumOf([]).Value);
    }

    [Fact]
    public void TheValueIsThatOfTheText()
    {
        Assert.Equal(1, (N(1) * -2 + 3).Value);
        Assert.Equal(2, (1 - (N(2) - 3)).Value);
        Assert.Equal(9, Written.Square(-3).Value);
        Assert.Equal(-0.5, (-(N(1) / 2)).Value);
        Assert.Equal(1, Written.Above(2, 0).Value);
        Assert.Equal(-1, Written.Sign(-3).Value);
    }

    [Theory]
    [InlineData(0, "0", true)]
    [InlineData(-1.5, "−1.5", true)]
    [InlineData(0.1 + 0.2, "0.3", true)]
    [InlineData(1 / 3.0, "0.333333", false)]
    [InlineData(1e-8, "1e-8", true)]
    [InlineData(-2.5e-4, "−2.5e-4", true)]
    public void NumbersAreShort(double value, string text, bool exact)
    {
        Assert.Equal(text, Written.Number(value));
        Assert.Equal(exact, Written.IsExact(value));
    }

    [Fact]
    public void ALineSaysWhetherDigitsAreLeftOut()
    {
        Assert.Equal("y = 1 / 4 = 0.25", new ExampleLine("y", "1 / 4", 0.25, 0.25).ToString());
        Assert.Equal("y = 1 / 3 ≈ 0.333333", new ExampleLine("y", "1 / 3", 1 / 3.0, 1 / 3.0).ToString());
        Assert.Equal("y = 2", new ExampleLine("y", "2", 2, 2).ToString());
        Assert.False(new ExampleLine("y", "1 / 4", 0.25, 0.25 + 1e-11).Agrees);
        Assert.True(new ExampleLine("y", "1 / 4", 0.25, null).Agrees);
        ExampleStep step = new(null, new ExampleArray("y", [], [0.5]), [new ExampleLine("y", "1 / 4", 0.25, 0.5)]);
        WorkedExample wrong = new("", [], [step]);
        Assert.Equal(1, wrong.Compared);
        Assert.Single(wrong.Disagreements);
    }
}
