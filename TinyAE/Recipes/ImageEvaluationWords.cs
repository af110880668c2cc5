using TinyAE.Metrics;
using TinyAE.Numerics;
using TinyAE.Reports;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>The numbers of an evaluation with their names, units and meanings: what terminal, JSON and page are made of.</summary>
internal static class ImageEvaluationWords
{
    private static readonly double _ln2 = Scalar.Log(2.0);

    /// <summary>All numbers but those of single latents and factors, in the order of the page.</summary>
    public static IReadOnlyList<EvaluationSection> Sections(ImageEvaluation evaluation) =>
    [
        Losses(evaluation),
        Reconstructions(evaluation),
        .. evaluation.Evidence is { } evidence ? [Likelihood(evaluation, evidence)] : (EvaluationSection[])[],
        .. evaluation.Classes is { } classes ? [Classes(classes)] : (EvaluationSection[])[],
        .. evaluation.Disentanglement is { } score ? [Disentanglement(score, evaluation.Gap!)] : (EvaluationSection[])[],
    ];

    /// <summary>A title for the nats of each latent.</summary>
    public static string LatentTitle(ImageEvaluation evaluation) =>
        $"Latents: {evaluation.UsedLatents} of {Count(evaluation.KlByLatent.Count)} are used, on "
        + $"{Count(evaluation.KlCount, "held-out image")}";

    /// <summary>What the nats of a latent are.</summary>
    public static string LatentMeaning =>
        "KL is the mean divergence of the latent's distribution from N(0, 1): what it tells about an image, in nats. A latent counts "
            + "as used "
        + $"above {ImageEvaluation.UsedNats} nats; one below it is nearly the same for every image, and the decoder ignores it.";

    /// <summary>A row a latent, the one that tells most first.</summary>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="most">Rows at most.</param>
    public static TextTable Latents(ImageEvaluation evaluation, int most = int.MaxValue)
    {
        TextTable table = new("latent", "KL in nats>", "used");
        foreach (int j in MostFirst(evaluation.KlByLatent).Take(most))
        {
            table.Add($"z{j + 1}", Number(evaluation.KlByLatent[j]), evaluation.KlByLatent[j] > ImageEvaluation.UsedNats ? "yes" : "no");
        }

        return table;
    }

    /// <summary>A row a factor: what single latents tell of it.</summary>
    public static TextTable Factors(ImageEvaluation evaluation)
    {
        TextTable table = new("factor", "entropy>", "best latent", "its information>", "gap>", "told when fixed>");
        foreach ((FactorInformation factor, double told) in evaluation.Gap!.Factors.Zip(evaluation.Disentanglement!.FactorScores))
        {
            table.Add(factor.Name, Number(factor.Entropy), $"z{factor.Latent + 1}", Number(factor.Information[factor.Latent]),
                Number(factor.Gap), Number(told));
        }

        return table;
    }

    /// <summary>What the columns of <see cref="Factors"/> are.</summary>
    public static string FactorMeaning =>
        "Entropy is what there is to know of a factor, in nats; the best latent's information is what that latent alone tells of it; "
            + "the gap is "
        + "its lead over the second best, as a share of the entropy: MIG is the mean of this column. Told when fixed is the share of "
        + "Higgins' trials with this factor held fixed that the classifier names right.";

    /// <summary>The mutual information of each latent and factor, in nats; the latent that tells most first.</summary>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="most">Rows at most.</param>
    public static TextTable Information(ImageEvaluation evaluation, int most = int.MaxValue)
    {
        IReadOnlyList<FactorInformation> factors = evaluation.Gap!.Factors;
        double[] best = [.. Enumerable.Range(0, evaluation.Gap.Dimensions).Select(j => factors.Max(factor => factor.Information[j]))];
        TextTable table = new(["latent", .. factors.Select(factor => $"{factor.Name}>")]);
        foreach (int j in MostFirst(best).Take(most))
        {
            table.Add([$"z{j + 1}", .. factors.Select(factor => Number(factor.Information[j]))]);
        }

        return table;
    }

