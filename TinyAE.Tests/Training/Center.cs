using System.Numerics;
using TinyAE.Layers;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Tests.Training;

/// <summary>The least model there is: theta = (c, d), L = ½ mean (c − x)² + ½d². It remembers what it was asked.</summary>
/// <remarks>With state: a counter of training passes, as batch normalization has running statistics.</remarks>
internal sealed class Center<T> : IObjective<T>, INetwork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Parameter _count = new("count", new Shape(1), Initializers.Zeros) { IsState = true };

    internal Center(int capacity = 1_000, string name = "center", Center<T>? shares = null, bool movesC = true, bool movesD = true,
                    IEnumerable<INetwork>? others = null)
    {
        Name = name;
        Capacity = capacity;
        LayerParameters =
            [[new Parameter("c", new Shape(1), Initializers.Zeros), new Parameter("d", new Shape(1), Initializers.Ones), _count]];
        Layout = shares?.Layout ?? new ParameterLayout([this, .. others ?? []]);
        if (movesC && movesD)
        {
            Moves = [new ParameterSlot(0, 2)];
        }
        else
        {
            Moves = movesC ? [new ParameterSlot(0, 1)] : movesD ? [new ParameterSlot(1, 1)] : [];
        }
    }

    public string Name { get; }

    public Shape Input { get; } = new(1);

    public Shape Output => Input;

    public Shape Target => Input;

    public int Capacity { get; }

    public IEnumerable<IReadOnlyList<Parameter>> LayerParameters { get; }

    public ParameterLayout Layout { get; }

    public IReadOnlyList<ParameterSlot> Moves { get; init; }

    public IReadOnlyList<Term> Terms { get; } = [new("distance", "1/N Σ_n ½(c − x_n)²"), new("decay", "½d²")];

    /// <summary>What the batches of all evaluations held.</summary>
    internal List<(double[] Input, int[] Labels, Pass Pass)> Seen { get; } = [];

    /// <summary>Replaces the loss of one step by another value.</summary>
    internal (int Evaluation, double Loss)? Poison { get; init; }

    public double Evaluate(Span<T> theta, in Batch<T> batch, Span<T> dtheta, Span<double> terms, in Pass pass, TermSet wanted = default)
    {
        Seen.Add(([.. batch.Input.ToArray().Select(double.CreateChecked)], batch.Labels.ToArray(), pass));
        Assert.Equal(pass.Batch, batch.Input.Length);
        Assert.Equal(batch.Input.ToArray(), batch.Target.ToArray());
        T distance = T.Zero;
        T derivative = T.Zero;
        foreach (T x in batch.Input)
        {
            T difference = theta[0] - x;
            distance += difference * difference;
            derivative += difference;
        }

        terms[0] = 0.5 * double.CreateChecked(distance) / pass.Batch;
        terms[1] = 0.5 * double.CreateChecked(theta[1] * theta[1]);
        if (!dtheta.IsEmpty)
        {
            dtheta[0] = derivative / T.CreateChecked(pass.Batch);
            dtheta[1] = theta[1];
        }

        if (pass.Training)
        {
            theta[2] += T.One;
        }

        return Poison is { } poison && poison.Evaluation == Seen.Count ? poison.Loss : terms[0] + terms[1];
    }
}

/// <summary>theta −= rate · dtheta; counts its steps.</summary>
internal sealed class Descent<T> : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public string Name => "descent";

    public double DefaultLearningRate => 0.25;

    public int StateVectors => 1;

    public int StateScalars => 1;

    public bool NeedsFullBatch { get; init; }

    internal List<StepInfo<T>> Seen { get; } = [];

    public void Step(Span<T> theta, Span<T> dtheta, OptimizerState<T> state, in StepInfo<T> step)
    {
        Seen.Add(step);
        for (int i = 0; i < theta.Length; i++)
        {
            state.Vector(0)[i] += dtheta[i];
            theta[i] -= T.CreateChecked(step.LearningRate) * dtheta[i];
        }

        state.Scalars[0] += step.Loss;
        state.Steps++;
    }
}
