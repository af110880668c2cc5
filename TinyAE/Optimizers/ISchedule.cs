namespace TinyAE.Optimizers;

/// <summary>How the learning rate changes while training.</summary>
public interface ISchedule
{
    /// <summary>The name that commands and files use: "constant", "cosine".</summary>
    string Name { get; }

    /// <summary>The factor on the base learning rate for a step.</summary>
    /// <param name="step">0 for the first step.</param>
    /// <param name="total">Steps that the whole training will take; at least 1.</param>
    double Factor(long step, long total);
}
