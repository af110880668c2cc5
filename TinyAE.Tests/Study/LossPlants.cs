using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Study;

/// <summary>Every mistake of the catalogue in every loss, penalty, divergence and in the sampling, where it can occur.</summary>
internal static class LossPlants
{
    /// <summary>What to do with a gradient: its values, the batch.</summary>
    private delegate double[] Spoiler(double[] right, int batch);

    // N is 3 or 4, D from 5 to 9: no two factors are equal.
    private static readonly (Mistake Mistake, Spoiler Spoil)[] _factors =
    [
        (Mistake.Missing, (right, _) => Plant.Times(0, right)),
        (Mistake.Sign, (right, _) => Plant.Times(-1, right)),
        (Mistake.Doubled, (right, _) => Plant.Times(2, right)),
        (Mistake.Halved, (right, _) => Plant.Times(0.5, right)),
        (Mistake.MissingMeanOverBatch, (right, batch) => Plant.Times(batch, right)),
        (Mistake.DoubledMeanOverBatch, (right, batch) => Plant.Times(1.0 / batch, right)),
        (Mistake.MissingMeanOverElements, (right, batch) => Plant.Times(right.Length / batch, right)),
        (Mistake.DoubledMeanOverElements, (right, batch) => Plant.Times((double)batch / right.Length, right)),
        (Mistake.MissingMean, (right, _) => Plant.Times(right.Length, right)),
        (Mistake.DoubledMean, (right, _) => Plant.Times(1.0 / right.Length, right)),
        (Mistake.LastSampleOnly, (right, batch) => [.. right.Select((g, i) => i < right.Length / batch * (batch - 1) ? 0 : g)]),
        (Mistake.LastSampleLeftOut, (right, batch) => [.. right.Select((g, i) => i < right.Length / batch * (batch - 1) ? g : 0)]),
    ];

    public static IEnumerable<Plant> All => OfLosses.Concat(OfPenalties).Concat(OfFunctions);

    private static CheckOptions Options(int seed) => new() { Seed = (ulong)seed, Batch = 3 + (seed % 2) };

    private static Shape Sample(int seed) => new(5 + (seed % 5));

    private static IEnumerable<Plant> OfLosses =>
        from loss in Loss.All
        from planted in _factors.Append((Mistake.AddedTo, (right, _) => right))
        select new Plant(loss.Name, planted.Item1, "dy", seed =>
        {
            CheckOptions options = Options(seed);
            ILoss<double> wrong = new WrongLoss(Loss.ByName<double>(loss.Name), planted.Item2, planted.Item1 == Mistake.AddedTo);
            bool isProbability = loss.Name == "binary-cross-entropy";
            return GradientCheck.Of(wrong, Sample(seed), isProbability ? options with { Low = 0.02, High = 0.98 } : options);
        });

    private static IEnumerable<Plant> OfPenalties =>
        from penalty in new IPenalty<double>[] { new L1<double>(0.1), new L2<double>(0.1), new ElasticNet<double>(0.1, 0.2) }
        from planted in _factors.Append((Mistake.Overwritten, (right, _) => right))
        select new Plant(penalty.Name, planted.Item1, "dw", seed => GradientCheck.Of(
            new WrongPenalty(penalty, planted.Item2, planted.Item1 == Mistake.Overwritten), Sample(seed), Options(seed)));

