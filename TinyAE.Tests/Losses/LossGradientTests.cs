using TinyAE.Losses;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Losses;

public class LossGradientTests
{
    /// <summary>Mistakes in a loss' gradient: of the right one dy, the output y and the target t, N samples of D features.</summary>
    private static readonly Dictionary<string, (string Loss, Func<double, double, double, double> Wrong)> _mistakes = new()
    {
        ["mse: missing 1/N"] = ("mse", (dy, _, _) => dy * N),
        ["mse: missing 1/D"] = ("mse", (dy, _, _) => dy * D),
        ["mse: missing 2"] = ("mse", (dy, _, _) => dy / 2),
        ["mse: sign"] = ("mse", (dy, _, _) => -dy),
        ["half-squared-error: missing 1/N"] = ("half-squared-error", (dy, _, _) => dy * N),
        ["half-squared-error: a 2 too many"] = ("half-squared-error", (dy, _, _) => dy * 2),
        ["half-squared-error: target left out"] = ("half-squared-error", (_, y, _) => y / N),
        ["squared-norm: missing 1/N"] = ("squared-norm", (dy, _, _) => dy * N),
        ["squared-norm: missing 2"] = ("squared-norm", (dy, _, _) => dy / 2),
        ["gaussian-nll: missing 1/N"] = ("gaussian-nll", (dy, _, _) => dy * N),
        ["gaussian-nll: a 2 too many"] = ("gaussian-nll", (dy, _, _) => dy * 2),
        ["gaussian-nll: sign"] = ("gaussian-nll", (dy, _, _) => -dy),
        ["binary-cross-entropy: that of the logits"] = ("binary-cross-entropy", (_, y, t) => (y - t) / (N * D)),
        ["binary-cross-entropy: one term left out"] = ("binary-cross-entropy", (_, y, t) => -t / y / (N * D)),
        ["binary-cross-entropy: missing 1/N"] = ("binary-cross-entropy", (dy, _, _) => dy * N),
        ["binary-cross-entropy-logits: sigmoid left out"] = ("binary-cross-entropy-logits", (_, y, t) => (y - t) / (N * D)),
        ["binary-cross-entropy-logits: sigmoid's slope too many"] =
            ("binary-cross-entropy-logits", (dy, y, _) => dy * Sigmoid(y) * (1 - Sigmoid(y))),
        ["binary-cross-entropy-logits: sign"] = ("binary-cross-entropy-logits", (dy, _, _) => -dy),
        ["binary-cross-entropy-logits: missing 1/D"] = ("binary-cross-entropy-logits", (dy, _, _) => dy * D),
    };

    private const int N = 3;
    private const int D = 7;

    public static TheoryData<string> Names => [.. Loss.All.Select(loss => loss.Name)];

    public static TheoryData<string> Mistakes => [.. _mistakes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheGradientIsRightForEverySeedShapeAndScale(string name)
    {
        LossScale?[] scales = [null, LossScale.Mean, LossScale.SampleMean, LossScale.Sum, new(true, false)];
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            ILoss<double> loss = Loss.ByName<double>(name, scales[seed % 5]);
            GradientCheck.Of(loss, new Shape(random.Next(1, 12)), Options(name, seed) with { Batch = random.Next(1, 6) }).Assert();
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsRejectedForEverySeed(string mistake)
    {
        (string name, Func<double, double, double, double> wrong) = _mistakes[mistake];
        for (int seed = 0; seed < 10; seed++)
        {
            WrongLoss loss = new(Loss.ByName<double>(name), wrong);
            Assert.Equal(Verdict.Wrong, GradientCheck.Of(loss, new Shape(D), Options(name, seed)).Tensors[0].Verdict);
        }
    }

    [Fact]
    public void EachLossHasAMistake() =>
        Assert.Equal(Loss.All.Select(loss => loss.Name).Order(), _mistakes.Values.Select(mistake => mistake.Loss).Distinct().Order());

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(-1.0, false)] // dw −= sign
    [InlineData(0.5, false)] // missing 2, or λ halved
    [InlineData(N, false)] // missing 1/N
    public void PenaltiesAreRightAndMistakesRejected(double factor, bool right)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            CheckOptions options = new() { Seed = (ulong)seed, Batch = N };
            foreach (bool mean in new[] { false, true })
            {
                foreach (IPenalty<double> penalty in new IPenalty<double>[] { new L1<double>(0.7, mean), new L2<double>(0.7, mean), new ElasticNet<double>(0.7, 0.4) })
                {
                    GradientReport report = GradientCheck.Of(new WrongPenalty(penalty, factor), new Shape(1 + (seed % 6)), options);
                    Assert.Equal(right, report.Passed);
                    Assert.Equal(right ? Verdict.Right : Verdict.Wrong, report.Tensors[0].Verdict);
                }
            }
        }
    }

    [Fact]
    public void APenaltyThatOverwritesIsRejected()
    {
        Assert.False(GradientCheck.Of(new WrongPenalty(new L1<double>(1), 1, overwrites: true), new Shape(D)).Passed);
        Assert.False(GradientCheck.Of(new WrongPenalty(new L2<double>(1), 1, overwrites: true), new Shape(D)).Passed);
        Assert.False(GradientCheck.Of(new WrongPenalty(new ElasticNet<double>(1, 1), 1, overwrites: true), new Shape(D)).Passed);
    }

    private static CheckOptions Options(string name, int seed)
    {
        CheckOptions options = new() { Seed = (ulong)seed, Batch = N };
        return name == "binary-cross-entropy" ? options with { Low = 0.05, High = 0.95 } : options;
    }

    private static double Sigmoid(double y) => 1 / (1 + Math.Exp(-y));

    private sealed class WrongLoss(ILoss<double> right, Func<double, double, double, double> wrong) : ILoss<double>
    {
        public string Name => right.Name;

        public LossScale Scale => right.Scale;

        public string Formula => right.Formula;

        public double Evaluate(ReadOnlySpan<double> y, ReadOnlySpan<double> target, Span<double> dy, in Pass pass)
        {
            double[] output = y.ToArray();
            double value = right.Evaluate(y, target, dy, pass);
            for (int i = 0; i < dy.Length; i++)
            {
                dy[i] = wrong(dy[i], output[i], target[i]);
            }

            return value;
        }
    }

    private sealed class WrongPenalty(IPenalty<double> right, double factor, bool overwrites = false) : IPenalty<double>
    {
        public string Name => right.Name;

        public string Formula => right.Formula;

        public double Evaluate(ReadOnlySpan<double> w, Span<double> dw, in Pass pass)
        {
            double[] before = dw.ToArray();
            double value = right.Evaluate(w, dw, pass);
            for (int i = 0; i < dw.Length; i++)
            {
                dw[i] = (overwrites ? 0 : before[i]) + (factor * (dw[i] - before[i]));
            }

            return value;
        }
    }
}
