using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Optimizers;
using TinyAE.Tests.Numerics;
using TinyAE.Training;

namespace TinyAE.Tests.Training;

/// <summary>Losses on held-out data: the right means, at the right steps, without a trace in the training.</summary>
[Collection(nameof(CountsAllocation))]
public class HeldOutMeasuresTests
{
    private static MemoryDataset<double> Numbers(params double[] numbers) => new(new Shape(1), numbers);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(9)]
    public void TheMeansAreOverSamplesForAnyBatchSize(int batchSize)
    {
        // c = 1, d = 3: distance ½ mean (1 − x)² = ½ (0 + 1 + 9 + 16 + 4) / 5 = 3, decay 4.5
        double[] theta = [1, 3, 7];
        Center<double> center = new(capacity: 9);
        HeldOutMeasures<double> heldOut = new(center, Numbers(1, 2, 4, 5, 3), seed: 1, batchSize: batchSize);
        double[] means = heldOut.Evaluate(theta).ToArray();
        Assert.Equal([3, 4.5, 7.5], means.Select(mean => Math.Round(mean, 12)));
        Assert.Equal([1, 3, 7], theta); // no pass of training: the layers' state stays
        Assert.Equal([1, 2, 4, 5, 3], center.Seen.SelectMany(pass => pass.Input));
        Assert.All(center.Seen, pass => Assert.False(pass.Pass.Training));
        Assert.Equal(["val distance", "val decay", "val loss"], heldOut.All.Select(measure => measure.Name));
    }

    [Fact]
    public void AnEpochHasOneRowAndARowOneEvaluation()
    {
        Center<double> trained = new(), held = new(capacity: 2);
        HeldOutMeasures<double> heldOut = new(held, Numbers(8, 9, 10), seed: 1);
        Trainer<double> trainer = new([new Phase<double>(trained, new Descent<double>())], Numbers(0, 1, 2, 3, 4),
            new TrainingPlan { Iterations = 8, BatchSize = 2 }, measures: heldOut.All);
        trainer.Run();
        History history = trainer.State.History;
        Assert.Equal([3, 6, 8], history.Column("step")); // two epochs, and the last step
        Assert.Equal([1, 2, 3], history.Column("epoch"));
        Assert.Equal(3 * 2, held.Seen.Count);
        double[] theta = trainer.State.Theta;
        double distance = 0.5 * new double[] { 8, 9, 10 }.Average(x => (theta[0] - x) * (theta[0] - x));
        Assert.Equal(distance, history[^1][history.Columns.ToList().IndexOf("val distance")], 9);
        for (int row = 0; row < history.Count; row++)
        {
            Assert.Equal(history.Column("val loss")[row], history.Column("val distance")[row] + history.Column("val decay")[row], 9);
        }
    }

    [Fact]
    public void WithFullBatchesTheRowsStayTheSame()
    {
        HeldOutMeasures<double> heldOut = new(new Center<double>(), Numbers(8, 9), seed: 1);
        Trainer<double> trainer = new([new Phase<double>(new Center<double>(), new Descent<double>())], Numbers(0, 1),
            new TrainingPlan { Iterations = 4 }, measures: heldOut.All);
        trainer.Run();
        Assert.Equal([1, 2, 3, 4], trainer.State.History.Column("step"));
    }

    [Fact]
    public void AColumnAloneIsRightToo()
    {
        HeldOutMeasures<double> heldOut = new(new Center<double>(), Numbers(8, 10), seed: 1);
        Trainer<double> trainer = new([new Phase<double>(new Center<double>(), new Descent<double>())], Numbers(0, 1),
            new TrainingPlan { Iterations = 4 }, measures: [heldOut.All[2]]);
        trainer.Run();
        double[] losses = trainer.State.History.Column("val loss");
        Assert.Equal(4, losses.Distinct().Count());
        Assert.Equal(heldOut.Evaluate(trainer.State.Theta)[2], losses[^1]);
    }

    [Fact]
    public void TheDrawsAreThoseOfNoStepAndTheSameEachTime()
    {
        Center<double> trained = new(), held = new(capacity: 2);
        HeldOutMeasures<double> heldOut = new(held, Numbers(8, 9, 10), seed: 5);
        Trainer<double> trainer = new([new Phase<double>(trained, new Descent<double>())], Numbers(0, 1, 2, 3, 4),
            new TrainingPlan { Epochs = 3, BatchSize = 2, Seed = 5 }, measures: heldOut.All);
        trainer.Run();
        RandomKey[] keys = [.. held.Seen.Select(pass => pass.Pass.Key)];
        Assert.Equal(keys[..2], keys[2..4]);
        Assert.Equal(keys[..2], keys[4..]);
        Assert.NotEqual(keys[0], keys[1]);
        Assert.Empty(keys.Select(key => key.Purpose).Intersect(trained.Seen.Select(pass => pass.Pass.Key.Purpose)));
        Assert.Empty(keys.Select(key => key.Step).Intersect(trained.Seen.Select(pass => pass.Pass.Key.Step)));
    }

    /// <summary>A variational autoencoder, whose loss draws: any number of threads, with and without measures.</summary>
    [Fact]
    public void TheSameBitsForAnyNumberOfThreadsAndNoTraceInTheTraining()
    {
        (double[] Values, float[] Theta)[] results = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            using Workers workers = new(threads);
            Trainer<float> trainer = Variational(workers, measured: true, out HeldOutMeasures<float> heldOut);
            trainer.Run();
            return (trainer.State.History.Column("val loss"), trainer.State.Theta);
        })];
        Trainer<float> without = Variational(Workers.One, measured: false, out _);
        without.Run();
        Assert.All(results, result =>
        {
            Assert.Equal(results[0].Values, result.Values);
            Assert.Equal(without.State.Theta, result.Theta);
        });
        Assert.Equal(3, results[0].Values.Distinct().Count());
    }

    [Fact]
    public void AnEvaluationAllocatesNothing()
    {
        using Workers workers = new(2);
        Trainer<float> trainer = Variational(workers, measured: true, out HeldOutMeasures<float> heldOut);
        float[] theta = trainer.State.Theta;
        long least = long.MaxValue;
        for (int i = 0; i < 60; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            heldOut.Evaluate(theta);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        MemoryDataset<double> wide = new(new Shape(2), [1, 2]);
        Assert.Contains("held-out samples are (2)",
            Assert.Throws<ArgumentException>(() => new HeldOutMeasures<double>(new Center<double>(), wide, 1)).Message);
        foreach (int size in new[] { 0, 4 })
        {
            Assert.Contains("1 to 3", Assert.Throws<ArgumentOutOfRangeException>(() =>
                new HeldOutMeasures<double>(new Center<double>(capacity: 3), Numbers(1), 1, batchSize: size)).Message);
        }
    }

    private static Trainer<float> Variational(Workers workers, bool measured, out HeldOutMeasures<float> heldOut)
    {
        MemoryDataset<float> data = FontDataset.Of<float>(Font.Embedded[0]), other = FontDataset.Of<float>(Font.Embedded[1]);
        VariationalAutoencoder<float> model = new(
            new Network<float>("encoder", new Dense<float>(35, 300), new Tanh<float>(new Shape(300))),
            new Network<float>("mu", new Dense<float>(300, 2)),
            new Network<float>("logVar", new Dense<float>(300, 2)),
            new Network<float>("decoder", new Dense<float>(2, 300), new Tanh<float>(new Shape(300)), new Dense<float>(300, 35)),
            new BinaryCrossEntropyWithLogits<float>(), new GaussianKl<float>(), capacity: 12);
        heldOut = new HeldOutMeasures<float>(model, other, seed: 3, workers);
        return new Trainer<float>([new Phase<float>(model, new Adam<float>())], data,
            new TrainingPlan { Epochs = 3, BatchSize = 12, Seed = 3 }, workers, measures: measured ? heldOut.All : []);
    }
}
