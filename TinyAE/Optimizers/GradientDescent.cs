using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Optimizers;

/// <summary>Gradient descent: straight down the slope of the batch; stochastic where the batch is a sample of the data.</summary>
/// <remarks>
/// Shapes: θ, g (P), P the number of parameters that are trained.
/// θ_t = θ_{t−1} − η g_t
/// State: none. Default: η = 0.01, as in Keras.
/// Source: Cauchy (1847); on samples, Robbins and Monro (1951), A stochastic approximation method.
/// </remarks>
public sealed class GradientDescent<T> : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public string Name => "gradient-descent";

    /// <inheritdoc/>
    public double DefaultLearningRate => 0.01;

    /// <inheritdoc/>
    public int StateVectors => 0;

    /// <inheritdoc/>
    public int StateScalars => 0;

    /// <inheritdoc/>
    public void Step(Span<T> theta, Span<T> dtheta, OptimizerState<T> state, in StepInfo<T> step)
    {
        Elementwise.Update(new Descent(T.CreateChecked(step.LearningRate)), theta, dtheta, [], [], step.Workers); // theta = θ − η g
        state.Steps++;
    }

    private readonly struct Descent(T eta) : IUpdate<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V theta, V g, ref V m, ref V v)
            where V : struct, IRegister<V, T> =>
            theta = V.Fma(V.Splat(-eta), g, theta); // theta = θ − η g
    }
}
