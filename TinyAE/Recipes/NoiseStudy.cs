namespace TinyAE.Recipes;

/// <summary>Denoisers trained at several levels and kinds of noise, each tested at every level, beside the nearest character.</summary>
internal sealed class NoiseStudy : IStudy
{
    /// <inheritdoc/>
    public string Name => "noise";

    /// <inheritdoc/>
    public string Summary =>
        "denoisers trained at several levels and kinds of noise, each tested at every level, beside the nearest character";

    /// <inheritdoc/>
    public string Source => "the course's exercise on font.h; Vincent, Larochelle, Bengio and Manzagol (2008)";

    /// <inheritdoc/>
    public string DefaultSeeds => "3, with --quick 1";

    /// <inheritdoc/>
    public StudyPlan Plan(StudyScale scale) => new NoiseStudyPlan(scale);
}
