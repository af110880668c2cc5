using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Study;

public class NumericDerivativeTests
{
    private static Estimate Differentiate(Func<double, double> function, double x)
    {
        Scalar scalar = new(function, x);
        Estimate estimate = new NumericDerivative(scalar).At(scalar.X, 0);
        Assert.Equal(x, scalar.X[0]);
        return estimate;
    }

    [Theory]
    [InlineData(1.0, 1e-11)]
    [InlineData(30.0, 1e-9)]
    [InlineData(1000.0, 1e-8)]
    public void TheStepFollowsTheScaleOfTheFunction(double frequency, double tolerance)
    {
        for (int i = 0; i < 50; i++)
        {
            double x = 0.1 + (0.07 * i);
            Estimate estimate = Differentiate(v => Math.Sin(frequency * v), x);
            Assert.False(estimate.IsKink);
            Assert.InRange(Math.Abs(estimate.Value - (frequency * Math.Cos(frequency * x))), 0, tolerance * frequency);
        }
    }

    [Fact]
    public void LogarithmsNearTheirEdgeAreDifferentiatedWithinTheirDomain()
    {
        foreach (double x in (double[])[1e-4, 0.003, 0.02, 0.5, 50, 3e5])
        {
            Estimate estimate = Differentiate(Math.Log, x);
            Assert.InRange(Math.Abs((estimate.Value * x) - 1), 0, 1e-8);
        }
    }

    [Fact]
    public void TheErrorIsEstimatedHonestly()
    {
        int understated = 0;
        for (int i = 0; i < 400; i++)
        {
            double x = -2 + (0.01 * i);
            Estimate estimate = Differentiate(v => 1e3 + Math.Exp(v) + Math.Sin(20 * v), x);
            double error = Math.Abs(estimate.Value - Math.Exp(x) - (20 * Math.Cos(20 * x)));
            understated += error > 10 * estimate.Error ? 1 : 0;
            Assert.InRange(error, 0, 1e-6);
        }

        Assert.InRange(understated, 0, 4);
    }

    [Theory]
    [InlineData(0.0, true)]
    [InlineData(1e-12, true)]
    [InlineData(1e-9, true)]
    [InlineData(1e-3, false)]
    [InlineData(1e-5, false)]
    public void KinksAreFoundWhereTheyAreTooNear(double distance, bool kink)
    {
        for (int i = 0; i < 20; i++)
        {
            double x = -0.95 + (0.1 * i);
            Assert.Equal(kink, Differentiate(v => Math.Max(0, v - x + distance) + Math.Cos(v), x).IsKink);
            Assert.Equal(kink, Differentiate(v => Math.Abs(v - x - distance) + (v * v), x).IsKink);
        }
    }

    [Fact]
    public void AJumpIsAKink() => Assert.True(Differentiate(v => v > 0.3 ? 1 : 0, 0.3).IsKink);

    [Fact]
    public void SmoothFunctionsHaveNoKinks()
    {
        for (int i = 0; i < 2000; i++)
        {
            double x = -3 + (0.003 * i);
            Assert.False(Differentiate(v => (v * v * v) + (5 * v), x).IsKink);
            Assert.False(Differentiate(v => Math.Tanh(4 * v) + Math.Cos(7 * v), x).IsKink);
        }
    }

    private sealed class Scalar(Func<double, double> function, double x) : IGradientCase
    {
        public double[] X { get; } = [x];

        public string Name => "scalar";

        public IReadOnlyList<CheckedTensor> Tensors => [new CheckedTensor("x", new Shape(1), X)];

        public double[] Weights { get; } = [1];

        public int Batch => 1;

        public int Width => 1;

        public void Forward(Span<double> outputs) => outputs[0] = function(X[0]);

        public IReadOnlyList<string> Backward() => [];
    }
}
