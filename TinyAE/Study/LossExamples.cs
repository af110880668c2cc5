using TinyAE.Losses;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>The worked examples of losses, divergences and penalties.</summary>
internal static class LossExamples
{
    private static readonly int[] Square = [2, 2];

    /// <summary>Two samples of two numbers, without the half of the other one: f Σ (y − t)².</summary>
    public static WorkedExample SquaredError(SourceFile file, ILoss<double> loss)
    {
        ExampleBuilder example = Evaluated(file, loss, y: [1, 2, 0, -1], t: [0, 2, 1, 1]);
        ExampleArray y = example["y"], t = example["t"];
        Written f = Factor(example, loss.Scale), half = 0.5;
        bool halved = loss is HalfSquaredError<double>;
        return example
            .Step("L", () => f * (halved ? half * All(Error) : All(Error)))
            .Step("dy", (n, i) => (halved ? f : 2 * f) * (y[n, i] - t[n, i]))
            .Build($"Two samples of two numbers: N = 2, D = 2; {loss.Scale}.");

        Written Error(int n, int i) => Written.Square(y[n, i] - t[n, i]);
    }

    /// <summary>Probabilities.</summary>
    public static WorkedExample BinaryCrossEntropy(SourceFile file)
    {
        BinaryCrossEntropy<double> loss = new();
        ExampleBuilder example = Evaluated(file, loss, y: [0.5, 0.75, 0.25, 0.5], t: [1, 1, 0, 0]);
        ExampleArray p = example["y"], t = example["t"];
        Written f = Factor(example, loss.Scale);
        return example
            .Step("L", () => -(f * All((n, i) => Written.Log(t[n, i].Value == 1 ? p[n, i] : 1 - p[n, i]))))
            .Step("dy", (n, i) => f * ((p[n, i] - t[n, i]) / (p[n, i] * (1 - p[n, i]))))
            .Build("Two samples of two numbers: N = 2, D = 2; mean over features, mean over batch. No y is clipped, so p = y; each t is 0 "
                + "or 1, so one of the two logarithms counts.");
    }

    /// <summary>Logits.</summary>
    public static WorkedExample BinaryCrossEntropyWithLogits(SourceFile file)
    {
        BinaryCrossEntropyWithLogits<double> loss = new();
        ExampleBuilder example = Evaluated(file, loss, y: [0, 1, -1, 2], t: [1, 1, 0, 0]);
        ExampleArray y = example["y"], t = example["t"];
        Written f = Factor(example, loss.Scale);
        return example
            .Step("L", () => -(f * All((n, i) =>
                Written.Log(t[n, i].Value == 1 ? Written.Sigmoid(y[n, i]) : 1 - Written.Sigmoid(y[n, i])))))
            .Step("dy", (n, i) => f * (Written.Sigmoid(y[n, i]) - t[n, i]))
            .Build("Two samples of two numbers: N = 2, D = 2; mean over features, mean over batch. Each t is 0 or 1, so one of the two "
                + "logarithms counts.");
    }

    /// <summary>Two samples, two classes.</summary>
    public static WorkedExample SoftmaxCrossEntropy(SourceFile file)
    {
        SoftmaxCrossEntropy<double> loss = new(2);
        ExampleBuilder example = Evaluated(file, loss, y: [0, 1, 2, 0], t: [1, 0, 1, 0]);
        ExampleArray y = example["y"], t = example["t"];
        Written f = Factor(example, loss.Scale);
        return example
            .Step("L", () => -(f * (Written.Log(P(0, 0)) + Written.Log(P(1, 0)))))
            .Step("dy", (n, i) => f * (P(n, i) - t[n, i]))
            .Build("Two samples, two classes: N = 2, C = 2; sum over features, mean over batch. Both samples are of class 0.");

        Written P(int n, int i) => Written.Exp(y[n, i]) / (Written.Exp(y[n, 0]) + Written.Exp(y[n, 1]));
    }

    /// <summary>The squared error, divided by σ², with the constant that makes it a likelihood.</summary>
    public static WorkedExample GaussianNegativeLogLikelihood(SourceFile file)
    {
        GaussianNegativeLogLikelihood<double> loss = new(sigma: 2);
        ExampleBuilder example = Evaluated(file, loss, y: [1, 2, 0, -1], t: [0, 2, 1, 1]);
        ExampleArray y = example["y"], t = example["t"];
        Written f = Factor(example, loss.Scale), half = 0.5, variance = 4;
        Written constant = example.Aside("½ ln(2π σ²)", half * Written.Log(Written.Named("2π", 2 * Math.PI) * variance));
        return example
            .Step("L", () => f * (All((n, i) => half * (Written.Square(y[n, i] - t[n, i]) / variance)) + (4 * constant)))
            .Step("dy", (n, i) => f * ((y[n, i] - t[n, i]) / variance))
            .Build("Two samples of two numbers: N = 2, D = 2, σ = 2, so σ² = 4; sum over features, mean over batch.");
    }

