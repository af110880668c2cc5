namespace TinyAE.Training;

/// <summary>How far a training is; reported at most about ten times a second.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Total">Steps planned.</param>
/// <param name="Epoch">The epoch that runs, 1 for the first.</param>
/// <param name="Loss">The first phase's mean loss over this epoch's samples so far.</param>
/// <param name="Elapsed">Time since this run began; what came before a resume is not in it.</param>
/// <param name="Left">The time that the remaining steps will take at this run's speed since its first step.</param>
public readonly record struct TrainingProgress(long Step, long Total, long Epoch, double Loss, TimeSpan Elapsed, TimeSpan Left);
