using TinyAE.Metrics;
using TinyAE.Training;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>What a run of a recipe for images found, in words.</summary>
public static class ImageWords
{
    /// <summary>The losses on held-out images, in a sentence.</summary>
    public static string Outcome(ImageRunResult run)
    {
        History history = run.State.History;
        double? Last(string column) => history.Columns.Contains(column) ? history.Column(column)[^1] : null;
        string unit = $" {UnitOf(run.Experiment.Settings)}";
        return run.Experiment.Settings.IsVariational
            ? $"On images that it has not seen the loss is {Number(Last("val loss") ?? double.NaN)}{unit}: "
              + $"{Number(Last("val reconstruction") ?? double.NaN)} for the reconstruction and {Number(Last("val kl") ?? double.NaN)} for the "
              + "divergence of the codes from their prior."
            : $"On images that it has not seen the loss is {Number(Last("val loss") ?? double.NaN)}{unit}.";
    }

    /// <summary>What the loss is a sum over: "nats an image" for a cross-entropy summed over the pixels.</summary>
    public static string UnitOf(ImageSettings settings) => settings.LossScale switch
    {
        "sample-mean" => "nats an image",
        "mean" => "a pixel",
        _ => "a batch",
    };

    /// <summary>Whether the held-out loss follows the training loss.</summary>
    public static string Fit(ImageRunResult run)
    {
        History history = run.State.History;
        int[] ends = ImageHistory.EpochEnds(history);
        double[] own = history.Column("loss"), heldOut = history.Column("val loss"), epochs = history.Column("epoch");
        int best = ends.MinBy(row => heldOut[row]);
        string when = best == ends[^1] ? "in the last epoch" : $"in epoch {Count((long)epochs[best])}";
        return $"The training loss went from {Number(own[ends[0]])} to {Number(own[^1])}, the mean over each epoch's batches before their "
            + $"steps; on held-out images, after each epoch, from {Number(heldOut[ends[0]])} to {Number(heldOut[^1])}. The least was "
            + $"{Number(heldOut[best])}, {when}.";
    }

    /// <summary>The title of a picture and what there is to see in it.</summary>
    public static (string Title, string Caption) Caption(string file, ImageRunResult run)
    {
        ImageExperiment<float> experiment = run.Experiment;
        string code = Count(experiment.CodeSize, "number");
        return file switch
        {
            ImagePictures.Reconstructions => ("Reconstructions", $"Above images that training has not seen, below them what the decoder makes "
                + $"of the {code} of their code."),
            ImagePictures.Samples => ("Samples", "What the decoder makes of codes drawn from the prior: images that nobody has made. Where "
                + "they look like none of the data, the codes of the data leave a gap in the prior."),
            ImagePictures.Manifold => ("The manifold", "The decoder's image at each point of a grid over the plane of codes. The points lie at "
                + "equal steps of the normal distribution's probability (its inverse cumulative function), so each image stands for an equal "
                + "share of the prior."),
            ImagePictures.Codes => ("Codes", experiment.CodeSize == 2
                ? "Each held-out image at its code. Nobody has told the network the classes; colours show where they fell."
                : $"The {code} of each held-out image, seen along the two directions in which they differ most."),
            ImagePictures.Interpolation => ("Interpolation", "From one held-out image to another: eleven codes on the straight line between "
                + "theirs, decoded."),
            ImagePictures.Traversals => ("Traversals", "The code of one held-out image, one number at a time moved from -3 to 3. The numbers "
                + "that carry most come first; beside each stand the nats that it uses on average. One that uses none changes nothing."),
            _ => (file, ""),
        };
    }

    /// <summary>The ledger of the held-out loss; null where the model has no divergence.</summary>
    internal static LossLedger? LedgerOf(ImageRunResult run)
    {
        ImageExperiment<float> experiment = run.Experiment;
        if (experiment.Variational is not { } model)
        {
            return null;
        }

        History history = run.State.History;
        double divergence = model.Beta > 0 ? history.Column("val kl")[^1] / model.Beta : 0;
        return LossLedger.Of(model.Reconstruction, history.Column("val reconstruction")[^1], model.Kl, divergence, model.Beta,
            experiment.Images.Training.Shape.Size, experiment.CodeSize, experiment.Plan.BatchSize!.Value);
    }
}
