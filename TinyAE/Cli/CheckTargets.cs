using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Recipes;
using TinyAE.Study;

namespace TinyAE.Cli;

/// <summary>Something whose gradient can be checked.</summary>
/// <param name="Kind">"layer", "loss", "divergence", "penalty" or "recipe".</param>
/// <param name="Name">What the user calls it.</param>
/// <param name="Description">One line.</param>
/// <param name="Check">Checks it with a seed: one report for each objective, layer, loss, divergence or penalty.</param>
internal sealed record CheckTarget(string Kind, string Name, string Description, Func<ulong, IEnumerable<GradientReport>> Check)
{
    /// <summary>The options for sizes that it takes.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Checks it in other sizes; null where it has none.</summary>
    public Func<ulong, LayerSizes, IEnumerable<GradientReport>>? CheckSized { get; init; }

    /// <summary>The same of these sizes.</summary>
    /// <param name="sizes">Those that the command line gives.</param>
    /// <param name="given">The options that it has.</param>
    /// <exception cref="UsageException">It has no such option.</exception>
    public CheckTarget Of(LayerSizes sizes, IReadOnlyList<string> given)
    {
        if (given.FirstOrDefault(option => !Options.Contains(option)) is { } foreign)
        {
            string article = Kind[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a";
            string has = Options.Count == 0 ? "it has no sizes to choose" : $"it takes {string.Join(", ", Options)}";
            throw new UsageException($"{foreign} does not go with {Name}, {article} {Kind}: {has}.");
        }

        return given.Count == 0 ? this : this with { Check = seed => CheckSized!(seed, sizes) };
    }
}

/// <summary>All that can be checked, by name.</summary>
internal static class CheckTargets
{
    // A mean over more samples has the same formula and takes longer.
    private const int MostSamples = 8;

    // Nor do more elements of a large network's tensors say more of the same lines of code.
    private const int LargeNetwork = 10_000;
    private const int FewSamples = 2;
    private const int FewElements = 6;
    private const double SmallShift = 0.25;

    // Inputs, outputs or weights of a layer whose sizes the user chose.
    private const long MostElements = 4_000_000;

    private static readonly string[] OfPooling = [LayerOptions.Kernel, LayerOptions.Stride, LayerOptions.Padding];
    private static readonly string[] OfConvolution = [LayerOptions.Filters, .. OfPooling];

    private static readonly Shape Sample = new(6);

    /// <summary>Every target, kind after kind.</summary>
    public static IReadOnlyList<CheckTarget> All { get; } =
    [
        Layer("dense", "fully connected: y = x W + b",
            sizes => new Dense<double>(Features(sizes), sizes.Units ?? 4), LayerOptions.Units),
        Layer("dropout", "while training, drops a share of the elements and scales up the rest",
            sizes => new Dropout<double>(sizes.Input ?? Sample, 0.3)),
        Layer("conv2d", "convolution of images: the same filters at every place",
            sizes => new Conv2D<double>(sizes.Input ?? new Shape(6, 5, 2), sizes.Filters ?? 3, sizes.Kernel ?? new Extent(3, 2),
                sizes.Stride ?? 2, sizes.Padding ?? Padding.Same), OfConvolution),
        Layer("conv2d-transpose", "transposed convolution: enlarges images",
            sizes => new Conv2DTranspose<double>(sizes.Input ?? new Shape(3, 2, 3), sizes.Filters ?? 2, sizes.Kernel ?? 3,
                sizes.Stride ?? 2, sizes.Padding ?? Padding.Same), OfConvolution),
        Layer("max-pool2d", "the largest number of each window",
            sizes => new MaxPool2D<double>(sizes.Input ?? new Shape(5, 6, 2), sizes.Kernel ?? 2, sizes.Stride ?? sizes.Kernel ?? 2,
                sizes.Padding ?? Padding.Same), OfPooling),
        Layer("average-pool2d", "the mean of each window",
            sizes => new AveragePool2D<double>(sizes.Input ?? new Shape(5, 6, 2), sizes.Kernel ?? 2, sizes.Stride ?? sizes.Kernel ?? 2,
                sizes.Padding ?? Padding.Same), OfPooling),
        Layer("up-sampling2d", "repeats rows and columns: nearest neighbour",
            sizes => new UpSampling2D<double>(sizes.Input ?? new Shape(2, 3, 2), new Extent(2, 3))),
        Layer("flatten", "makes a vector of each sample", sizes => new Flatten<double>(sizes.Input ?? new Shape(2, 3, 2))),
        Layer("reshape", "gives each sample another shape",
            sizes => sizes.Input is { } input
                ? new Reshape<double>(input, new Shape(input.Size))
                : new Reshape<double>(new Shape(12), new Shape(2, 3, 2))),
        new CheckTarget("layer", "sampling", "draws a code: z = mu + exp(logVar / 2) epsilon",
            seed => [GradientCheck.Of(new Sampling<double>(Sample), new CheckOptions { Seed = seed })]),
        .. Activation.All.Select(
            activation => Layer(activation.Name, activation.Description,
                sizes => Activation.ByName<double>(activation.Name, sizes.Input ?? Sample))),
        .. Loss.All.Select(
            loss => new CheckTarget("loss", loss.Name, loss.Description, seed => [OfLoss(Loss.ByName<double>(loss.Name), seed)])),
        Divergence("gaussian-kl", "of a normal distribution from the standard one, in closed form; free bits on request",
            new Shape(4), () => new GaussianKl<double>()),
        Divergence("mixture-kl", "of a normal distribution from a mixture of 10, by Monte Carlo",
            new Shape(2), () => new MixtureKl<double>(GaussianMixture.Petals())),
        Penalty("l1", "strength times the sum of |w|: draws weights to exactly zero", () => new L1<double>(0.01)),
        Penalty("l2", "strength times the sum of w^2: keeps weights small", () => new L2<double>(0.01)),
        Penalty("elastic-net", "l1 and l2 at once: --l1 and --l2 together", () => new ElasticNet<double>(0.01, 0.02)),
        .. Recipe.All.Select(recipe => new CheckTarget("recipe", recipe.Name, recipe.Summary, seed => OfRecipe(recipe, seed))),
    ];

