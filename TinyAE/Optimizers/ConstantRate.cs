namespace TinyAE.Optimizers;

/// <summary>The base rate throughout: factor 1.</summary>
public sealed record ConstantRate : ISchedule
{
    /// <inheritdoc/>
    public string Name => "constant";

    /// <inheritdoc/>
    public double Factor(long step, long total) => 1;

    /// <summary>The text that <see cref="Schedule.Parse"/> reads.</summary>
    public override string ToString() => Name;
}
