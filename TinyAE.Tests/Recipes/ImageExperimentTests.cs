using TinyAE.Numerics;
using TinyAE.Recipes;
using TinyAE.Training;

namespace TinyAE.Tests.Recipes;

public class ImageExperimentTests
{
    private static readonly ImageSettings Few = new ConvVae().Settings with { Data = "shapes", Count = 200, BatchSize = 32, Epochs = 4 };

    [Fact]
    public void The_convolutional_one_has_the_parameters_of_the_Keras_example()
    {
        Experiment<float> experiment = ImageExperiment<float>.Build(new ConvVae().Settings with { Data = "shapes", Count = 40 });
        int[] parameters = [.. experiment.Networks.SelectMany(network => network.Layers).Select(layer =>
            layer.Parameters.Sum(parameter => parameter.Shape.Size)).Where(count => count > 0)];
        Assert.Equal([320, 18_496, 50_192, 34, 34, 9_408, 36_928, 18_464, 289], parameters);
        Assert.Equal(69_076 + 65_089, experiment.Phases[0].Objective.Layout.TrainableCount);
        Assert.Contains("Encoder with mu and logVar: 69,076 parameters; the others: 65,089", NetworkTable.Totals(experiment), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_recipe_for_images_trains_a_little_and_gets_better()
    {
        foreach (IImageRecipe recipe in Recipe.All.OfType<IImageRecipe>())
        {
            ImageExperiment<float> experiment = ImageExperiment<float>.Build(recipe.Settings with { Data = "shapes", Count = 200, Epochs = 2, BatchSize = 20 });
            Trainer<float> trainer = new(experiment.Phases, experiment.Data, experiment.Plan);
            trainer.Run();
            double[] losses = trainer.State.History.Column("loss");
            Assert.True(losses[^1] < losses[0], $"{recipe.Name}: {losses[0]} to {losses[^1]}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Twenty_steps_have_the_same_bits_on_any_number_of_threads(int threads)
    {
        Assert.Equal(Weights(1), Weights(threads));

        static float[] Weights(int threads)
        {
            ImageExperiment<float> experiment = ImageExperiment<float>.Build(Few);
            using Workers workers = new(threads);
            TrainingPlan plan = experiment.Plan with { Iterations = 20 };
            Trainer<float> trainer = new(experiment.Phases, experiment.Data, plan, workers);
            trainer.Run();
            Assert.Equal(20, trainer.State.Step);
            return trainer.State.Theta;
        }
    }

    [Theory]
    [InlineData("encoder", "danse:3", "danse:3")]
    [InlineData("decoder", "dense:10", "the images are (28, 28, 1)")]
    [InlineData("encoder", "conv2d:4,3", "Add flatten")]
    [InlineData("prior", "unknown", "gaussian, mixture")]
    [InlineData("prior", "mixture", "the code has 2 numbers; found 5")]
    public void What_does_not_fit_is_said(string setting, string value, string part)
    {
        ImageSettings settings = setting switch
        {
            "encoder" => Few with { Encoder = value },
            "decoder" => Few with { Decoder = value },
            _ => Few with { Prior = value, Latent = 5 },
        };
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => ImageExperiment<float>.Build(settings));
        Assert.Contains(part, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_file_makes_the_same_images_again_and_a_damaged_one_is_refused()
    {
        using TemporaryFolder folder = new();
        ImageExperiment<float> experiment = ImageExperiment<float>.Build(Few);
        float[] theta = experiment.Model.Layout.Initialize<float>(7);
        string path = Path.Combine(folder.Path, "model.safetensors");
        ModelFile.Save<float>(path, experiment.Model.Layout, theta, ImageConfig.ModelOf("conv-vae", experiment).ToJson());
        ImageModel own = new("conv-vae", experiment.Settings, experiment.Images.Training.Shape, experiment.Model, theta, Workers.One);
        ImageModel read = ImageModel.Load(path, Workers.One);
        float[] codes = own.SamplePrior(70, 3); // more than one batch
        Assert.Equal(own.Decode(codes), read.Decode(codes));
        Assert.Equal("conv-vae", read.Recipe);

        ModelFile.Save<float>(path, experiment.Model.Layout, theta, "{\"recipe\": \"font\"}");
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => ImageModel.Load(path, Workers.One)).Message, StringComparison.Ordinal);
        string greedy = ImageConfig.ModelOf("conv-vae", experiment).ToJson().Replace("dense:16", "dense:1000000", StringComparison.Ordinal);
        ModelFile.Save<float>(path, experiment.Model.Layout, theta, greedy);
        Assert.Throws<InvalidDataException>(() => ImageModel.Load(path, Workers.One));
    }
}
