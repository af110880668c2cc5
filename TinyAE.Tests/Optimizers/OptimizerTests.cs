using TinyAE.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Tests.Optimizers;

public class OptimizerTests
{
    [Fact]
    public void EveryNameStandsForAnOptimizerOfThatName()
    {
        Assert.Equal(9, Optimizer.All.Count);
        foreach (Optimizer named in Optimizer.All)
        {
            Assert.Equal(named.Name, Optimizer.ByName<float>(named.Name).Name);
            Assert.Equal(named.Name, Optimizer.ByName<double>(named.Name).Name);
        }

        Assert.Equal("gradient-descent", Optimizer.ByName<float>("sgd").Name);
    }

    [Fact]
    public void DescriptionsTellEveryConstant()
    {
        Assert.Equal("gradient-descent", Describe(new GradientDescent<float>()));
        Assert.Equal("momentum, mu = 0.8", Describe(new Momentum<float>(0.8)));
        Assert.Equal("adam, beta1 = 0.9, beta2 = 0.999, epsilon = 1E-08", Describe(new Adam<float>()));
        Assert.Equal("l-bfgs, memory = 7", Describe(new LBFGS<float>(7)));
        foreach (string name in Optimizer.All.Select(named => named.Name))
        {
            IOptimizer<float> optimizer = Optimizer.ByName<float>(name);
            int constants = optimizer.GetType().GetConstructors().Single().GetParameters().Length;
            Assert.Equal(constants, optimizer.Description.Count(c => c == '='));
            Assert.StartsWith(name, optimizer.Description, StringComparison.Ordinal);
        }

        static string Describe(IOptimizer<float> optimizer) => optimizer.Description;
    }

    [Theory]
    [InlineData("")]
    [InlineData("Adam")]
    [InlineData("adamax")]
    public void AnotherNameIsRefusedAndTheNamesAreListed(string name)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Optimizer.ByName<float>(name));
        Assert.All(Optimizer.All, named => Assert.Contains(named.Name, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void OnlyTheTwoThatSearchNeedAllTheData()
    {
        IEnumerable<string> names = Optimizer.All.Select(named => named.Name);
        Assert.Equal(["adaptive-step", "l-bfgs"], names.Where(name => Optimizer.ByName<float>(name).NeedsFullBatch));
    }

    [Fact]
    public void ConstantsOutOfRangeAreRefusedWithTheirNameAndRange()
    {
        Assert.Contains("mu is at least 0 and below 1", Message(() => new Momentum<float>(1)), StringComparison.Ordinal);
        Assert.Contains("mu is", Message(() => new Nesterov<float>(-0.1)), StringComparison.Ordinal);
        Assert.Contains("epsilon is above 0", Message(() => new AdaGrad<float>(0)), StringComparison.Ordinal);
        Assert.Contains("rho is", Message(() => new RMSprop<float>(double.NaN)), StringComparison.Ordinal);
        Assert.Contains("beta1 is", Message(() => new Adam<float>(beta1: 1)), StringComparison.Ordinal);
        Assert.Contains("beta2 is", Message(() => new Adam<float>(beta2: -1)), StringComparison.Ordinal);
        Assert.Contains("epsilon is", Message(() => new Adam<float>(epsilon: double.PositiveInfinity)), StringComparison.Ordinal);
        Assert.Contains("decay is at least 0", Message(() => new AdamW<float>(decay: -1)), StringComparison.Ordinal);

        static string Message(Func<object> make) => Assert.Throws<ArgumentOutOfRangeException>(make).Message;
    }

    [Fact]
    public void AStateHasTheRoomThatTheOptimizerAsksFor()
    {
        foreach (Optimizer named in Optimizer.All)
        {
            IOptimizer<double> optimizer = Optimizer.ByName<double>(named.Name);
            OptimizerState<double> state = new(optimizer, 5);
            Assert.Equal(5 * optimizer.StateVectors, state.Vectors.Length);
            Problem<double> problem = new([1, 2, 3, 4, 5], Functions.Quadratic(5, 3));
            double[] theta = problem.Start;
            double[] g = new double[5];
            double loss = problem.Evaluate(theta, g);
            optimizer.Step(theta, g, state, new StepInfo<double>(0.01, loss, Workers.One, problem));
            Assert.True(problem.Evaluate(theta, g) < loss);
        }
    }
}
