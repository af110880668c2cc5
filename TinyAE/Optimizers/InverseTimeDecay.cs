namespace TinyAE.Optimizers;

/// <summary>A rate that falls as 1/t: factor 1 / (1 + t / k) at step t, so half after k steps.</summary>
/// <remarks>
/// The sum of the rates diverges and that of their squares converges, as stochastic approximation wants.
/// Source: Robbins and Monro (1951), A stochastic approximation method.
/// </remarks>
public sealed record InverseTimeDecay : ISchedule
{
    /// <summary>A rate that falls as 1/t.</summary>
    /// <param name="half">k, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="half"/> is below 1.</exception>
    public InverseTimeDecay(long half) => Half = Range.AtLeastOneStep(half);

    /// <summary>k, the steps after which the rate is half.</summary>
    public long Half { get; }

    /// <inheritdoc/>
    public string Name => "inverse-time";

    /// <inheritdoc/>
    public double Factor(long step, long total) => 1 / (1 + ((double)step / Half));

    /// <summary>The text that <see cref="Schedule.Parse"/> reads.</summary>
    public override string ToString() => $"{Name}:{Half}";
}
