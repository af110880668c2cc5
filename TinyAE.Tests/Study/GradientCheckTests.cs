using TinyAE.Layers;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Study;

public class GradientCheckTests
{
    private static CheckOptions Seeded(int seed, int batch = 3) => new() { Seed = (ulong)seed, Batch = batch };

    [Fact]
    public void RightGradientsPassForEverySeedAndShape()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            CheckOptions options = Seeded(seed, batch: 1 + (seed % 4));
            GradientCheck.Of(new Dense<double>(1 + (seed % 5), 1 + (seed / 5 % 4)), options).Assert();
            GradientCheck.Of(new Tanh<double>(new Shape(1 + (seed % 7))), options).Assert();
            GradientCheck.Of(new FaultyDense(2 + (seed % 3), DenseFault.None), options).Assert();
            GradientCheck.Of(new FaultyLoss(1), new Shape(1 + (seed % 6)), options).Assert();
            GradientCheck.Of(new FaultyPenalty(1), new Shape(1 + (seed % 6)), options).Assert();
        }
    }

    public static TheoryData<DenseFault> Faults() => [.. Enum.GetValues<DenseFault>().Where(fault => fault != DenseFault.None)];

    [Theory]
    [MemberData(nameof(Faults))]
    public void EveryPlantedMistakeIsRejectedForEverySeed(DenseFault fault)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            GradientReport report = GradientCheck.Of(new FaultyDense(4, fault), Seeded(seed));
            string wrong = string.Join(" ", report.Tensors.Where(tensor => tensor.Verdict == Verdict.Wrong).Select(tensor => tensor.Name));
            string expected = fault.ToString() switch
            {
                nameof(DenseFault.WeightOnlyWithInput) => "dW db",
                var name when name.StartsWith("Weight", StringComparison.Ordinal) => "dW",
                var name when name.StartsWith("Bias", StringComparison.Ordinal) => "db",
                var name when name.StartsWith("Input", StringComparison.Ordinal) => "dx",
                _ => "dW db dx",
            };
            Assert.Equal(expected, wrong);
            Assert.False(report.Passed);
            Assert.Throws<GradientCheckException>(report.Assert);
        }
    }

    [Theory]
    [InlineData(2.0)]
    [InlineData(-1.0)]
    [InlineData(0.5)]
    [InlineData(0.0)]
    [InlineData(1.000001)]
    public void AWrongFactorInALossOrAPenaltyIsRejected(double scale)
    {
        Assert.Equal(Verdict.Wrong, GradientCheck.Of(new FaultyLoss(scale), new Shape(5)).Tensors[0].Verdict);
        Assert.Equal(Verdict.Wrong, GradientCheck.Of(new FaultyPenalty(scale), new Shape(5)).Tensors[0].Verdict);
    }

    [Fact]
    public void BrokenContractsAreRejectedThoughTheNumbersAreRight()
    {
        Assert.False(GradientCheck.Of(new FaultyLoss(1, addsToGradient: true), new Shape(5)).Passed);
        Assert.False(GradientCheck.Of(new FaultyPenalty(1, overwrites: true), new Shape(5)).Passed);
        GradientReport drifting = GradientCheck.Of(new FaultyLoss(1, valueDrifts: true), new Shape(5));
        Assert.Equal(Verdict.Right, drifting.Tensors[0].Verdict);
        Assert.False(drifting.Passed);
        Assert.Contains("should be the same", drifting.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ARelativeErrorJustAboveTheToleranceIsSeenAndOneBelowIsNot()
    {
        Assert.Equal(Verdict.Wrong, GradientCheck.Of(new FaultyLoss(1 + 3e-7), new Shape(5)).Tensors[0].Verdict);
        Assert.Equal(Verdict.Right, GradientCheck.Of(new FaultyLoss(1 + 1e-7), new Shape(5)).Tensors[0].Verdict);
    }

    [Fact]
    public void ElementsOnAKinkAreCountedAndLeftOut()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            double[] at = [.. FirstInputs(6, seed).Where((_, i) => i % 3 == 0)]; // two of six elements
            FunctionLayer relu = new(6, Relu, x => at.Contains(x) ? 123 : x > Near(x) ? 1 : 0);
            GradientReport report = GradientCheck.Of(relu, Seeded(seed, batch: 1));
            Assert.Equal(2, report.Tensors[0].Kinks);
            Assert.Equal(4, report.Tensors[0].Indices.Count);
            Assert.True(report.Passed, report.ToString());

            double Relu(double x) => Math.Max(0, x - Near(x));
            double Near(double x) => at.MinBy(a => Math.Abs(a - x));
        }
    }

    [Theory]
    [InlineData(1e-4, 0)]
    [InlineData(1e-5, 0)]
    [InlineData(1e-10, 1)]
    public void AKinkNearAnElementIsAvoidedIfTheStepsCanBeSmallEnough(double distance, int kinks)
    {
        double[] x = FirstInputs(1, seed: 5);
        FunctionLayer absolute = new(1, v => Math.Abs(v - x[0] - distance), v => Math.Sign(v - x[0] - distance));
        TensorVerdict verdict = GradientCheck.Of(absolute, Seeded(5, batch: 1)).Tensors[0];
        Assert.Equal(kinks, verdict.Kinks);
        Assert.Equal(kinks == 0 ? Verdict.Right : Verdict.Kink, verdict.Verdict);
    }

    [Fact]
    public void AWrongGradientBesideAKinkIsStillWrong()
    {
        double[] x = FirstInputs(1, seed: 5);
        FunctionLayer absolute = new(1, v => Math.Abs(v - x[0] - 1e-4), v => -Math.Sign(v - x[0] - 1e-4));
        Assert.Equal(Verdict.Wrong, GradientCheck.Of(absolute, Seeded(5, batch: 1)).Tensors[0].Verdict);
    }

    [Fact]
    public void WhatDiffersBetweenTwoEvaluationsIsNotDeterministic()
    {
        int calls = 0;
        FunctionLayer noisy = new(4, x => x + (1e-15 * calls++), _ => 1);
        GradientReport report = GradientCheck.Of(noisy);
        Assert.All(report.Tensors, tensor => Assert.Equal(Verdict.NotDeterministic, tensor.Verdict));
        Assert.False(report.Passed);
    }

    [Fact]
    public void ADerivativeThatDiffersBetweenTwoCallsIsNotDeterministic()
    {
        int calls = 0;
        Assert.False(GradientCheck.Of(new FunctionLayer(4, x => x, _ => 1 + (1e-15 * calls++))).Passed);
    }

    [Fact]
    public void AGradientThatIsZeroUpToRoundingIsRight()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            GradientReport report = GradientCheck.Of(new CenteredLayer(2 + (seed % 9)), Seeded(seed));
            Assert.True(report.Passed, report.ToString());
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AGradientThatIsNoNumberIsWrong(double value)
    {
        TensorVerdict verdict = GradientCheck.Of(new FunctionLayer(4, x => x * x, x => x > 0 ? value : 2 * x)).Tensors[0];
        Assert.Equal(Verdict.Wrong, verdict.Verdict);
        Assert.False(double.IsFinite(verdict.Analytic[verdict.Worst]));
    }

    [Fact]
    public void AFunctionThatIsNoNumberFails() => Assert.False(GradientCheck.Of(new FunctionLayer(4, Math.Log, x => 1 / x)).Passed);

    [Fact]
    public void ALargeTensorIsSampledAndTheSampleIsSeeded()
    {
        CheckOptions options = new() { AllUpTo = 50, Sample = 20, Batch = 4, Seed = 9 };
        TensorVerdict first = GradientCheck.Of(new Tanh<double>(new Shape(25)), options).Tensors[0];
        TensorVerdict second = GradientCheck.Of(new Tanh<double>(new Shape(25)), options).Tensors[0];
        TensorVerdict other = GradientCheck.Of(new Tanh<double>(new Shape(25)), options with { Seed = 10 }).Tensors[0];
        Assert.Equal(100, first.Elements);
        Assert.Equal(20, first.Indices.Distinct().Count());
        Assert.All(first.Indices.Select((index, part) => (index, part)), pair => Assert.Equal(pair.part, pair.index / 5));
        Assert.Equal(first.Indices, second.Indices);
        Assert.NotEqual(first.Indices, other.Indices);
    }

    [Fact]
    public void TheTableNamesTensorsWorstElementsAndVerdicts()
    {
        string table = GradientCheck.Of(new FaultyDense(4, DenseFault.WeightSign)).ToString();
        Assert.Contains("FAILED", table, StringComparison.Ordinal);
        string row = table.Split('\n').Single(line => line.StartsWith("dW", StringComparison.Ordinal));
        Assert.Contains("WRONG", row, StringComparison.Ordinal);
        Assert.Contains("16/16", row, StringComparison.Ordinal);
        Assert.Contains("1.0e+00", row, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        Tanh<double> layer = new(new Shape(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.Of(layer, new() { Batch = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.Of(layer, new() { Sample = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.Of(layer, new() { Low = 1, High = 1 }));
    }

    private static double[] FirstInputs(int count, int seed)
    {
        double[] seen = [];
        List<double> inputs = [];
        GradientCheck.Of(new FunctionLayer(count, x => { inputs.Add(x); return x; }, _ => 1), Seeded(seed, batch: 1));
        seen = [.. inputs.Take(count)];
        return seen;
    }
}
