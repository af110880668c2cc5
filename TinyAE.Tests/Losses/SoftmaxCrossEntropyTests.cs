using TinyAE.Losses;
using TinyAE.Numerics;
using TinyAE.Study;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Losses;

public sealed class SoftmaxCrossEntropyTests
{
    private const int N = 3;
    private const int C = 5;

    private static readonly Dictionary<string, Func<double[], double[], double[], double[]>> _mistakes = new()
    {
        ["sign"] = (dy, _, _) => [.. dy.Select(value => -value)],
        ["missing 1/N"] = (dy, _, _) => [.. dy.Select(value => value * N)],
        ["mean over classes too"] = (dy, _, _) => [.. dy.Select(value => value / C)],
        ["target left out"] = (_, p, t) => [.. p.Select((value, i) => value * Row(t, i).Sum() / N)],
        ["softmax left out"] = (_, p, t) => [.. t.Select(value => -value / N)],
        ["each row's targets taken to add up to 1"] = (_, p, t) => [.. p.Zip(t, (a, b) => (a - b) / N)],
        ["softmax over the batch"] = (_, p, t) => [.. p.Select((value, i) => ((value / N * Row(t, i).Sum()) - t[i]) / N)],
        ["softmax' own slope too"] = (dy, p, _) => [.. dy.Zip(p, (a, b) => a * b * (1 - b))],
    };

    public static TheoryData<string> Mistakes => [.. _mistakes.Keys];

