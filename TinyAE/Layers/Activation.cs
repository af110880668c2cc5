using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>An activation as a user names it: what <c>list</c> prints, and the layer that a name stands for.</summary>
/// <param name="Name">The name that commands and files use: "leaky-relu".</param>
/// <param name="Description">One line: the formula and the range.</param>
/// <param name="Initializer">The initializer that suits the weights before it, unless a recipe says otherwise.</param>
public sealed record Activation(string Name, string Description, IInitializer Initializer)
{
    /// <summary>Every activation.</summary>
    public static IReadOnlyList<Activation> All { get; } =
    [
        new("sigmoid", "y = 1 / (1 + e^-x), in (0, 1)", Initializers.GlorotUniform),
        new("tanh", "y = tanh(x), in (-1, 1)", Initializers.GlorotUniform),
        new("relu", "y = max(x, 0)", Initializers.HeUniform),
        new("leaky-relu", "y = x above 0, 0.3 x below", Initializers.HeUniform),
        new("elu", "y = x above 0, e^x - 1 below", Initializers.HeUniform),
        new("selu", "y = 1.0507 x above 0, 1.7581 (e^x - 1) below", Initializers.LeCunNormal),
        new("softplus", "y = ln(1 + e^x), above 0", Initializers.GlorotUniform),
        new("linear", "y = x", Initializers.GlorotUniform),
    ];

    /// <summary>The activation of this name.</summary>
    /// <exception cref="ArgumentException">No such name; the message lists the names.</exception>
    public static Activation ByName(string name) =>
        All.FirstOrDefault(activation => activation.Name == name)
        ?? throw new ArgumentException(
            $"Unknown activation '{name}'; allowed: {string.Join(", ", All.Select(activation => activation.Name))}.", nameof(name));

    /// <summary>A layer with the activation of this name and its default constants.</summary>
    /// <param name="name">One of the names in <see cref="All"/>.</param>
    /// <param name="shape">The shape of one sample.</param>
    /// <exception cref="ArgumentException">No such name; the message lists the names.</exception>
    public static ILayer<T> ByName<T>(string name, Shape shape)
        where T : unmanaged, IFloatingPointIeee754<T> => ByName(name).Name switch
        {
            "sigmoid" => new Sigmoid<T>(shape),
            "tanh" => new Tanh<T>(shape),
            "relu" => new ReLU<T>(shape),
            "leaky-relu" => new LeakyReLU<T>(shape),
            "elu" => new ELU<T>(shape),
            "selu" => new SELU<T>(shape),
            "softplus" => new Softplus<T>(shape),
            "linear" => new Linear<T>(shape),
            string other => throw new NotSupportedException($"The activation '{other}' is listed, but has no layer."),
        };
}
