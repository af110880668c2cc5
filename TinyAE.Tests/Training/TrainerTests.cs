using TinyAE.Datasets;
using TinyAE.Numerics;
using TinyAE.Optimizers;
using TinyAE.Training;

namespace TinyAE.Tests.Training;

/// <summary>The training loop: which batches, in which order, with which numbers, and when it stops.</summary>
public class TrainerTests
{
    private static MemoryDataset<double> Numbers(int count)
    {
        IEnumerable<int> numbers = Enumerable.Range(0, count);
        return new(new Shape(1), [.. numbers.Select(n => (double)n)], [.. numbers.Select(n => n % 2)], ["even", "odd"]);
    }

    private static Trainer<double> Of(Center<double> center, TrainingPlan plan, int samples = 10, Descent<double>? descent = null,
                                      IReadOnlyList<Measure<double>>? measures = null) =>
        new([new Phase<double>(center, descent ?? new Descent<double>())], Numbers(samples), plan, measures: measures);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public void EachEpochSeesEverySampleOnceAndTheLastBatchHoldsTheRest(int batchSize)
    {
        Center<double> center = new();
        Trainer<double> trainer = Of(center, new TrainingPlan { Epochs = 8, BatchSize = batchSize });
        TrainingResult result = trainer.Run();

        int perEpoch = (10 + batchSize - 1) / batchSize;
        Assert.Equal(new TrainingResult(StopReason.Finished, 8 * perEpoch, 8, result.Loss, result.Seconds), result);
        List<double[]> orders = [];
        foreach ((double[] Input, int[] Labels, Pass Pass)[] epoch in center.Seen.Chunk(perEpoch))
        {
            double[] order = [.. epoch.SelectMany(step => step.Input)];
            Assert.Equal(Enumerable.Range(0, 10).Select(n => (double)n), order.Order());
            Assert.Equal(order.Select(n => (int)n % 2), epoch.SelectMany(step => step.Labels));
            Assert.All(epoch[..^1], step => Assert.Equal(batchSize, step.Input.Length));
            orders.Add(order);
        }

        Assert.Equal(8, orders.Select(order => string.Join(' ', order)).Distinct().Count());
        Assert.NotEqual(Enumerable.Range(0, 10).Select(n => (double)n), orders[0]);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(10, true)]
    [InlineData(11, true)]
    [InlineData(3, false)]
    public void FullBatchesAndUnshuffledOnesKeepTheOrderOfTheData(int? batchSize, bool shuffle)
    {
        Center<double> center = new();
        Of(center, new TrainingPlan { Epochs = 2, BatchSize = batchSize, Shuffle = shuffle }).Run();
        double[] order = [.. center.Seen.SelectMany(step => step.Input)];
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9], order);
    }

    [Fact]
    public void TheSeedDeterminesTheOrderAndTheKeys()
    {
        Center<double>[] centers = [new(), new(), new()];
        ulong[] seeds = [1, 1, 2];
        for (int i = 0; i < 3; i++)
        {
            Of(centers[i], new TrainingPlan { Epochs = 2, BatchSize = 4, Seed = seeds[i] }).Run();
        }

        Assert.Equal(centers[0].Seen.SelectMany(step => step.Input), centers[1].Seen.SelectMany(step => step.Input));
        Assert.NotEqual(centers[0].Seen.SelectMany(step => step.Input), centers[2].Seen.SelectMany(step => step.Input));
        Assert.Equal(centers[0].Seen.Select(step => step.Pass.Key), centers[1].Seen.Select(step => step.Pass.Key));
        Assert.Equal(12, centers[0].Seen.Concat(centers[2].Seen).Select(step => step.Pass.Key).Distinct().Count());
        Assert.All(centers[0].Seen, step => Assert.True(step.Pass.Training));
    }

    /// <summary>Full batches: c ← c − r (c − mean x) has the solution c_s = mean + (c_0 − mean)(1 − r)^s.</summary>
    [Fact]
    public void GradientDescentOnAParabolaIsItsClosedForm()
    {
        Trainer<double> trainer = Of(new Center<double>(), new TrainingPlan { Iterations = 40 });
        trainer.Run();

        double power = 1;
        for (int s = 0; s < 40; s++)
        {
            power *= 0.75;
        }

        Assert.Equal(4.5 * (1 - power), trainer.State.Theta[0], 12);
        Assert.Equal(power, trainer.State.Theta[1], 12);
        Assert.Equal(40, trainer.State.Theta[2]); // the layer's state counts the passes
    }

    [Fact]
    public void IterationsAndEpochsTheOneThatEndsFirst()
    {
        Assert.Equal(5, Of(new(), new TrainingPlan { Iterations = 5, Epochs = 2, BatchSize = 3 }).TotalSteps);
        Assert.Equal(8, Of(new(), new TrainingPlan { Iterations = 9, Epochs = 2, BatchSize = 3 }).TotalSteps);
        Assert.Equal(7, Of(new(), new TrainingPlan { Iterations = 7, BatchSize = 3 }).Run().Steps);
    }

    [Fact]
    public void AScheduleScalesTheRateStepByStep()
    {
        Descent<double> descent = new();
        Trainer<double> trainer = new([new Phase<double>(new Center<double>(), descent) { LearningRate = 8, Schedule = new Ramp() }],
            Numbers(1), new TrainingPlan { Iterations = 4 });
        trainer.Run();
        Assert.Equal([0, 2, 4, 6], descent.Seen.Select(step => step.LearningRate));
        Assert.Equal([0, 2, 4, 6], trainer.State.History.Column("learning rate"));
    }

    [Fact]
    public void PhasesTakeTurnsWithinAStep()
    {
        Center<double> first = new(name: "first", movesD: false);
        Center<double> second = new(name: "second", shares: first, movesC: false);
        Descent<double> slow = new();
        Trainer<double> trainer = new(
            [new Phase<double>(first, slow), new Phase<double>(second, new Descent<double>()) { LearningRate = 0.5 }],
            Numbers(4), new TrainingPlan { Iterations = 3 });
        trainer.Run();

        Assert.Equal(1.5 * (1 - (0.75 * 0.75 * 0.75)), trainer.State.Theta[0], 12);
        Assert.Equal(0.125, trainer.State.Theta[1], 12);
        Assert.Equal(3, slow.Seen.Count);
        Assert.Equal(6, first.Seen.Concat(second.Seen).Select(step => step.Pass.Key).Distinct().Count());
        Assert.Equal(
            ["step", "epoch", "first: distance", "first: decay", "first: loss", "first: learning rate",
             "second: distance", "second: decay", "second: loss", "second: learning rate", "seconds"],
            trainer.State.History.Columns);
        // The second phase sees what the first one moved: its distance is smaller.
        Assert.All(Enumerable.Range(0, 3), row =>
            Assert.True(trainer.State.History.Column("second: distance")[row] < trainer.State.History.Column("first: distance")[row]));
    }

    [Fact]
    public void TheHistoryHoldsTheMeansOfTheEpochSoFar()
    {
        Center<double> center = new();
        Trainer<double> trainer = Of(center, new TrainingPlan { Epochs = 2, BatchSize = 4 });
        trainer.Run();

        History history = trainer.State.History;
        Assert.Equal([1, 2, 3, 4, 5, 6], history.Column("step"));
        Assert.Equal([1, 1, 1, 2, 2, 2], history.Column("epoch"));
        double c = 0;
        double sum = 0;
        int samples = 0;
        for (int s = 0; s < 6; s++)
        {
            double[] x = center.Seen[s].Input;
            if (s == 3)
            {
                (sum, samples) = (0, 0);
            }

            sum += x.Sum(value => 0.5 * (c - value) * (c - value));
            samples += x.Length;
            Assert.Equal(sum / samples, history.Column("distance")[s], 12);
            c -= 0.25 * (c - x.Average());
        }

        Assert.Equal(trainer.Loss, history.Column("loss")[^1]);
    }

    [Fact]
    public void MeasuresAreTakenAfterTheRecordedSteps()
    {
        Measure<double> d = new("d", state => state.Theta[1]);
        Trainer<double> trainer = Of(new(), new TrainingPlan { Iterations = 3 }, measures: [d]);
        trainer.Run();
        Assert.Equal([0.75, 0.75 * 0.75, 0.75 * 0.75 * 0.75], trainer.State.History.Column("d"));
    }

    [Fact]
    public void StopsWhenTheMeanLossOfAnEpochIsBelowTheBound()
    {
        // One sample, 0: the loss before step s is ½ (0.75^(s-1))²; 0.01 is passed when 0.75^(s-1) < 0.1414: s = 8.
        Trainer<double> trainer = Of(new(), new TrainingPlan { Iterations = 1_000, LossBelow = 0.01 }, samples: 1);
        TrainingResult result = trainer.Run();
        Assert.Equal(StopReason.LossReached, result.Reason);
        Assert.Equal(8, result.Steps);
        Assert.InRange(result.Loss, 0, 0.01);
        Assert.Equal(8, trainer.State.History.Column("step")[^1]);
        Assert.Equal(StopReason.LossReached, trainer.Run().Reason); // and stays so
        Assert.Equal(8, trainer.State.Step);
    }

    [Fact]
    public void AMeanLossIsJudgedAtTheEndOfAnEpochOnly()
    {
        // Some batches lie below the bound from the first step on; no epoch's mean ever does: the variance of 0 ... 9 is 8.25.
        Trainer<double> trainer = Of(new(), new TrainingPlan { Epochs = 50, BatchSize = 1, LossBelow = 1 });
        Assert.Equal(StopReason.Finished, trainer.Run().Reason);
    }

    [Fact]
    public void AsksTheCriterionEverySoManySteps()
    {
        List<long> asked = [];
        Trainer<double> trainer = Of(new(), new TrainingPlan { Iterations = 1_000, CriterionEvery = 7 });
        TrainingResult result = trainer.Run(criterion: state =>
        {
            asked.Add(state.Step);
            return state.Step >= 20;
        });
        Assert.Equal([7, 14, 21], asked);
        Assert.Equal(StopReason.CriterionMet, result.Reason);
        Assert.Equal(21, result.Steps);
    }

    [Fact]
    public void CancellationStopsAfterTheStepThatRuns()
    {
        using CancellationTokenSource source = new();
        Trainer<double> trainer = Of(new(), new TrainingPlan { Iterations = 1_000, CriterionEvery = 1 });
        TrainingResult result = trainer.Run(criterion: state =>
        {
            if (state.Step == 5)
            {
                source.Cancel();
            }

            return false;
        }, cancellation: source.Token);
        Assert.Equal(StopReason.Interrupted, result.Reason);
        Assert.Equal(5, result.Steps);
        Assert.Equal(5, trainer.Run(cancellation: source.Token).Steps);
        Assert.Equal(StopReason.Finished, trainer.Run().Reason);
        Assert.Equal(1_000, trainer.State.Step);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void ALossThatIsNotFiniteStopsBeforeAnythingMoves(double loss)
    {
        Trainer<double> trainer = Of(new Center<double> { Poison = (3, loss) }, new TrainingPlan { Iterations = 10 });
        NotFiniteNumberException error = Assert.Throws<NotFiniteNumberException>(() => trainer.Run());
        Assert.Contains("step 3 ", error.Message);
        Assert.Contains("center", error.Message);
        Assert.Contains("distance = ", error.Message);
        Assert.Equal(loss, error.OffendingNumber);
        Assert.Equal(2, trainer.State.Step);
        Assert.Equal(0.75 * 0.75, trainer.State.Theta[1]);
    }

    [Fact]
    public void ProgressComesAtMostTenTimesASecondAndAtTheEnd()
    {
        List<TrainingProgress> reports = [];
        Trainer<double> trainer = Of(new(), new TrainingPlan { Iterations = 60, CriterionEvery = 1 });
        TrainingResult result = trainer.Run(reports.Add, _ =>
        {
            Thread.Sleep(10);
            return false;
        });

        Assert.InRange(reports.Count, 2, (result.Seconds * 10.5) + 2); // the clock is a coarse one
        Assert.Equal(60, reports[^1].Step);
        Assert.Equal(TimeSpan.Zero, reports[^1].Left);
        Assert.Equal(result.Loss, reports[^1].Loss);
        TrainingProgress first = reports[0];
        Assert.Equal(60, first.Total);
        Assert.InRange(first.Step, 1, 59);
        double aStep = first.Left.TotalSeconds / (60 - first.Step);
        Assert.InRange(aStep, 0.009, first.Elapsed.TotalSeconds / (first.Step - 1));
    }

    /// <summary>The first step waits for the compiler, on a resumed run too; the time left must not.</summary>
    [Fact]
    public void TheTimeLeftDoesNotCountOnFurtherStepsAsSlowAsTheFirst()
    {
        bool slow = true;
        Measure<double> measure = new("slow", _ =>
        {
            Thread.Sleep(slow ? 400 : 0);
            slow = false;
            return 0;
        });
        List<TrainingProgress> reports = [];
        TrainingPlan plan = new() { Iterations = 100_000, CriterionEvery = 1 };
        Of(new(), plan, measures: [measure]).Run(reports.Add, state =>
        {
            Thread.Sleep(1);
            return state.Step == 300;
        });
        Assert.InRange(reports[0].Elapsed.TotalSeconds, 0.45, double.MaxValue); // the clock of reports is a coarse one
        Assert.InRange(reports[0].Left.TotalSeconds, 0, (reports[0].Elapsed.TotalSeconds - 0.4) / (reports[0].Step - 1) * 100_000);
    }

    [Fact]
    public void AnOptimizerThatNeedsAllDataCanAskForTheLossElsewhere()
    {
        Center<double> center = new(movesD: false);
        Curious curious = new();
        Trainer<double> trainer = new([new Phase<double>(center, curious)], Numbers(4), new TrainingPlan { Iterations = 2 });
        trainer.Run();

        // At c = 10, d = 1 still: ½ mean (10 − x)² + ½, with slope mean (10 − x) = 8.5.
        Assert.Equal([(0.5 * (100 + 81 + 64 + 49) / 4) + 0.5, (0.5 * (100 + 81 + 64 + 49) / 4) + 0.5], curious.Losses);
        Assert.Equal([8.5, 8.5], curious.Slopes);
        Assert.Equal(center.Seen[0].Pass.Key, center.Seen[1].Pass.Key);
        Assert.NotEqual(center.Seen[1].Pass.Key, center.Seen[2].Pass.Key);
        // Neither theta, the layers' state nor the recorded terms show that somebody asked.
        Assert.Equal([0, 1, 2], trainer.State.Theta);
        Assert.Equal((0.5 * (0 + 1 + 4 + 9) / 4), trainer.State.History.Column("distance")[0]);
    }

    private sealed class Ramp : ISchedule
    {
        public string Name => "ramp";

        public double Factor(long step, long total) => step / (double)total;
    }

    /// <summary>Never moves, but asks for the loss at 10.</summary>
    private sealed class Curious : IOptimizer<double>
    {
        public string Name => "curious";

        public double DefaultLearningRate => 1;

        public int StateVectors => 0;

        public int StateScalars => 0;

        public bool NeedsFullBatch => true;

        internal List<double> Losses { get; } = [];

        internal List<double> Slopes { get; } = [];

        public void Step(Span<double> theta, Span<double> dtheta, OptimizerState<double> state, in StepInfo<double> step)
        {
            double[] slope = new double[1];
            Losses.Add(step.Elsewhere!.Evaluate([10], slope));
            Slopes.Add(slope[0]);
        }
    }
}
