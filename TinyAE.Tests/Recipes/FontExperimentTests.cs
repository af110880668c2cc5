using TinyAE.Imaging;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Recipes;

namespace TinyAE.Tests.Recipes;

public sealed class FontExperimentTests
{
    private static readonly FontSettings Settings = new FontAutoencoder().Settings;

    [Fact]
    public void RecipesHaveNamesOfTheirOwnAndWords()
    {
        Assert.Equal(Recipe.All.Count, Recipe.All.Select(recipe => recipe.Name).Distinct().Count());
        Assert.All(Recipe.All, recipe => Assert.All(
            new[] { recipe.Name, recipe.Summary, recipe.Source, recipe.Expected }, text =>
            Assert.True(text.Length >= 3 && !text.Contains('\n'))));
        Assert.All(Recipe.All, recipe => Assert.Same(recipe, Recipe.ByName(recipe.Name)));
        Assert.Contains("font, font-course", Assert.Throws<ArgumentException>(() => Recipe.ByName("fonts")).Message);
    }

    [Fact]
    public void BothPrecisionsStartFromTheSameDraws()
    {
        foreach (IRecipe recipe in Recipe.All)
        {
            Experiment<float> single = recipe.Build<float>(9);
            Experiment<double> twice = recipe.Build<double>(9);
            float[] a = single.Phases[0].Objective.Layout.Initialize<float>(9);
            double[] b = twice.Phases[0].Objective.Layout.Initialize<double>(9);
            Assert.Equal(a.Length, b.Length);
            Assert.All(Enumerable.Range(0, a.Length), i => Assert.Equal(b[i], a[i], 1e-6));
            Assert.Equal(single.Data.Count, twice.Data.Count);
            Assert.Equal(9UL, single.Plan.Seed);
        }
    }

    [Theory]
    [InlineData("35-20-2-20-35", 2, 5, "Dense Tanh Dense Tanh | Dense Tanh Dense")]
    [InlineData("35-2-35", 1, 3, "Dense Tanh | Dense")]
    [InlineData("35-4-3-3-35", 2, 5, "Dense Tanh Dense Tanh | Dense Tanh Dense")] // the first of the narrowest
    public void TheNarrowestLayerIsTheCode(string architecture, int code, int layers, string expected)
    {
        int[] units = [.. architecture.Split('-').Select(int.Parse)];
        Assert.Equal(layers, units.Length);
        Assert.Equal(code, FontSettings.CodeLayerOf(units));
        FontExperiment<float> experiment = FontExperiment<float>.Build(Settings with { Architecture = units });
        Assert.Equal(units[code], experiment.CodeSize);
        Assert.Equal(expected,
            string.Join(" | ", experiment.Networks.Select(network => string.Join(' ', network.Layers.Select(layer => layer.Name)))));
    }

    [Fact]
    public void DropoutFollowsHiddenLayersButNeitherCodeNorOutput()
    {
        FontExperiment<float> experiment = FontExperiment<float>.Build(Settings with { Dropout = 0.25 });
        Assert.Equal("Dense Tanh Dropout Dense Tanh | Dense Tanh Dropout Dense",
            string.Join(" | ", experiment.Networks.Select(network => string.Join(' ', network.Layers.Select(layer => layer.Name)))));
        Assert.Equal(0.25, ((Dropout<float>)experiment.Networks[0].Layers[2]).Rate);
    }

    [Theory]
    [InlineData("mse", null, "sigmoid")]
    [InlineData("mse", "tanh", "tanh")]
    [InlineData("binary-cross-entropy", null, "sigmoid")]
    [InlineData("binary-cross-entropy-logits", null, "linear")]
    public void TheOutputSuitsTheLoss(string loss, string? wanted, string expected)
    {
        FontExperiment<float> experiment = FontExperiment<float>.Build(Settings with { Loss = loss, OutputActivation = wanted });
        Assert.Equal(expected, experiment.Settings.OutputActivation);
        Assert.Equal(expected == "linear" ? "Dense"
            : char.ToUpperInvariant(expected[0]) + expected[1..], experiment.Model.Decoder.Layers[^1].Name);
    }

    [Fact]
    public void WhatIsLeftOutIsWhatSuits()
    {
        FontSettings built = FontExperiment<float>
            .Build(Settings with { Activation = "selu", Optimizer = "sgd", LearningRate = null }).Settings;
        Assert.Equal("lecun-normal", built.Initializer);
        Assert.Equal("gradient-descent", built.Optimizer);
        Assert.Equal(0.01, built.LearningRate);
        Assert.Equal("mean", built.LossScale);
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(0.5, 0, "0.5 Σ |w|")]
    [InlineData(0, 0.25, "0.25 Σ w²")]
    [InlineData(0.5, 0.25, "0.5 Σ |w| + 0.25 Σ w²")]
    public void PenaltiesAreThoseAskedFor(double l1, double l2, string? formula) =>
        Assert.Equal(formula, FontExperiment<float>.Build(Settings with { L1 = l1, L2 = l2 }).Model.WeightPenalty?.Formula);

    [Fact]
    public void TheCoursesNetworkIsTheExercises()
    {
        FontExperiment<float> course = FontExperiment<float>.Build(new FontCourse().Settings);
        Assert.Equal((36 * 5) + (6 * 2) + (3 * 5) + (6 * 35), course.Model.Layout.TrainableCount);
        Assert.IsType<HalfSquaredError<float>>(course.Model.Loss);
        Assert.Equal(LossScale.Sum, course.Model.Loss.Scale);
        Assert.Equal(0.1, course.Phases[0].LearningRate);
        Assert.All(course.Networks, network => Assert.Equal("Sigmoid", network.Layers[^1].Name));
    }

    [Theory]
    [InlineData("1", " !\"#$%&'()*+,-./0123456789:;<=>?")]
    [InlineData("2", "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_")]
    public void AFontIsFoundByItsNumber(string name, string characters) => Assert.Equal(characters, FontSource.Load(name).Characters);

    [Fact]
    public void AllIsTheThreeFonts() => Assert.Equal(Font.Embedded.SelectMany(font => font.Glyphs), FontSource.Load("all").Glyphs);

    [Theory]
    [InlineData("0", "it has the fonts 1 to 3")]
    [InlineData("17", "no font 17")]
    [InlineData("", "There is no font ''")]
    [InlineData("nowhere.h:2", "no file of this name")]
    public void AFontThatIsNotThereIsNamed(string name, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => FontSource.Load(name)).Message);

    [Fact]
    public void EqualCharactersAreRefused()
    {
        Font font = Font.Embedded[0];
        Font twins = new("twins",
            [new Glyph('!', 4, 4, 4, 4, 4, 0, 4), new Glyph('a', 1, 2, 3, 4, 5, 6, 7), new Glyph('x', 4, 4, 4, 4, 4, 0, 4)]);
        ArgumentException error = Assert.Throws<ArgumentException>(() => FontSource.CheckDistinct(twins));
        Assert.Contains("'!' and 'x' of twins with the same pixels", error.Message);
        FontSource.CheckDistinct(font);
    }
}
