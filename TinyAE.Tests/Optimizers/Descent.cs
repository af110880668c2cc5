using System.Numerics;
using TinyAE.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Tests.Optimizers;

/// <summary>A minimal trainer: evaluates, steps, and keeps the losses.</summary>
internal static class Descent
{
    public static double[] Run<T>(
        IOptimizer<T> optimizer, Problem<T> problem, int steps, double rate, out T[] theta, ISchedule? schedule = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        theta = problem.Start;
        T[] gradient = new T[theta.Length];
        OptimizerState<T> state = new(optimizer, theta.Length);
        double[] losses = new double[steps + 1];
        for (int t = 0; t < steps; t++)
        {
            losses[t] = problem.Evaluate(theta, gradient);
            double now = rate * (schedule?.Factor(t, steps) ?? 1);
            optimizer.Step(theta, gradient, state, new StepInfo<T>(now, losses[t], Workers.One, problem));
        }

        losses[steps] = problem.Evaluate(theta, gradient);
        return losses;
    }
}
