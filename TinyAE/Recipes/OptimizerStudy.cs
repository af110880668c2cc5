using TinyAE.Optimizers;

namespace TinyAE.Recipes;

/// <summary>Every optimizer of the library, on the course's network and on one that can learn the whole set.</summary>
internal sealed class OptimizerStudy : FontStudy
{
    /// <inheritdoc/>
    public override string Name => "optimizers";

    /// <inheritdoc/>
    public override string Summary => "every optimizer of the library, on the course's network and on a roomier one";

    /// <inheritdoc/>
    public override string Title => "Which optimizer learns the alphabet, and how fast?";

    /// <inheritdoc/>
    public override IReadOnlyList<FontComparison> Comparisons { get; } =
    [
        Of("course", "The course's network", "35-5-2-5-35, sigmoid, half the squared error, summed over characters and pixels.",
            new FontCourse().Settings, [0.001, 0.003, 0.01, 0.03, 0.3]),
        Of("roomy", "A roomier network", "35-20-2-20-35, tanh, cross-entropy on logits, summed over the pixels, mean over the characters.",
            new FontAutoencoder().Settings with { Schedule = "constant", LossScale = "sample-mean" },
            [0.001, 0.003, 0.01, 0.03]),
    ];

    /// <inheritdoc/>
    public override string Verdict(FontStudyResults results) =>
        string.Join(' ', Comparisons.Select(comparison => FontStudyWords.Outcome(results, comparison, FontSets.Whole)));

    private static FontComparison Of(string name, string title, string about, FontSettings settings, double[] rates) => new(
        name, title, "optimizer", about, [FontSets.Subset, FontSets.Whole], rates,
        [.. Optimizer.All.Select(optimizer => new FontVariant(optimizer.Name, settings with { Optimizer = optimizer.Name })
        {
            Rates = optimizer.Name switch { "l-bfgs" => [1], "adaptive-step" => [0.01, 1], _ => null },
        })],
        "gradient-descent");
}
