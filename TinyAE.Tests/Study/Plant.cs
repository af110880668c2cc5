using TinyAE.Layers;
using TinyAE.Models;
using TinyAE.Study;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Study;

/// <summary>A mistake planted in one gradient of a right layer, loss, penalty or function: what the check must reject, and name.</summary>
/// <param name="Where">"conv2d dW".</param>
/// <param name="Mistake">What it must be named.</param>
/// <param name="Tensor">The tensor that is wrong.</param>
/// <param name="Check">Checks it for a seed.</param>
internal sealed record Plant(string Where, Mistake Mistake, string Tensor, Func<int, GradientReport> Check)
{
    /// <summary>The mistaken gradient, from the right one and the call.</summary>
    public delegate double[] Spoiler(BackwardCall call, double[] right);

    /// <summary>The layer with one gradient spoiled: of parameter p, or dx for p = -1. All else is right, and added where it is to be.</summary>
    public static WrongLayer In(ILayer<double> right, int p, Spoiler spoil) => new(right, call =>
    {
        bool isWanted = p < 0 ? !call.Dx.IsEmpty : call.Dtheta.Wanted;
        if (!isWanted)
        {
            call.Right();
            return;
        }

        double[] held = p < 0 ? [] : call.Dtheta[p].ToArray();
        call.Right();
        Span<double> target = p < 0 ? call.Dx : call.Dtheta[p];
        double[] wrong = spoil(call, Gradient(call, p, call.Dy));
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = p < 0 ? wrong[i] : held[i] + wrong[i];
        }
    });

    /// <summary>The right gradient for an upstream gradient.</summary>
    public static double[] Gradient(BackwardCall call, int p, ReadOnlySpan<double> dy)
    {
        ParameterLayout layout = new(new Network<double>("layer", call.Layer));
        ParameterSlot[] slots = [.. call.Layer.Parameters.Select(layout.SlotOf)];
        double[] dtheta = new double[layout.TrainableCount], dx = new double[call.X.Length];
        Gradients<double> gradients = dtheta.Length > 0 ? new(dtheta, slots) : default;
        call.Layer.Backward(call.Theta, call.X, call.Y, call.Cache, dy, dx, gradients, call.Pass);
        return p < 0 ? dx : dtheta[slots[p].Offset..(slots[p].Offset + slots[p].Length)];
    }

    /// <summary>dy with the samples n of a batch of which this is false set to zero.</summary>
    public static double[] Keep(BackwardCall call, Func<int, int, bool> sample)
    {
        int width = call.Layer.Output.Size;
        double[] dy = call.Dy.ToArray();
        for (int k = 0; k < dy.Length; k++)
        {
            dy[k] *= sample(k / width, call.Pass.Batch) ? 1 : 0;
        }

        return dy;
    }

    /// <summary>Each number times a factor.</summary>
    public static double[] Times(double factor, double[] values) => [.. values.Select(value => factor * value)];

    /// <summary>The transpose of a matrix of so many rows, as a buffer.</summary>
    public static double[] Transpose(ReadOnlySpan<double> matrix, int rows)
    {
        int columns = matrix.Length / rows;
        double[] other = new double[matrix.Length];
        for (int k = 0; k < other.Length; k++)
        {
            other[(k % columns * rows) + (k / columns)] = matrix[k];
        }

        return other;
    }
}
