using TinyAE.Datasets;
using TinyAE.Metrics;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Recipes;

/// <summary>The beta-VAE at several betas: what a heavier divergence costs and what it brings.</summary>
/// <remarks>
/// The network is dense, as in the paper's experiments on dSprites; the images are halved to 32 x 32, where all nats of the reconstruction
/// are fewer, so that the same beta weighs more than at 64 x 64. The metrics are taken on held-out images: a part of the grid of factors,
/// drawn at random.
/// </remarks>
internal sealed class BetaStudy : ImageStudy
{
    public const string Score = "disentanglement";
    public const string Gap = "information gap";
    public const string FactorScores = "disentanglement by factor";
    public const string FactorGaps = "information gap by factor";
    public const string FactorLatents = "best latent by factor";
    public const string Traversals = "traversals";
    public const string Traversed = "traversed latents";

    /// <summary>The latents that a picture shows: those that use most.</summary>
    public const int MostTraversed = 6;

    /// <summary>What each of them is set to.</summary>
    public static IReadOnlyList<double> Steps { get; } = [-3, -2, -1, 0, 1, 2, 3];

    private const uint Trials = 1u << 20; // apart from the draws of pictures

    /// <inheritdoc/>
    public override string Name => "beta";

    /// <inheritdoc/>
    public override string Summary => "the beta-VAE at five betas: what is lost in the image, and whether each latent tells one factor";

    /// <inheritdoc/>
    public override string Source => new BetaVae().Source + "; the gap: Chen et al. (2018)";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Data { get; } = ["dsprites", "shapes"];

    /// <inheritdoc/>
    public override string Varied => "beta";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Values { get; } = [0.5, 1, 2, 4, 8];

    /// <inheritdoc/>
    public override int SeedsOf(bool quick) => 1;

    /// <inheritdoc/>
    public override ImageSettings SettingsOf(string data, bool quick)
    {
        bool sprites = data == "dsprites";
        ImageSettings settings = On(data, new BetaVae().Settings) with
        {
            Side = sprites ? 32 : null,
            Encoder = "flatten dense:256 relu dense:256 relu",
            Decoder = "dense:256 relu dense:256 relu dense:data sigmoid reshape:data",
            Count = sprites ? 41_472 : null,
            HeldOut = sprites ? 4_608 : null,
            LearningRate = 0.001,
            Epochs = 80,
        };
        return quick ? settings with { Count = 3000, HeldOut = 1000, Epochs = 8 } : settings;
    }

    /// <inheritdoc/>
    public override ImageSettings With(ImageSettings settings, double value) => settings with { Beta = value };

    /// <inheritdoc/>
    public override void Measure(ImageStudyPlan plan, ImageModel model, float[] heldOut, bool keepPictures, CellResult result)
    {
        if (plan.Images.HeldOut.Factors is { } factors)
        {
            FactoredCodes codes = new(model.Encode(heldOut), model.CodeSize, factors.Names, factors.Sizes, factors.Values);
            DisentanglementScore score = DisentanglementScore.Of(codes, new RandomKey(model.Settings.Seed, RandomPurpose.Study, Trials));
            InformationGap gap = InformationGap.Of(codes);
            result.Numbers[Score] = score.Score;
            result.Numbers[Gap] = gap.Score;
            result.Series[FactorScores] = [.. score.FactorScores];
            result.Series[FactorGaps] = [.. gap.Factors.Select(factor => factor.Gap)];
            result.Series[FactorLatents] = [.. gap.Factors.Select(factor => factor.Latent + 1.0)];
        }

        if (keepPictures)
        {
            double[] kl = result.Series[ImageStudyPlan.KlByLatent];
            int[] order = [.. Enumerable.Range(0, kl.Length).OrderByDescending(j => kl[j]).Take(MostTraversed)];
            float[] code = model.Encode(heldOut.AsSpan(Largest(plan.Images.HeldOut) * model.Image.Size, model.Image.Size));
            float[] codes = [.. order.SelectMany(latent => Steps.SelectMany(step => Moved(code, latent, step)))];
            result.Series[Traversed] = [.. order.Select(latent => latent + 1.0)];
            result.Series[Traversals] = Bytes(model.Decode(codes));
        }
    }

    /// <inheritdoc/>
    public override StudyPage Show(ImageStudyResults results) => BetaStudyReport.Of(results);

    /// <summary>The factors that vary in the held-out images; none where the data do not tell.</summary>
    public static IReadOnlyList<string> FactorsOf(ImageStudyPlan plan) => plan.Images.HeldOut.Factors is not { } factors ? []
        : [.. Enumerable.Range(0, factors.Names.Count)
            .Where(k => Enumerable.Range(0, factors.Count).Any(n => factors[n][k] != factors[0][k])).Select(k => factors.Names[k])];

    // The image with the most ink, so that turns can be seen.
    private static int Largest(ImageSet images) => Enumerable.Range(0, images.Count).MaxBy(n =>
    {
        long ink = 0;
        foreach (byte pixel in images[n])
        {
            ink += pixel;
        }

        return ink;
    });

    private static float[] Moved(float[] code, int latent, double to)
    {
        float[] moved = [.. code];
        moved[latent] = (float)to;
        return moved;
    }
}
