using TinyAE.Imaging;
using TinyAE.Reports;
using TinyAE.Study;
using static TinyAE.Recipes.FontStudyTables;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>Why the course's network fails on the whole set: the part of the report that shows the evidence.</summary>
/// <param name="results">The results of the study of architectures.</param>
/// <param name="page">The report.</param>
internal sealed class CourseFailure(FontStudyResults results, FontStudyPage page)
{
    private const int Worst = 10;

    private readonly FontComparison _architectures = results.Plan.Study.Comparisons[0];
    private readonly IReadOnlyList<Glyph> _glyphs = FontSource.Load("1").Glyphs;

    /// <summary>The course's own trainings: whole set, rate 0.1.</summary>
    private FontTrainings Course => results.AtCourseRate(_architectures, FontSets.Whole, results.Reference(_architectures));

    /// <summary>The same at its best rate.</summary>
    private FontTrainings BestCourse => results.Best(_architectures, FontSets.Whole, results.Reference(_architectures));

    /// <summary>Writes it.</summary>
    public void Add()
    {
        page.Text.Heading($"Why {_architectures.Reference} fails on the whole set");
        HowBadly();
        if (Course.FinalError.Diverged > 0)
        {
            page.Text.Paragraph("Some of these trainings diverged, so there are no codes to look at.");
            return;
        }

        FontFindings found = Look(results.Reference(_architectures), Course);
        WhichCharacters(found);
        HowCloseCodesLie(found);
        WhereTheBottleneckIs();
        page.Text.Heading("What each remedy brings", 3);
        Remedies.Add(page.Text, results);
    }

    private void HowBadly()
    {
        FontStudyPlan plan = results.Plan;
        Statistics right = Statistics.Of(Course.Seeds.Where(seed => seed.Series.ContainsKey(FontCell.WrongByCharacter))
            .Select(seed => (double)seed.Series[FontCell.WrongByCharacter].Count(wrong => wrong == 0)));
        int middle = plan.Steps.ToList().IndexOf(plan.Milestones[^2]);
        double before = Course.Error(middle).Median, after = Course.FinalError.Median;
        string more = after > 0.95 * before ? "more steps alone do not help" : "more steps still help";
        page.Text.Heading("How badly", 3);
        page.Text.Paragraph($"After {Count(plan.Milestones[^1], "step")} at rate 0.1 the course's network has "
            + $"{Range(Course.FinalWrong, Wrong)} of "
            + $"{Count(_glyphs.Count * Glyph.Size)} pixels wrong and {Range(right, Wrong)} of {_glyphs.Count} characters right. "
            + $"From {Count(plan.Milestones[^2])} to {Count(plan.Milestones[^1])} steps the median error goes from {Error(before)} to "
            + $"{Error(after)}: {more}. At its best rate, {BestCourse.Rate}, it has {Range(BestCourse.FinalWrong, Wrong)} pixels wrong.");
    }

