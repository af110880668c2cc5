using TinyAE.Numerics;

namespace TinyAE.Optimizers;

/// <summary>Exponential decay: factor r^(t / k) at step t, the smooth form of <see cref="StepDecay"/>.</summary>
public sealed record ExponentialDecay : ISchedule
{
    /// <summary>Exponential decay.</summary>
    /// <param name="rate">r, in (0, 1].</param>
    /// <param name="every">k, the steps in which the factor falls by r; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of range.</exception>
    public ExponentialDecay(double rate, long every)
    {
        Rate = Range.Share(rate);
        Every = Range.AtLeastOneStep(every);
    }

    /// <summary>r.</summary>
    public double Rate { get; }

    /// <summary>k.</summary>
    public long Every { get; }

    /// <inheritdoc/>
    public string Name => "exponential";

    /// <inheritdoc/>
    public double Factor(long step, long total) => Scalar.Pow(Rate, (double)step / Every);

    /// <summary>The text that <see cref="Schedule.Parse"/> reads.</summary>
    public override string ToString() => $"{Name}:{Rate:r},{Every}";
}
