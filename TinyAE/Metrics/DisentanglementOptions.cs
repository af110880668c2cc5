namespace TinyAE.Metrics;

/// <summary>How many draws <see cref="DisentanglementScore"/> takes.</summary>
public sealed record DisentanglementOptions
{
    /// <summary>L, pairs of samples of a trial, at least 1.</summary>
    public int Pairs { get; init; } = 64;

    /// <summary>Trials that the classifier is fitted to, at least 1.</summary>
    public int TrainingTrials { get; init; } = 5000;

    /// <summary>Trials that the score is measured on, at least 1.</summary>
    public int HeldOutTrials { get; init; } = 2000;

    /// <summary>Of the linear classifier.</summary>
    public LinearClassifierOptions Classifier { get; init; } = new();
}
