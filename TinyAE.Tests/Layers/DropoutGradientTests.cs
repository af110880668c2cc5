using TinyAE.Layers;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Layers;

public class DropoutGradientTests
{
    private const double Rate = 0.4;

    /// <summary>Mistakes in the Backward, given the mask that Forward kept.</summary>
    private static readonly Dictionary<string, WrongBackward> _mistakes = new()
    {
        ["mask not applied"] = call => Each(call, (dy, _) => dy / (1 - Rate)),
        ["not scaled"] = call => Each(call, (dy, m) => dy * m),
        ["scaled by the share that is kept"] = call => Each(call, (dy, m) => dy * m * (1 - Rate)),
        ["as if nothing were dropped"] = call => Each(call, (dy, _) => dy),
        ["another mask"] = call =>
        {
            double[] y = new double[call.Y.Length], cache = new double[call.Cache.Length];
            Pass other = call.Pass with { Key = call.Pass.Key with { Step = call.Pass.Key.Step + 1 } };
            call.Layer.Forward(call.Theta, call.X, y, cache, other);
            call.Layer.Backward(call.Theta, call.X, call.Y, cache, call.Dy, call.Dx, call.Dtheta, call.Pass);
        },
    };

    public static TheoryData<string> Mistakes => [.. _mistakes.Keys];

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void TheGradientIsRightForEverySeedWithAndWithoutDropping(double rate)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            CheckOptions options = new() { Seed = (ulong)seed, Batch = 1 + (seed % 4), Training = seed % 3 != 0 };
            GradientCheck.Of(new Dropout<double>(new Shape(1 + (seed % 9)), rate), options).Assert();
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsRejectedForEverySeed(string mistake)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            WrongLayer wrong = new(new Dropout<double>(new Shape(12), Rate), _mistakes[mistake]);
            TensorVerdict verdict = Assert.Single(GradientCheck.Of(wrong, new CheckOptions { Seed = (ulong)seed }).Tensors);
            Assert.Equal(Verdict.Wrong, verdict.Verdict);
        }
    }

    private static void Each(BackwardCall call, Func<double, double, double> gradient)
    {
        for (int i = 0; i < call.Dx.Length; i++)
        {
            call.Dx[i] = gradient(call.Dy[i], call.Cache[i]);
        }
    }
}
