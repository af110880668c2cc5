using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Optimizers;

/// <summary>Nesterov's accelerated gradient: momentum whose gradient is taken where the velocity is about to lead.</summary>
/// <remarks>
/// Shapes: θ, g, v (P), P the number of parameters that are trained.
/// v_t = μ v_{t−1} − η g_t
/// θ_t = θ_{t−1} + μ v_t − η g_t
/// Here θ is the point looked ahead to, φ + μ v, where g is taken; the iterate φ of the paper is θ − μ v. In φ the same steps read
/// v_t = μ v_{t−1} − η ∇L(φ_{t−1} + μ v_{t−1}), φ_t = φ_{t−1} + v_t.
/// State: v, zero at first. Defaults: μ = 0.9, η = 0.01.
/// Source: Nesterov (1983); Sutskever et al. (2013), On the importance of initialization and momentum in deep learning, eq. 3 and 4; in
/// terms of the point looked ahead to, Bengio, Boulanger-Lewandowski and Pascanu (2013), eq. 7.
/// </remarks>
/// <param name="mu">μ, the part of the velocity that is kept; in [0, 1).</param>
public sealed class Nesterov<T>(double mu = 0.9) : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _mu = Range.Fraction<T>(mu);

    /// <inheritdoc/>
    public string Name => "nesterov";

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
        LookAhead ahead = new(T.CreateChecked(step.LearningRate), _mu);
        Elementwise.Update(ahead, theta, dtheta, [], state.Vector(0), step.Workers); // theta = θ + μ v − η g, with the new v
        state.Steps++;
    }

    private readonly struct LookAhead(T eta, T mu) : IUpdate<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V theta, V g, ref V m, ref V v)
            where V : struct, IRegister<V, T>
        {
            V slope = V.Splat(eta) * g;
            v = V.Splat(mu) * v - slope; // v = μ v − η g
            theta += V.Splat(mu) * v - slope; // theta = θ + μ v − η g
        }
    }
}
