using TinyAE.Imaging;
using TinyAE.Recipes;
using TinyAE.Study;
using TinyAE.Training;

namespace TinyAE.Tests.Recipes;

/// <summary>One training of a study measures what it says, and nothing that it does changes the training.</summary>
public sealed class FontCellTests
{
    private static readonly FontSettings Small = new FontCourse().Settings with { Architecture = [35, 4, 2, 4, 35], Characters = "#(1?" };

    private static double[] Error(CellResult result) => result.Series[FontCell.Error];

    /// <summary>At each measured step the numbers are those of a training that ends there.</summary>
    [Theory]
    [InlineData("gradient-descent")]
    [InlineData("adam")]
    [InlineData("l-bfgs")]
    [InlineData("adaptive-step")]
    public void MeasuresTheTrainingAsItIs(string optimizer)
    {
        long[] steps = [1, 2, 30, 150, 151];
        FontSettings settings = Small with { Optimizer = optimizer, LearningRate = 0.05, Seed = 3 };
        CellResult result = FontCell.Compute(settings, steps, default);
        for (int i = 0; i < steps.Length; i++)
        {
            FontExperiment<float> experiment = FontExperiment<float>.Build(settings with { Iterations = steps[i] });
            Trainer<float> trainer = new(experiment.Phases, experiment.Data, experiment.Plan);
            trainer.Run();
            FontFindings found = FontFindings.Of(experiment, trainer.State.Theta);
            double[] pixels = [.. experiment.Pixels.ToArray().Select(pixel => (double)pixel)];
            double error = found.Predictions.Zip(pixels, (y, t) => (y - t) * (y - t)).Sum() / 2;
            Assert.Equal(error, Error(result)[i], 1e-12 * error);
            Assert.Equal(found.Wrong, result.Series[FontCell.Wrong][i]);
            if (i == steps.Length - 1)
            {
                Assert.Equal(found.Codes, result.Series[FontCell.Codes]);
                Assert.Equal(found.WrongPixels.Select(wrong => (double)wrong), result.Series[FontCell.WrongByCharacter]);
            }
        }

        Assert.Equal(steps.Length, result.Seconds.Count);
        Assert.Equal(result.Seconds.Order(), result.Seconds);
        Assert.True(result.Seconds[0] > 0);
    }

    [Fact]
    public void TheSameSettingsGiveTheSameResult()
    {
        CellResult first = FontCell.Compute(Small, [10, 100], default);
        Assert.Equal(first, FontCell.Compute(Small, [10, 100], default));
        Assert.NotEqual(first, FontCell.Compute(Small with { Seed = 2 }, [10, 100], default));
    }

    /// <summary>What stands still is left early, and the numbers are those of training on and on.</summary>
    [Fact]
    public void WhatDoesNotMoveIsNotWaitedFor()
    {
        long[] steps = [1, 100, 1_000, 100_000_000];
        FontSettings still = Small with { LearningRate = 0 };
        CellResult result = FontCell.Compute(still, steps, default);
        Assert.Equal(100, result.Numbers[FontCell.StoppedAt]);
        Assert.Equal(Enumerable.Repeat(Error(result)[0], 4), Error(result));

        FontSettings dying = Small with { Activation = "relu", LearningRate = 100 };
        result = FontCell.Compute(dying, [10, 1_000_000], default);
        double stopped = result.Numbers[FontCell.StoppedAt];
        Assert.InRange(stopped, 1, 100_000);
        CellResult on = FontCell.Compute(dying, [10, (long)stopped + 90], default);
        Assert.True(double.IsNaN(on.Numbers[FontCell.StoppedAt]));
        Assert.Equal(Error(on)[^1], Error(result)[^1]);

        Assert.True(double.IsNaN(FontCell.Compute(Small, [10, 1_000], default).Numbers[FontCell.StoppedAt])); // this one moves
    }

    [Fact]
    public void ADivergedTrainingHasNoNumbers()
    {
        FontSettings wild = Small with { OutputActivation = "linear", Activation = "linear", LearningRate = 1e6 };
        CellResult result = FontCell.Compute(wild, [1, 2, 5, 1_000, 2_000], default);
        Assert.True(double.IsFinite(Error(result)[0]));
        Assert.True(double.IsNaN(Error(result)[^1]) && double.IsNaN(result.Series[FontCell.Wrong][^1]));
        Assert.False(result.Series.ContainsKey(FontCell.Codes));
        FontTrainings trainings = new(1, [result, FontCell.Compute(Small, [1, 2, 5, 1_000, 2_000], default)]);
        Assert.Equal((1, 1), (trainings.FinalError.Count, trainings.FinalError.Diverged));
        Assert.Equal(1, trainings.MedianSeed is 0 or 1 ? 1 : 0);
        Assert.True(trainings.Rank.CompareTo(new FontTrainings(1, [trainings.Seeds[1]]).Rank) > 0);
    }

    [Fact]
    public void ACancelledTrainingHasNoResult()
    {
        using CancellationTokenSource stop = new(100);
        Assert.Throws<OperationCanceledException>(() => FontCell.Compute(Small, [4_000_000_000], stop.Token));
    }

    [Fact]
    public void CodesAreMeasuredInTheUnitSquare()
    {
        // A grid of 3 x 3 in the middle, and one code that another one shares.
        double[] codes = [.. Enumerable.Range(0, 9).SelectMany(i => (double[])[0.3 + (0.2 * (i % 3)), 0.3 + (0.2 * (i / 3))]), 0.3, 0.31];
        CodeSpread spread = CodeSpread.Of(codes);
        Assert.Equal((0.2, 0.01, 2, 0), (Math.Round(spread.Nearest, 12), Math.Round(spread.Least, 12), spread.Close, spread.AtEdge));
        Assert.Equal(3, CodeSpread.Of([0.5, 0.96, 0.01, 0.5, 0.5, 0.5, 0.96, 0.01]).AtEdge);
        Assert.Equal(0.25, CodeSpread.Even(16));
    }

    [Fact]
    public void TheSetsAreThoseOfTheCourse()
    {
        foreach (string set in (string[])[FontSets.Subset, FontSets.Whole])
        {
            Font font = FontExperiment<float>.Build(Small with { Characters = FontSets.CharactersOf(set) }).Font;
            Assert.Equal(FontSets.CountOf(set), font.Glyphs.Count);
            Assert.Contains($"{font.Glyphs.Count}", FontSets.TitleOf(set));
        }
    }
}
