namespace TinyAE.Training;

/// <summary>How a training ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Steps">Steps taken in all, those before a resume included.</param>
/// <param name="Epochs">Epochs begun, the last one included.</param>
/// <param name="Loss">The first phase's mean loss over the last epoch's samples so far; each batch's before its step moved.</param>
/// <param name="Seconds">Time in all, that before a resume included.</param>
public sealed record TrainingResult(StopReason Reason, long Steps, long Epochs, double Loss, double Seconds);
