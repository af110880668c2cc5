using System.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Tests.Optimizers;

/// <summary>A function to be minimized, with its gradient, in double inside; counts its evaluations.</summary>
internal sealed class Problem<T>(double[] start, Func<double[], double[], double> evaluate) : IEvaluation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double[] _theta = new double[start.Length];
    private readonly double[] _gradient = new double[start.Length];

    public T[] Start => [.. start.Select(T.CreateChecked)];

    public int Evaluations { get; private set; }

    public double Evaluate(ReadOnlySpan<T> theta, Span<T> dtheta)
    {
        Evaluations++;
        for (int i = 0; i < _theta.Length; i++)
        {
            _theta[i] = double.CreateChecked(theta[i]);
        }

        double value = evaluate(_theta, _gradient);
        for (int i = 0; i < _theta.Length; i++)
        {
            dtheta[i] = T.CreateChecked(_gradient[i]);
        }

        return value;
    }
}

internal static class Functions
{
    /// <summary>Rosenbrock's valley, (1 − a)² + 100 (b − a²)², chained over n dimensions; minimum 0 at (1, ..., 1).</summary>
    public static double Rosenbrock(double[] x, double[] gradient)
    {
        double value = 0;
        Array.Clear(gradient);
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = 1 - x[i];
            double b = x[i + 1] - (x[i] * x[i]);
            value += (a * a) + (100 * b * b);
            gradient[i] += (-2 * a) - (400 * b * x[i]);
            gradient[i + 1] += 200 * b;
        }

        return value;
    }

    /// <summary>½ Σ λ_i (x_i − c_i)² with λ from 1 to <paramref name="condition"/> and c_i = i mod 3 − 1; minimum 0.</summary>
    public static Func<double[], double[], double> Quadratic(int dimensions, double condition) => (x, gradient) =>
    {
        double value = 0;
        for (int i = 0; i < dimensions; i++)
        {
            double lambda = 1 + ((condition - 1) * i / Math.Max(1, dimensions - 1));
            double away = x[i] - ((i % 3) - 1);
            value += 0.5 * lambda * away * away;
            gradient[i] = lambda * away;
        }

        return value;
    };
}
