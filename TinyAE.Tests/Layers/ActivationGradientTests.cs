using TinyAE.Layers;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Layers;

public class ActivationGradientTests
{
    private const double Lambda = 1.0507009873554805;
    private const double LambdaAlpha = Lambda * 1.6732632423543772;

    /// <summary>Mistakes that people make, as the derivative that they amount to.</summary>
    private static readonly Dictionary<string, (string Layer, Func<double, double, double> Slope)> _mistakes = new()
    {
        ["sigmoid: derivative at the input"] = ("sigmoid", (x, _) => x * (1 - x)),
        ["sigmoid: a factor left out"] = ("sigmoid", (_, y) => 1 - y),
        ["sigmoid: the slope 1 at 0 of tanh"] = ("sigmoid", (_, y) => 4 * y * (1 - y)),
        ["tanh: derivative at the input"] = ("tanh", (x, _) => 1 - (x * x)),
        ["tanh: not squared"] = ("tanh", (_, y) => 1 - y),
        ["tanh: sign"] = ("tanh", (_, y) => (y * y) - 1),
        ["tanh: that of the sigmoid"] = ("tanh", (_, y) => y * (1 - y)),
        ["relu: left out"] = ("relu", (_, _) => 1),
        ["relu: the output in place of the step"] = ("relu", (_, y) => y),
        ["relu: the wrong side"] = ("relu", (_, y) => y > 0 ? 0 : 1),
        ["leaky-relu: no leak"] = ("leaky-relu", (_, y) => y > 0 ? 1 : 0),
        ["leaky-relu: another slope"] = ("leaky-relu", (_, y) => y > 0 ? 1 : 0.01),
        ["elu: alpha forgotten"] = ("elu", (_, y) => y > 0 ? 1 : y),
        ["elu: the exponential of the output"] = ("elu", (_, y) => y > 0 ? 1 : Math.Exp(y)),
        ["selu: lambda left out above"] = ("selu", (_, y) => y > 0 ? 1 : y + LambdaAlpha),
        ["selu: lambda left out below"] = ("selu", (_, y) => y > 0 ? Lambda : y + 1.6732632423543772),
        ["softplus: at the output"] = ("softplus", (_, y) => 1 / (1 + Math.Exp(-y))),
        ["softplus: the step of ReLU"] = ("softplus", (x, _) => x > 0 ? 1 : 0),
        ["linear: sign"] = ("linear", (_, _) => -1),
        ["linear: left out"] = ("linear", (_, _) => 0),
    };

    public static TheoryData<string> Names => [.. Activation.All.Select(activation => activation.Name)];

    public static TheoryData<string> Mistakes => [.. _mistakes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheGradientIsRightForEverySeedAndShape(string name)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Random random = new(seed);
            Shape shape = seed % 2 == 0 ? new(random.Next(1, 9)) : new(random.Next(1, 3), random.Next(1, 3), random.Next(1, 4));
            CheckOptions options = new() { Seed = (ulong)seed, Batch = random.Next(1, 6), Training = seed % 3 == 0, Low = -3, High = 3 };
            GradientCheck.Of(Activation.ByName<double>(name, shape), options).Assert();
        }
    }

    [Fact]
    public void TheirConstantsEnterTheGradient()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            CheckOptions options = new() { Seed = (ulong)seed };
            double alpha = 0.05 + (0.1 * seed);
            GradientCheck.Of(new LeakyReLU<double>(new Shape(6), alpha), options).Assert();
            GradientCheck.Of(new ELU<double>(new Shape(6), alpha), options).Assert();
        }

        GradientCheck.Of(new LeakyReLU<double>(new Shape(6), 0)).Assert();
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsRejectedForEverySeed(string mistake)
    {
        (string name, Func<double, double, double> slope) = _mistakes[mistake];
        for (int seed = 0; seed < 10; seed++)
        {
            ILayer<double> wrong = WrongLayer.Slope(Activation.ByName<double>(name, new Shape(8)), slope);
            TensorVerdict verdict = Assert.Single(GradientCheck.Of(wrong, new CheckOptions { Seed = (ulong)seed }).Tensors);
            Assert.Equal(Verdict.Wrong, verdict.Verdict);
        }
    }

    [Fact]
    public void EachActivationHasAMistake()
    {
        IEnumerable<string> covered = _mistakes.Values.Select(mistake => mistake.Layer).Distinct();
        Assert.Equal(Activation.All.Select(activation => activation.Name).Order(), covered.Order());
    }
}
