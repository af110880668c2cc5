using TinyAE.Losses;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Losses;

public sealed class ElasticNetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ItsGradientIsRight(ulong seed) =>
        GradientCheck.Of(new ElasticNet<double>(0.3, 0.7), new Shape(9), new CheckOptions { Seed = seed }).Assert();

    [Fact]
    public void ValueAndGradientFollowTheFormula()
    {
        double[] w = [1, -2, 3, 0.5, 0], dw = [10, 20, 30, 40, 50];
        ElasticNet<double> penalty = new(0.5, 0.25);
        Pass pass = new(1, true, default, Workers.One);
        // 0.5 (1 + 2 + 3 + 0.5) + 0.25 (1 + 4 + 9 + 0.25), and 0.5 sign(w) + 0.5 w on top of what is there.
        Assert.Equal(3.25 + 3.5625, penalty.Evaluate(w, dw, pass), 1e-15);
        Assert.Equal([11, 18.5, 32, 40.75, 50], dw);
        Assert.Equal(3.25 + 3.5625, penalty.Evaluate(w, [], pass), 1e-15);
        Assert.Equal("0.5 Σ |w| + 0.25 Σ w²", penalty.Formula);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, double.NaN)]
    public void AStrengthOutOfRangeIsRefused(double lambda1, double lambda2) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ElasticNet<float>(lambda1, lambda2));
}
