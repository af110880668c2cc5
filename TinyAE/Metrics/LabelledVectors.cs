namespace TinyAE.Metrics;

/// <summary>Vectors with a class each: pixels or codes, as classifiers take them.</summary>
public sealed class LabelledVectors
{
    /// <summary>Joins vectors and labels; the arrays are not copied.</summary>
    /// <param name="values">(Count, features), one vector after the other, each number finite.</param>
    /// <param name="features">Numbers of a vector, at least 1.</param>
    /// <param name="labels">One a vector, in [0, classes); at least one.</param>
    /// <param name="classes">How many classes there are, at least 1; a class may have no vector.</param>
    /// <exception cref="ArgumentException">A size does not fit, a label is out of range, or a number is not finite.</exception>
    public LabelledVectors(float[] values, int features, int[] labels, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        if (labels.Length == 0 || values.Length != (long)labels.Length * features)
        {
            throw new ArgumentException(
                $"{labels.Length} labels, at least one, need as many vectors of {features} features; found {values.Length} numbers.",
                nameof(values));
        }

        Finite.Check(values, features, nameof(values));
        int wrong = Array.FindIndex(labels, label => label < 0 || label >= classes);
        if (wrong >= 0)
        {
            throw new ArgumentException($"A label is 0 to {classes - 1}; sample {wrong} has {labels[wrong]}.", nameof(labels));
        }

        Values = values;
        Features = features;
        Labels = labels;
        Classes = classes;
    }

    /// <summary>(Count, Features).</summary>
    public float[] Values { get; }

    /// <summary>Numbers of a vector.</summary>
    public int Features { get; }

    /// <summary>One a vector, in [0, Classes).</summary>
    public int[] Labels { get; }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>How many vectors there are.</summary>
    public int Count => Labels.Length;

    /// <summary>Throws unless these are the features and classes that a classifier was trained on.</summary>
    internal void CheckTrainedOn(int features, int classes)
    {
        if (Features != features || Classes != classes)
        {
            throw new ArgumentException(
                $"The classifier was trained on {features} features and {classes} classes; found {Features} and {Classes}.");
        }
    }
}
