using TinyAE.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Tests.Optimizers;

public class AdaptiveStepTests
{
    private static readonly Problem<double> Valley = new([-1.2, 1], Functions.Rosenbrock);

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e-3)]
    [InlineData(1)]
    [InlineData(1e6)]
    public void TheLossNeverRises(double rate)
    {
        double[] losses = Descent.Run(new AdaptiveStep<double>(), Valley, 500, rate, out _);
        Problem<float> valleyInFloat = new([-1.2, 1], Functions.Rosenbrock);
        double[] inFloat = Descent.Run(new AdaptiveStep<float>(), valleyInFloat, 500, rate, out _);
        for (int t = 1; t < losses.Length; t++)
        {
            Assert.True(losses[t] <= losses[t - 1]);
            Assert.True(inFloat[t] <= inFloat[t - 1]);
        }

        Assert.True(losses[^1] < 0.9 * losses[0]);
    }

    [Fact]
    public void TheRateGrowsAfterEachFallAndHalvesAfterEachRise()
    {
        // L = θ²/2 with g = θ: a step of rate r takes θ to (1 − r) θ, which is worse exactly where r > 2.
        Problem<double> parabola = new([1], (x, g) => { g[0] = x[0]; return 0.5 * x[0] * x[0]; });
        AdaptiveStep<double> optimizer = new();
        OptimizerState<double> state = new(optimizer, 1);
        double theta = 1;
        double r = 1.9;
        double[] at = [1];
        double[] g = [1];
        for (int t = 0; t < 200; t++)
        {
            double loss = parabola.Evaluate(at, g);
            while (r > 2)
            {
                r *= 0.5;
            }

            theta *= 1 - r;
            r *= 1.05;
            optimizer.Step(at, g, state, new StepInfo<double>(1.9, loss, Workers.One, parabola));
            Assert.Equal(r, 1.9 * state.Scalars[0], 1e-9 * r);
            Assert.Equal(theta, at[0], 1e-9 * Math.Abs(theta));
            theta = at[0] = Math.Abs(at[0]) < 1e-3 ? 1 : at[0]; // far from the minimum, so that losses stay comparable
        }
    }

    [Fact]
    public void AtAMinimumOrWithoutANumberItStaysWhereItIs()
    {
        AdaptiveStep<double> optimizer = new();
        foreach (double slope in (double[])[0, double.NaN, -1])
        {
            Problem<double> problem = new([2], (x, g) => { g[0] = slope; return 7 + (0 * x[0]); });
            Problem<double> shifted = new([2], (x, g) => { g[0] = slope; return x[0] == 2 ? 7 : 8; }); // every other point is worse
            Descent.Run(optimizer, slope == -1 ? shifted : problem, 5, 0.1, out double[] theta);
            Assert.Equal(2, theta[0]);
        }
    }

    [Fact]
    public void WithoutAnEvaluationItSaysWhatItNeeds()
    {
        AdaptiveStep<double> optimizer = new();
        OptimizerState<double> state = new(optimizer, 1);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => optimizer.Step(new double[1], new double[1], state, new StepInfo<double>(1, 0, Workers.One)));
        Assert.Contains("adaptive-step", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.9, 0.5)]
    [InlineData(1.05, 0)]
    [InlineData(1.05, 1)]
    [InlineData(double.NaN, 0.5)]
    public void FactorsOutOfRangeAreRefused(double grow, double shrink) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdaptiveStep<double>(grow, shrink));
}
