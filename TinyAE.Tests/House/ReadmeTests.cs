// The README shows the lines between the two marks of this file, with these names in sight.
using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Optimizers;
using TinyAE.Recipes;
using TinyAE.Training;

namespace TinyAE.Tests.House;

/// <summary>What the README says is so.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Sources.Root, "README.md"));

    [Fact]
    public void ItsExampleLearnsTheAlphabet()
    {
        // begin example
        MemoryDataset<float> data = FontDataset.Of<float>(Font.Embedded[0]);
        Network<float> encoder = new("encoder", new Dense<float>(35, 20), new Tanh<float>(new(20)), new Dense<float>(20, 2), new Tanh<float>(new(2)));
        Network<float> decoder = new("decoder", new Dense<float>(2, 20), new Tanh<float>(new(20)), new Dense<float>(20, 35));
        Autoencoder<float> model = new(encoder, decoder, new BinaryCrossEntropyWithLogits<float>(), capacity: data.Count);
        Phase<float> phase = new(model, new Adam<float>()) { LearningRate = 0.005 };
        Trainer<float> trainer = new([phase], data, new TrainingPlan { Iterations = 3000, Seed = 1 });
        TrainingResult result = trainer.Run();
        float[] drawn = new float[data.Values.Length];
        model.Reconstruct(trainer.State.Theta, data.Values, drawn, new Pass(data.Count, Training: false, default, Workers.One));
        // end example

        Assert.Equal(3000, result.Steps);
        int wrong = 0;
        for (int i = 0; i < drawn.Length; i++)
        {
            wrong += drawn[i] > 0.5f != data.Values[i] > 0.5f ? 1 : 0;
        }

        Assert.InRange(wrong, 0, 20); // of 1,120 pixels
    }

    [Fact]
    public void ItShowsTheExampleThatRuns()
    {
        string[] here = File.ReadAllLines(Path.Combine(Sources.Root, "TinyAE.Tests", "House", "ReadmeTests.cs"));
        int begin = Array.FindIndex(here, line => line.Trim() == "// begin example");
        int end = Array.FindIndex(here, line => line.Trim() == "// end example");
        string example = string.Join('\n', here[(begin + 1)..end].Select(line => line.Trim()));
        Assert.Contains(example, Readme.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    /// <summary>A picture is its pixels: the bytes of the file change with the version of zlib.</summary>
    [Fact]
    public void ItsPictureIsTheOneThatTheMainJobDraws()
    {
        FontExperiment<float> experiment = FontExperiment<float>.Build(new FontAutoencoder().Settings);
        Trainer<float> trainer = new(experiment.Phases, experiment.Data, experiment.Plan, Workers.One);
        trainer.Run();
        FontFindings found = FontFindings.Of(experiment, trainer.State.Theta);
        Image drawn = FontPictures.Draw(experiment, trainer.State, found).First(picture => picture.File == FontPictures.LatentPlane).Picture;
        Image shown = ImageFile.Load(Path.Combine(Sources.Root, "data", "gallery", FontPictures.LatentPlane));
        Assert.Equal(shown.Width, drawn.Width);
        Assert.Equal(shown.Pixels, drawn.Pixels);
    }

    [Fact]
    public void ItsLinksLeadSomewhere()
    {
        foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(Readme, @"\]\(([^)#\s]+)\)"))
        {
            string target = link.Groups[1].Value;
            if (!target.StartsWith("http", StringComparison.Ordinal))
            {
                Assert.True(Path.Exists(Path.Combine(Sources.Root, target)), $"README.md links to {target}, which is not there.");
            }
        }
    }

    [Fact]
    public void ItNamesEveryRecipe()
    {
        foreach (string name in TinyAE.Recipes.Recipe.All.Select(recipe => recipe.Name))
        {
            Assert.Contains($"`{name}`", Readme, StringComparison.Ordinal);
        }
    }
}
