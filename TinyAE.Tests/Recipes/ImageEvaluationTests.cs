using TinyAE.Datasets;
using TinyAE.Metrics;
using TinyAE.Numerics;
using TinyAE.Recipes;
using TinyAE.Study;
using TinyAE.Training;

namespace TinyAE.Tests.Recipes;

public sealed class ImageEvaluationTests : IDisposable
{
    private static readonly ImageSettings Small = new DenseVae().Settings with
    {
        Data = "shapes",
        Count = 160,
        HeldOut = 70,
        Side = 12,
        Invert = true,
        Encoder = "flatten dense:24 relu",
        Latent = 3,
        Decoder = "dense:24 relu dense:data sigmoid reshape:data",
        Beta = 2,
        Epochs = 3,
        BatchSize = 20,
        Seed = 5,
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_numbers_are_those_of_the_library()
    {
        (ImageModel model, DataSplit data) = Trained(Small);
        ImageEvaluation found = ImageEvaluation.Of(model, new ImageEvaluationOptions { Draws = 7, Neighbours = 3 });
        Assert.Null(found.Note);
        Assert.Equal((data.Training.Count, 70, 70, 5ul), (found.TrainingCount, found.HeldOutCount, found.LossCount, found.Seed));

        float[] pixels = model.Pixels(data.HeldOut, All(data.HeldOut));
        HeldOutMeasures<float> losses = new(model.Model, new ImageDataset<float>(data.HeldOut), 5);
        Assert.Equal(losses.Evaluate(model.Theta).ToArray(), found.Losses.Select(loss => loss.Value));
        Assert.Equal(["reconstruction_loss", "kl_loss", "loss"], found.Losses.Select(loss => loss.Name));
        Assert.Equal(ReconstructionError.Of<float>(model.Reconstruct(pixels), pixels), found.Error);

        VariationalDensity<float> density = new(model.Variational!, model.Theta.ToArray());
        ModelEvidence evidence = ModelEvidence.Of<float>(density, pixels, 7, new RandomKey(5, RandomPurpose.Study, 1 << 16));
        Assert.Equal(evidence.Elbos, found.Evidence!.Elbos);
        Assert.Equal(evidence.LogLikelihoods, found.Evidence.LogLikelihoods);
        Assert.Equal("Bernoulli", found.Likelihood);
        Assert.Equal(model.KlByLatent(pixels), found.KlByLatent);
        Assert.Equal(evidence.Divergence, found.KlByLatent.Sum(), 1e-9);
        Assert.Equal(found.Losses[1].Value, 2 * evidence.Divergence, 1e-4); // beta times the same
        Assert.Equal(found.KlByLatent.Count(nats => nats > 0.01), found.UsedLatents);

        float[] training = model.Pixels(data.Training, All(data.Training));
        Assert.Equal(Separability.Of(Labelled(training, data.Training), Labelled(model.Encode(training), data.Training),
            Labelled(pixels, data.HeldOut), Labelled(model.Encode(pixels), data.HeldOut), 3), found.Classes);
        Assert.Null(found.Gap);
    }

    [Fact]
    public void The_baseline_is_the_mean_training_image()
    {
        (ImageModel model, DataSplit data) = Trained(Small);
        double squares = 0;
        for (int i = 0; i < 144; i++)
        {
            double mean = Enumerable.Range(0, data.Training.Count).Average(n => data.Training[n][i] / 255.0);
            squares += Enumerable.Range(0, 70).Average(n => Math.Pow((data.HeldOut[n][i] / 255.0) - mean, 2)) / 144;
        }

        ImageEvaluation found = ImageEvaluation.Of(model, new ImageEvaluationOptions { Draws = 0 });
        Assert.Equal(squares, found.Baseline.MeanSquared, 1e-6);
        Assert.Null(found.Evidence);
        Assert.Equal("No codes were to be drawn.", found.NoLikelihood);
    }

    [Fact]
    public void The_same_bits_for_any_threads_and_others_for_another_seed()
    {
        Trained(Small);
        double[] one = Numbers(1, null);
        Assert.Equal(one, Numbers(2, null));
        Assert.Equal(one, Numbers(5, 5));
        Assert.NotEqual(one, Numbers(1, 6));

        double[] Numbers(int threads, ulong? seed)
        {
            using Workers workers = new(threads);
            ImageEvaluation found = ImageEvaluation.Of(ImageModel.Load(Path(), workers),
                new ImageEvaluationOptions { Count = 40, Draws = 5, Seed = seed });
            return [.. ImageEvaluationWords.Sections(found).SelectMany(section => section.Figures)
                .SelectMany(figure => (double[])[figure.Value, figure.Error ?? 0, figure.Baseline ?? 0]), .. found.KlByLatent];
        }
    }

    [Fact]
    public void Count_bounds_each_measure()
    {
        (ImageModel model, _) = Trained(Small);
        ImageEvaluation found = ImageEvaluation.Of(model, new ImageEvaluationOptions { Count = 11, Draws = 2 });
        Assert.Equal((11, 11, 11, 11), (found.LossCount, found.KlCount, found.Evidence!.Count, found.Classes!.HeldOutCount));
        Assert.Equal(70, found.HeldOutCount);
    }

    [Fact]
    public void A_plain_autoencoder_has_no_likelihood()
    {
        (ImageModel model, _) = Trained(Small with { Latent = null, Encoder = "flatten dense:6 relu" });
        ImageEvaluation found = ImageEvaluation.Of(model);
        Assert.Null(found.Evidence);
        Assert.Null(found.NoLikelihood);
        Assert.Empty(found.KlByLatent);
        Assert.Equal(6, found.Classes!.CodeFeatures);
        Assert.DoesNotContain(ImageEvaluationWords.Sections(found),
            section => section.Title.StartsWith("Likelihood", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_prior_has_a_likelihood_but_no_nats_by_latent()
    {
        (ImageModel model, _) = Trained(Small with { Latent = 2, Prior = "mixture", Loss = "squared-norm" });
        ImageEvaluation found = ImageEvaluation.Of(model, new ImageEvaluationOptions { Draws = 3 });
        Assert.StartsWith("Gaussian", found.Likelihood, StringComparison.Ordinal);
        Assert.True(double.IsFinite(found.Evidence!.LogLikelihood));
        Assert.Empty(found.KlByLatent);
    }

    [Fact]
    public void Data_that_changed_or_are_others_are_said()
    {
        (ImageModel model, DataSplit data) = Trained(Small, older: true); // its file names no seed, so 1 is taken
        Assert.Contains("other training images now", ImageEvaluation.Of(model, new ImageEvaluationOptions { Draws = 0 }).Note!,
            StringComparison.Ordinal);
        ImageEvaluation other = ImageEvaluation.Of(model, new ImageEvaluationOptions { Draws = 0, Data = "glyphs", Count = 9 });
        Assert.Contains("trained on shapes", other.Note!, StringComparison.Ordinal);
        Assert.Equal(70, data.HeldOut.Count);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        (ImageModel model, _) = Trained(Small);
        Refused("(12, 12, 1), those of shapes are (13, 13, 1). Bring them to its side with --side 12.", new() { Side = 13 });
        Refused("known factors, such as dsprites; shapes has none", new() { Disentanglement = true });
        Refused("With 90 training images the number of neighbours is 1 to 90", new() { Neighbours = 91 });
        Refused("no data set", new() { Data = "nothing/here" });
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageEvaluation.Of(model, new ImageEvaluationOptions { Count = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageEvaluation.Of(model, new ImageEvaluationOptions { Draws = -1 }));
        Assert.Throws<OperationCanceledException>(() => ImageEvaluation.Of(model, cancellation: new CancellationToken(canceled: true)));

        void Refused(string words, ImageEvaluationOptions options) =>
            Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(() => ImageEvaluation.Of(model, options)).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_be_stopped_while_it_estimates_and_says_how_far_it_is()
    {
        (ImageModel model, _) = Trained(Small);
        using CancellationTokenSource stop = new();
        List<EvaluationProgress> said = [];
        Assert.Throws<OperationCanceledException>(() => ImageEvaluation.Of(model, new ImageEvaluationOptions { Draws = 50 }, progress =>
        {
            said.Add(progress);
            if (progress.Part == "likelihood")
            {
                stop.Cancel();
            }
        }, stop.Token));
        Assert.Equal(["data", "losses", "reconstructions", "likelihood"], said.Select(progress => progress.Part).Distinct());
        Assert.Equal(2 * 50, said[^1].Total); // 70 images are two batches of 64
    }

    [Fact]
    public void Factors_are_measured_on_the_whole_data()
    {
        string sprites = SmallSprites(_folder["sprites.npz"]);
        (ImageModel model, _) = Trained(Small with { Data = sprites, Count = null, HeldOut = 30, Side = null, Invert = false });
        ImageEvaluation found = ImageEvaluation.Of(model, new ImageEvaluationOptions { Disentanglement = true, Draws = 1 });
        ImageSet whole = DataSource.LoadWhole(sprites);
        float[] codes = model.Encode(model.Pixels(whole, All(whole)));
        FactoredCodes factored = new(codes, 3, whole.Factors!.Names, whole.Factors.Sizes, whole.Factors.Values);
        Assert.Equal(InformationGap.Of(factored).Score, found.Gap!.Score);
        Assert.Equal(DisentanglementScore.Of(factored, new RandomKey(5, RandomPurpose.Study, 1 << 20)).Score, found.Disentanglement!.Score);
        Assert.Equal(["shape", "scale", "x", "y"], found.Gap.Factors.Select(factor => factor.Name)); // all have one orientation
        Assert.Equal(whole.Count, found.Gap.Count);
        Assert.Equal(4, ImageEvaluationWords.Factors(found).Rows.Count);
        Assert.Equal(3, ImageEvaluationWords.Information(found).Rows.Count);
    }

    /// <summary>Squares and crosses of two sizes in all places of a 4 x 4 grid, with dSprites' names of arrays.</summary>
    internal static string SmallSprites(string path)
    {
        const int Side = 8;
        List<byte> pixels = [];
        List<int> factors = [];
        for (int n = 0; n < 2 * 2 * 16; n++)
        {
            (int shape, int scale, int x, int y) = (n / 32, n / 16 % 2, n / 4 % 4, n % 4);
            for (int i = 0; i < Side * Side; i++)
            {
                (int dy, int dx) = ((i / Side) - y - 2, (i % Side) - x - 2);
                bool inside = Math.Max(Math.Abs(dx), Math.Abs(dy)) <= scale + 1 && (shape == 0 || dx == 0 || dy == 0);
                pixels.Add(inside ? byte.MaxValue : byte.MinValue);
            }

            factors.AddRange([shape, scale, 0, x, y]);
        }

        NpzWriter.Write(path,
        [
            ("imgs", NpyArray.Of<byte>([.. pixels], 64, Side, Side)), ("latents_classes", NpyArray.Of<int>([.. factors], 64, 5)),
        ]);
        return path;
    }

    private static int[] All(ImageSet images) => [.. Enumerable.Range(0, images.Count)];

    private static LabelledVectors Labelled(float[] values, ImageSet images) =>
        new(values, values.Length / images.Count, images.Labels.ToArray(), images.ClassNames.Count);

    private string Path() => _folder["model.safetensors"];

    /// <summary>A model trained a little, as its file has it, and the data that it was trained on.</summary>
    private (ImageModel Model, DataSplit Data) Trained(ImageSettings settings, bool older = false)
    {
        ImageExperiment<float> experiment = ImageExperiment<float>.Build(settings);
        Trainer<float> trainer = new(experiment.Phases, experiment.Data, experiment.Plan);
        trainer.Run();
        string description = ImageConfig.ModelOf("vae", experiment).ToJson();
        description = older ? description.Replace("\"seed\":5,", "", StringComparison.Ordinal) : description;
        ModelFile.Save<float>(Path(), experiment.Model.Layout, trainer.State.Theta, description);
        return (ImageModel.Load(Path(), Workers.One), experiment.Images);
    }
}
