using TinyAE.Layers;
using TinyAE.Study;
using Xunit.Abstractions;

namespace TinyAE.Tests.Study;

public class MistakeTests(ITestOutputHelper output)
{
    [Fact]
    public void EveryMistakePlantedInEveryLayerIsRejectedAndNamed() => Count([.. LayerPlants.All], seeds: 2);

    [Fact]
    public void SoIsThatInEveryLossPenaltyAndDivergence() => Count([.. LossPlants.All], seeds: 6);

    /// <summary>Over 1,000 seeds and shapes; each layer's turn comes with every seed of its own.</summary>
    [Fact]
    public void NoRightGradientIsRejected()
    {
        int gradients = 0, unjudged = 0;
        for (int seed = 0; seed < 1000; seed++)
        {
            (string name, Func<Random, ILayer<double>> create) = LayerPlants.Layers[seed % LayerPlants.Layers.Count];
            CheckOptions options = new() { Seed = (ulong)seed, Batch = 1 + (seed % 3), AllUpTo = 40, Sample = 40 };
            GradientReport report = GradientCheck.Of(create(new Random(seed)), options);
            Assert.Empty(report.Complaints);
            foreach (TensorVerdict tensor in report.Tensors)
            {
                gradients++;
                unjudged += tensor.Passed ? 0 : 1;
                Assert.False(tensor.Verdict is Verdict.Wrong or Verdict.NotDeterministic, $"{name}, seed {seed}: {report}");
                Assert.Null(tensor.Diagnosis);
            }
        }

        output.WriteLine($"{gradients} right gradients over 1000 seeds and shapes: none rejected, {unjudged} not judged (kinks, rounding)");
        Assert.True(unjudged < gradients / 50);
    }

    [Fact]
    public void TheMessageOfAFailedAssertNamesTheMistake()
    {
        ILayer<double> wrong = Plant.In(new Dense<double>(5, 2), 0, (call, right) => Plant.Times(call.Pass.Batch, right));
        GradientCheckException failed = Assert.Throws<GradientCheckException>(GradientCheck.Of(wrong).Assert);
        Assert.Contains("WRONG; looks like a missing 1/N (cosine 1.000000, ratio 3)", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatLooksLikeNothingKnownIsNotNamed()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(seed);
            double[] noise = [.. Enumerable.Range(0, 20).Select(_ => 0.9 + (random.NextDouble() * 0.2))];
            ILayer<double> wrong = Plant.In(
                new Dense<double>(5, 4), 0, (_, right) => [.. right.Zip(noise, (g, factor) => g * factor)]);
            TensorVerdict dW = GradientCheck.Of(wrong, new CheckOptions { Seed = (ulong)seed }).Tensors[0];
            Assert.Equal(Verdict.Wrong, dW.Verdict);
            Assert.Null(dW.Diagnosis);
        }
    }

    private void Count(Plant[] plants, int seeds)
    {
        int planted = 0, rejected = 0, named = 0, doubtful = 0;
        List<string> misses = [];
        foreach (Plant plant in plants)
        {
            for (int seed = 0; seed < seeds; seed++)
            {
                TensorVerdict tensor = plant.Check(seed).Tensors.Single(tensor => tensor.Name == plant.Tensor);
                planted++;
                rejected += tensor.Verdict == Verdict.Wrong ? 1 : 0;
                bool isNamed = tensor.Diagnosis?.Mistake == plant.Mistake;
                named += isNamed ? 1 : 0;
                doubtful += isNamed && tensor.Diagnosis!.Alternatives.Count > 0 ? 1 : 0;
                if (!isNamed)
                {
                    misses.Add($"{plant.Where}, {plant.Mistake}, seed {seed}: {tensor.Verdict}; {tensor.Diagnosis}");
                }
            }
        }

        misses.ForEach(output.WriteLine);
        string counts = $"{planted} mistakes planted, {rejected} rejected, {named} named rightly, {doubtful} of them with an equal beside";
        output.WriteLine(counts);
        string all = string.Join(Environment.NewLine, [counts, .. misses]);
        Assert.True(rejected == planted && named >= 0.95 * planted, all);
    }
}
