namespace TinyAE.Recipes;

/// <summary>What <see cref="ImageEvaluation"/> measures, and on what.</summary>
public sealed record ImageEvaluationOptions
{
    /// <summary>Held-out images for the losses and the reconstruction error, unless <see cref="Count"/> says another number.</summary>
    public const int LossCount = 10_000;

    /// <summary>Likewise for the likelihood and the divergence of each latent.</summary>
    public const int LikelihoodCount = 1_000;

    /// <summary>Likewise for the accuracy of classifiers.</summary>
    public const int ClassifiedCount = 2_000;

    /// <summary>Training images that classifiers are fitted to, at most.</summary>
    public const int FittedCount = 5_000;

    /// <summary>Images for the disentanglement, unless <see cref="Count"/> says another number.</summary>
    public const int FactoredCount = 10_000;

    /// <summary>The largest <see cref="Draws"/>.</summary>
    public const int MostDraws = 100_000;

    /// <summary>Data as <see cref="Datasets.DataSource"/> takes it; null: those that the model was trained on.</summary>
    public string? Data { get; init; }

    /// <summary>The side to which images are brought; null: as for the model's training.</summary>
    public int? Side { get; init; }

    /// <summary>Whether black becomes white; the model's own data are inverted as they were for its training.</summary>
    public bool Invert { get; init; }

    /// <summary>Images at most for each measure, at least 1; null: the constants here.</summary>
    public int? Count { get; init; }

    /// <summary>Codes drawn for each image to estimate its likelihood, 0 to <see cref="MostDraws"/>; 0: no likelihood.</summary>
    public int Draws { get; init; } = 100;

    /// <summary>Neighbours that vote, at least 1.</summary>
    public int Neighbours { get; init; } = 5;

    /// <summary>Whether to measure how well single latents tell single factors; the data must have factors.</summary>
    public bool Disentanglement { get; init; }

    /// <summary>The source of the draws; null: the seed of the model's training. The data are drawn from the latter in any case.</summary>
    public ulong? Seed { get; init; }
}

/// <summary>How far an evaluation is.</summary>
/// <param name="Part">What is being measured: "likelihood".</param>
/// <param name="Done">Steps done of this part; 0 once, as it begins.</param>
/// <param name="Total">Steps of this part.</param>
/// <param name="Left">The time that the rest of this part will take; null: not known yet.</param>
public readonly record struct EvaluationProgress(string Part, long Done, long Total, TimeSpan? Left);
