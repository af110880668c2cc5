using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Optimizers;

/// <summary>RMSprop: each gradient is divided by a running root mean square of its own recent size.</summary>
/// <remarks>
/// Shapes: θ, g, v (P), P the number of parameters that are trained.
/// v_t = ρ v_{t−1} + (1 − ρ) g_t²
/// θ_t = θ_{t−1} − η g_t / (√v_t + ε)
/// State: v, zero at first. Defaults: ρ = 0.9 and η = 0.001, the lecture's; ε = 1e-8, outside the root as in PyTorch (Keras: 1e-7, inside).
/// Source: Tieleman and Hinton (2012), Neural networks for machine learning, lecture 6.5.
/// </remarks>
/// <param name="rho">ρ, the part of the mean square that is kept; in [0, 1).</param>
/// <param name="epsilon">ε, added to the root; above 0.</param>
public sealed class RMSprop<T>(double rho = 0.9, double epsilon = 1e-8) : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _rho = Range.Fraction<T>(rho);
    private readonly T _fresh = T.CreateChecked(1 - rho);
    private readonly T _epsilon = Range.Positive<T>(epsilon);

    /// <inheritdoc/>
    public string Name => "rmsprop";

    /// <inheritdoc/>
    public string Description => $"{Name}, rho = {rho}, epsilon = {epsilon}";

    /// <inheritdoc/>
    public double DefaultLearningRate => 0.001;

    /// <inheritdoc/>
    public int StateVectors => 1;

    /// <inheritdoc/>
    public int StateScalars => 0;

    /// <inheritdoc/>
    public void Step(Span<T> theta, Span<T> dtheta, OptimizerState<T> state, in StepInfo<T> step)
    {
        Scaled scaled = new(T.CreateChecked(step.LearningRate), _rho, _fresh, _epsilon);
        Elementwise.Update(scaled, theta, dtheta, [], state.Vector(0), step.Workers); // theta = θ − η g / (√v + ε)
        state.Steps++;
    }

    private readonly struct Scaled(T eta, T rho, T fresh, T epsilon) : IUpdate<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V theta, V g, ref V m, ref V v)
            where V : struct, IRegister<V, T>
        {
            v = V.Splat(rho) * v + V.Splat(fresh) * g * g; // v = ρ v + (1 − ρ) g²
            theta -= V.Splat(eta) * g / (V.Sqrt(v) + V.Splat(epsilon)); // theta = θ − η g / (√v + ε)
        }
    }
}
