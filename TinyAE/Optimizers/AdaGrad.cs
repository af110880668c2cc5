using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Optimizers;

/// <summary>AdaGrad: each parameter's rate falls with the gradients that it has seen.</summary>
/// <remarks>
/// Shapes: θ, g, G (P), P the number of parameters that are trained.
/// G_t = G_{t−1} + g_t²
/// θ_t = θ_{t−1} − η g_t / (√G_t + ε)
/// State: G, zero at first (Keras starts at 0.1). Defaults: η = 0.01; ε = 1e-8, outside the root, as the paper's δ.
/// Source: Duchi, Hazan and Singer (2011), Adaptive subgradient methods for online learning and stochastic optimization, figure 1
/// (diagonal form).
/// </remarks>
/// <param name="epsilon">ε, added to the root; above 0.</param>
public sealed class AdaGrad<T>(double epsilon = 1e-8) : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _epsilon = Range.Positive<T>(epsilon);

    /// <inheritdoc/>
    public string Name => "adagrad";

    /// <inheritdoc/>
    public string Description => $"{Name}, epsilon = {epsilon}";

    /// <inheritdoc/>
    public double DefaultLearningRate => 0.01;

    /// <inheritdoc/>
    public int StateVectors => 1;

    /// <inheritdoc/>
    public int StateScalars => 0;

    /// <inheritdoc/>
    public void Step(Span<T> theta, Span<T> dtheta, OptimizerState<T> state, in StepInfo<T> step)
    {
        Adaptive adaptive = new(T.CreateChecked(step.LearningRate), _epsilon);
        Elementwise.Update(adaptive, theta, dtheta, [], state.Vector(0), step.Workers); // theta = θ − η g / (√G + ε)
        state.Steps++;
    }

    private readonly struct Adaptive(T eta, T epsilon) : IUpdate<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V theta, V g, ref V m, ref V sum)
            where V : struct, IRegister<V, T>
        {
            sum = V.Fma(g, g, sum); // G = G + g²
            theta -= V.Splat(eta) * g / (V.Sqrt(sum) + V.Splat(epsilon)); // theta = θ − η g / (√G + ε)
        }
    }
}
