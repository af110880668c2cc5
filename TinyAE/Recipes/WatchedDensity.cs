using TinyAE.Losses;
using TinyAE.Metrics;
using TinyAE.Numerics;

namespace TinyAE.Recipes;

/// <summary>A density that ticks at each batch of draws, so that a long estimate can say how far it is and be stopped.</summary>
internal sealed class WatchedDensity(ILatentDensity<float> density, EvaluationClock clock) : ILatentDensity<float>
{
    public int DataSize => density.DataSize;

    public int CodeSize => density.CodeSize;

    public int Capacity => density.Capacity;

    public IPrior? Prior => density.Prior;

    public void Encode(ReadOnlySpan<float> x, Span<float> mu, Span<float> logVar, in Pass pass) => density.Encode(x, mu, logVar, pass);

    public void LogLikelihood(ReadOnlySpan<float> x, ReadOnlySpan<float> z, Span<double> values, in Pass pass)
    {
        density.LogLikelihood(x, z, values, pass);
        clock.Tick();
    }
}