    private static CheckTarget Layer(
        string name, string description, Func<LayerSizes, ILayer<double>> create, params string[] options) =>
        new("layer", name, description, seed => [OfLayer(create, seed, new LayerSizes())])
        {
            Options = [LayerOptions.Input, .. options, LayerOptions.Batch],
            CheckSized = (seed, sizes) => [OfLayer(create, seed, sizes)],
        };

    private static GradientReport OfLayer(Func<LayerSizes, ILayer<double>> create, ulong seed, LayerSizes sizes)
    {
        CheckOptions options = new() { Seed = seed, Batch = sizes.Batch ?? CheckOptions.Default.Batch };
        ILayer<double> layer;
        try
        {
            layer = create(sizes);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(wrong.Message);
        }

        long largest = Math.Max(
            Math.Max(layer.Input.Size, layer.Output.Size) * (long)options.Batch,
            layer.Parameters.Sum(parameter => (long)parameter.Shape.Size));
        return largest <= MostElements ? GradientCheck.Of(layer, options)
            : throw new UsageException($"A check of {largest:N0} elements is too large; at most {MostElements:N0} are allowed.");
    }

    private static int Features(LayerSizes sizes) => sizes.Input is not { } input ? 6
        : input.Rank == 1 ? input[0]
        : throw new UsageException($"--input: dense takes a vector, as in --input {input.Size}; found {input}.");

    private static CheckTarget Divergence(string name, string description, Shape code, Func<ILatentDivergence<double>> create) =>
        new("divergence", name, description, seed => [GradientCheck.Of(create(), code, new CheckOptions { Seed = seed })]);

    private static CheckTarget Penalty(string name, string description, Func<IPenalty<double>> create) =>
        new("penalty", name, description, seed => [GradientCheck.Of(create(), Sample, new CheckOptions { Seed = seed })]);

    private static GradientReport OfLoss(ILoss<double> loss, ulong seed)
    {
        CheckOptions options = new() { Seed = seed };
        return GradientCheck.Of(loss, Sample, loss is BinaryCrossEntropy<double> ? options with { Low = 0.02, High = 0.98 } : options);
    }

    /// <summary>Each objective of the recipe, at its initial parameters moved at random, on a few samples from all over its data.</summary>
    private static IEnumerable<GradientReport> OfRecipe(IRecipe recipe, ulong seed)
    {
        Experiment<double> experiment = recipe.Build<double>(seed);
        foreach (IObjective<double> objective in experiment.Phases.Select(phase => phase.Objective))
        {
            int count = experiment.Data.Count;
            bool isLarge = objective.Layout.TrainableCount > LargeNetwork;
            int batch = new[] { isLarge ? FewSamples : MostSamples, objective.Capacity, count, experiment.Plan.BatchSize ?? int.MaxValue }.Min();
            int[] samples = [.. Enumerable.Range(0, batch).Select(n => (int)((long)n * count / batch))];
            double[] input = new double[batch * objective.Input.Size];
            double[] target = new double[batch * objective.Target.Size];
            experiment.Data.CopyTo(samples, input);
            experiment.Data.CopyTargetsTo(samples, target);
            int[] labels = experiment.Data.Labels.IsEmpty ? [] : [.. samples.Select(n => experiment.Data.Labels[n])];
            yield return GradientCheck.Of(objective, new CheckData(input, target, labels), isLarge
                ? new CheckOptions { Seed = seed, Batch = batch, Sample = FewElements, AllUpTo = FewElements, Shift = SmallShift }
                : new CheckOptions { Seed = seed, Batch = batch });
        }
    }
}
