using TinyAE.Recipes;
using TinyAE.Reports;
using TinyAE.Study;

namespace TinyAE.Tests.Recipes;

/// <summary>The words of a report follow from the numbers: made-up numbers, and what must be said of them.</summary>
public sealed class StudyWordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A page from invented results: a function of variant, set, rate and seed gives error and wrong pixels.</summary>
    private string Page(string study, Func<string, string, double, int, (double Error, double Wrong)> invent)
    {
        FontStudyPlan plan = (FontStudyPlan)Studies.ByName(study).Plan(new StudyScale { Seeds = 3 });
        SweepRun run = SweepRunner.Run(plan.Sweep, (cell, _) =>
        {
            string[] values = [.. cell.Settings.Values];
            int characters = FontSets.CountOf(cell["set"]);
            (double error, double wrong) = invent(values[2], cell["set"], double.Parse(cell["rate"]), int.Parse(cell["seed"]));
            CellResult result = new()
            {
                Numbers = { [FontCell.StoppedAt] = double.NaN },
                Series =
                {
                    [FontCell.Error] = [.. plan.Steps.Select(step => step < 50_000 ? 2 * error : error)],
                    [FontCell.Wrong] = [.. plan.Steps.Select(step => step < 50_000 ? 2 * wrong + 1 : wrong)],
                },
                Seconds = [.. plan.Steps.Select(step => step * 1e-6)],
            };
            if (double.IsFinite(error))
            {
                result.Series[FontCell.WrongByCharacter] = [.. Enumerable.Range(0, characters).Select(n => n == 3 ? wrong : 0)];
                result.Series[FontCell.Codes] = [.. Enumerable.Range(0, 2 * characters).Select(i => 0.5 + (i * 1e-3))];
            }

            return result;
        }, _folder[Guid.NewGuid().ToString()]);
        StudyPage page = plan.Show(run.Results);
        Assert.Contains(page.Verdict, page.Page.ToString());
        Assert.Equal(plan.Sweep.Cells.Count * plan.Steps.Count, page.Rows.Count);
        Assert.All(page.Rows, row => Assert.Equal(page.Headings.Count, row.Count));
        Assert.All(page.Pictures, picture => Assert.Contains($"]({picture.File})", page.Page.ToString()));
        return page.Page.ToString();
    }

    [Fact]
    public void TheBestIsFoundAtItsBestRate()
    {
        string page = Page("optimizers", (optimizer, set, rate, seed) =>
            (optimizer, rate) switch
            {
                ("nesterov", 0.003) => (5 + (0.1 * seed), 20 + seed),
                ("adam", _) => (5.25, 30), // within nesterov's range
                _ => (40 + seed, 100),
            });
        Assert.Contains("no optimizer learns the whole set of 32 characters in every seed: the best, nesterov at rate 0.003, "
            + "leaves 22 (21 to 23) of 1,120 pixels wrong; gradient-descent at the course's rate of 0.1 leaves 100.", page);
        Assert.Contains("The best of all is **nesterov** at rate 0.003: error 5.20 (5.10 to 5.30), wrong pixels 22 (21 to 23); "
            + "no seed draws every character right.", page);
        Assert.Contains("the ranges of the error overlap: adam.", page);
        Assert.Contains("Worse in every seed, from the better to the worse: gradient-descent, momentum, adagrad", page);
        Assert.Contains("At the course's rate of 0.1 the best is adam, error 5.25", page);
        Assert.Contains("| nesterov | 0.003 | 10.4 (10.2 to 10.6) | 10.4 (10.2 to 10.6) | 5.20 (5.10 to 5.30) | 22 (21 to 23) | 0 of 3 | "
            + "50 ms | 1 step, 0.0 ms | never |", page);
        Assert.Contains("| adam | 0.001 \\* |", page); // all rates alike: the first, which is the least
        Assert.DoesNotContain("lose again", page);
        Assert.DoesNotContain("come to a stop", page);
    }

    [Fact]
    public void WhoeverHasNoWrongPixelIsNamed()
    {
        string page = Page("activations", (activation, set, rate, seed) =>
            activation is "tanh" or "elu" ? (0.001 * seed, 0) : activation == "selu" && seed < 3 ? (0.002, 0) : (3, 7));
        Assert.Contains("2 of 8 activations learn the whole set of 32 characters without a wrong pixel in every seed, each at its best "
            + "rate: tanh, elu. The fewest steps for that takes tanh: 50,000 steps, 50 ms, in the median.", page);
        Assert.Contains("error 0.00, wrong pixels 0; every seed draws every character right.", page);
        Assert.Contains("overlap: elu, selu.", page); // errors below 0.01 are alike
        Assert.Contains("| selu | 0.001 \\* | 0.00 (0.00 to 6.00) | 0.00 (0.00 to 6.00) | 0.00 (0.00 to 3.00) | 0 (0 to 7) | 2 of 3 |", page);

        Assert.Contains("every activation learns the whole set of 32 characters without a wrong pixel in every seed, each at its best "
            + "rate. The",
            Page("activations", (_, _, _, _) => (0, 0)));
    }

    [Fact]
    public void DivergedTrainingsAreCountedAndComeLast()
    {
        string page = Page("optimizers", (optimizer, set, rate, seed) => optimizer == "momentum"
            ? (rate == 0.1 && seed > 1 ? (double.NaN, double.NaN) : rate == 0.1 ? (0.5, 1) : (9, 9)) : (double.NaN, double.NaN));
        Assert.Contains("the best, momentum at rate 0.001, leaves 9 of "
            + "1,120", page); // 0.1 has less error, but only where it did not diverge
        Assert.Contains("At 0.1 the loss grows beyond all numbers: momentum (2 of 3 seeds); gradient-descent (3 of 3 seeds)", page);
        Assert.Contains("| adam | diverged | diverged | diverged | diverged | 0 of 3 |", page);
        Assert.Contains("| momentum | 1.00, 2 diverged |", page);
    }

    [Fact]
    public void RemediesAreJudgedByTheirRanges()
    {
        string page = Page("architectures", (variant, set, rate, seed) => variant switch
        {
            "width" => (1, 40 + seed),
            "cross-entropy" => (1, 120 + seed),
            "adam" => (1, 99 + (2 * seed)),
            "all-but-adam" => (1, 10),
            "all" => (1, 20 + seed),
            "all-but-width" => (1, 21),
            _ => (30, 100 + seed),
        });
        Assert.Contains("strongest remedy alone is width, with 42 (41 to 43) wrong pixels at its best rate; with all four there are 22 "
            + "(21 to 23).", page);
        Assert.Contains("*Width* alone takes the median of the wrong pixels from 102 to 42, fewer in every seed; "
            + "beside the other three these seeds do not show a need for it.", page);
        Assert.Contains("*Cross-entropy* alone takes the median of the wrong pixels from 102 to 122, more in every seed; "
            + "the other three without it leave 102, more in every seed than all four.", page);
        Assert.Contains("*Adam* alone takes the median of the wrong pixels from 102 to 103, which these seeds cannot tell from chance; "
            + "the other three without it leave fewer in every seed than all four.", page);
        Assert.Contains("more steps still help", page);
        Assert.Contains("| `#` | 102 (101 to 103) |", page); // character 3, the only wrong one
        Assert.Contains("Right in every seed: space `!` `\"` `$`", page);
        Assert.Contains("0.003 from the next one's in the median, 2 % of what an even spread would give; 32 of 32 characters share", page);
        Assert.Contains("wider encoder in 0 of 3.", page);
    }

    [Fact]
    public void ThePicturesAndTextsAreThoseOfTheTraining()
    {
        string page = Page("architectures", (_, _, _, seed) => (50, seed == 2 ? 50 : 200));
        Assert.Contains("One picture for all characters, at its best, would have 332 pixels wrong.", page);
        Assert.Contains("their mean, has the error 110 on the whole set and 63.7 on the subset", page);
        Assert.Contains("more steps still help", page);
    }

    [Theory]
    [InlineData(0.0049, "0.00")]
    [InlineData(0.005, "0.01")]
    [InlineData(9.994, "9.99")]
    [InlineData(9.996, "10.0")]
    [InlineData(99.94, "99.9")]
    [InlineData(99.96, "100")]
    [InlineData(1234.5, "1,234")]
    public void ErrorsHaveThreeDigits(double error, string shown) => Assert.Equal(shown, FontStudyTables.Error(error));

    [Theory]
    [InlineData(0.00004, "0.0 ms")]
    [InlineData(0.0042, "4.2 ms")]
    [InlineData(0.042, "42 ms")]
    [InlineData(4.2, "4.2 s")]
    public void TimesHaveTwoDigits(double seconds, string shown) => Assert.Equal(shown, FontStudyTables.Time(seconds));

    [Fact]
    public void CsvCellsAreTextOrNumbers()
    {
        CsvFile.Save(_folder["c"], ["a", "b"], (IReadOnlyList<string>[])[["x,y", CsvFile.Text(0.1)], ["\"", CsvFile.Text(double.NaN)]]);
        Assert.Equal("a,b\n\"x,y\",0.1\n\"\"\"\",\n", File.ReadAllText(_folder["c"]));
    }
}