    private static IOrderedEnumerable<int> MostFirst(IReadOnlyList<double> values) =>
        Enumerable.Range(0, values.Count).OrderByDescending(j => values[j]).ThenBy(j => j);

    private static EvaluationSection Losses(ImageEvaluation evaluation)
    {
        ImageModel model = evaluation.Model;
        bool nats = evaluation.Likelihood is not null || model.Settings.Loss.StartsWith("binary-cross-entropy", StringComparison.Ordinal);
        string unit = (nats ? "nats " : "") + model.Settings.LossScale switch
        {
            "mean" => "a pixel",
            "sample-mean" => "an image",
            _ => "a batch",
        };
        return new EvaluationSection(
            $"Losses on {Count(evaluation.LossCount, "held-out image")}",
            model.Variational is null ? "What training minimizes, on images that it has not seen."
                : "What training minimizes, on images that it has not seen; one code is drawn for each image, so that the last digits "
                    + "differ "
                + "with the draws.",
            [
                .. evaluation.Losses.Select(loss => new EvaluationFigure(
                    loss.Name, loss.Name, loss.Value, null, unit, loss.Name == "kl_loss" ? "" : "lower", null, Meaning(loss.Name))),
            ]);

        string Meaning(string name) => name switch
        {
            "reconstruction_loss" => $"how far decoded codes are from the images: {FormulaOf("reconstruction")}",
            "kl_loss" => $"beta times the divergence of the codes from their prior: {FormulaOf("kl")}; near 0 the codes say nothing",
            "loss" => "the sum of the terms, the number that the training made small",
            _ => $"a term of the loss: {FormulaOf(name)}",
        };

        string FormulaOf(string term) => model.Model.Terms.First(each => each.Name == term).Formula;
    }

    private static EvaluationSection Reconstructions(ImageEvaluation evaluation)
    {
        (ReconstructionError error, ReconstructionError mean) = (evaluation.Error, evaluation.Baseline);
        const string Baseline = "; the baseline answers every image with the mean training image";
        return new EvaluationSection(
            $"Reconstructions of {Count(evaluation.LossCount, "held-out image")}",
            evaluation.Model.Variational is null ? "Pixels are from 0, black, to 1, white."
                : "Pixels are from 0, black, to 1, white; the code is mu, the middle of each image's distribution, with nothing drawn.",
            [
                new("mean_squared_error", "mean squared error", error.MeanSquared, null, "a pixel", "lower", mean.MeanSquared,
                    $"the mean of (output - image)^2 over all pixels{Baseline}"),
                new("mean_absolute_error", "mean absolute error", error.MeanAbsolute, null, "a pixel", "lower", mean.MeanAbsolute,
                    $"the mean of |output - image| over all pixels{Baseline}"),
                new("psnr", "PSNR", error.PeakSignalToNoise, null, "dB", "higher", mean.PeakSignalToNoise,
                    "the peak signal-to-noise ratio, 10 log10(1 / mean squared error): 10 dB more are a tenth of the error"),
            ]);
    }

