using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Recipes;
using TinyAE.Training;
using Xunit.Abstractions;

namespace TinyAE.Tests.Recipes;

public sealed class DenoisingTests(ITestOutputHelper output)
{
    // Two characters that differ in the two pixels 0 and 1, and one far from both.
    private static readonly Font Three = new("three",
        [new('a', 0, 0, 0, 0, 0, 0, 0), new('b', 24, 0, 0, 0, 0, 0, 0), new('c', 0, 0, 31, 31, 31, 31, 0)]);

    /// <summary>The claim of the recipe: of what the nearest character restores at 1 to 4 flipped pixels, at least 97 %.</summary>
    [Fact]
    public void TheDenoiserRestoresNearlyWhatTheNearestCharacterRestores()
    {
        FontExperiment<float> experiment = FontExperiment<float>.Build(new FontDenoising().Settings with { Iterations = 3000 });
        Trainer<float> trainer = new(experiment.Phases, experiment.Data, experiment.Plan, Workers.One);
        trainer.Run();
        for (int k = 0; k <= 4; k++)
        {
            DenoisingTest test = new(experiment.Font, new PixelFlips(k), 200, 77);
            DenoisingScore score = test.Try(experiment.Model, trainer.State.Theta);
            output.WriteLine($"{k} flipped: network {score.Network.Characters:0.0000}, nearest {score.Nearest.Characters:0.0000}");
            Assert.Equal(6400, score.Images);
            Assert.Equal(k / 35.0, score.Nothing.WrongPixels, 12);
            Assert.True(score.Nearest.Characters > 0.98, "the rule itself");
            Assert.InRange(score.Network.Characters, 0.97 * score.Nearest.Characters, 1);
        }
    }

    [Fact]
    public void ATieCountsByItsMean()
    {
        NearestCharacter rule = new(Three);
        double[] noisy = Three.Glyphs[0].Pixels<double>();
        Assert.Equal([0], rule.Find(noisy));
        noisy[0] = 1; // as far from b as from a
        Assert.Equal([0, 1], rule.Find(noisy));
        noisy[1] = 1;
        Assert.Equal([1], rule.Find(noisy));
        noisy[1] = 0.999;
        Assert.Equal([1], rule.Find(noisy));
    }

    [Fact]
    public void TheScoresOfARuleThatCanBeWorkedOut()
    {
        // One flip of 35: a and b are halved by 2 of the 35 flips and restored in the others, c is restored by all.
        DenoisingTest test = new(Three, new PixelFlips(1), 7000, 1);
        double ties = Enumerable.Range(0, test.Images).Count(
            n => n % 3 < 2 && (test.Noisy(n)[0] != test.Clean(n)[0] || test.Noisy(n)[1] != test.Clean(n)[1]));
        Assert.InRange(ties / 14_000, (2 / 35.0) - 0.012, (2 / 35.0) + 0.012);
        Assert.Equal(1 - (0.5 * ties / 21_000), test.Nearest.Characters, 12);
        Assert.Equal(0.5 * ties * 2 / (21_000 * 35.0), test.Nearest.WrongPixels, 12);
        Assert.Equal(0, test.Nothing.Characters);
    }

    [Fact]
    public void ASetThatStaysIsCleanThenNoisyWithCleanTargets()
    {
        FontSettings settings = new FontDenoisingCourse().Settings with { Noise = new NoiseSettings("flips", 2) { TrainingSet = "9+36" } };
        IDataset<double> data = FontExperiment<double>.Build(settings).Data;
        double[] input = new double[45 * 35], target = new double[45 * 35];
        data.CopyTo([.. Enumerable.Range(0, 45)], input);
        data.CopyTargetsTo([.. Enumerable.Range(0, 45)], target);
        double[] clean = Font.Embedded[0].Select("123456789").Pixels<double>();
        for (int n = 0; n < 45; n++)
        {
            Assert.Equal(clean[(n % 9 * 35)..((n % 9 * 35) + 35)], target[(n * 35)..((n + 1) * 35)]);
            Assert.Equal(n < 9 ? 0 : 2, Enumerable.Range(n * 35, 35).Count(i => input[i] != target[i]));
        }

        Assert.True(Enumerable.Range(0, 9).All(n => !input.AsSpan((9 + n) * 35, 35).SequenceEqual(input.AsSpan((18 + n) * 35, 35))));
    }

    [Fact]
    public void AStepWithFreshNoiseAllocatesNothing()
    {
        FontExperiment<float> experiment = FontExperiment<float>.Build(new FontDenoising().Settings);
        IObjective<float> objective = experiment.Phases[0].Objective;
        float[] theta = objective.Layout.Initialize<float>(1), dtheta = new float[theta.Length], x = new float[128 * 35];
        double[] terms = new double[1];
        experiment.Data.CopyTo([.. Enumerable.Range(0, 128)], x);
        for (uint step = 0; step < 3; step++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Pass pass = new(128, true, new RandomKey(1, RandomPurpose.Layer, step), Workers.One);
            objective.Evaluate(theta, new Batch<float>(x, x), dtheta, terms, pass);
            Assert.True(step == 0 || GC.GetAllocatedBytesForCurrentThread() == before);
        }
    }

    [Theory]
    [InlineData("9+19", "multiple")]
    [InlineData("9", "9+18")]
    [InlineData("0+0", "9+18")]
    [InlineData("9+9000000", "at most")]
    [InlineData("8+16", "found 9")]
    public void AWrongTrainingSetIsNamed(string set, string words)
    {
        FontSettings settings = new FontDenoisingCourse().Settings with { Noise = new NoiseSettings("flips", 2) { TrainingSet = set } };
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => FontExperiment<float>.Build(settings)).Message);
    }
}
