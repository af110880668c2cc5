namespace TinyAE.Study;

/// <summary>The batch on which an objective is checked, batch outermost.</summary>
/// <param name="Input">The samples.</param>
/// <param name="Target">What the output should be.</param>
/// <param name="Labels">One class a sample; empty where the objective wants none.</param>
public sealed record CheckData(double[] Input, double[] Target, int[] Labels)
{
    /// <summary>A batch without labels whose target is its input: an autoencoder's.</summary>
    public CheckData(double[] input)
        : this(input, input, [])
    {
    }
}
