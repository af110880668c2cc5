using TinyAE.Datasets;
using TinyAE.Metrics;
using TinyAE.Numerics;
using TinyAE.Study;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>How good a trained autoencoder of images is, on images that it has not seen.</summary>
/// <remarks>
/// Where there are more images than a measure takes, it takes some drawn from the seed, in their order. Every draw comes from
/// (seed, <see cref="RandomPurpose.Study"/>, step), the losses' from <see cref="HeldOutMeasures{T}"/>: the same seed gives the same bits
/// on any
/// number of threads.
/// <code>
/// ImageModel model = ImageModel.Load("out/shapes-vae/model.safetensors", workers);
/// double bound = ImageEvaluation.Of(model).Evidence!.Elbo;
/// </code>
/// </remarks>
public sealed record ImageEvaluation
{
    /// <summary>The least divergence, in nats, of a latent that counts as used.</summary>
    public const double UsedNats = 0.01;

    /// <summary>The part of <see cref="EvaluationProgress"/> in which the data are loaded and everything is checked.</summary>
    public const string DataPart = "data";

    // Steps of the draws; the prior's own are 1. Draws of codes take up to MostDraws steps, trials some thousands.
    private const uint HeldOutStep = 2, ClassifiedStep = 3, FittedStep = 4, FactoredStep = 5, EvidenceStep = 1 << 16, TrialStep = 1 << 20;

    // Images at a time where no batch of the model decides.
    private const int Part = 1000;

    /// <summary>The model.</summary>
    public required ImageModel Model { get; init; }

    /// <summary>The name of the data.</summary>
    public required string Data { get; init; }

    /// <summary>What a reader should know of the data; null: they are those that the model was trained on.</summary>
    public string? Note { get; init; }

    /// <summary>The source of the draws.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Images that the data has to train on.</summary>
    public required int TrainingCount { get; init; }

    /// <summary>Images that the data holds out.</summary>
    public required int HeldOutCount { get; init; }

    /// <summary>Images that <see cref="Losses"/>, <see cref="Error"/> and <see cref="Baseline"/> are of.</summary>
    public required int LossCount { get; init; }

    /// <summary>The mean of each term and of the loss, as <see cref="HeldOutMeasures{T}"/> has them.</summary>
    public required IReadOnlyList<(string Name, double Value)> Losses { get; init; }

    /// <summary>How far reconstructions are from the images; of a variational model those of mu.</summary>
    public required ReconstructionError Error { get; init; }

    /// <summary>The error of answering every image with the mean training image.</summary>
    public required ReconstructionError Baseline { get; init; }

    /// <summary>The likelihood; null of a plain autoencoder, without draws, and where the loss belongs to no density.</summary>
    public ModelEvidence? Evidence { get; init; }

    /// <summary>p(x|z) in words: "Bernoulli"; null where there is no likelihood.</summary>
    public string? Likelihood { get; init; }

    /// <summary>Why a variational model has no likelihood; null where it has one.</summary>
    public string? NoLikelihood { get; init; }

    /// <summary>Images that <see cref="KlByLatent"/> is of.</summary>
    public int KlCount { get; init; }

    /// <summary>The mean divergence of each latent from N(0, 1), in nats; empty of a plain autoencoder and of another prior.</summary>
    public IReadOnlyList<double> KlByLatent { get; init; } = [];

    /// <summary>Latents of more than <see cref="UsedNats"/>.</summary>
    public int UsedLatents => KlByLatent.Count(nats => nats > UsedNats);

    /// <summary>How well classes can be told by codes and by pixels; null where the data has no classes.</summary>
    public Separability? Classes { get; init; }

    /// <summary>The metric of Higgins et al.; null where it was not wanted.</summary>
    public DisentanglementScore? Disentanglement { get; init; }

    /// <summary>The mutual information gap; null where it was not wanted.</summary>
    public InformationGap? Gap { get; init; }

