using System.Numerics;
using TinyAE.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Tests.Optimizers;

public class FormulaTests
{
    private const int Length = 37; // two registers and a rest
    private const int Steps = 120;

    public static TheoryData<string> Names() => [.. Reference.Papers.Keys];

    public static TheoryData<string, string> Mistakes()
    {
        TheoryData<string, string> data = [];
        foreach ((string optimizer, string mistake) in Reference.Mistakes.Keys)
        {
            data.Add(optimizer, mistake);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void InDoubleTheStepsAreThoseOfThePaper(string name)
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            Assert.InRange(Distance<double>(name, Reference.Papers[name], seed), 0, 2e-13);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void InFloatTheStepsStayNearThem(string name)
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            Assert.InRange(Distance<float>(name, Reference.Papers[name], seed), 0, 2e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AWrongFormulaIsFarFromThem(string name, string mistake)
    {
        double distance = Distance<double>(name, Reference.Mistakes[(name, mistake)], seed: 1);
        Assert.True(!(distance < 1e-11), $"{distance}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheNumberOfStepsIsCounted(string name)
    {
        IOptimizer<double> optimizer = Optimizer.ByName<double>(name);
        OptimizerState<double> state = new(optimizer, 3);
        for (int t = 0; t < 4; t++)
        {
            Assert.Equal(t, state.Steps);
            optimizer.Step(new double[3], new double[3], state, new StepInfo<double>(0.1, 0, Workers.One));
        }
    }

    // The largest |θ − reference| / (1 + |reference|) over all elements and steps.
    // The gradients have many sizes, zeros among them; the rate changes.
    private static double Distance<T>(string name, Formula formula, ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        IOptimizer<T> optimizer = Optimizer.ByName<T>(name);
        OptimizerState<T> state = new(optimizer, Length);
        T[] theta = new T[Length];
        T[] g = new T[Length];
        T[] size = new T[Length];
        Noise.Normal(new RandomKey(seed, RandomPurpose.Study, 0), 0, theta);
        double[] reference = [.. theta.Select(double.CreateChecked)];
        double[][] memory = [.. reference.Select(_ => new double[2])];
        double worst = 0;
        for (int t = 1; t <= Steps; t++)
        {
            Noise.Normal(new RandomKey(seed, RandomPurpose.Study, (uint)t), 0, g);
            Noise.Uniform(new RandomKey(seed, RandomPurpose.Study, (uint)t), 1, size);
            double eta = 0.02 / (1 + (0.01 * t));
            for (int i = 0; i < Length; i++)
            {
                g[i] *= T.CreateChecked(i % 9 == 4 || t % 10 == i % 10 ? 0 : Math.Pow(10, (6 * double.CreateChecked(size[i])) - 5));
                reference[i] = formula(reference[i], double.CreateChecked(g[i]), eta, t, memory[i]);
            }

            optimizer.Step(theta, g, state, new StepInfo<T>(eta, 0, Workers.One));
            for (int i = 0; i < Length; i++)
            {
                double distance = Math.Abs(double.CreateChecked(theta[i]) - reference[i]) / (1 + Math.Abs(reference[i]));
                worst = double.IsNaN(distance) ? double.NaN : Math.Max(worst, distance);
            }
        }

        return worst;
    }
}
