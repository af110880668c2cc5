using TinyAE.Numerics;

namespace TinyAE.Metrics;

/// <summary>How well classes can be told apart by codes, against the pixels that the codes were made from.</summary>
/// <remarks>
/// Two classifiers, each fitted to the training part of each representation; their accuracies on the held-out part, in [0, 1].
/// Neighbours take the features as they are; the linear classifier standardizes them (<see cref="LinearClassifier"/>).
/// </remarks>
/// <param name="PixelNeighbours">Accuracy of <see cref="NearestNeighbours"/> on pixels.</param>
/// <param name="CodeNeighbours">The same on codes.</param>
/// <param name="PixelLinear">Accuracy of <see cref="LinearClassifier"/> on pixels.</param>
/// <param name="CodeLinear">The same on codes.</param>
/// <param name="Chance">The accuracy of always naming the training part's most frequent class.</param>
/// <param name="TrainingCount">Vectors that the classifiers saw.</param>
/// <param name="HeldOutCount">Vectors that the accuracies are of.</param>
/// <param name="PixelFeatures">Pixels of a sample.</param>
/// <param name="CodeFeatures">Dimensions of a code.</param>
/// <param name="Neighbours">k.</param>
public sealed record Separability(
    double PixelNeighbours, double CodeNeighbours, double PixelLinear, double CodeLinear, double Chance,
    int TrainingCount, int HeldOutCount, int PixelFeatures, int CodeFeatures, int Neighbours)
{
    /// <summary>Fits and measures the four classifiers. Nothing is drawn.</summary>
    /// <remarks>Time grows with training count · held-out count · pixels: take a subset of large data first.</remarks>
    /// <param name="pixels">Training part, pixels.</param>
    /// <param name="codes">The same samples' codes.</param>
    /// <param name="heldOutPixels">Held-out part, pixels.</param>
    /// <param name="heldOutCodes">The same samples' codes.</param>
    /// <param name="neighbours">k, 1 to the number of training vectors.</param>
    /// <param name="options">Of the linear classifiers; null: the defaults.</param>
    /// <param name="workers">Threads that share the work, or none.</param>
    /// <exception cref="ArgumentException">The labels of pixels and codes differ, or the parts do not fit each other.</exception>
    public static Separability Of(
        LabelledVectors pixels, LabelledVectors codes, LabelledVectors heldOutPixels, LabelledVectors heldOutCodes,
        int neighbours = 5, LinearClassifierOptions? options = null, Workers? workers = null)
    {
        CheckSameSamples(pixels, codes, nameof(codes));
        CheckSameSamples(heldOutPixels, heldOutCodes, nameof(heldOutCodes));
        int[] counts = new int[pixels.Classes];
        foreach (int label in pixels.Labels)
        {
            counts[label]++;
        }

        int frequent = Array.IndexOf(counts, counts.Max());
        return new Separability(
            new NearestNeighbours(pixels, neighbours).AccuracyOn(heldOutPixels, workers),
            new NearestNeighbours(codes, neighbours).AccuracyOn(heldOutCodes, workers),
            LinearClassifier.Train(pixels, options, workers).AccuracyOn(heldOutPixels, workers),
            LinearClassifier.Train(codes, options, workers).AccuracyOn(heldOutCodes, workers),
            (double)heldOutPixels.Labels.Count(label => label == frequent) / heldOutPixels.Count,
            pixels.Count, heldOutPixels.Count, pixels.Features, codes.Features, neighbours);
    }

    private static void CheckSameSamples(LabelledVectors pixels, LabelledVectors codes, string name)
    {
        if (!pixels.Labels.AsSpan().SequenceEqual(codes.Labels))
        {
            throw new ArgumentException("Pixels and codes should be of the same samples, but their labels differ.", name);
        }
    }
}
