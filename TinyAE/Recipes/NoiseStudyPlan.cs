using System.Globalization;
using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Study;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>The trainings of the study of noise: network x noise x training set x seed, each a cell, tested at every level.</summary>
internal sealed class NoiseStudyPlan : StudyPlan
{
    public const string Restored = "restored";
    public const string Wrong = "wrong pixels";
    public const string LeastError = "least error";
    public const string Examples = "examples";

    /// <summary>The greatest number of pixels that a test turns over.</summary>
    public const int MostFlips = 6;

    private const int MostSeeds = 300;
    private const int ExerciseSeeds = 3;

    private readonly Lazy<DenoisingTest[]> _font;
    private readonly Lazy<DenoisingTest[]> _exercise;

    /// <param name="scale">How large: a seed is a training of each kind, three of the course's exercise.</param>
    public NoiseStudyPlan(StudyScale scale)
    {
        Seeds = scale.Seeds ?? (scale.Quick ? 1 : 3);
        if (Seeds is < 1 or > MostSeeds)
        {
            throw new ArgumentException($"The study of noise has 1 to {MostSeeds} seeds; found {Seeds}.", nameof(scale));
        }

        Scale = scale;
        Draws = scale.Quick ? 20 : 100;
        Trainings = NoiseTraining.All(scale.Quick);
        _font = new(() => Draw(new FontDenoising().Settings, Tests));
        _exercise = new(() => Draw(new FontDenoisingCourse().Settings, Tests[..(MostFlips + 1)]));
        Sweep = new Sweep("noise", Settings(), Trainings.SelectMany(training => SeedsOf(training).Select(seed => CellOf(training, seed))));
    }

    /// <summary>How large.</summary>
    public StudyScale Scale { get; }

    /// <summary>Trainings of each kind; three times as many of the exercise.</summary>
    public int Seeds { get; }

    /// <summary>Noisy images of each character and test.</summary>
    public int Draws { get; }

    /// <summary>The kinds of training.</summary>
    public IReadOnlyList<NoiseTraining> Trainings { get; }

    /// <summary>The tests: 0 to 6 flips, then the other kinds at three levels each.</summary>
    public static (string Kind, double Level)[] Tests { get; } =
    [
        .. Enumerable.Range(0, MostFlips + 1).Select(k => ("flips", (double)k)),
        .. from test in ((string, double[])[])
           [
               ("random-flips", [0.05, 0.1, 0.2]), ("salt-and-pepper", [0.1, 0.2, 0.4]), ("gaussian", [0.25, 0.5, 0.75]),
               ("gaussian-clipped", [0.25, 0.5, 0.75]), ("erased-rows", [1, 2, 3]), ("erased-square", [2, 3, 4]),
           ]
           from level in test.Item2
           select (test.Item1, level),
    ];

    /// <inheritdoc/>
    public override Sweep Sweep { get; }

    /// <summary>The noisy characters of each test, for all characters of the font or, of flips alone, for the exercise's nine.</summary>
    public IReadOnlyList<DenoisingTest> ImagesOf(NoiseTraining training) =>
        training.Network == NoiseTraining.Exercise ? _exercise.Value : _font.Value;

    /// <summary>The test whose first images are kept as examples: the training's own noise if there is such a test, else 4 flips.</summary>
    public static int ExampleOf(NoiseTraining training) => training.Noise.Kind == "flips" && training.Network != NoiseTraining.Exercise
        ? 4 : Array.IndexOf(Tests, (training.Noise.Kind, training.Noise.Level));

    /// <summary>The seeds of a kind of training.</summary>
    public IEnumerable<ulong> SeedsOf(NoiseTraining training) =>
        Enumerable.Range(0, training.Network == NoiseTraining.Exercise ? ExerciseSeeds * Seeds : Seeds)
        .Select(n => Scale.FirstSeed + (ulong)n);

    /// <summary>The cell of a training.</summary>
    public static SweepCell CellOf(NoiseTraining training, ulong seed) => new(training.Cost, ("network", training.Network),
        ("noise", training.Noise.Kind), ("level", training.Noise.Level.ToString(CultureInfo.InvariantCulture)),
        ("set", training.Noise.TrainingSet), ("seed", $"{seed}"));

    /// <inheritdoc/>
    public override CellResult Compute(SweepCell cell, CancellationToken cancellation)
    {
        ulong seed = ulong.Parse(cell["seed"], CultureInfo.InvariantCulture);
        NoiseTraining training = Trainings.First(training => CellOf(training, seed).Key == cell.Key);
        FontExperiment<float> experiment = FontExperiment<float>.Build(training.Settings with { Seed = seed });
        Trainer<float> trainer = new(experiment.Phases, experiment.Data, experiment.Plan);
        IReadOnlyList<DenoisingTest> tests = ImagesOf(training);
        CellResult result = new();
        try
        {
            TrainingResult trained = trainer.Run(cancellation: cancellation);
            if (trained.Reason == StopReason.Interrupted)
            {
                throw new OperationCanceledException(cancellation);
            }

            DenoisingScore[] scores = [.. tests.Select(test => test.Try(experiment.Model, trainer.State.Theta))];
            result.Numbers[LeastError] = trainer.State.History.Column("loss").Min();
            result.Series[Restored] = [.. scores.Select(score => score.Network.Characters)];
            result.Series[Wrong] = [.. scores.Select(score => score.Network.WrongPixels)];
            if (seed == Scale.FirstSeed)
            {
                double[] pixels = tests[ExampleOf(training)].Restore(experiment.Model, trainer.State.Theta, experiment.Font.Glyphs.Count);
                result.Series[Examples] = [.. pixels.Select(Thousandths)];
            }
        }
        catch (NotFiniteNumberException)
        {
            result.Numbers[LeastError] = double.NaN;
            result.Series[Restored] = result.Series[Wrong] = [.. tests.Select(_ => double.NaN)];
        }

        return result;
    }

    /// <inheritdoc/>
    public override StudyPage Show(SweepResults results) => NoiseStudyReport.Of(new NoiseStudyResults(this, results));

    // Enough for a picture, short in a file; on the same side of 1/2.
    private static double Thousandths(double pixel)
    {
        double rounded = Math.Round(pixel, 3);
        return pixel >= 0.5 ? Math.Max(0.5, rounded) : Math.Min(0.499, rounded);
    }

    private DenoisingTest[] Draw(FontSettings settings, (string Kind, double Level)[] tests)
    {
        Font font = FontExperiment<float>.Build(settings).Font;
        return [.. tests.Select(test => new DenoisingTest(
            font, Corruption.ByName(test.Kind, test.Level, NoiseSettings.Image), Draws, DenoisingFindings.Seed))];
    }

    // Whatever changes a result must change the sweep's id.
    private OrderedDictionary<string, string> Settings()
    {
        OrderedDictionary<string, string> settings = (Scale with { Seeds = Seeds }).ToSettings();
        settings["draws of each character"] = $"{Draws}";
        settings["tests"] = string.Join(", ", Tests.Select(test => NoiseTraining.NameOf(test.Kind, test.Level)));
        foreach (IGrouping<string, NoiseTraining> network in Trainings.GroupBy(training => training.Network))
        {
            FontExperiment<float> experiment = FontExperiment<float>.Build(network.First().Settings);
            settings[network.Key] = FontConfig.Of(network.Key, experiment).ToJson();
        }

        return settings;
    }
}
