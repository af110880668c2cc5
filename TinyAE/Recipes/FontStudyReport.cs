using TinyAE.Imaging;
using TinyAE.Reports;
using TinyAE.Study;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>The report of a study of font autoencoders: for each comparison and set two tables, three plots, and what follows.</summary>
internal static class FontStudyReport
{
    public static StudyPage Of(FontStudyResults results)
    {
        FontStudyPlan plan = results.Plan;
        FontStudyPage page = new();
        string verdict = plan.Study.Verdict(results);
        page.Text.Heading(plan.Study.Title, 1);
        page.Text.Paragraph(verdict);
        if (plan.Scale.Quick)
        {
            page.Text.Paragraph($"**This is the quick version**: {Count(plan.Milestones[^1])} steps in place of 50,000 and "
                + $"{Count(plan.Seeds, "seed")}; it shows that everything works, its answers are not those of the whole study.");
        }

        plan.Study.Discuss(results, page);
        foreach (FontComparison comparison in plan.Study.Comparisons)
        {
            page.Text.Heading(comparison.Title).Paragraph(comparison.About);
            foreach (string set in comparison.Sets)
            {
                Section(page, results, comparison, set);
            }
        }

        HowToRead(page.Text, plan);
        (IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows) = Metrics(results);
        return new StudyPage(verdict, page.Text, page.Pictures, headings, rows);
    }

    private static void Section(FontStudyPage page, FontStudyResults results, FontComparison comparison, string set)
    {
        string title = FontSets.TitleOf(set);
        page.Text.Heading(FontStudyWords.UpperFirst(title), 3);
        page.Text.Bullets(FontStudyWords.Findings(results, comparison, set));
        page.Text.Paragraph("**At learning rate 0.1, as in the course:**");
        page.Text.Table(FontStudyTables.AtCourseRate(results, comparison, set));
        page.Text.Paragraph("**Each at the best of the rates tried:**");
        page.Text.Table(FontStudyTables.AtBestRate(results, comparison, set));
        FontStudyPlots.Add(page, results, comparison, set);
    }

    private static void HowToRead(MarkdownDocument page, FontStudyPlan plan)
    {
        page.Heading("How to read this").Bullets(
            "*Error*: E = ½ Σ (y − t)², summed over all characters and pixels of the set, the course's own measure; the same for "
            + "networks that were trained on another loss.",
            $"One picture for all characters, their mean, has the error {FontStudyTables.Error(OnePicture(FontSets.Whole))} on the whole "
                + $"set and {FontStudyTables.Error(OnePicture(FontSets.Subset))} on the subset: the level at which many curves begin by "
                + "lingering.",
            "*Wrong pixel*: one whose prediction lies on the other side of 1/2. A set of 18 characters has 630 pixels, that of 32 has "
                + "1,120.",
            $"Each number is the median over {Count(plan.Seeds, "seed")} (other initial weights; of an even count the mean of the middle "
            + "two), with the least and the greatest in brackets. Trainings whose loss became infinite or no number have diverged: they "
            + "are counted and left out of the median.",
            "*Best rate*: the one with the least median error at the end, of equals the one with the better worst seed, then the "
            + "quicker; errors below 0.01 are equal. It is chosen on the same seeds. A rate at which a seed diverged comes after those "
            + "at which none did. A \\* marks the smallest or greatest of the rates tried: one beyond it may be better.",
            "*All right*: how many seeds draw every character without a wrong pixel at the end.",
            "*As good as the course's end*: the first measured step at which the median error is not above that which 35-5-2-5-35 "
                + "(sigmoid, squared error, gradient descent at 0.1) has at its end on the same set, and the time to get there. *No "
                + "pixel wrong*: likewise for a median of 0 wrong pixels.",
            "*Time*: the median over the seeds of the training time alone, on this machine, one thread a training, with the other "
                + "trainings of the study beside it. Another machine has other times; all other numbers are the same everywhere.",
            "Every step sees all characters of the set; the learning rate is constant. An optimizer that has not changed any parameter for "
            + "100 steps is stopped: it would not move any more.");
    }

    /// <summary>The error if every character came out as the mean of all: ½ Σ_i n m_i (1 − m_i), m_i the share of ink at pixel i.</summary>
    private static double OnePicture(string set)
    {
        Font font = FontSource.Load("1");
        font = FontSets.CharactersOf(set) is { } characters ? FontSource.Select(font, characters) : font;
        int count = font.Glyphs.Count;
        double[] ink = [.. Enumerable.Range(0, Glyph.Size).Select(i =>
            (double)font.Glyphs.Count(glyph => glyph[i / Glyph.Width, i % Glyph.Width]) / count)];
        return 0.5 * count * ink.Sum(share => share * (1 - share));
    }

    private static (IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows) Metrics(FontStudyResults results)
    {
        List<IReadOnlyList<string>> rows = [];
        foreach ((SweepCell cell, CellResult result) in results.All.Finished)
        {
            for (int i = 0; i < results.Plan.Steps.Count; i++)
            {
                rows.Add([
                    .. cell.Settings.Values, $"{results.Plan.Steps[i]}", CsvFile.Text(result.Series[FontCell.Error][i]),
                    CsvFile.Text(result.Series[FontCell.Wrong][i]), CsvFile.Text(result.Seconds[i])]);
            }
        }

        return (["comparison", "set", "variant", "rate", "seed", "iterations", "error", "wrong_pixels", "seconds"], rows);
    }

}
