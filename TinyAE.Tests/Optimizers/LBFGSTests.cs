using TinyAE.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Tests.Optimizers;

public class LBFGSTests
{
    [Theory]
    [InlineData(1.0, 2)]
    [InlineData(10.0, 24)]
    [InlineData(100.0, 40)]
    [InlineData(10000.0, 60)]
    public void AConvexQuadraticOfFiftyDimensionsIsSolvedInFewSteps(double condition, int steps)
    {
        Problem<double> problem = new(new double[50], Functions.Quadratic(50, condition));
        double[] losses = Descent.Run(new LBFGS<double>(), problem, steps, 1, out _);
        Assert.InRange(losses[^1], 0, 1e-10 * losses[0]);
        Assert.InRange(losses[^1], 0, 1e-10);
    }

    [Theory]
    [InlineData(2, 40)]
    [InlineData(10, 90)]
    [InlineData(100, 600)]
    public void RosenbrocksValleyIsSolved(int dimensions, int steps)
    {
        double[] start = [.. Enumerable.Range(0, dimensions).Select(i => i % 2 == 0 ? -1.2 : 1.0)];
        double[] losses = Descent.Run(new LBFGS<double>(), new Problem<double>(start, Functions.Rosenbrock), steps, 1, out double[] theta);
        Assert.InRange(losses[^1], 0, 1e-16);
        Assert.All(theta, value => Assert.InRange(value, 1 - 1e-6, 1 + 1e-6));
        Assert.All(losses.Zip(losses.Skip(1)), pair => Assert.True(pair.Second <= pair.First));
    }

    [Fact]
    public void FloatSolvesItToItsOwnPrecisionAndThenStays()
    {
        Problem<float> problem = new([-1.2, 1], Functions.Rosenbrock);
        double[] losses = Descent.Run(new LBFGS<float>(), problem, 100, 1, out float[] theta);
        Assert.InRange(losses[^1], 0, 1e-10);
        Assert.All(losses.Zip(losses.Skip(1)), pair => Assert.True(pair.Second <= pair.First));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void EveryDirectionIsThatOfTheDenseUpdateAndEveryStepMeetsWolfesConditions(int memory)
    {
        const int N = 6;
        double[] start = [.. Enumerable.Range(0, N).Select(i => i % 2 == 0 ? -1.2 : 1.0)];
        Problem<double> problem = new(start, Functions.Rosenbrock);
        LBFGS<double> optimizer = new(memory);
        OptimizerState<double> state = new(optimizer, N);
        double[] theta = [.. start];
        double[] g = new double[N];
        List<(double[] S, double[] Y)> pairs = [];
        for (int k = 0; k < 400; k++)
        {
            double loss = problem.Evaluate(theta, g);
            double[] before = [.. theta];
            double[] slope = [.. g];
            double[] direction = DenseDirection(slope, pairs, memory);
            optimizer.Step(theta, g, state, new StepInfo<double>(1, loss, Workers.One, problem));
            double[] after = new double[N];
            double there = problem.Evaluate(theta, after);
            double[] s = [.. theta.Zip(before, (a, b) => a - b)];
            double alpha = Math.Sqrt(Dot(s, s) / Dot(direction, direction));

            double cosine = Dot(s, direction) / Math.Sqrt(Dot(s, s) * Dot(direction, direction));
            Assert.InRange(cosine, 1 - 1e-9, 1 + 1e-12);
            double descent = Dot(slope, direction);
            Assert.True(there <= loss + (1e-4 * alpha * descent));
            Assert.True(Math.Abs(Dot(after, direction)) <= 0.9 * Math.Abs(descent) * (1 + 1e-9));
            Assert.Equal(after, g);
            pairs.Add((s, [.. after.Zip(slope, (a, b) => a - b)]));
            if (there < 1e-9)
            {
                return;
            }
        }

        Assert.Fail("Four hundred steps did not reach the minimum.");
    }

    [Fact]
    public void ASavedStateContinuesBitForBit()
    {
        double[] start = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? -1.2 : 1.0)];
        Problem<double> problem = new(start, Functions.Rosenbrock);
        Descent.Run(new LBFGS<double>(), problem, 30, 1, out double[] whole);

        double[] theta = problem.Start;
        double[] g = new double[20];
        OptimizerState<double> state = new(new LBFGS<double>(), 20);
        for (int t = 0; t < 30; t++)
        {
            OptimizerState<double> copy = new(new LBFGS<double>(), 20) { Steps = state.Steps };
            state.Vectors.CopyTo(copy.Vectors, 0);
            state.Scalars.CopyTo(copy.Scalars, 0);
            state = copy;
            double loss = problem.Evaluate(theta, g);
            new LBFGS<double>().Step(theta, g, state, new StepInfo<double>(1, loss, Workers.One, problem));
        }

