namespace TinyAE.Recipes;

/// <summary>All that determines an autoencoder of images and its training. What is null follows from the rest, as its comment says.</summary>
public sealed record ImageSettings
{
    /// <summary>The data: a name or a path, see <see cref="Datasets.DataSource"/>.</summary>
    public string Data { get; init; } = "shapes";

    /// <summary>Images to train and test on at most; null: all there are.</summary>
    public int? Count { get; init; }

    /// <summary>Images of these that are held out, at least 1; null: the set's own test part, or a tenth.</summary>
    public int? HeldOut { get; init; }

    /// <summary>The side to which images are brought, by the mean over each area; null: as they are.</summary>
    public int? Side { get; init; }

    /// <summary>Whether black becomes white and white black.</summary>
    public bool Invert { get; init; }

    /// <summary>The encoder, as <see cref="Models.NetworkText"/> reads it. A variational one ends in a vector, which two further dense
    /// layers turn into mu and logVar.</summary>
    public required string Encoder { get; init; }

    /// <summary>The decoder, from the code to the shape of an image.</summary>
    public required string Decoder { get; init; }

    /// <summary>Numbers of the code of a variational autoencoder; null: a plain one, whose code is what the encoder gives.</summary>
    public int? Latent { get; init; }

    /// <summary>How weights start; biases start at zero.</summary>
    public string Initializer { get; init; } = "glorot-uniform";

    /// <summary>The reconstruction loss.</summary>
    public string Loss { get; init; } = "binary-cross-entropy";

    /// <summary>Its sums and means: "mean", "sample-mean" or "sum".</summary>
    public string LossScale { get; init; } = "sample-mean";

    /// <summary>The factor on the Kullback-Leibler term, at least 0.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>Epochs over which beta rises from 0 to its value; 0: none.</summary>
    public int WarmUpEpochs { get; init; }

    /// <summary>Nats that each latent may use without cost; 0: none.</summary>
    public double FreeBits { get; init; }

    /// <summary>The distribution that codes should have: one of <see cref="Priors"/>.</summary>
    public string Prior { get; init; } = "gaussian";

    /// <summary>The optimizer.</summary>
    public string Optimizer { get; init; } = "adam";

    /// <summary>The learning rate; null: the optimizer's own.</summary>
    public double? LearningRate { get; init; }

    /// <summary>How the learning rate changes.</summary>
    public string Schedule { get; init; } = "constant";

    /// <summary>How often training sees every image.</summary>
    public required int Epochs { get; init; }

    /// <summary>Images a step.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The source of every random number, the generated images included.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The names of priors: the standard normal distribution; ten Gaussians like petals around 0, in the plane.</summary>
    public static IReadOnlyList<string> Priors { get; } = ["gaussian", "mixture"];

    /// <summary>Whether it is variational.</summary>
    public bool IsVariational => Latent is not null;
}
