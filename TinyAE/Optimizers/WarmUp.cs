namespace TinyAE.Optimizers;

/// <summary>A linear rise, then another schedule: factor (t + 1) / k at step t &lt; k, from there on the other's.</summary>
/// <remarks>
/// The other schedule sees step t − k of T − k, as if training began there.
/// Source: Goyal et al. (2017), Accurate, large minibatch SGD, section 2.2.
/// </remarks>
public sealed record WarmUp : ISchedule
{
    /// <summary>A rise.</summary>
    /// <param name="steps">k, at least 1.</param>
    /// <param name="then">What follows; null: the base rate.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 1.</exception>
    public WarmUp(long steps, ISchedule? then = null)
    {
        Steps = Range.AtLeastOneStep(steps);
        Then = then ?? new ConstantRate();
    }

    /// <summary>k, the steps of the rise.</summary>
    public long Steps { get; }

    /// <summary>What follows.</summary>
    public ISchedule Then { get; }

    /// <inheritdoc/>
    public string Name => "warm-up";

    /// <inheritdoc/>
    public double Factor(long step, long total) =>
        step < Steps ? (step + 1.0) / Steps : Then.Factor(step - Steps, Math.Max(1, total - Steps));

    /// <summary>The text that <see cref="Schedule.Parse"/> reads.</summary>
    public override string ToString() => $"{Name}:{Steps},{Then}";
}
