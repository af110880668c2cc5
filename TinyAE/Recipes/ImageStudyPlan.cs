using System.Diagnostics;
using System.Globalization;
using TinyAE.Datasets;
using TinyAE.Numerics;
using TinyAE.Study;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>The trainings of a study of autoencoders of images: value x seed, each a cell on one thread, all on the same images.</summary>
/// <remarks>
/// The images are drawn, or put into their order, by the first seed. Losses are in nats an image, on held-out images, with one draw of the
/// code each: loss = reconstruction + beta · kl.
/// </remarks>
internal sealed class ImageStudyPlan : StudyPlan
{
    public const string Seed = "seed";
    public const string Reconstruction = "reconstruction";
    public const string Kl = "kl";
    public const string Loss = "loss";
    public const string TrainingLoss = "training loss";
    public const string Used = "latents used";
    public const string KlByLatent = "kl by latent";

    /// <summary>The largest number of seeds.</summary>
    public const int MostSeeds = 100;

    /// <param name="study">What is compared.</param>
    /// <param name="scale">How large, and on which data.</param>
    /// <exception cref="ArgumentException">The number of seeds is out of its range, or there is no such data.</exception>
    /// <exception cref="IOException">The data are not there or cannot be read.</exception>
    /// <exception cref="InvalidDataException">The data are damaged.</exception>
    public ImageStudyPlan(ImageStudy study, StudyScale scale)
    {
        Study = study;
        Seeds = scale.Seeds ?? study.SeedsOf(scale.Quick);
        if (Seeds is < 1 or > MostSeeds)
        {
            throw new ArgumentException($"The study {study.Name} has 1 to {MostSeeds} seeds; found {Seeds}.", nameof(scale));
        }

        (Settings, Images) = Load(study, scale);
        Scale = scale with { Seeds = Seeds, Data = Settings.Data };
        Sweep = new Sweep(study.Name, Describe(), Study.Values.SelectMany(value => SeedNumbers.Select(seed => CellOf(value, seed))));
    }

    /// <summary>What is compared.</summary>
    public ImageStudy Study { get; }

    /// <summary>How large; nothing in it is null.</summary>
    public StudyScale Scale { get; }

    /// <summary>Trainings of each value.</summary>
    public int Seeds { get; }

    /// <summary>The settings that all trainings share.</summary>
    public ImageSettings Settings { get; }

    /// <summary>The images that all trainings share.</summary>
    public DataSplit Images { get; }

    /// <inheritdoc/>
    public override Sweep Sweep { get; }

    /// <summary>The seeds.</summary>
    public IEnumerable<ulong> SeedNumbers => Enumerable.Range(0, Seeds).Select(n => Scale.FirstSeed + (ulong)n);

    /// <summary>The cell of a training.</summary>
    public SweepCell CellOf(double value, ulong seed) => new(1, (Study.Varied, NameOf(value)), (Seed, $"{seed}"));

    /// <summary>A value in a key and in a table.</summary>
    public static string NameOf(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override CellResult Compute(SweepCell cell, CancellationToken cancellation)
    {
        ulong seed = ulong.Parse(cell[Seed], CultureInfo.InvariantCulture);
        double value = double.Parse(cell[Study.Varied], CultureInfo.InvariantCulture);
        ImageSettings settings = Study.With(Settings, value) with { Seed = seed };
        ImageExperiment<float> experiment = ImageExperiment<float>.Build(settings, Images);
        Trainer<float> trainer = new(experiment.Phases, experiment.Data, experiment.Plan);
        Stopwatch watch = Stopwatch.StartNew();
        double[] losses = [double.NaN, double.NaN, double.NaN];
        try
        {
            if (trainer.Run(cancellation: cancellation).Reason == StopReason.Interrupted)
            {
                throw new OperationCanceledException(cancellation);
            }

            losses = [.. new HeldOutMeasures<float>(experiment.Model, experiment.HeldOut, seed).Evaluate(trainer.State.Theta)];
        }
        catch (NotFiniteNumberException)
        {
            // It diverged: all numbers are NaN, and there are no pictures.
        }

        CellResult result = new()
        {
            Numbers =
            {
                [Reconstruction] = losses[0],
                [Kl] = losses[1] / settings.Beta,
                [Loss] = losses[2],
                [TrainingLoss] = double.IsFinite(losses[2]) ? trainer.Loss : double.NaN,
                [Used] = double.NaN,
            },
            Seconds = [watch.Elapsed.TotalSeconds],
        };
        if (double.IsFinite(losses[2]))
        {
            ImageModel model = new(Study.Name, settings, Images.Training.Shape, experiment.Model, trainer.State.Theta, Workers.One);
            float[] heldOut = model.Pixels(Images.HeldOut, [.. Enumerable.Range(0, Images.HeldOut.Count)]);
            double[] kl = model.KlByLatent(heldOut);
            result.Numbers[Used] = kl.Count(nats => nats > ImageStudy.LeastUse);
            result.Series[KlByLatent] = kl;
            Study.Measure(this, model, heldOut, seed == Scale.FirstSeed, result);
        }

        return result;
    }

    /// <inheritdoc/>
    public override StudyPage Show(SweepResults results) => Study.Show(new ImageStudyResults(this, results));

    private static (ImageSettings Settings, DataSplit Images) Load(ImageStudy study, StudyScale scale)
    {
        IReadOnlyList<string> wanted = scale.Data is { } data ? [data] : study.Data;
        foreach (string name in wanted.SkipLast(1))
        {
            try
            {
                return Load(name);
            }
            catch (DataMissingException)
            {
                // The next one, then.
            }
        }

        return Load(wanted[^1]);

        (ImageSettings Settings, DataSplit Images) Load(string name)
        {
            ImageSettings settings = study.SettingsOf(name, scale.Quick) with { Seed = scale.FirstSeed };
            return (settings, ImageExperiment<float>.Load(settings));
        }
    }

    // Whatever changes a result must change the sweep's id; the digest of the images is part of their description.
    private OrderedDictionary<string, string> Describe()
    {
        OrderedDictionary<string, string> settings = Scale.ToSettings();
        ImageExperiment<float> first = ImageExperiment<float>.Build(Study.With(Settings, Study.Values[0]), Images);
        settings["training"] = ImageConfig.Of(Study.Name, first).ToJson();
        return settings;
    }
}
