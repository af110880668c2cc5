using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>The worked examples of the models: networks of one layer, one sample.</summary>
internal static class ModelExamples
{
    /// <summary>2-1-2, linear.</summary>
    public static Autoencoder<double> SmallAutoencoder() => new(
        new("encoder", new Dense<double>(2, 1)), new("decoder", new Dense<double>(1, 2)), new HalfSquaredError<double>(), capacity: 4);

    /// <summary>1-1-1-1, linear.</summary>
    public static VariationalAutoencoder<double> SmallVariational() => new(
        new("encoder", new Dense<double>(1, 1)), new("mu", new Dense<double>(1, 1)), new("logVar", new Dense<double>(1, 1)),
        new("decoder", new Dense<double>(1, 1)), new HalfSquaredError<double>(), new GaussianKl<double>(), capacity: 4);

    /// <summary>The autoencoder: one code between two dense layers.</summary>
    public static WorkedExample Autoencoder(SourceFile file)
    {
        ExampleBuilder example = new(file);
        double[] theta = [1, -1, 0.5, 2, 1, 0, 1]; // encoder W (2, 1), b (1); decoder W (1, 2), b (2)
        ExampleArray x = example.Given("x", [2], [3, 1]);
        ExampleArray a = example.Given("A", [2], theta.AsSpan(0, 2)), c = example.Given("c", [], theta.AsSpan(2, 1));
        ExampleArray w = example.Given("W", [2], theta.AsSpan(3, 2)), b = example.Given("b", [2], theta.AsSpan(5, 2));
        Evaluated run = Evaluated.Of(SmallAutoencoder(), theta, [.. x.Values], [.. x.Values]);
        example.Computed("z", [], run["decoder.0.Dense x"]);
        example.Computed("y", [2], run["decoder.0.Dense y"]);
        example.Computed("L", [], [run.Loss]);
        example.Computed("dy", [2], run["decoder.0.Dense dy"]);
        example.Computed("dW", [2], run.Gradient.AsSpan(3, 2));
        example.Computed("db", [2], run.Gradient.AsSpan(5, 2));
        example.Computed("dz", [], run["dz by reconstruction"]);
        example.Computed("dA", [2], run.Gradient.AsSpan(0, 2));
        example.Computed("dc", [], run.Gradient.AsSpan(2, 1));
        Written z = run["decoder.0.Dense x"][0], dz = run["dz by reconstruction"][0];
        ExampleArray y = example["y"], dy = example["dy"];
        return example
            .Step("z", () => x[0] * a[0] + (x[1] * a[1]) + c.Values[0])
            .Step("y", i => z * w[i] + b[i])
            .Step("L", () => 0.5 * (Written.Square(y[0] - x[0]) + Written.Square(y[1] - x[1])))
            .Step("dy", i => y[i] - x[i])
            .Step("dW", i => z * dy[i])
            .Step("db", i => dy[i])
            .Step("dz", () => dy[0] * w[0] + (dy[1] * w[1]))
            .Step("dA", i => x[i] * dz)
            .Step("dc", () => dz)
            .Build("One sample of two numbers, a code of one; the encoder is z = x·A + c, the decoder y = z·W + b, the loss half the "
                + "squared error, no penalty, t = x.");
    }

    /// <summary>The variational autoencoder: all four networks have one weight and one bias.</summary>
    public static WorkedExample VariationalAutoencoder(SourceFile file)
    {
        ExampleBuilder example = new(file);
        double[] theta = [1, 1, 1, -1, 0.5, -1, 2, 1]; // encoder, mu, logVar, decoder: weight, bias
        string[] names = ["A", "a", "M", "m", "S", "s", "W", "b"];
        Written x = example.Given("x", [], [1]).Values[0];
        Dictionary<string, Written> p = [];
        for (int i = 0; i < names.Length; i++)
        {
            p[names[i]] = theta[i];
            example.Given(names[i], [], [theta[i]]);
        }

        Evaluated run = Evaluated.Of(SmallVariational(), theta, [1], [1]);
        Written e = run["epsilon"][0];
        example.Given("ε", [], run["epsilon"]);
        foreach ((string name, string recorded) in ((string, string)[])
            [("h", "mu.0.Dense x"), ("mu", "mu"), ("logVar", "logVar"), ("z", "z"), ("y", "decoder.0.Dense y"),
                ("dy", "decoder.0.Dense dy"), ("dz", "dz by reconstruction"), ("dmu", "mu.0.Dense dy"),
                ("dlogVar", "logVar.0.Dense dy"), ("dh", "encoder.0.Dense dy")])
        {
            example.Computed(name, [], run[recorded]);
        }

        example.Computed("L", [], [run.Loss]);
        for (int i = 0; i < names.Length; i++)
        {
            example.Computed("d" + names[i], [], [run.Gradient[i]]);
        }

        Written N(string name) => example[name].Values[0];
        Written h = N("h"), mu = N("mu"), l = N("logVar"), z = N("z"), y = N("y");
        example
            .Step("h", () => x * p["A"] + p["a"]).Step("mu", () => h * p["M"] + p["m"]).Step("logVar", () => h * p["S"] + p["s"])
            .Step("z", () => mu + (Written.Exp(0.5 * l) * e)).Step("y", () => z * p["W"] + p["b"])
            .Step("L", () => 0.5 * Written.Square(y - x) + (0.5 * (Written.Square(mu) + (Written.Exp(l) - 1) - l)))
            .Step("dy", () => y - x).Step("dW", () => z * N("dy")).Step("db", () => N("dy")).Step("dz", () => N("dy") * p["W"])
            .Step("dmu", () => N("dz") + mu)
            .Step("dlogVar", () => 0.5 * Written.Exp(0.5 * l) * e * N("dz") + (0.5 * (Written.Exp(l) - 1)))
            .Step("dM", () => h * N("dmu")).Step("dm", () => N("dmu"))
            .Step("dS", () => h * N("dlogVar")).Step("ds", () => N("dlogVar"))
            .Step("dh", () => N("dmu") * p["M"] + (N("dlogVar") * p["S"]))
            .Step("dA", () => x * N("dh")).Step("da", () => N("dh"));
        return example.Build("One sample of one number: h = x·A + a, mu = h·M + m, logVar = h·S + s, y = z·W + b; half the squared error, "
            + "β = 1, t = x. The noise ε was drawn by the model.");
    }

    /// <summary>One evaluation of an objective, with all that it handed to the probe.</summary>
    private sealed class Evaluated(Recording recording, double loss, double[] gradient)
    {
        public double Loss => loss;

        public double[] Gradient => gradient;

        public double[] this[string name] => recording[name];

        public static Evaluated Of(IObjective<double> objective, double[] theta, double[] input, double[] target)
        {
            Recording recording = new();
            double[] gradient = new double[objective.Layout.TrainableCount], terms = new double[objective.Terms.Count];
            Pass pass = new(1, Training: true, ExampleBuilder.Key, Workers.One, recording);
            double loss = objective.Evaluate(theta, new Batch<double>(input, target), gradient, terms, pass);
            return new Evaluated(recording, loss, gradient);
        }
    }
}