        Assert.Equal(whole, theta);
    }

    [Fact]
    public void WhereCurvatureIsNegativeItStillDescends()
    {
        // A saddle at 0 between two minima at ±1, started near the saddle, where the curvature along x is negative.
        Problem<double> saddle = new([1e-3, 0.5], (x, g) =>
        {
            g[0] = (x[0] * x[0] * x[0]) - x[0];
            g[1] = x[1];
            return (0.25 * x[0] * x[0] * x[0] * x[0]) - (0.5 * x[0] * x[0]) + (0.5 * x[1] * x[1]);
        });
        double[] losses = Descent.Run(new LBFGS<double>(), saddle, 40, 1, out double[] theta);
        Assert.InRange(losses[^1], -0.25, -0.25 + 1e-12);
        Assert.InRange(Math.Abs(theta[0]), 1 - 1e-6, 1 + 1e-6);
    }

    [Fact]
    public void AWrongGradientOrNoNumberLeavesThetaWhereItIs()
    {
        foreach (double slope in (double[])[-1, 0, double.NaN])
        {
            Problem<double> uphill = new([2], (x, g) => { g[0] = slope; return x[0] == 2 ? 7 : 8 + x[0]; });
            Descent.Run(new LBFGS<double>(), uphill, 3, 1, out double[] theta);
            Assert.Equal(2, theta[0]);
        }
    }

    [Fact]
    public void AFunctionThatIsNoNumberBeyondAWallIsMinimizedBeforeIt()
    {
        // −ln(x) + 2x, no number for x ≤ 0; minimum at 1/2. The first steps from 40 overshoot the wall.
        Problem<double> barrier = new([40], (x, g) => { g[0] = (-1 / x[0]) + 2; return -Math.Log(x[0]) + (2 * x[0]); });
        Descent.Run(new LBFGS<double>(), barrier, 40, 1000, out double[] theta);
        Assert.Equal(0.5, theta[0], 1e-7);
    }

    [Fact]
    public void StepsAllocateNothing()
    {
        double[] start = new double[20];
        Problem<double> problem = new(start, Functions.Rosenbrock);
        LBFGS<double> optimizer = new();
        OptimizerState<double> state = new(optimizer, 20);
        double[] g = new double[20];
        long allocated = 0;
        for (int t = 0; t < 40; t++)
        {
            double loss = problem.Evaluate(start, g);
            StepInfo<double> step = new(1, loss, Workers.One, problem);
            long before = GC.GetAllocatedBytesForCurrentThread();
            optimizer.Step(start, g, state, step);
            allocated += t == 0 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void AMemoryOutOfRangeIsRefused(int memory)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => new LBFGS<float>(memory));
        Assert.Contains("1 to 100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAnEvaluationItSaysWhatItNeeds()
    {
        LBFGS<double> optimizer = new();
        OptimizerState<double> state = new(optimizer, 1);
        Assert.Throws<InvalidOperationException>(
            () => optimizer.Step(new double[1], new double[1], state, new StepInfo<double>(1, 0, Workers.One)));
    }

    // H = (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ, written out as matrices, from H = γ I; returns −H g.
    private static double[] DenseDirection(double[] g, List<(double[] S, double[] Y)> pairs, int memory)
    {
        int n = g.Length;
        double[,] h = new double[n, n];
        double gamma = pairs.Count == 0 ? 1 : Dot(pairs[^1].S, pairs[^1].Y) / Dot(pairs[^1].Y, pairs[^1].Y);
        for (int i = 0; i < n; i++)
        {
            h[i, i] = gamma;
        }

        foreach ((double[] s, double[] y) in pairs.TakeLast(memory))
        {
            double rho = 1 / Dot(s, y);
            double[,] left = new double[n, n];
            double[,] next = new double[n, n];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    for (int k = 0; k < n; k++)
                    {
                        left[i, j] += ((i == k ? 1 : 0) - (rho * s[i] * y[k])) * h[k, j];
                    }
                }
            }

            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    next[i, j] = rho * s[i] * s[j];
                    for (int k = 0; k < n; k++)
                    {
                        next[i, j] += left[i, k] * ((k == j ? 1 : 0) - (rho * y[k] * s[j]));
                    }
                }
            }

            h = next;
        }

        return [.. Enumerable.Range(0, n).Select(i => -Enumerable.Range(0, n).Sum(j => h[i, j] * g[j]))];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