    /// <summary>Loads the data and measures.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">What to measure; null: the defaults.</param>
    /// <param name="progress">Told now and then; null: nobody.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">An option is out of its range, the images have another shape than the model's, or the data
    /// has no
    /// factors; the message says which.</exception>
    /// <exception cref="IOException">The data are not there or cannot be read.</exception>
    /// <exception cref="InvalidDataException">The data are damaged.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static ImageEvaluation Of(
        ImageModel model, ImageEvaluationOptions? options = null, Action<EvaluationProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= new ImageEvaluationOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count ?? 1, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Draws);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Draws, ImageEvaluationOptions.MostDraws);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Neighbours, 1);
        EvaluationClock Begin(string part, long total) => new(part, total, progress, cancellation);
        ulong seed = options.Seed ?? model.Settings.Seed;
        EvaluationClock clock = Begin(DataPart, 1);
        DataSplit data = DataSource.Load(options.Data ?? model.Settings.Data, DataOptionsOf(model, options));
        Check(model, options, data);
        string? note = NoteOf(model, options, data);
        clock.Tick();

        ImageSet heldOut = Some(data.HeldOut, options.Count ?? ImageEvaluationOptions.LossCount, seed, HeldOutStep);
        ImageEvaluation evaluation = new()
        {
            Model = model,
            Data = data.HeldOut.Name,
            Note = note,
            Seed = seed,
            TrainingCount = data.Training.Count,
            HeldOutCount = data.HeldOut.Count,
            LossCount = heldOut.Count,
            Losses = LossesOf(model, heldOut, seed, Begin("losses", 1)),
            Error = ErrorOf(model, heldOut, Begin("reconstructions", Parts(heldOut.Count))),
            Baseline = BaselineOf(data.Training, heldOut, model.Workers),
        };
        ImageSet few = Some(heldOut, options.Count ?? ImageEvaluationOptions.LikelihoodCount, seed, HeldOutStep);
        evaluation = OfCodes(evaluation, few, options.Draws, Begin);
        evaluation = data.HeldOut.Labels.IsEmpty || data.Training.Labels.IsEmpty ? evaluation
            : evaluation with { Classes = ClassesOf(evaluation, data, options, Begin("classifiers", 3)) };
        return options.Disentanglement ? OfFactors(evaluation, options, Begin) : evaluation;
    }

    private static DataOptions DataOptionsOf(ImageModel model, ImageEvaluationOptions options)
    {
        ImageSettings settings = model.Settings;
        bool own = (options.Data ?? settings.Data) == settings.Data;
        return new DataOptions
        {
            Seed = settings.Seed,
            Count = own ? settings.Count : null,
            HeldOut = own ? settings.HeldOut : null,
            Invert = (own && settings.Invert) || options.Invert,
            Size = (options.Side ?? settings.Side) is { } side ? (side, side) : null,
        };
    }

    private static void Check(ImageModel model, ImageEvaluationOptions options, DataSplit data)
    {
        Shape found = data.HeldOut.Shape;
        if (found != model.Image)
        {
            string remedy = model.Image[0] == model.Image[1] && model.Image[2] == found[2]
                ? $" Bring them to its side with --side {model.Image[0]}." : "";
            throw new ArgumentException($"The model's images are {model.Image}, those of {data.HeldOut.Name} are {found}.{remedy}");
        }

        int fitted = Math.Min(data.Training.Count, ImageEvaluationOptions.FittedCount);
        if (!data.Training.Labels.IsEmpty && options.Neighbours > fitted)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Neighbours, $"With {fitted:N0} training images the number of neighbours is 1 to {fitted:N0}.");
        }

        if (options.Disentanglement && data.Training.Factors is null)
        {
            throw new ArgumentException(
                $"Disentanglement needs data with known factors, such as dsprites; {data.HeldOut.Name} has none.");
        }
    }

    private static string? NoteOf(ImageModel model, ImageEvaluationOptions options, DataSplit data) =>
        (options.Data ?? model.Settings.Data) != model.Settings.Data || options.Side is not null || options.Invert
            ? $"The model was trained on {model.Settings.Data}; these numbers are of other images."
            : model.Digest.Length > 0 && model.Digest != ImageConfig.DigestOf(data.Training)
                ? $"{data.HeldOut.Name} has other training images now than when the model was trained: it may have seen those held out "
                    + "here."
                : null;

    private static List<(string, double)> LossesOf(ImageModel model, ImageSet images, ulong seed, EvaluationClock clock)
    {
        HeldOutMeasures<float> measures = new(model.Model, new ImageDataset<float>(images), seed, model.Workers, prefix: "");
        ReadOnlySpan<double> values = measures.Evaluate(model.Theta);
        List<(string, double)> losses = [];
        for (int i = 0; i < values.Length; i++)
        {
            losses.Add((ImageHistory.NameOf(measures.All[i].Name), values[i]));
        }

        clock.Tick();
        return losses;
    }

    private static ReconstructionError ErrorOf(ImageModel model, ImageSet images, EvaluationClock clock) =>
        Mean(images, clock, pixels => ReconstructionError.Of<float>(model.Reconstruct(pixels), pixels, workers: model.Workers));

    private static ReconstructionError BaselineOf(ImageSet training, ImageSet images, Workers workers)
    {
        int size = training.Shape.Size;
        long[] sums = new long[size];
        for (int n = 0; n < training.Count; n++)
        {
            ReadOnlySpan<byte> image = training[n];
            for (int i = 0; i < size; i++)
            {
                sums[i] += image[i];
            }
        }

        float[] mean = [.. sums.Select(sum => (float)(sum / (255.0 * training.Count)))];
        return Mean(images, null, pixels =>
        {
            float[] answer = new float[pixels.Length];
            for (int n = 0; n < answer.Length; n += size)
            {
                mean.CopyTo(answer, n);
            }

            return ReconstructionError.Of<float>(answer, pixels, workers: workers);
        });
    }

    /// <summary>The error over all images, some at a time, each part counted by its size.</summary>
    private static ReconstructionError Mean(ImageSet images, EvaluationClock? clock, Func<float[], ReconstructionError> measure)
    {
        double squared = 0, absolute = 0;
        for (int first = 0; first < images.Count; first += Part)
        {
            int count = Math.Min(Part, images.Count - first);
            ReconstructionError error = measure(PixelsOf(images.Slice(first, count)));
            double share = (double)count / (first + count);
            squared += (error.MeanSquared - squared) * share;
            absolute += (error.MeanAbsolute - absolute) * share;
            clock?.Tick();
        }

        return new ReconstructionError(squared, absolute, Peak: 1);
    }

    private static ImageEvaluation OfCodes(
        ImageEvaluation evaluation, ImageSet images, int draws, Func<string, long, EvaluationClock> begin)
    {
        ImageModel model = evaluation.Model;
        if (model.Variational is not { } variational)
        {
            return evaluation;
        }

        float[] pixels = PixelsOf(images);
        evaluation = model.Settings.Prior != "gaussian" ? evaluation
            : evaluation with { KlByLatent = model.KlByLatent(pixels), KlCount = images.Count };
        if (draws == 0)
        {
            return evaluation with { NoLikelihood = "No codes were to be drawn." };
        }

        VariationalDensity<float> density;
        try
        {
            density = new VariationalDensity<float>(variational, model.Theta.ToArray());
        }
        catch (ArgumentException none)
        {
            return evaluation with { NoLikelihood = none.Message };
        }

        long batches = (images.Count + density.Capacity - 1) / density.Capacity;
        WatchedDensity watched = new(density, begin("likelihood", batches * draws));
        RandomKey key = new(evaluation.Seed, RandomPurpose.Study, EvidenceStep);
        ModelEvidence evidence = ModelEvidence.Of<float>(watched, pixels, draws, key, model.Workers);
        return evaluation with { Evidence = evidence, Likelihood = density.Likelihood.Description };
    }

    private static Separability ClassesOf(
        ImageEvaluation evaluation, DataSplit data, ImageEvaluationOptions options, EvaluationClock clock)
    {
        ImageModel model = evaluation.Model;
        int classes = Math.Max(data.Training.ClassNames.Count, data.HeldOut.ClassNames.Count);
        ImageSet fitted = Some(data.Training, ImageEvaluationOptions.FittedCount, evaluation.Seed, FittedStep);
        ImageSet judged = Some(data.HeldOut, options.Count ?? ImageEvaluationOptions.ClassifiedCount, evaluation.Seed, ClassifiedStep);
        (LabelledVectors pixels, LabelledVectors codes) = VectorsOf(fitted);
        clock.Tick();
        (LabelledVectors heldOutPixels, LabelledVectors heldOutCodes) = VectorsOf(judged);
        clock.Tick();
        Separability found = Separability.Of(
            pixels, codes, heldOutPixels, heldOutCodes, options.Neighbours, workers: model.Workers);
        clock.Tick();
        return found;

        (LabelledVectors Pixels, LabelledVectors Codes) VectorsOf(ImageSet images)
        {
            (float[] own, int[] labels) = (PixelsOf(images), images.Labels.ToArray());
            return (new LabelledVectors(own, model.Image.Size, labels, classes),
                new LabelledVectors(model.Encode(own), model.CodeSize, labels, classes));
        }
    }

    /// <summary>On some images of the whole data, those of the training included: of the factors it has seen nothing.</summary>
    private static ImageEvaluation OfFactors(
        ImageEvaluation evaluation, ImageEvaluationOptions options, Func<string, long, EvaluationClock> begin)
    {
        ImageModel model = evaluation.Model;
        DataOptions all = DataOptionsOf(model, options) with { Count = null, HeldOut = null };
        ImageSet images = Some(DataSource.LoadWhole(options.Data ?? model.Settings.Data, all),
            options.Count ?? ImageEvaluationOptions.FactoredCount, evaluation.Seed, FactoredStep);
        FactorTable factors = images.Factors!;
        EvaluationClock clock = begin("codes", Parts(images.Count));
        float[] codes = new float[images.Count * model.CodeSize];
        for (int first = 0; first < images.Count; first += Part)
        {
            ImageSet part = images.Slice(first, Math.Min(Part, images.Count - first));
            model.Encode(PixelsOf(part)).CopyTo(codes, first * model.CodeSize);
            clock.Tick();
        }

        FactoredCodes data = new(codes, model.CodeSize, factors.Names, factors.Sizes, factors.Values);
        clock = begin("disentanglement", 2);
        InformationGap gap = InformationGap.Of(data);
        clock.Tick();
        RandomKey key = new(evaluation.Seed, RandomPurpose.Study, TrialStep);
        DisentanglementScore score = DisentanglementScore.Of(data, key, workers: model.Workers);
        clock.Tick();
        return evaluation with { Gap = gap, Disentanglement = score };
    }

    /// <summary>So many of the images, drawn from the seed, in their order; all where there are no more.</summary>
    private static ImageSet Some(ImageSet images, int count, ulong seed, uint step)
    {
        if (count >= images.Count)
        {
            return images;
        }

        int[] order = new int[images.Count];
        Noise.Permutation(new RandomKey(seed, RandomPurpose.Study, step), order);
        Array.Sort(order, 0, count);
        return images.Select(order.AsSpan(0, count));
    }

    private static float[] PixelsOf(ImageSet images)
    {
        float[] pixels = new float[images.Count * images.Shape.Size];
        PixelValues.FromBytes<float>(images.Pixels, pixels);
        return pixels;
    }

    private static long Parts(int count) => (count + Part - 1) / Part;
}
