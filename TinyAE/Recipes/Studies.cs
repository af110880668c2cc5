namespace TinyAE.Recipes;

/// <summary>The studies by name.</summary>
public static class Studies
{
    /// <summary>Every study.</summary>
    public static IReadOnlyList<IStudy> All { get; } =
    [
        new ArchitectureStudy(), new OptimizerStudy(), new ActivationStudy(), new NoiseStudy(), new BetaStudy(),
        new CodeSizeStudy(),
    ];

    /// <summary>The study of this name.</summary>
    /// <exception cref="ArgumentException">No such name; the message lists the names.</exception>
    public static IStudy ByName(string name) =>
        All.FirstOrDefault(study => study.Name == name)
        ?? throw new ArgumentException(
            $"Unknown study '{name}'; allowed: {string.Join(", ", All.Select(study => study.Name))}.", nameof(name));
}
