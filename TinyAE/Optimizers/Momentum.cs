using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Optimizers;

/// <summary>Gradient descent with momentum: a heavy ball that keeps part of its velocity.</summary>
/// <remarks>
/// Shapes: θ, g, v (P), P the number of parameters that are trained.
/// v_t = μ v_{t−1} − η g_t
/// θ_t = θ_{t−1} + v_t
/// State: v, zero at first. Defaults: μ = 0.9, as in Rumelhart, Hinton and Williams (1986), and η = 0.01.
/// As in Keras the rate is inside v: after a change of η the velocity gathered before keeps its size (PyTorch's θ = θ − η v rescales it).
/// Source: Polyak (1964), Some methods of speeding up the convergence of iteration methods; in this form Sutskever et al. (2013), On the
/// importance of initialization and momentum in deep learning, eq. 1 and 2.
/// </remarks>
/// <param name="mu">μ, the part of the velocity that is kept; in [0, 1).</param>
public sealed class Momentum<T>(double mu = 0.9) : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _mu = Range.Fraction<T>(mu);

    /// <inheritdoc/>
    public string Name => "momentum";

    /// <inheritdoc/>
    public string Description => $"{Name}, mu = {mu}";

    /// <inheritdoc/>
    public double DefaultLearningRate => 0.01;

    /// <inheritdoc/>
    public int StateVectors => 1;

    /// <inheritdoc/>
    public int StateScalars => 0;

    /// <inheritdoc/>
    public void Step(Span<T> theta, Span<T> dtheta, OptimizerState<T> state, in StepInfo<T> step)
    {
        HeavyBall ball = new(T.CreateChecked(step.LearningRate), _mu);
        Elementwise.Update(ball, theta, dtheta, [], state.Vector(0), step.Workers); // theta = θ + μ v − η g
        state.Steps++;
    }

    private readonly struct HeavyBall(T eta, T mu) : IUpdate<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V theta, V g, ref V m, ref V v)
            where V : struct, IRegister<V, T>
        {
            v = V.Splat(mu) * v - V.Splat(eta) * g; // v = μ v − η g
            theta += v; // theta = θ + v
        }
    }
}
