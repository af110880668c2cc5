namespace TinyAE.Study;

/// <summary>What a gradient check found for one tensor.</summary>
public enum Verdict
{
    /// <summary>Analytic and numeric gradient agree, or both are zero as far as the numbers can tell.</summary>
    Right,

    /// <summary>They differ by more than the numeric gradient's own uncertainty, or the contract is broken (see the remark).</summary>
    Wrong,

    /// <summary>Every element that was tried sits on a kink, so that nothing could be judged.</summary>
    Kink,

    /// <summary>The numeric gradient is too uncertain to judge the analytic one: rounding, or a function too rough at every step.</summary>
    Rounding,

    /// <summary>Two evaluations at one point with one random key gave different bits.</summary>
    NotDeterministic,

    /// <summary>The objective does not move this parameter, and its gradient is exactly zero, as it must be.</summary>
    Frozen,
}
