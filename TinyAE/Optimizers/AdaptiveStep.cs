using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Optimizers;

/// <summary>Gradient descent with an adaptive step, the "bold driver": faster while the loss falls, slower after a rise.</summary>
/// <remarks>
/// Shapes: θ, θ', g (P), P the number of parameters that are trained; r is one number.
/// θ' = θ_{t−1} − η r g_t
/// L(θ') &lt; L(θ_{t−1}):  θ_t = θ', r = 1.05 r
/// L(θ') = L(θ_{t−1}):  θ_t = θ'
/// else (also NaN):     r = 0.5 r, and θ' is tried anew from θ_{t−1} with the same g
/// So the loss never rises from one step to the next. If 50 trials are all worse, the step leaves θ where it is.
/// State: r, the factor on η, 1 at first; and room for θ_{t−1} and for the gradient at θ'.
/// Defaults: η = 0.1; 1.05 and 0.5 (Battiti: 1.1 and 0.5).
/// Needs the same data in every step and a way to evaluate L elsewhere; each step costs one evaluation more than plain descent.
/// Source: Vogl et al. (1988), Accelerating the convergence of the back-propagation method; Battiti (1989), who named the bold driver.
/// </remarks>
/// <param name="grow">The factor after a step that brought the loss down, at least 1.</param>
/// <param name="shrink">The factor after a step that raised it; in (0, 1).</param>
public sealed class AdaptiveStep<T>(double grow = 1.05, double shrink = 0.5) : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int MostTrials = 50;

    private readonly double _grow = Range.AtLeastOne(grow);
    private readonly double _shrink = Range.Positive<double>(Range.Fraction<double>(shrink));

    /// <inheritdoc/>
    public string Name => "adaptive-step";

    /// <inheritdoc/>
    public string Description => $"{Name}, grow = {grow}, shrink = {shrink}";

    /// <inheritdoc/>
    public double DefaultLearningRate => 0.1;

    /// <inheritdoc/>
    public int StateVectors => 2;

    /// <inheritdoc/>
    public int StateScalars => 1;

    /// <inheritdoc/>
    public bool NeedsFullBatch => true;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException"><paramref name="step"/> offers no evaluation elsewhere.</exception>
    public void Step(Span<T> theta, Span<T> dtheta, OptimizerState<T> state, in StepInfo<T> step)
    {
        IEvaluation<T> loss = step.Elsewhere ?? throw Missing.Evaluation(Name);
        Span<T> before = state.Vector(0);
        Span<T> gradientThere = state.Vector(1);
        double r = state.Steps == 0 ? 1 : state.Scalars[0];
        theta.CopyTo(before); // before = θ
        double there = double.NaN;
        for (int trial = 0; trial < MostTrials && !(there <= step.Loss); trial++)
        {
            Elementwise.Map(new Move(T.CreateChecked(step.LearningRate * r)), before, dtheta, theta, step.Workers); // theta' = θ − η r g
            there = loss.Evaluate(theta, gradientThere);
            r *= there < step.Loss ? _grow : there == step.Loss ? 1 : _shrink; // r = 1.05 r or 0.5 r
        }

        if (!(there <= step.Loss))
        {
            before.CopyTo(theta); // theta = θ, no step at all
        }

        state.Scalars[0] = r;
        state.Steps++;
    }

    private readonly struct Move(T rate) : IBinaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V theta, V g)
            where V : struct, IRegister<V, T> => V.Fma(V.Splat(-rate), g, theta);
    }
}
