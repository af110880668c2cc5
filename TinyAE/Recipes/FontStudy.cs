namespace TinyAE.Recipes;

/// <summary>A study that compares font autoencoders which differ in one thing.</summary>
internal abstract class FontStudy : IStudy
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Summary { get; }

    /// <inheritdoc/>
    public string Source => "the course's exercise on font.h";

    /// <summary>The title of the report.</summary>
    public abstract string Title { get; }

    /// <summary>What is compared.</summary>
    public abstract IReadOnlyList<FontComparison> Comparisons { get; }

    /// <inheritdoc/>
    public StudyPlan Plan(StudyScale scale) => new FontStudyPlan(this, scale);

    /// <summary>The answer in a sentence or two.</summary>
    public abstract string Verdict(FontStudyResults results);

    /// <summary>Adds to the report what this study alone has to say.</summary>
    public virtual void Discuss(FontStudyResults results, FontStudyPage page)
    {
    }
}
