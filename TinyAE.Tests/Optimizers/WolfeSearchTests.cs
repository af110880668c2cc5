using TinyAE.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Tests.Optimizers;

public class WolfeSearchTests
{
    // Value and slope along the line, from 0, where the slope is negative. The first two are test functions of Moré and Thuente (1994).
    private static readonly Dictionary<string, Func<double, (double Value, double Slope)>> Lines = new()
    {
        ["long slope"] = a => (-a / ((a * a) + 2), ((a * a) - 2) / (((a * a) + 2) * ((a * a) + 2))),
        ["steep wall"] = a => (Power(a, 5) - (2 * Power(a, 4)), (5 * Power(a, 4)) - (8 * Power(a, 3))),
        ["parabola"] = a => (0.5 * (a - 3) * (a - 3), a - 3),
        ["waves"] = a => ((0.01 * a * a) - (0.1 * Math.Sin(6 * a)), (0.02 * a) - (0.6 * Math.Cos(6 * a))),
        ["shallow waves"] = a => (1e-6 * ((0.01 * a * a) - (0.1 * Math.Sin(6 * a))), 1e-6 * ((0.02 * a) - (0.6 * Math.Cos(6 * a)))),
        ["no number beyond 2"] = a => (-Math.Log(2 - a) - (2 * a), (1 / (2 - a)) - 2),
    };

    private static double Power(double a, int exponent) => Math.Pow(a + 0.004, exponent);

    public static TheoryData<string, double> Cases()
    {
        TheoryData<string, double> cases = [];
        foreach (string line in Lines.Keys)
        {
            foreach (double first in (double[])[1e-3, 0.1, 0.9, 1, 1.7, 10, 1e3])
            {
                cases.Add(line, first);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheStepMeetsBothConditionsWhereverTheSearchBegins(string line, double first)
    {
        (double value, double slope) = Lines[line](0);
        Assert.True(slope < 0);
        Problem<double> problem = new([0], (x, g) =>
        {
            (double there, g[0]) = Lines[line](x[0]);
            return there;
        });
        double[] point = new double[1];
        double[] gradient = new double[1];
        WolfeSearch<double> search = new(problem, [0], [slope], value, [1], point, gradient, Workers.One);
        Assert.True(search.Run(first));
        (double found, double steepness) = Lines[line](point[0]);
        Assert.True(point[0] > 0);
        Assert.True(found <= value + (1e-4 * point[0] * slope), $"{found} at {point[0]}");
        Assert.True(Math.Abs(steepness) <= -0.9 * slope, $"{steepness} at {point[0]}");
        Assert.Equal(steepness, gradient[0]);
        Assert.InRange(problem.Evaluations, 1, 25);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void ADirectionThatLeadsNowhereDownIsRefusedWithoutAnEvaluation(double slope)
    {
        Problem<double> problem = new([0], (_, _) => 0);
        WolfeSearch<double> search = new(problem, [0], [slope], 0, [1], new double[1], new double[1], Workers.One);
        Assert.False(search.Run(1));
        Assert.Equal(0, problem.Evaluations);
    }
}
