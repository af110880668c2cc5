namespace TinyAE.Training;

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>The planned number of steps or epochs is reached.</summary>
    Finished,

    /// <summary>The mean loss of an epoch lies below <see cref="TrainingPlan.LossBelow"/>.</summary>
    LossReached,

    /// <summary>The caller's own criterion is met.</summary>
    CriterionMet,

    /// <summary>The caller cancelled; the state is saved and can be resumed.</summary>
    Interrupted,
}
