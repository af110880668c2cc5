using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Optimizers;

/// <summary>Adam: momentum divided by a running root mean square, both corrected for their start at zero.</summary>
/// <remarks>
/// Shapes: θ, g, m, v (P), P the number of parameters that are trained.
/// m_t = β₁ m_{t−1} + (1 − β₁) g_t
/// v_t = β₂ v_{t−1} + (1 − β₂) g_t²
/// m̂_t = m_t / (1 − β₁ᵗ),  v̂_t = v_t / (1 − β₂ᵗ)
/// θ_t = θ_{t−1} − η m̂_t / (√v̂_t + ε)
/// State: m, v, zero at first; and c₁ = 1 − β₁ᵗ, c₂ = 1 − β₂ᵗ, the total weight of the gradients in m and v, which follow the same
/// recurrence as m and v with g = 1, so that no power is ever computed.
/// Defaults: η = 0.001, β₁ = 0.9, β₂ = 0.999, ε = 1e-8, the paper's; ε stands outside the root of the corrected v̂, as in PyTorch.
/// (Keras adds 1e-7 to the root of the uncorrected v.)
/// Source: Kingma and Ba (2015), Adam: a method for stochastic optimization, algorithm 1.
/// </remarks>
/// <param name="beta1">β₁, the part of m that is kept; in [0, 1).</param>
/// <param name="beta2">β₂, the part of v that is kept; in [0, 1).</param>
/// <param name="epsilon">ε, added to the root; above 0.</param>
public sealed class Adam<T>(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AdamMoments<T> _moments = new(beta1, beta2, epsilon);

    /// <inheritdoc/>
    public string Name => "adam";

    /// <inheritdoc/>
    public string Description => $"{Name}, beta1 = {beta1}, beta2 = {beta2}, epsilon = {epsilon}";

    /// <inheritdoc/>
    public double DefaultLearningRate => 0.001;

    /// <inheritdoc/>
    public int StateVectors => 2;

    /// <inheritdoc/>
    public int StateScalars => 2;

    /// <inheritdoc/>
    public void Step(Span<T> theta, Span<T> dtheta, OptimizerState<T> state, in StepInfo<T> step)
    {
        Adaptive adaptive = new(_moments.Next(state.Scalars), T.CreateChecked(step.LearningRate));
        Elementwise.Update(adaptive, theta, dtheta, state.Vector(0), state.Vector(1), step.Workers); // theta = θ − η m̂ / (√v̂ + ε)
        state.Steps++;
    }

    private readonly struct Adaptive(AdamMoments<T>.Formula moments, T eta) : IUpdate<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V theta, V g, ref V m, ref V v)
            where V : struct, IRegister<V, T> =>
            theta -= V.Splat(eta) * moments.Direction(g, ref m, ref v); // theta = θ − η m̂ / (√v̂ + ε)
    }
}
