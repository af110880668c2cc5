namespace TinyAE.Tests.Optimizers;

/// <summary>One optimizer's step for one parameter, from its paper, in plain double arithmetic.</summary>
/// <param name="theta">θ.</param>
/// <param name="g">The gradient.</param>
/// <param name="eta">The learning rate.</param>
/// <param name="t">The number of the step, from 1.</param>
/// <param name="memory">What the parameter remembers; zeros at first.</param>
/// <returns>The new θ.</returns>
public delegate double Formula(double theta, double g, double eta, int t, double[] memory);

/// <summary>The papers' formulas, and variants of them that are wrong.</summary>
public static class Reference
{
    /// <summary>By the name of the optimizer.</summary>
    public static Dictionary<string, Formula> Papers { get; } = new()
    {
        ["gradient-descent"] = (theta, g, eta, _, _) => theta - (eta * g),
        ["momentum"] = (theta, g, eta, _, memory) =>
        {
            memory[0] = (0.9 * memory[0]) - (eta * g);
            return theta + memory[0];
        },
        // The iterate and the velocity of Sutskever et al.; what the optimizer holds is the point looked ahead to.
        ["nesterov"] = (theta, g, eta, _, memory) =>
        {
            double iterate = theta - (0.9 * memory[0]);
            memory[0] = (0.9 * memory[0]) - (eta * g);
            iterate += memory[0];
            return iterate + (0.9 * memory[0]);
        },
        ["adagrad"] = (theta, g, eta, _, memory) =>
        {
            memory[0] += g * g;
            return theta - (eta * g / (1e-8 + Math.Sqrt(memory[0])));
        },
        ["rmsprop"] = (theta, g, eta, _, memory) =>
        {
            memory[0] += 0.1 * ((g * g) - memory[0]);
            return theta - (eta * g / (Math.Sqrt(memory[0]) + 1e-8));
        },
        ["adam"] = (theta, g, eta, t, memory) => theta - (eta * AdamDirection(g, t, memory)),
        ["adamw"] = (theta, g, eta, t, memory) => theta - (eta * (AdamDirection(g, t, memory) + (0.01 * theta))),
    };

    /// <summary>Optimizer and mistake.</summary>
    public static Dictionary<(string Optimizer, string Mistake), Formula> Mistakes { get; } = new()
    {
        [("gradient-descent", "sign")] = (theta, g, eta, _, _) => theta + (eta * g),
        [("momentum", "damped gradient")] = (theta, g, eta, _, memory) =>
        {
            memory[0] = (0.9 * memory[0]) - (0.1 * eta * g);
            return theta + memory[0];
        },
        [("momentum", "rate outside the velocity")] = (theta, g, eta, _, memory) =>
        {
            memory[0] = (0.9 * memory[0]) + g;
            return theta - (eta * memory[0]);
        },
        [("nesterov", "plain momentum")] = Papers["momentum"],
        [("adagrad", "no root")] = (theta, g, eta, _, memory) =>
        {
            memory[0] += g * g;
            return theta - (eta * g / (1e-8 + memory[0]));
        },
        [("adagrad", "gradient after its own division")] = (theta, g, eta, _, memory) =>
        {
            double step = eta * g / (1e-8 + Math.Sqrt(memory[0]));
            memory[0] += g * g;
            return theta - step;
        },
        [("rmsprop", "sum in place of mean")] = Papers["adagrad"],
        [("rmsprop", "epsilon inside the root")] = (theta, g, eta, _, memory) =>
        {
            memory[0] += 0.1 * ((g * g) - memory[0]);
            return theta - (eta * g / Math.Sqrt(memory[0] + 1e-8));
        },
        [("adam", "no bias correction")] = (theta, g, eta, _, memory) => theta - (eta * AdamDirection(g, 1000000, memory)),
        [("adam", "correction one step late")] = (theta, g, eta, t, memory) => theta - (eta * AdamDirection(g, t + 1, memory)),
        [("adam", "epsilon inside the root")] = (theta, g, eta, t, memory) =>
        {
            memory[0] = (0.9 * memory[0]) + (0.1 * g);
            memory[1] = (0.999 * memory[1]) + (0.001 * g * g);
            return theta - (eta * memory[0] / (1 - Math.Pow(0.9, t)) / Math.Sqrt((memory[1] / (1 - Math.Pow(0.999, t))) + 1e-8));
        },
        [("adam", "epsilon before the correction")] = (theta, g, eta, t, memory) =>
        {
            memory[0] = (0.9 * memory[0]) + (0.1 * g);
            memory[1] = (0.999 * memory[1]) + (0.001 * g * g);
            return theta - (eta * Math.Sqrt(1 - Math.Pow(0.999, t)) / (1 - Math.Pow(0.9, t)) * memory[0] / (Math.Sqrt(memory[1]) + 1e-8));
        },
        [("adam", "betas exchanged")] = (theta, g, eta, t, memory) =>
        {
            memory[0] = (0.999 * memory[0]) + (0.001 * g);
            memory[1] = (0.9 * memory[1]) + (0.1 * g * g);
            return theta - (eta * memory[0] / (1 - Math.Pow(0.999, t)) / (Math.Sqrt(memory[1] / (1 - Math.Pow(0.9, t))) + 1e-8));
        },
        [("adamw", "no decay")] = (theta, g, eta, t, memory) => theta - (eta * AdamDirection(g, t, memory)),
        [("adamw", "decay through the gradient")] = (theta, g, eta, t, memory) =>
            theta - (eta * AdamDirection(g + (0.01 * theta), t, memory)),
        [("adamw", "decay without the rate")] = (theta, g, eta, t, memory) => theta - (eta * AdamDirection(g, t, memory)) - (0.01 * theta),
    };

    private static double AdamDirection(double g, int t, double[] memory)
    {
        memory[0] = (0.9 * memory[0]) + (0.1 * g);
        memory[1] = (0.999 * memory[1]) + (0.001 * g * g);
        double m = memory[0] / (1 - Math.Pow(0.9, t));
        double v = memory[1] / (1 - Math.Pow(0.999, t));
        return m / (Math.Sqrt(v) + 1e-8);
    }
}
