using TinyAE.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Study;

/// <summary>The worked examples of the optimizers: two steps down L(θ) = θ², whose gradient is g = 2 θ.</summary>
internal static class OptimizerExamples
{
    private const double Epsilon = 1e-8;

    /// <summary>The example of an optimizer.</summary>
    /// <param name="name">One of <see cref="Optimizer.All"/>.</param>
    /// <param name="file">Its file.</param>
    /// <exception cref="ArgumentException">The optimizer has no example.</exception>
    public static WorkedExample Of(string name, SourceFile file)
    {
        (double start, double eta) = name switch { "l-bfgs" => (2, 1.0), "adaptive-step" => (1, 1.5), _ => (1, 0.1) };
        Descent descent = new(file, name, start, eta);
        Action<Descent, int> step = name switch
        {
            "gradient-descent" => (d, t) => d.Move(t, d.G),
            "momentum" => (d, t) => d.MoveBy(t, d.Remember("v", t, 0, v => 0.9 * v - (d.Eta * d.G))),
            "nesterov" => Nesterov,
            "adagrad" => (d, t) => d.Move(t, d.G / Root(d.Remember("G", t, 0, sum => sum + Written.Square(d.G)))),
            "rmsprop" => (d, t) => d.Move(t, d.G / Root(d.Remember("v", t, 0, v => 0.9 * v + (0.1 * Written.Square(d.G))))),
            "adam" => (d, t) => d.Move(t, AdamDirection(d, t)),
            "adamw" => (d, t) => d.Move(t, AdamDirection(d, t) + (0.01 * d.Theta)),
            "adaptive-step" => AdaptiveStep,
            "l-bfgs" => QuasiNewton,
            _ => throw new ArgumentException($"The optimizer '{name}' has no worked example.", nameof(name)),
        };
        for (int t = 1; t <= 2; t++)
        {
            descent.Run(t);
            step(descent, t);
        }

        string rate = Written.Number(eta);
        return descent.Example.Build(
            $"Two steps on one weight, L(θ) = θ², so g = 2 θ; θ_0 = {Written.Number(start)}, η = {rate}, the other constants as by "
            + "default.");
    }

    private static Written Root(Written mean) => Written.Root(mean) + Epsilon;

    private static void Nesterov(Descent d, int t)
    {
        Written v = d.Remember("v", t, 0, before => 0.9 * before - (d.Eta * d.G));
        d.MoveBy(t, 0.9 * v - (d.Eta * d.G));
    }

    private static Written AdamDirection(Descent d, int t)
    {
        Written m = d.Remember("m", t, 0, before => 0.9 * before + (0.1 * d.G));
        Written v = d.Remember("v", t, 1, before => 0.999 * before + (0.001 * Written.Square(d.G)));
        Written c1 = t == 1 ? 0.9 : Written.Square(0.9), c2 = t == 1 ? 0.999 : Written.Square(0.999);
        Written mean = d.Example.Aside($"m̂_{t}", m / (1 - c1)), square = d.Example.Aside($"v̂_{t}", v / (1 - c2));
        return mean / Root(square);
    }

    // The first trial of step 1 goes too far, and r is halved; step 2 finds a better point at once.
    private static void AdaptiveStep(Descent d, int t)
    {
        Written r = t == 1 ? 1 : d.Known("r_1");
        while (true)
        {
            Written there = d.Example.Aside($"θ'_{t}", d.Theta - (d.Eta * r * d.G));
            Written loss = d.Example.Aside($"L(θ'_{t})", Written.Square(there));
            if (loss.Value < d.Theta.Value * d.Theta.Value)
            {
                d.Scalar($"r_{t}", 0, 1.05 * r);
                d.MoveTo(t, there);
                return;
            }

            r = d.Example.Aside($"r_{t}", 0.5 * r);
        }
    }

    // The search takes its first trial in both steps: 1 / ||g|| without pairs, then the full step. On one weight H is s / y.
    private static void QuasiNewton(Descent d, int t)
    {
        const int memory = 10, direction = 2 * memory;
        if (t == 1)
        {
            Written first = d.Vector("p_0", direction, -d.G);
            Written alpha = d.Example.Aside("α", d.Eta / Written.Abs(d.G));
            d.MoveTo(1, d.Theta + (alpha * first));
            d.Vector("s_0", 0, d.Known("θ_1") - d.Theta);
            d.Vector("y_0", memory, 2 * d.Known("θ_1") - d.G);
            return;
        }

        Written h = d.Example.Aside("H_1", d.Known("s_0") / d.Known("y_0"));
        Written p = d.Vector("p_1", direction, -(h * d.G));
        d.MoveTo(2, d.Theta + (d.Eta * p));
    }

    /// <summary>Runs an optimizer on one weight and writes down what it does.</summary>
    private sealed class Descent : IEvaluation<double>
    {
        private readonly IOptimizer<double> _optimizer;
        private readonly OptimizerState<double> _state;
        private readonly double[] _theta;

        public Descent(SourceFile file, string name, double start, double eta)
        {
            _optimizer = Optimizer.ByName<double>(name);
            _state = new OptimizerState<double>(_optimizer, 1);
            _theta = [start];
            Eta = eta;
            Example = new ExampleBuilder(file);
            Example.Given("θ_0", [], [start]);
        }

        public ExampleBuilder Example { get; }

        public Written Eta { get; }

        /// <summary>The weight before the step.</summary>
        public Written Theta { get; private set; }

        /// <summary>The gradient there.</summary>
        public Written G { get; private set; }

        public double Evaluate(ReadOnlySpan<double> theta, Span<double> dtheta)
        {
            dtheta[0] = 2 * theta[0];
            return theta[0] * theta[0];
        }

        /// <summary>Shows the gradient and takes a step.</summary>
        public void Run(int t)
        {
            Theta = _theta[0];
            G = Example.Aside($"g_{(_optimizer.Name == "l-bfgs" ? t - 1 : t)}", 2 * Theta);
            double[] gradient = [2 * _theta[0]];
            _optimizer.Step(_theta, gradient, _state, new StepInfo<double>(Eta.Value, _theta[0] * _theta[0], Workers.One, this));
        }

        public Written Known(string name) => Example[name].Values[0];

        /// <summary>Shows what the optimizer now remembers in one of its vectors.</summary>
        public Written Remember(string name, int t, int vector, Func<Written, Written> next)
        {
            Written before = t == 1 ? 0 : Known($"{name}_{t - 1}");
            return Vector($"{name}_{t}", vector, next(before));
        }

        /// <summary>Shows the number in one of the optimizer's vectors.</summary>
        public Written Vector(string name, int vector, Written arithmetic) => Show(name, _state.Vector(vector)[0], arithmetic);

        /// <summary>Shows one of the optimizer's numbers.</summary>
        public Written Scalar(string name, int scalar, Written arithmetic) => Show(name, _state.Scalars[scalar], arithmetic);

        /// <summary>θ − η · direction.</summary>
        public void Move(int t, Written direction) => MoveTo(t, Theta - (Eta * direction));

        /// <summary>θ + step.</summary>
        public void MoveBy(int t, Written step) => MoveTo(t, Theta + step);

        /// <summary>Shows where the optimizer went.</summary>
        public void MoveTo(int t, Written theta) => Show($"θ_{t}", _theta[0], theta);

        private Written Show(string name, double value, Written arithmetic)
        {
            Example.Computed(name, [], [value]);
            Example.Step(name, () => arithmetic);
            return value;
        }
    }
}
