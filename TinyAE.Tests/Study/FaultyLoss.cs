using TinyAE.Losses;
using TinyAE.Numerics;

namespace TinyAE.Tests.Study;

/// <summary>The mean squared error times <paramref name="gradientScale"/> in its gradient: 1 is right.</summary>
internal sealed class FaultyLoss(double gradientScale, bool valueDrifts = false, bool addsToGradient = false) : ILoss<double>
{
    public string Name => "mse";

    public LossScale Scale => LossScale.Mean;

    public string Formula => "1/(N D) Σ_n Σ_i (y_ni − t_ni)²";

    public double Evaluate(ReadOnlySpan<double> y, ReadOnlySpan<double> target, Span<double> dy, in Pass pass)
    {
        double sum = 0;
        int count = y.Length;
        for (int i = 0; i < count; i++)
        {
            double difference = y[i] - target[i];
            sum += difference * difference / count;
            if (!dy.IsEmpty)
            {
                dy[i] = (gradientScale * 2 * difference / count) + (addsToGradient ? dy[i] : 0);
            }
        }

        return valueDrifts && !dy.IsEmpty ? sum * 1.0001 : sum;
    }
}

/// <summary>½ Σ w², with a gradient that may be scaled or overwritten.</summary>
internal sealed class FaultyPenalty(double gradientScale, bool overwrites = false) : IPenalty<double>
{
    public string Name => "l2";

    public string Formula => "1/2 Σ w²";

    public double Evaluate(ReadOnlySpan<double> w, Span<double> dw, in Pass pass)
    {
        double sum = 0;
        for (int i = 0; i < w.Length; i++)
        {
            sum += 0.5 * w[i] * w[i];
            if (!dw.IsEmpty)
            {
                dw[i] = (overwrites ? 0 : dw[i]) + (gradientScale * w[i]);
            }
        }

        return sum;
    }
}
