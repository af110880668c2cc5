using TinyAE.Imaging;
using TinyAE.Losses;

namespace TinyAE.Recipes;

/// <summary>All that determines a font autoencoder and its training. What is null follows from the rest, as its comment says.</summary>
public sealed record FontSettings
{
    /// <summary>The font: see <see cref="FontSource"/>.</summary>
    public string Font { get; init; } = "1";

    /// <summary>The characters to learn, in this order; null: all that the font has.</summary>
    public string? Characters { get; init; }

    /// <summary>Units of each layer, input and output included: both 35. The narrowest layer between them, the first if several, is the
    /// code.</summary>
    public required IReadOnlyList<int> Architecture { get; init; }

    /// <summary>The activation after each layer but the last, the code's included.</summary>
    public required string Activation { get; init; }

    /// <summary>The activation after the last layer; null: linear where the loss takes logits, else sigmoid.</summary>
    public string? OutputActivation { get; init; }

    /// <summary>The reconstruction loss.</summary>
    public required string Loss { get; init; }

    /// <summary>Its sums and means: "mean", "sample-mean" or "sum"; null: the loss' own.</summary>
    public string? LossScale { get; init; }

    /// <summary>The optimizer.</summary>
    public required string Optimizer { get; init; }

    /// <summary>The learning rate; null: the optimizer's own.</summary>
    public double? LearningRate { get; init; }

    /// <summary>How the learning rate changes.</summary>
    public string Schedule { get; init; } = "constant";

    /// <summary>Steps, each on one batch.</summary>
    public required long Iterations { get; init; }

    /// <summary>Samples a step; null: all of them.</summary>
    public int? BatchSize { get; init; }

    /// <summary>How weights start; null: what suits the activation after them.</summary>
    public string? Initializer { get; init; }

    /// <summary>Strength of the L1 penalty on weights; 0: none.</summary>
    public double L1 { get; init; }

    /// <summary>Strength of the L2 penalty on weights; 0: none.</summary>
    public double L2 { get; init; }

    /// <summary>The share of hidden units that training drops, those of the code excepted; 0: none.</summary>
    public double Dropout { get; init; }

    /// <summary>Training stops when the loss of an epoch lies below this; null: never.</summary>
    public double? StopError { get; init; }

    /// <summary>The noise on the input of a denoiser; null: none, the input is the clean character.</summary>
    public NoiseSettings? Noise { get; init; }

    /// <summary>The source of every random number.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The names of loss scales: mean over pixels and characters; sum over pixels, mean over characters; sum over both.</summary>
    public static IReadOnlyList<string> LossScales { get; } = ["mean", "sample-mean", "sum"];

    /// <summary>The index of the code in an architecture.</summary>
    /// <exception cref="ArgumentException">The architecture does not begin and end with 35, has no layer between, or a layer without
    /// units.</exception>
    public static int CodeLayerOf(IReadOnlyList<int> architecture)
    {
        string found = string.Join('-', architecture);
        if (architecture.Count < 3 || architecture[0] != Glyph.Size || architecture[^1] != Glyph.Size)
        {
            throw new ArgumentException(
                $"An architecture begins and ends with {Glyph.Size} units, one a pixel, and has at least one layer between, "
                + $"as 35-20-2-20-35; found {found}.");
        }

        int code = 1;
        for (int l = 1; l < architecture.Count - 1; l++)
        {
            if (architecture[l] is < 1 or > 100_000)
            {
                throw new ArgumentException($"A layer has 1 to 100,000 units; found {architecture[l]} in {found}.");
            }

            code = architecture[l] < architecture[code] ? l : code;
        }

        return code;
    }

    internal static LossScale ScaleOf(string name) => name switch
    {
        "mean" => Losses.LossScale.Mean,
        "sample-mean" => Losses.LossScale.SampleMean,
        "sum" => Losses.LossScale.Sum,
        _ => throw new ArgumentException($"Unknown loss scale '{name}'; allowed: {string.Join(", ", LossScales)}."),
    };

    internal static string NameOf(LossScale scale) => LossScales.First(name => ScaleOf(name) == scale);
}
