using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Optimizers;

/// <summary>A line search for the strong Wolfe conditions.</summary>
/// <remarks>
/// φ(α) = L(θ + α p),  φ'(α) = ∇L(θ + α p)ᵀ p
/// φ(α) ≤ φ(0) + c₁ α φ'(0)   enough decrease, c₁ = 1e-4
/// |φ'(α)| ≤ c₂ |φ'(0)|       flat enough, c₂ = 0.9; it makes yᵀs positive
/// First α doubles until an interval holds such a point (algorithm 3.5), then the interval shrinks around it (3.6), by the minimum of the
/// cubic through both ends (eq. 3.59), kept a tenth away from them; by halves where the cubic has none. A loss of NaN counts as too high.
/// If rounding hides such a point, the best one with enough decrease serves. Nothing is allocated.
/// Source: Nocedal and Wright (2006), Numerical optimization, section 3.5.
/// </remarks>
internal readonly ref struct WolfeSearch<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const double C1 = 1e-4;
    private const double C2 = 0.9;
    private const double Epsilon = 2.220446049250313e-16; // 2^-52
    private const int MostTrials = 25;

    private readonly IEvaluation<T> _loss;
    private readonly ReadOnlySpan<T> _theta;
    private readonly ReadOnlySpan<T> _dtheta;
    private readonly ReadOnlySpan<T> _p;
    private readonly double _start;
    private readonly Workers _workers;

    /// <summary>A search from theta, where the loss is <paramref name="start"/> and its gradient dtheta.</summary>
    public WolfeSearch(IEvaluation<T> loss, ReadOnlySpan<T> theta, ReadOnlySpan<T> dtheta, double start, ReadOnlySpan<T> p,
                       Span<T> point, Span<T> gradient, Workers workers)
    {
        _loss = loss;
        _theta = theta;
        _dtheta = dtheta;
        _start = start;
        _p = p;
        _workers = workers;
        Point = point;
        Gradient = gradient;
    }

    /// <summary>The point of the last trial; after a successful search the point found.</summary>
    public Span<T> Point { get; }

    /// <summary>∇L at <see cref="Point"/>.</summary>
    public Span<T> Gradient { get; }

    /// <summary>Searches along p as it now is, beginning with <paramref name="alpha"/>; true if a better point was found.</summary>
    public bool Run(double alpha)
    {
        Trial origin = new(0, _start, InnerProduct.Of<T>(_dtheta, _p));
        if (!(origin.Slope < 0))
        {
            return false; // p leads uphill, or is not a number
        }

        Trial before = origin;
        for (int trial = 1; trial <= MostTrials; trial++)
        {
            Trial here = Try(alpha);
            if (!Decreases(here, origin) || (trial > 1 && here.Value >= before.Value))
            {
                return Zoom(before, here, origin, MostTrials - trial);
            }

            if (IsFlat(here, origin))
            {
                return true;
            }

            if (here.Slope >= 0)
            {
                return Zoom(here, before, origin, MostTrials - trial);
            }

            before = here;
            alpha *= 2;
        }

        return true; // still falling after all the doublings: the last point is the best
    }

    // low has enough decrease (or is the origin) and the smallest value so far; between low and high a point meets both conditions.
    private bool Zoom(Trial low, Trial high, Trial origin, int trials)
    {
        double last = high.Alpha;
        for (; trials > 0 && Promises(low, high, origin); trials--)
        {
            Trial here = Try(Between(low, high));
            last = here.Alpha;
            if (!Decreases(here, origin) || here.Value >= low.Value)
            {
                high = here;
                continue;
            }

            if (IsFlat(here, origin))
            {
                return true;
            }

            if (here.Slope * (high.Alpha - low.Alpha) >= 0)
            {
                high = low;
            }

            low = here;
        }

        if (low.Alpha > 0 && last != low.Alpha)
        {
            Try(low.Alpha);
        }

        return low.Alpha > 0;
    }

    // False once what the interval can still gain is less than the rounding of L.
    private static bool Promises(Trial low, Trial high, Trial origin) =>
        Math.Abs(low.Slope * (high.Alpha - low.Alpha)) > Epsilon * Math.Abs(origin.Value);

    private static bool Decreases(Trial here, Trial origin) => here.Value <= origin.Value + (C1 * here.Alpha * origin.Slope);

    private static bool IsFlat(Trial here, Trial origin) => Math.Abs(here.Slope) <= C2 * -origin.Slope;

    // The minimum of the cubic with both values and slopes, eq. 3.59.
    private static double Between(Trial low, Trial high)
    {
        double width = high.Alpha - low.Alpha;
        double d1 = low.Slope + high.Slope - (3 * (low.Value - high.Value) / (low.Alpha - high.Alpha));
        double d2 = Math.CopySign(Math.Sqrt((d1 * d1) - (low.Slope * high.Slope)), width);
        double at = 1 - ((high.Slope + d2 - d1) / (high.Slope - low.Slope + (2 * d2))); // as a part of the way from low to high
        return low.Alpha + (width * (double.IsFinite(at) ? Math.Clamp(at, 0.1, 0.9) : 0.5));
    }

    private Trial Try(double alpha)
    {
        Elementwise.Map(new Along(T.CreateChecked(alpha)), _theta, _p, Point, _workers); // theta' = θ + α p
        double value = _loss.Evaluate(Point, Gradient);
        return new Trial(alpha, value, InnerProduct.Of<T>(Gradient, _p));
    }

    private readonly record struct Trial(double Alpha, double Value, double Slope);

    private readonly struct Along(T alpha) : IBinaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V theta, V p)
            where V : struct, IRegister<V, T> => V.Fma(V.Splat(alpha), p, theta);
    }
}
