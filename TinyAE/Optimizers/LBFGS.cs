using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Optimizers;

/// <summary>L-BFGS: a quasi-Newton method that knows the curvature along its last few steps, with a line search.</summary>
/// <remarks>
/// Shapes: θ, g, p, s_i, y_i (P), P the number of parameters that are trained; α, ρ_i are numbers.
/// p_k = −H_k g_k, with H_k the inverse Hessian that the last m pairs (s_i, y_i) imply (two-loop recursion)
/// θ_{k+1} = θ_k + α p_k, with α by the strong Wolfe conditions (<see cref="WolfeSearch{T}"/>)
/// s_k = θ_{k+1} − θ_k,  y_k = g_{k+1} − g_k,  ρ_k = 1 / y_kᵀ s_k
/// A pair without positive curvature is left out. Where p_k is no descent direction, or the search along it finds nothing better, the
/// pairs are forgotten and the search goes down the gradient; where that finds nothing either, θ stays.
/// State: m pairs, their ρ, how many and which is next; and room for p, for the trial point and for its gradient.
/// The learning rate is the first α that the search tries, 1 by default: the full quasi-Newton step; without pairs it is divided by ||g||
/// where that is above 1.
/// Needs the same data in every step and a way to evaluate L elsewhere. Inner products are summed in double.
/// Source: Nocedal and Wright (2006), Numerical optimization, algorithms 7.4 and 7.5, eq. 7.20; Nocedal (1980).
/// </remarks>
/// <param name="memory">m, how many pairs are kept, 1 to 100.</param>
public sealed class LBFGS<T>(int memory = 10) : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Held = 0; // state.Scalars: how many pairs are held,
    private const int Next = 1; // the place of the next one,
    private const int Gamma = 2; // sᵀy / yᵀy of the newest,
    private const int Rho = 3; // and ρ of each place

    private readonly int _m = Range.Count(memory, 100);

    /// <inheritdoc/>
    public string Name => "l-bfgs";

    /// <inheritdoc/>
    public string Description => $"{Name}, memory = {memory}";

    /// <inheritdoc/>
    public double DefaultLearningRate => 1;

    /// <inheritdoc/>
    public int StateVectors => (2 * _m) + 3;

    /// <inheritdoc/>
    public int StateScalars => Rho + _m;

    /// <inheritdoc/>
    public bool NeedsFullBatch => true;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException"><paramref name="step"/> offers no evaluation elsewhere.</exception>
    public void Step(Span<T> theta, Span<T> dtheta, OptimizerState<T> state, in StepInfo<T> step)
    {
        IEvaluation<T> loss = step.Elsewhere ?? throw Missing.Evaluation(Name);
        Span<T> p = state.Vector(2 * _m);
        WolfeSearch<T> search = new(
            loss, theta, dtheta, step.Loss, p, point: state.Vector((2 * _m) + 1), gradient: state.Vector((2 * _m) + 2), step.Workers);
        bool found = false;
        if (state.Scalars[Held] > 0)
        {
            Direction(dtheta, p, state, step.Workers); // p = −H g
            found = search.Run(step.LearningRate); // theta' = θ + α p
        }

        if (!found)
        {
            state.Scalars[Held] = 0;
            state.Scalars[Next] = 0;
            Elementwise.Map(new Times(-T.One), dtheta, p, step.Workers); // p = −g
            double norm = Math.Sqrt(InnerProduct.Of<T>(dtheta, dtheta));
            found = search.Run(step.LearningRate / Math.Max(1, norm)); // theta' = θ + α p
        }

        if (found)
        {
            Remember(theta, dtheta, search, state, step.Workers);
            search.Point.CopyTo(theta); // theta = θ'
            search.Gradient.CopyTo(dtheta); // dtheta = g'
        }

        state.Steps++;
    }

    // Algorithm 7.4, newest pair first on the way in, oldest first on the way out.
    private void Direction(ReadOnlySpan<T> g, Span<T> p, OptimizerState<T> state, Workers workers)
    {
        Span<double> alpha = stackalloc double[_m];
        int held = (int)state.Scalars[Held];
        g.CopyTo(p); // q = g
        for (int age = 1; age <= held; age++)
        {
            int i = Place(state, age);
            alpha[i] = state.Scalars[Rho + i] * InnerProduct.Of<T>(S(state, i), p); // α_i = ρ_i s_iᵀ q
            Elementwise.MapAdd(new Times(T.CreateChecked(-alpha[i])), Y(state, i), p, workers); // q = q − α_i y_i
        }

        Elementwise.Map(new Times(T.CreateChecked(state.Scalars[Gamma])), p, p, workers); // r = γ q
        for (int age = held; age >= 1; age--)
        {
            int i = Place(state, age);
            double beta = state.Scalars[Rho + i] * InnerProduct.Of<T>(Y(state, i), p); // β = ρ_i y_iᵀ r
            Elementwise.MapAdd(new Times(T.CreateChecked(alpha[i] - beta)), S(state, i), p, workers); // r = r + (α_i − β) s_i
        }

        Elementwise.Map(new Times(-T.One), p, p, workers); // p = −r
    }

    private void Remember(ReadOnlySpan<T> theta, ReadOnlySpan<T> g, in WolfeSearch<T> search, OptimizerState<T> state, Workers workers)
    {
        int i = (int)state.Scalars[Next];
        Span<T> s = S(state, i);
        Span<T> y = Y(state, i);
        Elementwise.Map(default(Minus), search.Point, theta, s, workers); // s = θ' − θ
        Elementwise.Map(default(Minus), search.Gradient, g, y, workers); // y = g' − g
        double sy = InnerProduct.Of<T>(s, y);
        double yy = InnerProduct.Of<T>(y, y);
        double ss = InnerProduct.Of<T>(s, s);
        if (!(sy > 1e-8 * Math.Sqrt(ss * yy)))
        {
            // The place may have held the oldest pair, which is lost with it.
            state.Scalars[Held] = Math.Min(state.Scalars[Held], _m - 1);
            return;
        }

        state.Scalars[Rho + i] = 1 / sy; // ρ = 1 / yᵀs
        state.Scalars[Gamma] = sy / yy; // γ = sᵀy / yᵀy
        state.Scalars[Held] = Math.Min(state.Scalars[Held] + 1, _m);
        state.Scalars[Next] = (i + 1) % _m;
    }

    private Span<T> S(OptimizerState<T> state, int i) => state.Vector(i);

    private Span<T> Y(OptimizerState<T> state, int i) => state.Vector(_m + i);

    // The place of the pair that is so many steps old; 1 is the newest.
    private int Place(OptimizerState<T> state, int age) => ((int)state.Scalars[Next] - age + _m) % _m;

    private readonly struct Times(T factor) : IUnaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IRegister<V, T> => V.Splat(factor) * x;
    }

    private readonly struct Minus : IBinaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V a, V b)
            where V : struct, IRegister<V, T> => a - b;
    }
}
