using TinyAE.Reports;

namespace TinyAE.Recipes;

/// <summary>One number of an evaluation, and what a reader needs to judge it.</summary>
/// <param name="Key">Its name in JSON.</param>
/// <param name="Name">Its name in a table.</param>
/// <param name="Value">The number.</param>
/// <param name="Error">Its standard error; null: none is known.</param>
/// <param name="Unit">The unit, or "".</param>
/// <param name="Better">"higher" or "lower"; "": neither is.</param>
/// <param name="Baseline">What no model at all would reach; null: not known.</param>
/// <param name="Meaning">What it is, in a sentence.</param>
internal sealed record EvaluationFigure(
    string Key, string Name, double Value, double? Error, string Unit, string Better, double? Baseline, string Meaning);

/// <summary>Numbers that belong together.</summary>
/// <param name="Title">What they are about, and of how many images.</param>
/// <param name="Note">What a reader should know of all of them.</param>
/// <param name="Figures">The numbers.</param>
internal sealed record EvaluationSection(string Title, string Note, IReadOnlyList<EvaluationFigure> Figures)
{
    /// <summary>The numbers as a table; a column that would stay empty is left out.</summary>
    public TextTable Table()
    {
        bool errors = Figures.Any(figure => figure.Error is not null), baselines = Figures.Any(figure => figure.Baseline is not null);
        TextTable table = new(
        [
            "measure", "found>", .. errors ? ["standard error>"] : (string[])[],
            .. baselines ? ["baseline>"] : (string[])[], "unit", "better",
        ]);
        foreach (EvaluationFigure figure in Figures)
        {
            table.Add(
            [
                figure.Name, Reports.Figures.Number(figure.Value), .. errors ? [Optional(figure.Error)] : (string[])[],
                .. baselines ? [Optional(figure.Baseline)] : (string[])[], figure.Unit, figure.Better,
            ]);
        }

        return table;
    }

    private static string Optional(double? number) => number is { } value ? Reports.Figures.Number(value) : "";
}
