using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Optimizers;

/// <summary>Adam with decoupled weight decay: the decay acts on the weights themselves, not through the moments.</summary>
/// <remarks>
/// Shapes: θ, g, m, v (P), P the number of parameters that are trained.
/// m_t, v_t, m̂_t, v̂_t as in <see cref="Adam{T}"/>
/// θ_t = θ_{t−1} − η (m̂_t / (√v̂_t + ε) + λ θ_{t−1})
/// State and defaults as in Adam; λ = 0.01, PyTorch's (Keras: 0.004). As in both, the decay's strength is η λ and follows the schedule
/// of η; the paper's separate α is part of η here. Every element that the optimizer is given decays, biases too.
/// Source: Loshchilov and Hutter (2019), Decoupled weight decay regularization, algorithm 2.
/// </remarks>
/// <param name="decay">λ, at least 0.</param>
/// <param name="beta1">β₁, the part of m that is kept; in [0, 1).</param>
/// <param name="beta2">β₂, the part of v that is kept; in [0, 1).</param>
/// <param name="epsilon">ε, added to the root; above 0.</param>
public sealed class AdamW<T>(double decay = 0.01, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AdamMoments<T> _moments = new(beta1, beta2, epsilon);
    private readonly T _lambda = Range.NotNegative<T>(decay);

    /// <inheritdoc/>
    public string Name => "adamw";

    /// <inheritdoc/>
    public string Description => $"{Name}, decay = {decay}, beta1 = {beta1}, beta2 = {beta2}, epsilon = {epsilon}";

    /// <inheritdoc/>
    public double DefaultLearningRate => 0.001;

    /// <inheritdoc/>
    public int StateVectors => 2;

    /// <inheritdoc/>
    public int StateScalars => 2;

    /// <inheritdoc/>
    public void Step(Span<T> theta, Span<T> dtheta, OptimizerState<T> state, in StepInfo<T> step)
    {
        Decaying decaying = new(_moments.Next(state.Scalars), T.CreateChecked(step.LearningRate), _lambda);
        Elementwise.Update(decaying, theta, dtheta, state.Vector(0), state.Vector(1), step.Workers); // theta = θ − η (m̂ / (√v̂ + ε) + λ θ)
        state.Steps++;
    }

    private readonly struct Decaying(AdamMoments<T>.Formula moments, T eta, T lambda) : IUpdate<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V theta, V g, ref V m, ref V v)
            where V : struct, IRegister<V, T> =>
            theta -= V.Splat(eta) * (moments.Direction(g, ref m, ref v) + V.Splat(lambda) * theta); // theta = θ − η (m̂ / (√v̂ + ε) + λ θ)
    }
}
