using TinyAE.Optimizers;

namespace TinyAE.Tests.Optimizers;

public class ConvergenceTests
{
    private static Problem<double> Quadratic() => new(new double[12], Functions.Quadratic(12, 10));

    private static Problem<double> Rosenbrock() => new([-1.2, 1], Functions.Rosenbrock);

    [Theory]
    [InlineData("gradient-descent", 0.1)]
    [InlineData("momentum", 0.02)]
    [InlineData("nesterov", 0.02)]
    [InlineData("adagrad", 0.5)]
    [InlineData("rmsprop", 0.05)]
    [InlineData("adam", 0.05)]
    [InlineData("adaptive-step", 0.1)]
    [InlineData("l-bfgs", 1)]
    public void EachReachesTheMinimumOfAQuadratic(string name, double rate)
    {
        double[] losses = Descent.Run(Optimizer.ByName<double>(name), Quadratic(), 600, rate, out _, new CosineDecay());
        Assert.InRange(losses[^1], 0, 1e-8 * losses[0]);
    }

    [Fact]
    public void DecayPullsTheMinimumTowardsZero()
    {
        Descent.Run(new AdamW<double>(decay: 1), Quadratic(), 4000, 0.02, out double[] theta, new CosineDecay());
        Assert.All(theta.Where((_, i) => i % 3 != 1), value => Assert.InRange(Math.Abs(value), 0.01, 0.999));
    }

    [Theory]
    [InlineData("momentum", 0.0003, 1e-4)]
    [InlineData("nesterov", 0.0003, 1e-4)]
    [InlineData("adam", 0.02, 1e-6)]
    [InlineData("rmsprop", 0.005, 1e-3)]
    [InlineData("adaptive-step", 0.001, 1e-2)]
    public void SomeFollowRosenbrocksValley(string name, double rate, double loss)
    {
        double[] losses = Descent.Run(Optimizer.ByName<double>(name), Rosenbrock(), 8000, rate, out _, new CosineDecay());
        Assert.InRange(losses[^1], 0, loss);
    }

    [Fact]
    public void GradientDescentOnAQuadraticShrinksEachAxisByItsOwnFactor()
    {
        Problem<double> problem = Quadratic();
        Descent.Run(new GradientDescent<double>(), problem, 50, 0.03, out double[] theta);
        for (int i = 0; i < theta.Length; i++)
        {
            double lambda = 1 + (9.0 * i / 11);
            double center = (i % 3) - 1;
            Assert.Equal(center * (1 - Math.Pow(1 - (0.03 * lambda), 50)), theta[i], 1e-12);
        }
    }
}
