using TinyAE.Layers;

namespace TinyAE.Recipes;

/// <summary>Every activation of the library, on the course's network and on one that can learn the whole set.</summary>
internal sealed class ActivationStudy : FontStudy
{
    private static readonly double[] SweptRates = [0.001, 0.003, 0.01, 0.03];

    /// <inheritdoc/>
    public override string Name => "activations";

    /// <inheritdoc/>
    public override string Summary => "every activation of the library, on the course's network and on a roomier one";

    /// <inheritdoc/>
    public override string Title => "Which activation learns the alphabet, and how fast?";

    /// <inheritdoc/>
    public override IReadOnlyList<FontComparison> Comparisons { get; } =
    [
        Of("course", "The course's network",
            "35-5-2-5-35, gradient descent, half the squared error, summed over characters and pixels; the output is a sigmoid in each "
                + "case. Weights start as suits each activation: He's for ReLU and its relatives, LeCun's for SELU, Glorot's for the "
                + "others. With linear the hidden layers are but a projection onto a plane, as in principal component analysis. A ReLU "
                + "whose input is negative for every character has slope 0, so its unit never learns again.",
            new FontCourse().Settings),
        Of("roomy", "A roomier network with Adam",
            "35-20-2-20-35, Adam, cross-entropy on logits, summed over the pixels, mean over the characters; weights start as above.",
            new FontAutoencoder().Settings with { Schedule = "constant", LossScale = "sample-mean" }),
    ];

    /// <inheritdoc/>
    public override string Verdict(FontStudyResults results) =>
        string.Join(' ', Comparisons.Select(comparison => FontStudyWords.Outcome(results, comparison, FontSets.Whole)));

    private static FontComparison Of(string name, string title, string about, FontSettings settings) => new(
        name, title, "activation", about, [FontSets.Subset, FontSets.Whole], SweptRates,
        [.. Activation.All.Select(activation => new FontVariant(activation.Name, settings with { Activation = activation.Name }))],
        "sigmoid");
}