    [Fact]
    public void TheGradientIsRightForEverySeedShapeAndScale()
    {
        LossScale?[] scales = [null, LossScale.Mean, LossScale.SampleMean, LossScale.Sum, new(true, false)];
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            int classes = random.Next(1, 12);
            CheckOptions options = new() { Seed = (ulong)seed, Batch = random.Next(1, 6), Low = -4, High = 4 };
            GradientCheck.Of(new SoftmaxCrossEntropy<double>(classes, scales[seed % 5]), new Shape(classes), options).Assert();
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsRejectedForEverySeed(string mistake)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            CheckOptions options = new() { Seed = (ulong)seed, Batch = N };
            Assert.Equal(Verdict.Wrong, GradientCheck.Of(new Wrong(_mistakes[mistake]), new Shape(C), options).Tensors[0].Verdict);
        }
    }

    [Fact]
    public void TheValueIsThatOfTheFormula()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            double[] y = Draw.Uniform<double>(seed, N * C, -5, 5), t = Draw.Uniform<double>(seed + 100, N * C, 0, 1);
            double expected = 0;
            for (int i = 0; i < y.Length; i++)
            {
                expected -= t[i] * Math.Log(Math.Exp(y[i]) / Row(y, i).Sum(Math.Exp)) / N;
            }

            Assert.Equal(expected, new SoftmaxCrossEntropy<double>(C).Evaluate(y, t, [], Draw.Pass(N)), 1e-12);
        }
    }

    [Fact]
    public void LabelsAreOneHotTargetsToTheLastBit()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(seed);
            float[] y = Draw.Uniform<float>(seed, N * C, -9, 9), t = new float[N * C], dy = new float[N * C], byLabels = new float[N * C];
            int[] labels = [.. Enumerable.Range(0, N).Select(_ => random.Next(C))];
            for (int n = 0; n < N; n++)
            {
                t[(n * C) + labels[n]] = 1;
            }

            SoftmaxCrossEntropy<float> loss = new(C);
            Assert.Equal(loss.Evaluate(y, t, dy, Draw.Pass(N)), loss.EvaluateLabels(y, labels, byLabels, Draw.Pass(N)));
            Assert.Equal(dy, byLabels);
            for (int n = 0; n < N; n++)
            {
                Assert.Equal(0, dy.Skip(n * C).Take(C).Sum(value => (double)value), 1e-7); // probabilities and target both add up to 1
            }
        }
    }

    [Theory]
    [InlineData(new double[] { 0, 0, 0, 0 }, 2, 1.3862943611198906)] // ln 4
    [InlineData(new double[] { 40, 0 }, 0, 4.248354255291589e-18)] // e^−40
    [InlineData(new double[] { 0, 40 }, 0, 40)]
    [InlineData(new double[] { 1e30, -1e30 }, 0, 0)]
    [InlineData(new double[] { -1e30, 1e30 }, 0, 2e30)]
    [InlineData(new double[] { 1e308 }, 0, 0)]
    public void LogitsNeitherOverflowNorCancel(double[] y, int label, double expected)
    {
        double[] dy = new double[y.Length];
        Assert.Equal(expected, new SoftmaxCrossEntropy<double>(y.Length).EvaluateLabels(y, [label], dy, Draw.Pass(1)), 1e-15 * expected);
        Assert.All(dy, value => Assert.InRange(value, -1, 1));
    }

    [Fact]
    public void WithTwoClassesItIsTheBinaryOneOfTheDifference()
    {
        double[] y = Draw.Uniform<double>(3, 2 * N, -6, 6);
        double[] difference = [y[1] - y[0], y[3] - y[2], y[5] - y[4]];
        double binary = new BinaryCrossEntropyWithLogits<double>(LossScale.SampleMean).Evaluate(difference, [1, 0, 1], [], Draw.Pass(N));
        Assert.Equal(binary, new SoftmaxCrossEntropy<double>(2).EvaluateLabels(y, [1, 0, 1], [], Draw.Pass(N)), 1e-14);
    }

    [Fact]
    public void PredictionsAreProbabilities()
    {
        float[] y = Draw.Uniform<float>(1, 100 * C, -30, 30), p = new float[y.Length];
        ILoss<float> loss = new SoftmaxCrossEntropy<float>(C);
        loss.Predict(y, p);
        for (int i = 0; i < p.Length; i++)
        {
            double truth = Math.Exp(y[i]) / y.Skip(i / C * C).Take(C).Sum(value => Math.Exp(value));
            Assert.Equal(truth, p[i], 1e-7 * truth);
        }

        loss.Predict(y, y);
        Assert.Equal(p, y);
    }

    [Fact]
    public void ThreadsDoNotChangeABit()
    {
        using Workers workers = new(3);
        const int batch = 20_001;
        float[] y = Draw.Uniform<float>(1, batch * C, -9, 9), t = Draw.Uniform<float>(2, batch * C, 0, 1), dy = new float[batch * C];
        float[] expected = new float[batch * C];
        SoftmaxCrossEntropy<float> loss = new(C);
        double value = loss.Evaluate(y, t, expected, Draw.Pass(batch));
        Assert.Equal(value, loss.Evaluate(y, t, dy, Draw.Pass(batch, workers: workers)));
        Assert.Equal(expected, dy);
        Assert.Equal(value, loss.Evaluate(y, t, y, Draw.Pass(batch, workers: workers)));
        Assert.Equal(expected, y);
    }

    [Fact]
    public void NaNShowsInItsRowAlone()
    {
        float[] y = Draw.Uniform<float>(1, N * C, -1, 1), dy = new float[N * C];
        y[C] = float.NaN;
        Assert.True(double.IsNaN(new SoftmaxCrossEntropy<float>(C).EvaluateLabels(y, [0, 1, 2], dy, Draw.Pass(N))));
        Assert.Equal(Enumerable.Range(C, C), Enumerable.Range(0, N * C).Where(i => float.IsNaN(dy[i])));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        SoftmaxCrossEntropy<float> loss = new(C);
        Assert.Throws<ArgumentException>(() => loss.Evaluate(new float[10], new float[5], [], Draw.Pass(2)));
        Assert.Throws<ArgumentException>(() => loss.Evaluate(new float[11], new float[11], [], Draw.Pass(2)));
        Assert.Throws<ArgumentException>(() => loss.Evaluate(new float[10], new float[10], new float[5], Draw.Pass(2)));
        Assert.Throws<ArgumentException>(() => loss.EvaluateLabels(new float[10], [1], [], Draw.Pass(2)));
        Assert.Throws<ArgumentException>(() => loss.EvaluateLabels(new float[10], [1, 5], [], Draw.Pass(2)));
        Assert.Throws<ArgumentException>(() => loss.EvaluateLabels(new float[10], [-1, 4], [], Draw.Pass(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SoftmaxCrossEntropy<float>(0));
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        float[] y = new float[64 * C], t = new float[64 * C];
        SoftmaxCrossEntropy<float> loss = new(C);
        Pass pass = Draw.Pass(64);
        loss.Evaluate(y, t, y, pass);
        long before = GC.GetAllocatedBytesForCurrentThread();
        loss.Evaluate(y, t, y, pass);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static IEnumerable<double> Row(double[] values, int i) => values.Skip(i / C * C).Take(C);

    private sealed class Wrong(Func<double[], double[], double[], double[]> wrong) : ILoss<double>
    {
        private readonly SoftmaxCrossEntropy<double> _right = new(C);

        public string Name => _right.Name;

        public LossScale Scale => _right.Scale;

        public string Formula => _right.Formula;

        public double Evaluate(ReadOnlySpan<double> y, ReadOnlySpan<double> target, Span<double> dy, in Pass pass)
        {
            double[] p = new double[y.Length];
            _right.Predict(y, p);
            double value = _right.Evaluate(y, target, dy, pass);
            if (!dy.IsEmpty)
            {
                wrong(dy.ToArray(), p, target.ToArray()).CopyTo(dy);
            }

            return value;
        }
    }
}
