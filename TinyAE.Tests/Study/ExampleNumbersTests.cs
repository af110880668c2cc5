using TinyAE.Study;

namespace TinyAE.Tests.Study;

/// <summary>The numbers of the worked examples, a second time: plain arithmetic, written out here.</summary>
public class ExampleNumbersTests
{
    private const double L = 1.0507009873554805, A = 1.6732632423543772; // SELU's λ and α
    private const double Tiny = 1e-8; // the optimizers' ε

    public static TheoryData<string> Names() => [.. Explainable.All.Select(subject => subject.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheNumbersOfTheExampleAreRight(string name)
    {
        Explainable subject = Explainable.All.Single(one => one.Name == name);
        WorkedExample example = subject.Example(SourceFile.Of(subject.Type));
        (string Quantity, double[] Values)[] expected = Expected(name, example);
        Assert.NotEmpty(expected);
        foreach ((string quantity, double[] values) in expected)
        {
            // The last of that name: the adaptive step tries one twice.
            ExampleArray shown = example.Steps.Last(step => step.Result.Name == quantity).Result;
            Assert.Equal(values.Length, shown.Values.Count);
            Assert.All(values.Zip(shown.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-11 * Math.Max(1, Math.Abs(pair.First))));
        }

        // Every number that the code hands out is one of them.
        Assert.Empty(example.Steps.Where(step => step.Lines.Any(line => line.ByCode is not null)).Select(step => step.Result.Name)
            .Except(expected.Select(quantity => quantity.Quantity)));
    }

    private static double[] Given(WorkedExample example, string name) => [.. example.Given.Single(array => array.Name == name).Values];

    private static (string, double[])[] Expected(string name, WorkedExample example) => name switch
    {
        // x = [1 2 3; 0 1 -1], W = [1 0; 0 1; -1 2], b = [1 -1], dy = [1 2; -1 1].
        "dense" =>
        [
            ("y", [1 + 0 - 3 + 1, 0 + 2 + 6 - 1, 0 + 0 + 1 + 1, 0 + 1 - 2 - 1]),
            ("dW", [1 - 0, 2 + 0, 2 - 1, 4 + 1, 3 + 1, 6 - 1]),
            ("db", [1 - 1, 2 + 1]),
            ("dx", [1 + 0, 0 + 2, -1 + 4, -1 + 0, 0 + 1, 1 + 2]),
        ],

        // x = [1 2 0; 0 1 3; 2 0 1], W = [1 0; -1 2], b = 1, dy = [1 0; 2 -1].
        "conv2d" =>
        [
            ("y", [1 + 0 - 0 + 2 + 1, 2 + 0 - 1 + 6 + 1, 0 + 0 - 2 + 0 + 1, 1 + 0 - 0 + 2 + 1]),
            ("dW", [1 + 0 + 0 - 1, 2 + 0 + 2 - 3, 0 + 0 + 4 - 0, 1 + 0 + 0 - 1]),
            ("db", [1 + 0 + 2 - 1]),
            ("dx", [1, 0, 0, -1 + 2, 2 + 0 - 1 + 0, 0, -2, 4 + 1, -2]),
        ],

        // x = [1 2; 0 -1], W = [1 3; -1 2], b = 1, dy = [1 0 2; 0 1 0; -1 0 1].
        "conv2d-transpose" =>
        [
            ("y", [1 + 1, 3 + 2 + 1, 6 + 1, -1 + 0 + 1, 2 - 2 + 0 - 1 + 1, 4 - 3 + 1, 0 + 1, 0 + 1 + 1, -2 + 1]),
            ("dW", [1 + 0 + 0 - 1, 0 + 4 + 0 - 0, 0 + 2 + 0 - 0, 1 + 0 + 0 - 1]),
            ("db", [1 + 0 + 2 + 0 + 1 + 0 - 1 + 0 + 1]),
            ("dx", [1 + 0 - 0 + 2, 0 + 6 - 1 + 0, 0 + 3 + 1 + 0, 1 + 0 - 0 + 2]),
        ],

        // Windows [1 3; 2 0] and [2 0; 5 1], dy = [1 -2].
        "max-pool2d" => [("y", [3, 5]), ("a", [1, 2]), ("dx", [0, 1, 0, 0, 0, 0, -2, 0])],
        "average-pool2d" =>
            [("y", [(1 + 3 + 2 + 0) / 4.0, (2 + 0 + 5 + 1) / 4.0]), ("dx", [0.25, 0.25, -0.5, -0.5, 0.25, 0.25, -0.5, -0.5])],
        "up-sampling2d" => [("y", [3, 3, 5, 5, 3, 3, 5, 5]), ("dx", [1 + 2 + 0 - 1, 3 + 4 + 1 + 2])],
        "flatten" or "reshape" => [("y", [1, 2, 3, 4]), ("dx", [1, 0, -1, 2])],
        "dropout" => Dropout(Given(example, "m")),
        "sampling" => Sampling(Given(example, "ε")),

        // x = [-1 0 2], dy = [1 2 3].
        "sigmoid" => Activation(x => 1 / (1 + Math.Exp(-x)), x => Math.Exp(-x) / Math.Pow(1 + Math.Exp(-x), 2)),
        "tanh" => Activation(Math.Tanh, x => 1 / Math.Pow(Math.Cosh(x), 2)),
        "relu" => [("y", [0, 0, 2]), ("dx", [0, 0, 3])],
        "leaky-relu" => [("y", [-0.3, 0, 2]), ("dx", [0.3, 0.3 * 2, 3])],
        "elu" => [("y", [1 / Math.E - 1, 0, 2]), ("dx", [1 / Math.E, 2, 3])],
        "selu" => [("y", [L * A * (1 / Math.E - 1), 0, L * 2]), ("dx", [L * A / Math.E, L * A * 2, L * 3])],
        "softplus" => Activation(x => Math.Log(1 + Math.Exp(x)), x => Math.Exp(x) / (1 + Math.Exp(x))),
        "linear" => [("y", [-1, 0, 2]), ("dx", [1, 2, 3])],

        // y - t = [1 0; -1 -2], so Σ = 1 + 0 + 1 + 4 = 6.
        "mse" => [("L", [6 / 4.0]), ("dy", [2 / 4.0, 0, -2 / 4.0, -4 / 4.0])],
        "half-squared-error" => [("L", [6 / 2.0 / 2]), ("dy", [1 / 2.0, 0, -1 / 2.0, -2 / 2.0])],
        "squared-norm" => [("L", [6 / 2.0]), ("dy", [2 / 2.0, 0, -2 / 2.0, -4 / 2.0])],
        "gaussian-nll" =>
            [("L", [(6 / 8.0 + 4 * Math.Log(2 * Math.Sqrt(2 * Math.PI))) / 2]), ("dy", [1 / 8.0, 0, -1 / 8.0, -2 / 8.0])],

        // y = [0.5 0.75; 0.25 0.5], t = [1 1; 0 0]: -ln y, and -ln(1 - y).
        "binary-cross-entropy" =>
            [("L", [Math.Log(2 * (4 / 3.0) * (4 / 3.0) * 2) / 4]), ("dy", [-2 / 4.0, -(4 / 3.0) / 4, 4 / 3.0 / 4, 2 / 4.0])],

        // y = [0 1; -1 2], t = [1 1; 0 0].
        "binary-cross-entropy-logits" =>
        [
            ("L", [(Math.Log(2) + Math.Log(1 + Math.Exp(-1)) + Math.Log(1 + Math.Exp(-1)) + Math.Log(1 + Math.Exp(2))) / 4]),
            ("dy", [(0.5 - 1) / 4, (1 / (1 + Math.Exp(-1)) - 1) / 4, 1 / (1 + Math.E) / 4, 1 / (1 + Math.Exp(-2)) / 4]),
        ],

        // y = [0 1; 2 0], both of class 0: p = 1 / (1 + e) and e² / (e² + 1).
        "softmax-cross-entropy" =>
        [
            ("L", [(Math.Log(1 + Math.E) + Math.Log(1 + Math.Exp(-2))) / 2]),
            ("dy",
            [
                -Math.E / (1 + Math.E) / 2, Math.E / (1 + Math.E) / 2,
                -1 / (1 + Math.Exp(2)) / 2, 1 / (1 + Math.Exp(2)) / 2,
            ]),
        ],

        // mu = [1 0], logVar = [0 1]: ½ (1 + 0 - 0) and ½ (0 + e - 1 - 1).
        "gaussian-kl" => [("L", [0.5 + (Math.E - 2) / 2]), ("dmu", [1, 0]), ("dlogVar", [0, (Math.E - 1) / 2])],

        // ln q - ln p = -½ + ½ ... : q = e^-½ / √2π, p = ½ (e^-2 + 1) / √2π; the share of the component at 0 is 1 / (1 + e²).
        "mixture-kl" =>
        [
            ("L", [-0.5 - Math.Log((Math.Exp(-2) + 1) / 2)]),
            ("dz", [-1 + 2 / (1 + Math.Exp(2))]),
            ("dmu", [1]),
            ("dlogVar", [0]),
        ],

        // w = [1 -2 0], λ = 0.5.
        "l1" => [("L", [0.5 * 3]), ("dw", [0.5, -0.5, 0])],
        "l2" => [("L", [0.5 * 5]), ("dw", [1, -2, 0])],
        "elastic-net" => [("L", [0.5 * 3 + 0.5 * 5]), ("dw", [0.5 + 1, -0.5 - 2, 0])],

        // θ = 1, g = 2 θ, η = 0.1.
        "gradient-descent" => [("θ_1", [1 - 0.2]), ("θ_2", [0.8 - 0.16])],
        "momentum" => [("v_1", [-0.2]), ("θ_1", [0.8]), ("v_2", [-0.18 - 0.16]), ("θ_2", [0.8 - 0.34])],
        "nesterov" => Nesterov(),
        "adagrad" => AdaGrad(),
        "rmsprop" => RMSprop(),
        "adam" => Adam(decay: 0),
        "adamw" => Adam(decay: 0.01),

        // θ = 1, η = 1.5: 1 - 3 = -2 is worse, 1 - 1.5 = -0.5 better; then -0.5 + 1.5·0.525·1.
        "adaptive-step" => [("r_1", [0.525]), ("θ_1", [-0.5]), ("r_2", [0.525 * 1.05]), ("θ_2", [0.2875])],

        // θ = 2, g = 4: α = 1/4; then H = s / y = 1/2, and the minimum is reached.
        "l-bfgs" => [("p_0", [-4]), ("θ_1", [1]), ("s_0", [-1]), ("y_0", [-2]), ("p_1", [-1]), ("θ_2", [0])],

        // x = [3 1], A = [1 -1], c = ½, W = [2 1], b = [0 1]: z = 2.5, y = [5 3.5], y - x = [2 2.5].
        "autoencoder" =>
        [
            ("z", [3 - 1 + 0.5]), ("y", [5, 3.5]), ("L", [(4 + 6.25) / 2]), ("dy", [2, 2.5]), ("dW", [5, 6.25]), ("db", [2, 2.5]),
            ("dz", [4 + 2.5]), ("dA", [3 * 6.5, 6.5]), ("dc", [6.5]),
        ],
        "variational-autoencoder" => Variational(Given(example, "ε")[0]),
        _ => throw new ArgumentException($"The numbers of '{name}' are not written out here a second time.", nameof(name)),
    };

    private static (string, double[])[] Activation(Func<double, double> value, Func<double, double> slope) =>
        [("y", [value(-1), value(0), value(2)]), ("dx", [slope(-1), 2 * slope(0), 3 * slope(2)])];

    private static (string, double[])[] Dropout(double[] m)
    {
        Assert.All(m, kept => Assert.True(kept is 0 or 1));
        Assert.Contains(0, m);
        Assert.Contains(1, m);
        return [("y", [2 * m[0], 4 * m[1], 6 * m[2], 8 * m[3]]), ("dx", [2 * m[0], -2 * m[1], 4 * m[2], 2 * m[3]])];
    }

    // mu = [1 0], logVar = [0 1], dz = [1 2]: σ = 1 and √e.
    private static (string, double[])[] Sampling(double[] e) =>
    [
        ("z", [1 + e[0], Math.Sqrt(Math.E) * e[1]]),
        ("dmu", [1, 2]),
        ("dlogVar", [e[0] / 2, Math.Sqrt(Math.E) * e[1]]),
    ];

    private static (string, double[])[] Nesterov()
    {
        double v1 = -0.2, theta1 = 1 - 0.18 - 0.2, v2 = -0.18 - 0.2 * theta1, theta2 = theta1 + 0.9 * v2 - 0.2 * theta1;
        return [("v_1", [v1]), ("θ_1", [theta1]), ("v_2", [v2]), ("θ_2", [theta2])];
    }

    private static (string, double[])[] AdaGrad()
    {
        double theta1 = 1 - 0.2 / (2 + Tiny), g = 2 * theta1, sum = 4 + g * g;
        return [("G_1", [4]), ("θ_1", [theta1]), ("G_2", [sum]), ("θ_2", [theta1 - 0.1 * g / (Math.Sqrt(sum) + Tiny)])];
    }

    private static (string, double[])[] RMSprop()
    {
        double theta1 = 1 - 0.2 / (Math.Sqrt(0.4) + Tiny), g = 2 * theta1, v = 0.36 + 0.1 * g * g;
        return [("v_1", [0.4]), ("θ_1", [theta1]), ("v_2", [v]), ("θ_2", [theta1 - 0.1 * g / (Math.Sqrt(v) + Tiny)])];
    }

    // In the first step m̂ = g = 2 and √v̂ = 2.
    private static (string, double[])[] Adam(double decay)
    {
        double theta1 = 1 - 0.1 * (2 / (2 + Tiny) + decay), g = 2 * theta1, m = 0.18 + 0.1 * g, v = 0.003996 + 0.001 * g * g;
        double theta2 = theta1 - 0.1 * (m / 0.19 / (Math.Sqrt(v / 0.001999) + Tiny) + decay * theta1);
        return [("m_1", [0.2]), ("v_1", [0.004]), ("θ_1", [theta1]), ("m_2", [m]), ("v_2", [v]), ("θ_2", [theta2])];
    }

    // x = 1, A = a = 1: h = 2. M = 1, m = -1: mu = 1. S = ½, s = -1: logVar = 0, so σ = 1. W = 2, b = 1.
    private static (string, double[])[] Variational(double e)
    {
        double z = 1 + e, y = 2 * z + 1, dy = y - 1, dz = 2 * dy, dmu = dz + 1, dlogVar = e * dz / 2, dh = dmu + dlogVar / 2;
        return
        [
            ("h", [2]), ("mu", [1]), ("logVar", [0]), ("z", [z]), ("y", [y]), ("L", [dy * dy / 2 + 0.5]), ("dy", [dy]), ("dW", [z * dy]),
            ("db", [dy]), ("dz", [dz]), ("dmu", [dmu]), ("dlogVar", [dlogVar]), ("dM", [2 * dmu]), ("dm", [dmu]), ("dS", [2 * dlogVar]),
            ("ds", [dlogVar]), ("dh", [dh]), ("dA", [dh]), ("da", [dh]),
        ];
    }
}
