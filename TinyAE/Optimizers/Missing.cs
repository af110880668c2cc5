namespace TinyAE.Optimizers;

/// <summary>The error of an optimizer that is not given what it needs.</summary>
internal static class Missing
{
    public static InvalidOperationException Evaluation(string optimizer) => new(
        $"The optimizer '{optimizer}' evaluates the loss at points of its own: it wants StepInfo.Elsewhere and all the data in each step.");
}