    /// <summary>Two latents: mu = 1, logVar = 0 and the other way round.</summary>
    public static WorkedExample GaussianKl(SourceFile file)
    {
        ExampleBuilder example = new(file);
        double[] mu = [1, 0], logVar = [0, 1], dmu = new double[2], dlogVar = new double[2];
        double value = new GaussianKl<double>().Evaluate(mu, logVar, [], dmu, dlogVar, [], Pass(1));
        ExampleArray m = example.Given("mu", [2], mu), l = example.Given("logVar", [2], logVar);
        example.Computed("L", [], [value]);
        example.Computed("dmu", [2], dmu);
        example.Computed("dlogVar", [2], dlogVar);
        Written half = 0.5;
        Written f = example.Aside("f", (Written)1 / 1);
        return example
            .Step("L", () => f * (half * Latent(0) + (half * Latent(1))))
            .Step("dmu", j => f * m[j])
            .Step("dlogVar", j => half * f * (Written.Exp(l[j]) - 1))
            .Build("One sample of two latents: N = 1, D = 2, no free bits; sum over latents, mean over batch.");

        Written Latent(int j) => Written.Square(m[j]) + (Written.Exp(l[j]) - 1) - l[j];
    }

    /// <summary>The mixture of the example: two standard deviations of 1, at 0 and at 2, with equal weights.</summary>
    public static GaussianMixture Mixture { get; } =
        new("two", "two normal distributions", GaussianComponent.Round([0], 1), GaussianComponent.Round([2], 1));

    /// <summary>One latent, drawn at 2: where the second component has its mean.</summary>
    public static WorkedExample MixtureKl(SourceFile file)
    {
        ExampleBuilder example = new(file);
        double[] mu = [1], logVar = [0], z = [2], dmu = new double[1], dlogVar = new double[1], dz = new double[1];
        double value = new MixtureKl<double>(Mixture).Evaluate(mu, logVar, z, dmu, dlogVar, dz, Pass(1));
        Written m = example.Given("mu", [], mu).Values[0], l = example.Given("logVar", [], logVar).Values[0];
        Written drawn = example.Given("z", [], z).Values[0];
        example.Computed("L", [], [value]);
        example.Computed("dz", [], dz);
        example.Computed("dmu", [], dmu);
        example.Computed("dlogVar", [], dlogVar);
        Written half = 0.5, twoPi = Written.Named("2π", 2 * Math.PI);
        Written f = example.Aside("f", (Written)1 / 1);
        Written pull = example.Aside("(z − mu) / exp(logVar)", (drawn - m) / Written.Exp(l));
        Written q = example.Aside("ln q", -(half * (Written.Log(twoPi) + l + ((drawn - m) * pull))));
        Written first = example.Aside("w_0 N(z; 0, 1)", Share(0)), second = example.Aside("w_1 N(z; 2, 1)", Share(2));
        Written p = example.Aside("ln p", Written.Log(first + second));
        Written slope = example.Aside(
            "∂ln p/∂z", -(first / (first + second) * (drawn - 0) + (second / (first + second) * (drawn - 2))));
        return example
            .Step("L", () => f * (q - p))
            .Step("dz", () => -(f * pull) - (f * slope))
            .Step("dmu", () => f * pull)
            .Step("dlogVar", () => half * f * ((drawn - m) * pull - 1))
            .Build("One sample of one latent: N = 1, D = 1; p is half a normal distribution with mean 0 and half one with mean 2, both of "
                + "variance 1.");

        Written Share(double mean) =>
            half * (Written.Exp(-(half * Written.Square(drawn - mean))) / Written.Root(twoPi));
    }

    /// <summary>A weight of three numbers, one of them 0.</summary>
    public static WorkedExample Penalty(SourceFile file, IPenalty<double> penalty)
    {
        ExampleBuilder example = new(file);
        double[] w = [1, -2, 0], dw = new double[3];
        double value = penalty.Evaluate(w, dw, Pass(1));
        ExampleArray weight = example.Given("w", [3], w);
        example.Computed("L", [], [value]);
        example.Computed("dw", [3], dw);
        Written first = penalty switch { L1<double> l1 => l1.Lambda, ElasticNet<double> => Strength, _ => 0 };
        Written second = penalty switch { L2<double> l2 => l2.Lambda, ElasticNet<double> => Strength, _ => 0 };
        return example
            .Step("L", () => Both(
                first * Written.SumOf(3, i => Written.Abs(weight[i])), second * Written.SumOf(3, i => Written.Square(weight[i]))))
            .Step("dw", i => Both(first * Written.Sign(weight[i]), 2 * second * weight[i]))
            .Build("A weight of three numbers; " + penalty switch
            {
                ElasticNet<double> => "λ₁ = λ₂ = 0.5",
                L1<double> => $"f = λ = {first.Text}",
                _ => $"f = λ = {second.Text}",
            } + ". dw was 0 before.");

        Written Both(Written one, Written two) => first.Value == 0 ? two : second.Value == 0 ? one : one + two;
    }

    /// <summary>λ of the examples.</summary>
    public const double Strength = 0.5;

    private static ExampleBuilder Evaluated(SourceFile file, ILoss<double> loss, double[] y, double[] t)
    {
        ExampleBuilder example = new(file);
        double[] dy = new double[y.Length];
        double value = loss.Evaluate(y, t, dy, Pass(2));
        example.Given("y", Square, y);
        example.Given("t", Square, t);
        example.Computed("L", [], [value]);
        example.Computed("dy", Square, dy);
        return example;
    }

    private static Written Factor(ExampleBuilder example, LossScale scale) =>
        example.Aside("f", 1 / (scale.MeanOverFeatures ? (Written)2 * 2 : 2));

    private static Written All(Func<int, int, Written> term) =>
        Written.SumOf(Enumerable.Range(0, 4).Select(place => term(place / 2, place % 2)));

    private static Pass Pass(int batch) => new(batch, Training: true, ExampleBuilder.Key, Workers.One);
}
