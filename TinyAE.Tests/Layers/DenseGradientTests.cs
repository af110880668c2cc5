using TinyAE.Layers;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Layers;

public class DenseGradientTests
{
    private const int Size = 5;
    private const int Weight = 0;
    private const int Bias = 1;

    /// <summary>Mistakes in the Backward of a square layer; the name begins with the gradient that is spoiled.</summary>
    private static readonly Dictionary<string, WrongBackward> _mistakes = new()
    {
        ["dx = dy·W"] = call =>
        {
            call.Right();
            if (!call.Dx.IsEmpty)
            {
                MatrixProduct.AB(call.Dy, call.Theta[Weight], call.Dx, call.Pass.Batch, Size, Size);
            }
        },
        ["dx += dy·Wᵀ"] = call =>
        {
            double[] before = call.Dx.ToArray();
            call.Right();
            for (int i = 0; i < before.Length; i++)
            {
                call.Dx[i] += before[i];
            }
        },
        ["dW += dyᵀ·x"] = call =>
        {
            if (WithoutItsGradient(call, Weight).Length > 0)
            {
                MatrixProduct.AtB(call.Dy, call.X, call.Dtheta[Weight], Size, Size, call.Pass.Batch, Write.Add);
            }
        },
        ["dW −= xᵀ·dy"] = call => Add(call, Weight, -1, WithoutItsGradient(call, Weight)),
        ["dW += xᵀ·dy / N"] = call => Add(call, Weight, 1.0 / call.Pass.Batch, WithoutItsGradient(call, Weight)),
        ["dW = xᵀ·dy"] = call =>
        {
            if (call.Dtheta.Wanted)
            {
                call.Dtheta[Weight].Clear();
            }

            call.Right();
        },
        ["db left out"] = call => WithoutItsGradient(call, Bias),
        ["db += dy of the last sample"] = call =>
        {
            if (WithoutItsGradient(call, Bias).Length > 0)
            {
                Reduction.ColumnSums(call.Dy[^Size..], 1, Size, call.Dtheta[Bias], Write.Add);
            }
        },
    };

    public static TheoryData<string> Mistakes => [.. _mistakes.Keys];

    [Fact]
    public void TheGradientIsRightForEverySeedAndShape()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            CheckOptions options = new() { Seed = (ulong)seed, Batch = random.Next(1, 7), Training = seed % 2 == 0 };
            GradientReport report = GradientCheck.Of(new Dense<double>(random.Next(1, 9), random.Next(1, 9)), options);
            report.Assert();
            Assert.Equal(["dW", "db", "dx"], report.Tensors.Select(tensor => tensor.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsRejectedForEverySeedAndNothingElse(string mistake)
    {
        string spoiled = mistake.Split(' ')[0];
        for (int seed = 0; seed < 10; seed++)
        {
            WrongLayer wrong = new(new Dense<double>(Size, Size), _mistakes[mistake]);
            GradientReport report = GradientCheck.Of(wrong, new CheckOptions { Seed = (ulong)seed });
            Assert.Equal([spoiled], report.Tensors.Where(tensor => tensor.Verdict == Verdict.Wrong).Select(tensor => tensor.Name));
        }
    }

    /// <summary>Does what is right, but for one parameter, and returns what should have been added to its gradient.</summary>
    private static double[] WithoutItsGradient(BackwardCall call, int parameter)
    {
        double[] before = call.Dtheta.Wanted ? call.Dtheta[parameter].ToArray() : [];
        call.Right();
        double[] added = new double[before.Length];
        for (int i = 0; i < added.Length; i++)
        {
            added[i] = call.Dtheta[parameter][i] - before[i];
            call.Dtheta[parameter][i] = before[i];
        }

        return added;
    }

    private static void Add(BackwardCall call, int parameter, double factor, double[] gradient)
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            call.Dtheta[parameter][i] += factor * gradient[i];
        }
    }
}
