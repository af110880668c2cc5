using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>The worked examples of the activations: below zero, at zero, above zero.</summary>
internal static class ActivationExamples
{
    private const double Lambda = 1.0507009873554805;
    private const double Alpha = 1.6732632423543772;

    /// <summary>The example of an activation.</summary>
    /// <param name="name">One of <see cref="Activation.All"/>.</param>
    /// <param name="file">Its file.</param>
    /// <exception cref="ArgumentException">The activation has no example.</exception>
    public static WorkedExample Of(string name, SourceFile file)
    {
        ExampleBuilder example = ExampleBuilder.Of(file, Activation.ByName<double>(name, new Shape(3)), 1, x: [-1, 0, 2], dy: [1, 2, 3]);
        ExampleArray x = example["x"], y = example["y"], dy = example["dy"];
        Arithmetic formulas = name switch
        {
            "sigmoid" => new(a => 1 / (1 + Written.Exp(-a)), i => y[i] * (1 - y[i]) * dy[i]),
            "tanh" => new(
                a => (Written.Exp(a) - Written.Exp(-a)) / (Written.Exp(a) + Written.Exp(-a)), i => (1 - Written.Square(y[i])) * dy[i]),
            "relu" => new(a => Written.Max(a, 0), i => Written.Above(y[i], 0) * dy[i]),
            "leaky-relu" => new(a => a.Value > 0 ? a : 0.3 * a, i => x[i].Value > 0 ? dy[i] : 0.3 * dy[i], ", α = 0.3"),
            "elu" => new(
                a => a.Value > 0 ? a : 1 * (Written.Exp(a) - 1), i => y[i].Value > 0 ? dy[i] : (y[i] + 1) * dy[i], ", α = 1"),
            "selu" => new(
                a => a.Value > 0 ? Lambda * a : (Written)Lambda * Alpha * (Written.Exp(a) - 1),
                i => y[i].Value > 0 ? Lambda * dy[i] : (y[i] + ((Written)Lambda * Alpha)) * dy[i]),
            "softplus" => new(a => Written.Log(1 + Written.Exp(a)), i => Written.Sigmoid(x[i]) * dy[i]),
            "linear" => new(a => a, i => dy[i]),
            _ => throw new ArgumentException($"The activation '{name}' has no worked example.", nameof(name)),
        };
        return example
            .Step("y", i => formulas.Value(x[i]))
            .Step("dx", formulas.Slope)
            .Build($"One sample of three numbers: below zero, zero, above zero{formulas.Words}.");
    }

    private sealed record Arithmetic(Func<Written, Written> Value, Func<int, Written> Slope, string Words = "");
}