    private void WhichCharacters(FontFindings found)
    {
        Statistics[] wrong = [.. Enumerable.Range(0, _glyphs.Count).Select(n =>
            Statistics.Of(Course.Seeds.Select(seed => seed.Series[FontCell.WrongByCharacter][n])))];
        int[] order = [.. Enumerable.Range(0, _glyphs.Count).OrderByDescending(n => wrong[n].Median).ThenByDescending(n => wrong[n].Min)];
        page.Text.Heading("Which characters", 3);
        page.Picture("course-reconstruction.png",
            new GlyphGrid { Title = $"The course's network, seed {SeedOf(Course)}: {found.Wrong} of {Count(found.Pixels)} pixels wrong" }
                .Add<float>("input", found.Font.Pixels<float>()).Add<double>("output", found.Predictions)
                .AddDifference<double>("difference", found.Font.Pixels<double>(), found.Predictions).Render(),
            "Input, output and difference", "The seed with the median error at rate 0.1. One picture for all characters, at its best, "
                + $"would have {Count(found.WrongOfOnePicture)} pixels wrong.");
        TextTable table = new("character", "wrong pixels>", "nearest code", "distance>", "pixels that differ>");
        foreach (int n in order.Take(Worst))
        {
            (int other, double distance) = found.Nearest[n];
            table.Add(Show(n), Range(wrong[n], Wrong), Show(other), Near(distance), $"{_glyphs[n].Distance(_glyphs[other])}");
        }

        string[] never = [.. order.Where(n => wrong[n].Max == 0).Order().Select(Show)];
        page.Text.Paragraph($"The {Worst} worst, over all seeds, and for the seed of the picture the character whose code is nearest and "
            + "how many pixels the two should differ in:");
        page.Text.Table(table);
        page.Text.Paragraph(never.Length > 0 ? $"Right in every seed: {string.Join(' ', never)}." : "No character is right in every seed.");
        if (found.Confused is { Count: > 0 } groups)
        {
            int unavoidable = groups.Sum(group => WrongAsOne([.. group.Select(n => _glyphs[n])]));
            page.Text.Paragraph("In that seed these come out as one and the same picture: "
                + $"{string.Join("; ", groups.Select(group => string.Join(' ', group.Select(Show))))}. However well the one picture of "
                + $"each group were drawn, at least {Count(unavoidable)} pixels would be wrong: so much comes from characters that are "
                + "not told apart.");
        }
    }

    private void HowCloseCodesLie(FontFindings found)
    {
        page.Text.Heading("How close the codes lie", 3);
        FontVariant course = results.Reference(_architectures);
        TextTable table = new("network", "set", "rate>", "wrong pixels>", "nearest code>", "closest two>", "with another within 0.02>",
            "at the edge>");
        Row(table, course.Name, FontSets.Subset, results.AtCourseRate(_architectures, FontSets.Subset, course));
        Row(table, course.Name, FontSets.Whole, Course);
        Row(table, course.Name, FontSets.Whole, BestCourse);
        Row(table, "35-20-2-20-35", FontSets.Whole, results.Best(_architectures, FontSets.Whole, Find("35-20-2-20-35")));
        Row(table, "all four remedies", FontSets.Whole, Remedies.Best(results, Remedies.All));
        page.Text.Paragraph("A code is two sigmoids, a point of the unit square. *Nearest code*: a character's distance to the nearest "
            + "other one, the median over the characters; spread evenly it would be "
            + $"{CodeSpread.Even(FontSets.CountOf(FontSets.Whole)):0.00} for 32 characters and "
            + $"{CodeSpread.Even(FontSets.CountOf(FontSets.Subset)):0.00} for 18. *At the edge*: characters with a number of their code "
            + "below 0.05 or above 0.95.");
        page.Text.Table(table);
        Statistics nearest = Spread(Course, spread => spread.Nearest), close = Spread(Course, spread => spread.Close);
        Statistics edge = Spread(Course, spread => spread.AtEdge);
        string slope = edge.Median > _glyphs.Count / 2.0
            ? " There a sigmoid's slope, y (1 − y), is at most 0.0475 against 0.25 in the middle: what has been pushed to the edge feels "
              + "little of the error that ought to part it from its neighbour."
            : "";
        page.Text.Paragraph($"With the course's training a character's code lies {nearest.Median:0.000} from the next one's in the median, "
            + $"{100 * nearest.Median / CodeSpread.Even(_glyphs.Count):0} % of what an even spread would give; {Range(close, Wrong)} of "
            + $"{_glyphs.Count} characters share their place with another within 0.02, and {Range(edge, Wrong)} lie at the edge of the "
            + $"square.{slope}");
        Statistics better = Spread(BestCourse, spread => spread.Nearest);
        string still = Range(BestCourse.FinalWrong, Wrong);
        if (better.Median > 2 * nearest.Median && BestCourse.FinalWrong.Median > 0.5 * Course.FinalWrong.Median)
        {
            page.Text.Paragraph($"But at rate {BestCourse.Rate} the codes lie {better.Median:0.000} apart and still {still} pixels are "
                + "wrong: crowded codes are one cause, not the only one.");
        }

        FontFindings cured = Look(Remedies.All, Remedies.Best(results, Remedies.All));
        page.Picture("course-codes.png", Plane(found, $"{course.Name} as in the course: {found.Wrong} pixels wrong"),
            "The course's codes", "Each character at its code; the seed of the picture above.");
        page.Picture("all-remedies-codes.png", Plane(cured, $"All four remedies: {Count(cured.Wrong, "pixel")} wrong"),
            "The codes with all four remedies", $"At rate {Remedies.Best(results, Remedies.All).Rate}, the seed with the median error.");
    }

