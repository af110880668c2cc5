using TinyAE.Layers;
using TinyAE.Optimizers;
using TinyAE.Recipes;
using TinyAE.Study;

namespace TinyAE.Tests.Recipes;

public sealed class StudyPlanTests
{
    public static TheoryData<string> Names => [.. Studies.All.OfType<FontStudy>().Select(study => study.Name)];

    private static FontStudyPlan Plan(string name, StudyScale? scale = null) => (FontStudyPlan)Studies.ByName(name).Plan(scale ?? new());

    [Theory]
    [MemberData(nameof(Names))]
    public void BothSetsAndTheCoursesRateAreInEveryStudy(string name)
    {
        FontStudyPlan plan = Plan(name);
        Assert.Equal([1_000, 10_000, 50_000], plan.Milestones);
        Assert.All(plan.Milestones, steps => Assert.Contains(steps, plan.Steps));
        Assert.Equal(plan.Steps.Order(), plan.Steps);
        Assert.Equal([FontSets.Subset, FontSets.Whole], plan.Sweep.Cells.Select(cell => cell["set"]).Distinct());
        foreach (IGrouping<string, SweepCell> variant in plan.Sweep.Cells.GroupBy(
            cell => string.Join(' ', cell.Settings.Where(setting => setting.Key is not ("rate" or "seed")))))
        {
            Assert.Equal(["1", "2", "3", "4", "5"], variant.Where(cell => cell["rate"] == "0.1").Select(cell => cell["seed"]));
            Assert.InRange(variant.Select(cell => cell["rate"]).Distinct().Count(), 2, 6);
        }
    }

    [Fact]
    public void EveryOptimizerAndActivationTakesPart()
    {
        Assert.Equal(Optimizer.All.Select(optimizer => optimizer.Name),
            Plan("optimizers").Sweep.Cells.Select(cell => cell["optimizer"]).Distinct());
        Assert.Equal(Activation.All.Select(activation => activation.Name),
            Plan("activations").Sweep.Cells.Select(cell => cell["activation"]).Distinct());
    }

    /// <summary>A variant is the course's network but for what it is named after; a cell's training is that of its key.</summary>
    [Fact]
    public void TheCellsAreWhatTheirKeysSay()
    {
        FontStudyPlan plan = Plan("architectures");
        FontSettings course = new FontCourse().Settings with { Iterations = 50_000 };
        foreach (SweepCell cell in plan.Sweep.Cells.Where(cell => cell["comparison"] == "course"))
        {
            FontSettings settings = plan.SettingsOf(cell);
            Assert.Equal(cell["architecture"], string.Join('-', settings.Architecture));
            Assert.Equal(cell["rate"], $"{settings.LearningRate}");
            Assert.Equal(cell["seed"], $"{settings.Seed}");
            Assert.Equal(cell["set"] == "subset" ? 18 : null, settings.Characters?.Length);
            Assert.Equal(course with
            {
                Architecture = settings.Architecture,
                LearningRate = settings.LearningRate,
                Seed = settings.Seed,
                Characters = settings.Characters,
            }, settings);
        }

        FontSettings all = Remedies.All.Settings;
        Assert.Equal(("35-20-2-20-35", "binary-cross-entropy-logits", "adam", "he-normal"),
            (string.Join('-', all.Architecture), all.Loss, all.Optimizer, all.Initializer));
        FontSettings without = Remedies.Comparison.Variants.First(variant => variant.Name == "all-but-adam").Settings;
        Assert.Equal(all with { Optimizer = "gradient-descent", Architecture = without.Architecture }, without);
        Assert.Equal(all.Architecture, without.Architecture);
        Assert.Equal(10, Remedies.Comparison.Variants.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSizeIsReadBackFromTheSettings(string name)
    {
        foreach (StudyScale scale in (StudyScale[])[new(), new() { Quick = true }, new() { Seeds = 7, FirstSeed = ulong.MaxValue - 9 }])
        {
            Sweep sweep = Plan(name, scale).Sweep;
            Assert.Equal(sweep.Id, Plan(name, StudyScale.Of(sweep.Settings)).Sweep.Id);
            Assert.Equal(scale.FirstSeed, StudyScale.Of(sweep.Settings).FirstSeed);
        }

        StudyScale[] different = [new(), new() { Quick = true }, new() { Seeds = 4 }, new() { FirstSeed = 2 }];
        Assert.Equal(4, different.Select(scale => Plan(name, scale).Sweep.Id).Distinct().Count());
    }

    [Fact]
    public void SizesOutOfRangeAreRefused()
    {
        Assert.Contains("1 to 1000 seeds; found "
            + "0", Assert.Throws<ArgumentException>(() => Plan("optimizers", new() { Seeds = 0 })).Message);
        Assert.Throws<ArgumentException>(() => Plan("optimizers", new() { Seeds = 1001 }));
        Assert.Contains("architectures, optimizers", Assert.Throws<ArgumentException>(() => Studies.ByName("x")).Message);
        Assert.Throws<InvalidDataException>(() => StudyScale.Of(new Dictionary<string, string> { ["quick"] = "yes", ["seeds"] = "3" }));
        Assert.Throws<InvalidDataException>(() =>
            StudyScale.Of(new Dictionary<string, string> { ["quick"] = "yes", ["seeds"] = "-3", ["first seed"] = "1" }));
    }
}
