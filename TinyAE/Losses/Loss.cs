using System.Numerics;

namespace TinyAE.Losses;

/// <summary>A loss as a user names it: what <c>list</c> prints, and the object that a name stands for.</summary>
/// <param name="Name">The name that commands and files use: "half-squared-error".</param>
/// <param name="Description">One line: the formula of an element, and what y is.</param>
/// <param name="Scale">Its sums and means unless told otherwise.</param>
public sealed record Loss(string Name, string Description, LossScale Scale)
{
    /// <summary>Every reconstruction loss.</summary>
    public static IReadOnlyList<Loss> All { get; } =
    [
        new("mse", "mean squared error, (y − t)²", LossScale.Mean),
        new("half-squared-error", "½ (y − t)²", LossScale.SampleMean),
        new("squared-norm", "squared Euclidean distance, (y − t)²", LossScale.SampleMean),
        new("gaussian-nll", "½ (y − t)² / σ² + ½ ln(2π σ²), σ = 1: the Gaussian negative log-likelihood", LossScale.SampleMean),
        new("binary-cross-entropy", "−t ln y − (1 − t) ln(1 − y), y a probability", LossScale.Mean),
        new("binary-cross-entropy-logits", "the same of the probability σ(y), y a logit", LossScale.Mean),
    ];

    /// <summary>The loss of this name.</summary>
    /// <exception cref="ArgumentException">No such name; the message lists the names.</exception>
    public static Loss ByName(string name) =>
        All.FirstOrDefault(loss => loss.Name == name)
        ?? throw new ArgumentException(
            $"Unknown loss '{name}'; allowed: {string.Join(", ", All.Select(loss => loss.Name))}.", nameof(name));

    /// <summary>The loss of this name, ready to be evaluated.</summary>
    /// <param name="name">One of the names in <see cref="All"/>.</param>
    /// <param name="scale">Its sums and means; null: its own default.</param>
    /// <exception cref="ArgumentException">No such name; the message lists the names.</exception>
    public static ILoss<T> ByName<T>(string name, LossScale? scale = null)
        where T : unmanaged, IFloatingPointIeee754<T> => ByName(name).Name switch
        {
            "mse" => new MeanSquaredError<T>(scale),
            "half-squared-error" => new HalfSquaredError<T>(scale),
            "squared-norm" => new SquaredNorm<T>(scale),
            "gaussian-nll" => new GaussianNegativeLogLikelihood<T>(scale: scale),
            "binary-cross-entropy" => new BinaryCrossEntropy<T>(scale),
            "binary-cross-entropy-logits" => new BinaryCrossEntropyWithLogits<T>(scale),
            string other => throw new NotSupportedException($"The loss '{other}' is listed, but cannot be made."),
        };
}