    private void WhereTheBottleneckIs()
    {
        FontTrainings both = results.Best(_architectures, FontSets.Whole, Find("35-20-2-20-35"));
        FontTrainings encoder = results.Best(_architectures, FontSets.Whole, Find("35-20-2-5-35"));
        FontTrainings decoder = results.Best(_architectures, FontSets.Whole, Find("35-5-2-20-35"));
        int wins = Enumerable.Range(0, decoder.Seeds.Count).Count(i => Last(decoder.Seeds[i]) < Last(encoder.Seeds[i]));
        page.Text.Heading("Where the bottleneck is", 3);
        page.Text.Paragraph("Each at its best rate: 20 hidden units in the encoder alone (35-20-2-5-35) leave "
            + $"{Range(encoder.FinalWrong, Wrong)} pixels wrong, in the decoder alone (35-5-2-20-35) {Range(decoder.FinalWrong, Wrong)}, "
            + $"in both {Range(both.FinalWrong, Wrong)}; with 5 and 5 it was {Range(BestCourse.FinalWrong, Wrong)}. Seed by seed the "
            + $"wider decoder leaves fewer wrong pixels than the wider encoder in {wins} of {decoder.Seeds.Count}.");

        static double Last(CellResult seed) => seed.Series[FontCell.Wrong][^1];
    }

    private void Row(TextTable table, string name, string set, FontTrainings trainings) => table.Add(
        name, set, $"{trainings.Rate}", Range(trainings.FinalWrong, Wrong),
        Range(Spread(trainings, spread => spread.Nearest), distance => distance.ToString("0.000")),
        Range(Spread(trainings, spread => spread.Least), Near),
        Range(Spread(trainings, spread => spread.Close), Wrong), Range(Spread(trainings, spread => spread.AtEdge), Wrong));

    private static Statistics Spread(FontTrainings trainings, Func<CodeSpread, double> select) => Statistics.Of(trainings.Seeds
        .Where(seed => seed.Series.ContainsKey(FontCell.Codes)).Select(seed => select(CodeSpread.Of(seed.Series[FontCell.Codes]))));

    /// <summary>Trains the seed with the median error once more, to see its pictures.</summary>
    private FontFindings Look(FontVariant variant, FontTrainings trainings)
    {
        (FontExperiment<float> experiment, float[] theta, _) = FontCell.Train(
            results.Plan.SettingsOf(variant, FontSets.Whole, trainings.Rate, SeedOf(trainings)), results.Plan.Steps);
        return FontFindings.Of(experiment, theta);
    }

    private ulong SeedOf(FontTrainings trainings) => results.Plan.Scale.FirstSeed + (ulong)trainings.MedianSeed;

    private static Image Plane(FontFindings found, string title) =>
        new GlyphPlot { Title = title, X = "first number", Y = "second number" }
            .Add<double>(found.Font.Glyphs, found.Codes).Render(700, 700);

    private static string Near(double distance) => distance < 0.0001 ? "below 0.0001" : distance.ToString("0.0000");

    private static int WrongAsOne(Glyph[] group) => Enumerable.Range(0, Glyph.Size).Sum(i =>
    {
        int ink = group.Count(glyph => glyph[i / Glyph.Width, i % Glyph.Width]);
        return Math.Min(ink, group.Length - ink);
    });

    private FontVariant Find(string name) => _architectures.Variants.First(variant => variant.Name == name);

    private string Show(int n) => _glyphs[n].Character == ' ' ? "space" : MarkdownDocument.Literal($"{_glyphs[n].Character}");
}
