namespace TinyAE.Recipes;

/// <summary>Narrow and wide, shallow and deep networks, and why the course's fails on the whole set.</summary>
internal sealed class ArchitectureStudy : FontStudy
{
    /// <inheritdoc/>
    public override string Name => "architectures";

    /// <inheritdoc/>
    public override string Summary => "narrow and wide, shallow and deep networks, and why 35-5-2-5-35 fails on the whole set";

    /// <inheritdoc/>
    public override string Title => "Which architecture learns the alphabet?";

    /// <inheritdoc/>
    public override IReadOnlyList<FontComparison> Comparisons { get; } =
    [
        new FontComparison("course", "Architectures", "architecture", "All trained as in the course: sigmoid, half the squared error, "
            + "summed over characters and pixels, gradient descent. 35-5-3-5-35 has three numbers in its code and 35-10-5-10-35 five, "
            + "the others two.", [FontSets.Subset, FontSets.Whole], [0.01, 0.03], [
                Of("35-2-35"), Of("35-5-2-5-35"), Of("35-20-2-5-35"), Of("35-5-2-20-35"), Of("35-10-2-10-35"), Of("35-20-2-20-35"),
                Of("35-40-2-40-35"), Of("35-20-10-2-10-20-35"), Of("35-5-3-5-35"), Of("35-10-5-10-35")], "35-5-2-5-35"),
        Remedies.Comparison,
    ];

    /// <inheritdoc/>
    public override string Verdict(FontStudyResults results)
    {
        FontComparison course = Comparisons[0];
        FontVariant own = results.Reference(course);
        FontVariant strongest = Remedies.Strongest(results);
        FontTrainings alone = Remedies.Best(results, strongest), all = Remedies.Best(results, Remedies.All);
        return $"As in the course, {own.Name} leaves {Wrong(results.AtCourseRate(course, FontSets.Subset, own))} of 630 pixels of the "
            + $"subset wrong and {Wrong(results.AtCourseRate(course, FontSets.Whole, own))} of 1,120 of the whole set. Of width, "
            + $"cross-entropy, Adam and initialization the strongest remedy alone is {strongest.Name}, with {Wrong(alone)} wrong pixels "
            + "at its best rate; with all four "
            + (all.AllExact ? "no pixel is wrong in any seed." : $"there are {Wrong(all)}.");
    }

    /// <inheritdoc/>
    public override void Discuss(FontStudyResults results, FontStudyPage page) => new CourseFailure(results, page).Add();

    private static string Wrong(FontTrainings trainings) => FontStudyTables.Range(trainings.FinalWrong, FontStudyTables.Wrong);

    private static FontVariant Of(string architecture) =>
        new(architecture, new FontCourse().Settings with { Architecture = [.. architecture.Split('-').Select(int.Parse)] });
}
