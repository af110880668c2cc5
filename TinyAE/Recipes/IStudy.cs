using TinyAE.Imaging;
using TinyAE.Reports;
using TinyAE.Study;

namespace TinyAE.Recipes;

/// <summary>A question that many trainings answer together: its plan, and the page that shows the answer.</summary>
public interface IStudy
{
    /// <summary>The name that commands use: "optimizers".</summary>
    string Name { get; }

    /// <summary>One line: what is compared.</summary>
    string Summary { get; }

    /// <summary>Where the question comes from.</summary>
    string Source { get; }

    /// <summary>Trainings of each kind where the size does not say how many, in words.</summary>
    string DefaultSeeds => "5, with --quick 2";

    /// <summary>The data where the size does not say which, in words; null: the study is about one set and takes no other.</summary>
    string? DefaultData => null;

    /// <summary>The plan of a size. The same size gives the same plan.</summary>
    /// <exception cref="ArgumentException">The size is out of its range.</exception>
    StudyPlan Plan(StudyScale scale);
}

/// <summary>A study of a certain size: its cells, what computes one, and what shows them all.</summary>
public abstract class StudyPlan
{
    /// <summary>The cells, and the settings that all share.</summary>
    public abstract Sweep Sweep { get; }

    /// <summary>Computes one cell on the calling thread.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before the end.</exception>
    public abstract CellResult Compute(SweepCell cell, CancellationToken cancellation);

    /// <summary>What the results say.</summary>
    /// <param name="results">A result for every cell.</param>
    public abstract StudyPage Show(SweepResults results);
}

/// <summary>What a study shows.</summary>
/// <param name="Verdict">The answer in a sentence or two.</param>
/// <param name="Page">The report; what all studies have in common is still to be added at its end.</param>
/// <param name="Pictures">Its pictures, by file name.</param>
/// <param name="Headings">The columns of <c>metrics.csv</c>.</param>
/// <param name="Rows">Its rows.</param>
public sealed record StudyPage(
    string Verdict, MarkdownDocument Page, IReadOnlyList<(string File, Image Picture)> Pictures, IReadOnlyList<string> Headings,
    IReadOnlyList<IReadOnlyList<string>> Rows);
