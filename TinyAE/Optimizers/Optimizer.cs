using System.Numerics;

namespace TinyAE.Optimizers;

/// <summary>An optimizer as a user names it: what <c>list</c> prints, and the optimizer that a name stands for.</summary>
/// <param name="Name">The name that commands and files use: "adam".</param>
/// <param name="Description">One line: the formula.</param>
/// <remarks>A gradient that is not a number makes its parameter (and what is remembered of it) NaN for good: nothing is clipped or skipped.
/// The two with a search, adaptive-step and l-bfgs, then leave all of theta where it is.</remarks>
public sealed record Optimizer(string Name, string Description)
{
    /// <summary>Every optimizer.</summary>
    public static IReadOnlyList<Optimizer> All { get; } =
    [
        new("gradient-descent", "θ − η g"),
        new("momentum", "θ + v, v = 0.9 v − η g"),
        new("nesterov", "θ + 0.9 v − η g, v = 0.9 v − η g"),
        new("adagrad", "θ − η g / (√Σg² + ε)"),
        new("rmsprop", "θ − η g / (√v + ε), v = 0.9 v + 0.1 g²"),
        new("adam", "θ − η m̂ / (√v̂ + ε), moments with β₁ = 0.9, β₂ = 0.999"),
        new("adamw", "Adam and θ − η 0.01 θ"),
        new("adaptive-step", "gradient descent, η × 1.05 while the loss falls, else back and η × 0.5; whole data in each step"),
        new("l-bfgs", "quasi-Newton with 10 pairs and a line search; whole data in each step"),
    ];

    /// <summary>The optimizer of this name, with its default constants; "sgd" is gradient descent.</summary>
    /// <exception cref="ArgumentException">No such name; the message lists the names.</exception>
    public static IOptimizer<T> ByName<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T> => name switch
        {
            "gradient-descent" or "sgd" => new GradientDescent<T>(),
            "momentum" => new Momentum<T>(),
            "nesterov" => new Nesterov<T>(),
            "adagrad" => new AdaGrad<T>(),
            "rmsprop" => new RMSprop<T>(),
            "adam" => new Adam<T>(),
            "adamw" => new AdamW<T>(),
            "adaptive-step" => new AdaptiveStep<T>(),
            "l-bfgs" => new LBFGS<T>(),
            _ => throw new ArgumentException(
                $"Unknown optimizer '{name}'; allowed: {string.Join(", ", All.Select(named => named.Name))}, sgd (gradient-descent).",
                nameof(name)),
        };
}
