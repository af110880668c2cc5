using TinyAE.Numerics;

namespace TinyAE.Optimizers;

/// <summary>A staircase: factor r^⌊t / k⌋ at step t, so the rate is multiplied by r after each k steps.</summary>
public sealed record StepDecay : ISchedule
{
    /// <summary>A staircase.</summary>
    /// <param name="rate">r, in (0, 1].</param>
    /// <param name="every">k, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of range.</exception>
    public StepDecay(double rate, long every)
    {
        Rate = Range.Share(rate);
        Every = Range.AtLeastOneStep(every);
    }

    /// <summary>r, the factor of one stair.</summary>
    public double Rate { get; }

    /// <summary>k, the steps of one stair.</summary>
    public long Every { get; }

    /// <inheritdoc/>
    public string Name => "step";

    /// <inheritdoc/>
    public double Factor(long step, long total) => Scalar.Pow(Rate, step / Every);

    /// <summary>The text that <see cref="Schedule.Parse"/> reads.</summary>
    public override string ToString() => $"{Name}:{Rate:r},{Every}";
}
