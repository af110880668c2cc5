using System.Globalization;
using TinyAE.Study;

namespace TinyAE.Recipes;

/// <summary>The results of a study of font autoencoders, found by comparison, set, variant and rate.</summary>
internal sealed class FontStudyResults
{
    private readonly Dictionary<(string, string, string, string), List<CellResult>> _trainings = [];

    /// <param name="plan">The plan.</param>
    /// <param name="results">A result for each of its cells.</param>
    public FontStudyResults(FontStudyPlan plan, SweepResults results)
    {
        Plan = plan;
        All = results;
        foreach ((SweepCell cell, CellResult result) in results.Finished)
        {
            FontComparison comparison = plan.Study.Comparisons.First(comparison => comparison.Name == cell[FontStudyPlan.Comparison]);
            (string, string, string, string) key =
                (comparison.Name, cell[FontStudyPlan.Set], cell[comparison.Factor], cell[FontStudyPlan.Rate]);
            if (!_trainings.TryGetValue(key, out List<CellResult>? seeds))
            {
                _trainings[key] = seeds = [];
            }

            seeds.Add(result);
        }
    }

    /// <summary>The plan.</summary>
    public FontStudyPlan Plan { get; }

    /// <summary>All results as they are.</summary>
    public SweepResults All { get; }

    /// <summary>The trainings of a variant at a rate.</summary>
    public FontTrainings At(FontComparison comparison, string set, FontVariant variant, double rate) =>
        new(rate, _trainings[(comparison.Name, set, variant.Name, rate.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>The trainings of a variant at the course's rate.</summary>
    public FontTrainings AtCourseRate(FontComparison comparison, string set, FontVariant variant) =>
        At(comparison, set, variant, FontComparison.CourseRate);

    /// <summary>The trainings of a variant at the rate that ranks first, see <see cref="FontTrainings.Rank"/>.</summary>
    public FontTrainings Best(FontComparison comparison, string set, FontVariant variant) =>
        comparison.RatesOf(variant, Plan.Scale.Quick).Select(rate => At(comparison, set, variant, rate))
            .MinBy(trainings => trainings.Rank)!;

    /// <summary>The variant with which a comparison compares the others.</summary>
    public FontVariant Reference(FontComparison comparison) => comparison.Variants.First(variant => variant.Name == comparison.Reference);

    /// <summary>The error at the end of the course's own way, the reference of the first comparison at rate 0.1: the median.</summary>
    public double CourseEnd(string set)
    {
        FontComparison course = Plan.Study.Comparisons[0];
        return AtCourseRate(course, set, Reference(course)).FinalError.Median;
    }

    /// <summary>Whether the best rate is the smallest or greatest of those tried, so that one beyond it might be better still.</summary>
    public bool IsAtEdge(FontComparison comparison, string set, FontVariant variant)
    {
        IReadOnlyList<double> rates = comparison.RatesOf(variant, Plan.Scale.Quick);
        double best = Best(comparison, set, variant).Rate;
        return rates.Count > 2 && (best == rates[0] || best == rates[^1]);
    }
}
