using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Study;

/// <summary>Something that can be explained: its name, its file, its worked example and its check.</summary>
/// <param name="Name">What the user calls it: "dense".</param>
/// <param name="Kind">What it is.</param>
/// <param name="Type">The type whose file is read.</param>
/// <param name="Example">Computes the worked example.</param>
/// <param name="Check">Runs the gradient check with a seed; null for an optimizer.</param>
public sealed record Explainable(
    string Name, ExplanationKind Kind, Type Type, Func<SourceFile, WorkedExample> Example, Func<ulong, GradientReport>? Check = null)
{
    private static readonly Shape Sample = new(3);

    /// <summary>Everything that can be explained, kind after kind.</summary>
    public static IReadOnlyList<Explainable> All { get; } =
    [
        Layer("dense", LayerExamples.Dense, () => new Dense<double>(3, 2)),
        Layer("conv2d", LayerExamples.Conv2D, () => new Conv2D<double>(new Shape(3, 3, 2), 2, 2)),
        Layer("conv2d-transpose", LayerExamples.Conv2DTranspose, () => new Conv2DTranspose<double>(new Shape(2, 2, 2), 2, 2)),
        Layer("max-pool2d", LayerExamples.MaxPool2D, () => new MaxPool2D<double>(new Shape(4, 4, 2), 2)),
        Layer("average-pool2d", LayerExamples.AveragePool2D, () => new AveragePool2D<double>(new Shape(4, 4, 2), 2)),
        Layer("up-sampling2d", LayerExamples.UpSampling2D, () => new UpSampling2D<double>(new Shape(2, 2, 2))),
        Layer("flatten", LayerExamples.Flatten, () => new Flatten<double>(new Shape(2, 2, 2))),
        Layer("reshape", LayerExamples.Reshape, () => new Reshape<double>(new Shape(8), new Shape(2, 2, 2))),
        Layer("dropout", LayerExamples.Dropout, () => new Dropout<double>(new Shape(8), 0.5)),
        new("sampling", ExplanationKind.Layer, typeof(Sampling<>), LayerExamples.Sampling,
            seed => GradientCheck.Of(new Sampling<double>(Sample), Seeded(seed))),
        .. Activation.All.Select(named => new Explainable(
            named.Name, ExplanationKind.Activation, Generic(Activation.ByName<double>(named.Name, Sample)),
            file => ActivationExamples.Of(named.Name, file),
            seed => GradientCheck.Of(Activation.ByName<double>(named.Name, Sample), Seeded(seed)))),
        OfLoss(new MeanSquaredError<double>(), file => LossExamples.SquaredError(file, new MeanSquaredError<double>())),
        OfLoss(new HalfSquaredError<double>(), file => LossExamples.SquaredError(file, new HalfSquaredError<double>())),
        OfLoss(new SquaredNorm<double>(), file => LossExamples.SquaredError(file, new SquaredNorm<double>())),
        OfLoss(new BinaryCrossEntropy<double>(), LossExamples.BinaryCrossEntropy),
        OfLoss(new BinaryCrossEntropyWithLogits<double>(), LossExamples.BinaryCrossEntropyWithLogits),
        OfLoss(new SoftmaxCrossEntropy<double>(3), LossExamples.SoftmaxCrossEntropy),
        OfLoss(new GaussianNegativeLogLikelihood<double>(2), LossExamples.GaussianNegativeLogLikelihood),
        OfDivergence(new GaussianKl<double>(), LossExamples.GaussianKl),
        OfDivergence(new MixtureKl<double>(LossExamples.Mixture), LossExamples.MixtureKl),
        OfPenalty(new L1<double>(LossExamples.Strength)),
        OfPenalty(new L2<double>(LossExamples.Strength)),
        OfPenalty(new ElasticNet<double>(LossExamples.Strength, LossExamples.Strength)),
        .. Optimizer.All.Select(named => new Explainable(
            named.Name, ExplanationKind.Optimizer, Generic(Optimizer.ByName<double>(named.Name)),
            file => OptimizerExamples.Of(named.Name, file))),
        new("autoencoder", ExplanationKind.Model, typeof(Autoencoder<>), ModelExamples.Autoencoder,
            seed => GradientCheck.Of(ModelExamples.SmallAutoencoder(), options: Seeded(seed))),
        new("variational-autoencoder", ExplanationKind.Model, typeof(VariationalAutoencoder<>), ModelExamples.VariationalAutoencoder,
            seed => GradientCheck.Of(ModelExamples.SmallVariational(), options: Seeded(seed))),
    ];

    /// <summary>The type's name without its parameter: "Conv2DTranspose".</summary>
    public string Title => Type.Name.Split('`')[0];

    /// <summary>Reads the file, computes the example and runs the check.</summary>
    /// <param name="seed">The seed of the check.</param>
    public Explanation Explain(ulong seed = 1)
    {
        SourceFile file = SourceFile.Of(Type);
        SourceFile[] shared = file.Lines.Any(line => line.Contains("AdamMoments", StringComparison.Ordinal))
            ? [SourceFile.Read("TinyAE/Optimizers/AdamMoments.cs")] : [];
        return new Explanation(this, [file, .. shared], Example(file), Check?.Invoke(seed));
    }

    private static Explainable Layer(string name, Func<SourceFile, WorkedExample> example, Func<ILayer<double>> create) =>
        new(name, ExplanationKind.Layer, Generic(create()), example, seed => GradientCheck.Of(create(), Seeded(seed)));

    private static Explainable OfLoss(ILoss<double> loss, Func<SourceFile, WorkedExample> example) =>
        new(loss.Name, ExplanationKind.Loss, Generic(loss), example, seed => GradientCheck.Of(
            loss, Sample, loss is BinaryCrossEntropy<double> ? Seeded(seed) with { Low = 0.02, High = 0.98 } : Seeded(seed)));

    private static Explainable OfDivergence(ILatentDivergence<double> divergence, Func<SourceFile, WorkedExample> example) =>
        new(divergence.Name, ExplanationKind.Loss, Generic(divergence), example,
            seed => GradientCheck.Of(divergence, new Shape(divergence.Latents ?? Sample.Size), Seeded(seed)));

    private static Explainable OfPenalty(IPenalty<double> penalty) =>
        new(penalty.Name, ExplanationKind.Penalty, Generic(penalty), file => LossExamples.Penalty(file, penalty),
            seed => GradientCheck.Of(penalty, Sample, Seeded(seed)));

    private static Type Generic(object example) => example.GetType().GetGenericTypeDefinition();

    private static CheckOptions Seeded(ulong seed) => new() { Seed = seed };
}
