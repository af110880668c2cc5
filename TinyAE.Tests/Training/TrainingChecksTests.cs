using TinyAE.Datasets;
using TinyAE.Numerics;
using TinyAE.Training;

namespace TinyAE.Tests.Training;

/// <summary>A training that cannot be is refused before it begins, with what was found and what is allowed.</summary>
public class TrainingChecksTests
{
    private static readonly MemoryDataset<float> Ten = new(new Shape(1), new float[10]);

    private static string Refused(TrainingPlan plan, IReadOnlyList<Phase<float>>? phases = null, IDataset<float>? data = null,
                                  float[]? theta = null) =>
        Assert.Throws<ArgumentException>(
            () => new Trainer<float>(phases ?? [Of(new Center<float>())], data ?? Ten, plan, theta: theta)).Message;

    private static Phase<float> Of(Center<float> center, bool needsFullBatch = false) =>
        new(center, new Descent<float> { NeedsFullBatch = needsFullBatch });

    public static TheoryData<TrainingPlan, string> Plans => new()
    {
        { new TrainingPlan(), "found neither" },
        { new TrainingPlan { Iterations = 0 }, "iterations is at least 1; found 0" },
        { new TrainingPlan { Iterations = -3 }, "found -3" },
        { new TrainingPlan { Iterations = 1L << 32 }, "at most 4294967295 steps; found 4294967296" },
        { new TrainingPlan { Epochs = 0 }, "epochs is at least 1; found 0" },
        { new TrainingPlan { Epochs = 1, BatchSize = 0 }, "batch size is at least 1; found 0" },
        { new TrainingPlan { Epochs = 1, CriterionEvery = 0 }, "criterion is at least 1; found 0" },
        { new TrainingPlan { Epochs = 1, CheckpointSteps = 0 }, "checkpoints is at least 1; found 0" },
        { new TrainingPlan { Epochs = 1, CheckpointInterval = TimeSpan.Zero }, "above 0; found 00:00:00" },
        { new TrainingPlan { Epochs = 1, LossBelow = double.NaN }, "found NaN" },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void RefusesThePlan(TrainingPlan plan, string message) => Assert.Contains(message, Refused(plan));

    [Theory]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void RefusesTheLearningRate(double rate) =>
        Assert.Contains($"at least 0; found {rate}", Refused(new TrainingPlan { Epochs = 1 }, [Of(new()) with { LearningRate = rate }]));

    [Fact]
    public void RefusesPartsThatDoNotFit()
    {
        TrainingPlan plan = new() { Epochs = 1 };
        Center<float> center = new();
        Assert.Contains("1 to 64 phases; found 0", Refused(plan, []));
        Assert.Contains("room for 9 samples, but a batch holds 10", Refused(plan, [Of(new(capacity: 9))]));
        Assert.Contains("the data's samples are (2)", Refused(plan, data: new MemoryDataset<float>(new Shape(2), new float[10])));
        Assert.Contains("layout of its own", Refused(plan, [Of(center), Of(new(name: "other"))]));
        Assert.Contains("center, center", Refused(plan, [Of(center), Of(new(shares: center))]));
        Assert.Contains("trains no parameter", Refused(plan, [Of(new(movesC: false, movesD: false))]));
        Assert.Contains("has 3 elements; found 2", Refused(plan, theta: new float[2]));
        Assert.Contains("needs all 10 samples in every step; found a batch size of 4",
            Refused(plan with { BatchSize = 4 }, [Of(center, needsFullBatch: true)]));
        Assert.Contains("one range of parameters; the center trains 2",
            Refused(plan, [Of(new Center<float> { Moves = [new(0, 1), new(1, 1)] }, needsFullBatch: true)]));
        Center<float>[] others = [.. Enumerable.Range(0, 128).Select(i => new Center<float>(name: $"{i}"))];
        Assert.Contains("at most 128 networks; found 129", Refused(plan, [Of(new(others: others))]));
        Assert.Equal(2, new Trainer<float>([Of(new(capacity: 9))], Ten, plan with { BatchSize = 9 }).Run().Steps);
    }
}
