using TinyAE.Losses;
using TinyAE.Numerics;
using TinyAE.Study;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Losses;

/// <summary>What the tests of all losses, which take σ = 1, do not see.</summary>
public class GaussianNegativeLogLikelihoodTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(3)]
    public void ItIsMinusTheLogarithmOfTheDensity(double sigma)
    {
        double[] y = Draw.Normal<double>(1, 20), t = Draw.Normal<double>(2, 20);
        double expected = y.Zip(t, (a, b) => -Math.Log(NormalDistribution.Density((b - a) / sigma) / sigma)).Sum() / 4;
        double value = new GaussianNegativeLogLikelihood<double>(sigma).Evaluate(y, t, [], Draw.Pass(4));
        Assert.Equal(expected, value, 1e-12 * Math.Abs(expected));
    }

    [Fact]
    public void TheGradientIsRightForEverySigma()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            GaussianNegativeLogLikelihood<double> loss = new(0.05 + (0.1 * seed), seed % 2 == 0 ? null : LossScale.Mean);
            GradientCheck.Of(loss, new Shape(5), new CheckOptions { Seed = (ulong)seed }).Assert();
        }
    }

    /// <summary>σ for σ²: right for σ = 1 alone.</summary>
    [Fact]
    public void AWrongPowerOfSigmaIsRejected() =>
        Assert.False(GradientCheck.Of(new SigmaForItsSquare(0.5), new Shape(5)).Passed);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AnImpossibleSigmaIsNamed(double sigma) => Assert.Equal(
        sigma, Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianNegativeLogLikelihood<float>(sigma)).ActualValue);

    private sealed class SigmaForItsSquare(double sigma) : ILoss<double>
    {
        private readonly GaussianNegativeLogLikelihood<double> _right = new(sigma);

        public string Name => _right.Name;

        public LossScale Scale => _right.Scale;

        public string Formula => _right.Formula;

        public double Evaluate(ReadOnlySpan<double> y, ReadOnlySpan<double> target, Span<double> dy, in Pass pass)
        {
            double value = _right.Evaluate(y, target, dy, pass);
            foreach (ref double slope in dy)
            {
                slope *= sigma;
            }

            return value;
        }
    }
}
