using System.Globalization;
using System.Numerics;
using TinyAE.Losses;

namespace TinyAE.Metrics;

/// <summary>One variational loss as a model computes it, and the same number on the scales that others print.</summary>
/// <remarks>
/// R = −ln p(x|z) and K = KL(q(z|x) ‖ p(z)): sums over a sample's features and latents, means over the samples, in nats a sample.
/// A model's loss is a R + b β K, with the factors a and b of its two <see cref="LossScale"/>s beside the sums over a sample; divided by a
/// it is R + β' K, β' = β b / a. On the other scales, for D features and a batch of N samples:
/// Keras' VAE example: R + β' K
/// PyTorch's VAE example: N (R + β' K) is what a batch minimizes, R + β' K what is printed, divided by the samples
/// a mean over features: R / D + β' K / D, the cross-entropy a pixel and KL / 784 of Géron (2019), Hands-on machine learning, chapter 17
/// the bound: −R − K ≤ ln p(x), whatever β is, in nats a sample: Kingma and Welling (2014), Auto-encoding variational Bayes, eq. 3.
/// R is a negative log-likelihood only for a cross-entropy or a Gaussian one; of another loss the rows are that loss, rescaled.
/// </remarks>
public sealed class LossLedger
{
    private const double Most = 1e20; // what decimal can hold with a few decimals

    /// <summary>The ledger of a loss.</summary>
    /// <param name="reconstruction">The reconstruction term's value, on its scale.</param>
    /// <param name="reconstructionScale">Its sums and means.</param>
    /// <param name="divergence">The divergence's value on its scale, without β.</param>
    /// <param name="divergenceScale">Its sums and means.</param>
    /// <param name="beta">β, the weight of the divergence in the model's loss.</param>
    /// <param name="features">D, the features (pixels · channels) of a sample.</param>
    /// <param name="latents">The numbers of a code.</param>
    /// <param name="batch">N, the samples of a batch; of a sum over a batch the number of its samples.</param>
    /// <param name="digits">Decimals of the text, 0 to 12; a row takes more where its terms would not add up.</param>
    /// <exception cref="ArgumentException">A value that is not finite, or beyond ±1e20.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count below 1, β below 0, or digits out of their range.</exception>
    public LossLedger(
        double reconstruction, LossScale reconstructionScale, double divergence, LossScale divergenceScale, double beta, int features,
        int latents, int batch, int digits = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(latents, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(digits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, 12);
        if (!(beta >= 0 && double.IsFinite(beta)))
        {
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "β is a finite number, at least 0.");
        }

        double a = LossScale.SampleMean.Convert(1, reconstructionScale, batch, features);
        double b = LossScale.SampleMean.Convert(1, divergenceScale, batch, latents);
        Reconstruction = Checked(reconstruction / a, nameof(reconstruction));
        Divergence = Checked(divergence / b, nameof(divergence));
        double own = beta * b / a; // β'
        Terms =
        [
            ["reconstruction", OverFeatures(reconstructionScale, "features"), OverBatch(reconstructionScale), "1", Text(reconstruction)],
            ["kl", OverFeatures(divergenceScale, "latents"), OverBatch(divergenceScale), Text(beta), Text(divergence)],
        ];
        double r = Reconstruction, k = Divergence;
        Rows =
        [
            new("as trained", $"reconstruction: {reconstructionScale}; kl: {divergenceScale}",
                reconstruction, divergence, beta, beta, digits),
            new("Keras' VAE example", "sum over features and latents, mean over batch", r, k, own, own, digits),
            new("PyTorch's VAE example, as printed", "sum over features and latents, divided by the samples", r, k, own, own, digits),
            new($"PyTorch's VAE example, a batch of {batch}", "sum over everything", batch * r, batch * k, own, own, digits),
            new("mean over features", $"both divided by {features}, mean over batch", r / features, k / features, own, own, digits),
            new("evidence lower bound", "minus the loss for beta = 1, in nats a sample", -r, k, -1, 1, digits),
        ];
    }

    /// <summary>The headings of <see cref="Terms"/>; &gt; marks numbers.</summary>
    public static IReadOnlyList<string> TermHeadings { get; } = ["term", "over a sample", "over the batch", "weight>", "value>"];

    /// <summary>The headings of each row's cells; &gt; marks numbers.</summary>
    public static IReadOnlyList<string> ScaleHeadings { get; } =
        ["scale", "sums and means", "reconstruction>", "kl>", "beta>", "weighted kl>", "loss>"];

    /// <summary>R: the reconstruction in nats a sample.</summary>
    public double Reconstruction { get; }

    /// <summary>K: the divergence in nats a sample, without β.</summary>
    public double Divergence { get; }

    /// <summary>The model's own terms: name, sums and means, weight, value without the weight.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Terms { get; }

    /// <summary>The loss on each scale, first the model's own.</summary>
    public IReadOnlyList<LedgerRow> Rows { get; }

    /// <summary>The ledger of values that these two computed; the other arguments are those of the constructor.</summary>
    public static LossLedger Of<T>(
        ILoss<T> loss, double reconstruction, ILatentDivergence<T> kl, double divergence, double beta, int features, int latents, int batch,
        int digits = 4)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(reconstruction, loss.Scale, divergence, kl.Scale, beta, features, latents, batch, digits);

    private static string OverFeatures(LossScale scale, string what) => $"{(scale.MeanOverFeatures ? "mean" : "sum")} over {what}";

    private static string OverBatch(LossScale scale) => scale.MeanOverBatch ? "mean" : "sum";

    private static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);

    private static double Checked(double value, string name) => Math.Abs(value) <= Most
        ? value
        : throw new ArgumentException($"The {name} is {value}; a ledger holds finite numbers up to {Most}.", name);
}