    private static EvaluationSection Likelihood(ImageEvaluation evaluation, ModelEvidence evidence)
    {
        double bits = evaluation.Model.Image.Size * _ln2; // nats an image = bits a pixel * D ln 2
        string beta = evaluation.Model.Settings.Beta == 1 ? "" : " Here beta is 1, whatever the training's was "
            + $"({evaluation.Model.Settings.Beta}).";
        string caution = evaluation.Likelihood == "Bernoulli" ? "a probability of black and white pixels, of gray ones the usual score"
            : "a density of the values from 0 to 1, so that its logarithm may be above 0";
        return new EvaluationSection(
            $"Likelihood of {Count(evidence.Count, "held-out image")}, {Count(evidence.Draws, "code")} drawn for each",
            $"How probable the model finds images: p(x|z) is {evaluation.Likelihood}, {caution}.{beta} A standard error is that of the "
                + "mean over the images. "
            + "A bit a pixel is nats / (values of an image * ln 2), with the sign turned.",
            [
                new("elbo", "ELBO", evidence.Elbo, evidence.ElboError, "nats an image", "higher", null,
                    "the evidence lower bound, ln p(x|z) averaged over the drawn codes less the KL: ln p(x) is at least this on average"),
                new("log_likelihood", "log-likelihood", evidence.LogLikelihood, evidence.LogLikelihoodError, "nats an image", "higher",
                    null,
                    "ln p(x) by importance sampling, the logarithm of the mean weight of the drawn codes: still below the truth, the "
                        + "less the "
                    + "more codes are drawn"),
                new("expected_log_likelihood", "E ln p(x|z)", evidence.Reconstruction, null, "nats an image", "higher", null,
                    "the first part of the ELBO: how probable an image is once its code is known"),
                new("kl", "KL", evidence.Divergence, null, "nats an image", "", null,
                    "the second part, taken from the first: the divergence of the codes from the prior, what a code tells about its image"),
                new("elbo_bits", "ELBO", -evidence.Elbo / bits, evidence.ElboError / bits, "bits a pixel", "lower", null,
                    "the same bound as a length: bits that a code based on the model would take"),
                new("log_likelihood_bits", "log-likelihood", -evidence.LogLikelihood / bits, evidence.LogLikelihoodError / bits,
                    "bits a pixel", "lower", null, "likewise of the log-likelihood"),
            ]);
    }

    private static EvaluationSection Classes(Separability found)
    {
        const string Share = "share of images";
        string neighbours = $"{found.Neighbours} nearest neighbour{(found.Neighbours == 1 ? "" : "s")}";
        string chance = $"the baseline always names the most frequent class ({Number(found.Chance)})";
        return new EvaluationSection(
            $"Separability: classes told of {Count(found.HeldOutCount, "held-out image")}",
            $"Classifiers are fitted to {Count(found.TrainingCount, "training image")}, once by their "
            + $"{Count(found.PixelFeatures, "pixel value")}, "
            + $"once by the {Count(found.CodeFeatures, "number")} of their codes. The autoencoder was never told a class. Where codes "
            + "are as good "
            + "as pixels or better, they keep what tells the classes apart.",
            [
                new("pixels_neighbours", $"pixels, {neighbours}", found.PixelNeighbours, null, Share, "higher", found.Chance,
                    $"an image gets the class that most of the nearest training images have, by the distance of pixels; {chance}"),
                new("codes_neighbours", $"codes, {neighbours}", found.CodeNeighbours, null, Share, "higher", found.Chance,
                    "the same by the distance of codes"),
                new("pixels_linear", "pixels, linear classifier", found.PixelLinear, null, Share, "higher", found.Chance,
                    "softmax regression: weighted sums of the pixels decide"),
                new("codes_linear", "codes, linear classifier", found.CodeLinear, null, Share, "higher", found.Chance,
                    "the same with weighted sums of the code's numbers: high where straight lines part the classes"),
            ]);
    }

    private static EvaluationSection Disentanglement(DisentanglementScore score, InformationGap gap) => new(
        $"Disentanglement on {Count(score.Count, "image")} of the whole data",
        $"Does each latent tell one factor of an image alone? The factors that vary: {string.Join(", ", score.Factors)}. Codes are mu.",
        [
            new("higgins", "Higgins' metric", score.Score, null, "share of trials", "higher", score.Chance,
                $"a linear classifier is told how much each latent differs on average over {score.Pairs} pairs of images that share one "
                    + "factor, and "
                + $"names that factor; fitted to {Count(score.TrainingTrials, "trial")}, measured on {Count(score.HeldOutTrials)} "
                + "others; guessing is "
                + "1 / factors"),
            new("mig", "MIG", gap.Score, null, "0 to 1", "higher", 0,
                $"the mutual information gap: how far the best latent of each factor is ahead of the second best ({gap.Bins} bins a "
                    + "latent); 0 "
                + "where no factor has a latent of its own, 1 where each has"),
        ]);
}
