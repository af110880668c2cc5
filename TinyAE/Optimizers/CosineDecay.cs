using TinyAE.Numerics;

namespace TinyAE.Optimizers;

/// <summary>Half a cosine from 1 to f: factor f + (1 − f) (1 + cos(π t / T)) / 2 at step t of T; f from there on.</summary>
/// <remarks>Source: Loshchilov and Hutter (2017), SGDR, eq. 5, without restarts.</remarks>
public sealed record CosineDecay : ISchedule
{
    /// <summary>Half a cosine.</summary>
    /// <param name="final">f, the factor at the end; in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="final"/> is out of range.</exception>
    public CosineDecay(double final = 0) => Final = final == 0 ? 0 : Range.Share(final);

    /// <summary>f, the factor at the end.</summary>
    public double Final { get; }

    /// <inheritdoc/>
    public string Name => "cosine";

    /// <inheritdoc/>
    public double Factor(long step, long total) =>
        step >= total ? Final : Final + ((1 - Final) * 0.5 * (1 + Scalar.Cos(Math.PI * step / total)));

    /// <summary>The text that <see cref="Schedule.Parse"/> reads.</summary>
    public override string ToString() => $"{Name}:{Final:r}";
}