    private static IEnumerable<Plant> OfFunctions
    {
        get
        {
            (string Name, Func<int, ICheckedFunction> Create)[] functions =
            [
                ("sampling", seed => new SamplingFunction(new Sampling<double>(Sample(seed)))),
                ("gaussian-kl", seed => new DivergenceFunction(new GaussianKl<double>(), Sample(seed))),
            ];
            foreach ((string name, Func<int, ICheckedFunction> create) in functions)
            {
                foreach ((Mistake mistake, Spoiler spoil) in _factors)
                {
                    Mistake inLogVar = mistake == Mistake.Doubled ? Mistake.MissingHalfOfLogVar : mistake;
                    yield return Of(name, mistake, "dmu", create, 0, spoil);
                    yield return Of(name, inLogVar, "dlogVar", create, 1, spoil);
                }
            }

            // dlogVar = ½ f (sigma - 1) for ½ f (sigma² - 1), and ½ sigma² epsilon dz for ½ sigma epsilon dz
            yield return new Plant("gaussian-kl dlogVar", Mistake.SigmaForVariance, "dlogVar", seed => GradientCheck.Of(
                new WrongFunction(functions[1].Create(seed), 1, (inputs, _, right) =>
                    [.. right.Zip(inputs[1], (g, logVar) => g * (Math.Exp(logVar / 2) - 1) / (Math.Exp(logVar) - 1))]), Options(seed)));
            yield return new Plant("sampling dlogVar", Mistake.SigmaForVariance, "dlogVar", seed => GradientCheck.Of(
                new WrongFunction(functions[0].Create(seed), 1, (inputs, _, right) =>
                    [.. right.Zip(inputs[1], (g, logVar) => g * Math.Exp(logVar / 2))]), Options(seed)));
            yield return new Plant("sampling dmu", Mistake.UpstreamIgnored, "dmu", seed => GradientCheck.Of(
                new WrongFunction(functions[0].Create(seed), 0, (_, _, right) => [.. right.Select(_ => 1.0)]), Options(seed)));
        }
    }

    private static Plant Of(
        string name, Mistake mistake, string tensor, Func<int, ICheckedFunction> create, int input, Spoiler spoil) => new(
        $"{name} {tensor}", mistake, tensor,
        seed => GradientCheck.Of(new WrongFunction(create(seed), input, (_, batch, right) => spoil(right, batch)), Options(seed)));

    private sealed class WrongLoss(ILoss<double> right, Spoiler spoil, bool adds) : ILoss<double>
    {
        public string Name => right.Name;

        public LossScale Scale => right.Scale;

        public string Formula => right.Formula;

        public double Evaluate(ReadOnlySpan<double> y, ReadOnlySpan<double> target, Span<double> dy, in Pass pass)
        {
            double[] held = dy.ToArray();
            double value = right.Evaluate(y, target, dy, pass);
            spoil(dy.ToArray(), pass.Batch).AsSpan()[..dy.Length].CopyTo(dy);
            for (int i = 0; i < dy.Length && adds; i++)
            {
                dy[i] += held[i];
            }

            return value;
        }
    }

    private sealed class WrongPenalty(IPenalty<double> right, Spoiler spoil, bool overwrites) : IPenalty<double>
    {
        public string Name => right.Name;

        public string Formula => right.Formula;

        public double Evaluate(ReadOnlySpan<double> w, Span<double> dw, in Pass pass)
        {
            double[] gradient = new double[w.Length];
            double value = right.Evaluate(w, gradient, pass);
            gradient = spoil(gradient, pass.Batch);
            for (int i = 0; i < dw.Length; i++)
            {
                dw[i] = (overwrites ? 0 : dw[i]) + gradient[i];
            }

            return value;
        }
    }

    private sealed class WrongFunction(
        ICheckedFunction right, int input, Func<IReadOnlyList<double[]>, int, double[], double[]> spoil) : ICheckedFunction
    {
        public string Name => right.Name;

        public IReadOnlyList<(string Name, Shape Shape)> Inputs => right.Inputs;

        public int OutputCount(int batch) => right.OutputCount(batch);

        public void Forward(IReadOnlyList<double[]> inputs, Span<double> outputs, in Pass pass) => right.Forward(inputs, outputs, pass);

        public void Backward(
            IReadOnlyList<double[]> inputs, ReadOnlySpan<double> weights, IReadOnlyList<double[]> gradients, in Pass pass)
        {
            right.Backward(inputs, weights, gradients, pass);
            spoil(inputs, pass.Batch, gradients[input]).CopyTo(gradients[input], 0);
        }
    }
}
