using System.Globalization;
using System.Security.Cryptography;
using TinyAE.Imaging;
using TinyAE.Study;

namespace TinyAE.Recipes;

/// <summary>The trainings of a study: comparison x set x variant x learning rate x seed, each a cell of its own.</summary>
internal sealed class FontStudyPlan : StudyPlan
{
    public const string Comparison = "comparison";
    public const string Set = "set";
    public const string Rate = "rate";
    public const string Seed = "seed";

    /// <summary>The largest number of seeds.</summary>
    public const int MostSeeds = 1000;


    private static readonly double[] Mantissas = [1, 1.5, 2, 3, 5, 7];

    /// <param name="study">What is compared.</param>
    /// <param name="scale">How large.</param>
    public FontStudyPlan(FontStudy study, StudyScale scale)
    {
        Study = study;
        Scale = scale;
        Seeds = scale.Seeds ?? (scale.Quick ? 2 : 5);
        if (Seeds is < 1 or > MostSeeds)
        {
            throw new ArgumentException($"A study has 1 to {MostSeeds} seeds; found {Seeds}.", nameof(scale));
        }

        Milestones = scale.Quick ? [300, 1_000, 3_000] : [1_000, 10_000, 50_000];
        Steps = StepsUpTo(Milestones[^1]);
        Sweep = new Sweep(study.Name, Settings(), Cells());
    }

    /// <summary>What is compared.</summary>
    public FontStudy Study { get; }

    /// <summary>How large.</summary>
    public StudyScale Scale { get; }

    /// <summary>Trainings of each kind.</summary>
    public int Seeds { get; }

    /// <summary>The numbers of steps that tables show.</summary>
    public IReadOnlyList<long> Milestones { get; }

    /// <summary>After which steps each training is measured: 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, ...</summary>
    public IReadOnlyList<long> Steps { get; }

    /// <inheritdoc/>
    public override Sweep Sweep { get; }

    /// <inheritdoc/>
    public override CellResult Compute(SweepCell cell, CancellationToken cancellation) =>
        FontCell.Compute(SettingsOf(cell), Steps, cancellation);

    /// <inheritdoc/>
    public override StudyPage Show(SweepResults results) => FontStudyReport.Of(new FontStudyResults(this, results));

    /// <summary>The settings of a cell's training.</summary>
    public FontSettings SettingsOf(SweepCell cell)
    {
        FontComparison comparison = Study.Comparisons.First(comparison => comparison.Name == cell[Comparison]);
        FontVariant variant = comparison.Variants.First(variant => variant.Name == cell[comparison.Factor]);
        return SettingsOf(variant, cell[Set], double.Parse(cell[Rate], CultureInfo.InvariantCulture),
            ulong.Parse(cell[Seed], CultureInfo.InvariantCulture));
    }

    /// <summary>The settings of a variant's training.</summary>
    public FontSettings SettingsOf(FontVariant variant, string set, double rate, ulong seed) => variant.Settings with
    {
        Characters = FontSets.CharactersOf(set),
        LearningRate = rate,
        Iterations = Milestones[^1],
        Seed = seed,
    };

    private static List<long> StepsUpTo(long last)
    {
        List<long> steps = [];
        for (long decade = 1; decade <= last; decade *= 10)
        {
            steps.AddRange(Mantissas.Select(mantissa => mantissa * decade).Where(step => step == (long)step && step <= last)
                .Select(step => (long)step));
        }

        return steps;
    }

    private IEnumerable<SweepCell> Cells() =>
        from comparison in Study.Comparisons
        from set in comparison.Sets
        from variant in comparison.Variants
        from rate in comparison.RatesOf(variant, Scale.Quick)
        from seed in Enumerable.Range(0, Seeds)
        select new SweepCell(Cost(variant.Settings, set),
            (Comparison, comparison.Name), (Set, set), (comparison.Factor, variant.Name),
            (Rate, rate.ToString(CultureInfo.InvariantCulture)), (Seed, $"{Scale.FirstSeed + (ulong)seed}"));

    // Whatever changes a result must change the id: the characters too.
    private OrderedDictionary<string, string> Settings()
    {
        OrderedDictionary<string, string> settings = (Scale with { Seeds = Seeds }).ToSettings();
        settings["iterations"] = string.Join(", ", Milestones);
        settings["pixels"] = Convert.ToHexStringLower(SHA256.HashData(
            [.. FontSource.Load("1").Glyphs.SelectMany(glyph => glyph.Pixels<byte>().Prepend((byte)glyph.Character))]))[..16];
        foreach (FontComparison comparison in Study.Comparisons)
        {
            foreach ((string name, FontSettings variant) in comparison.Variants)
            {
                settings[$"{comparison.Name} {name}"] = $"{string.Join('-', variant.Architecture)}, {variant.Activation}, "
                    + $"{variant.Loss} ({variant.LossScale}), {variant.Optimizer}, {variant.Initializer ?? "weights by activation"}";
            }
        }

        return settings;
    }

    /// <summary>Microseconds a step, roughly: products, the optimizer's own work, and how often it evaluates the loss.</summary>
    private static double Cost(FontSettings settings, string set)
    {
        double weights = settings.Architecture.Zip(settings.Architecture.Skip(1), (inputs, outputs) => (double)inputs * outputs).Sum();
        double evaluations = settings.Optimizer switch { "l-bfgs" => 4, "adaptive-step" => 2, _ => 1 };
        return Math.Round(evaluations * (3 + (weights * FontSets.CountOf(set) / (Glyph.Size * 200))), 1);
    }
}
