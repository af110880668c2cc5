using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

/// <summary>Accuracy and special values in float; that the widths agree is tested with the registers.</summary>
public class FloatFunctionsTests
{
    internal readonly struct Function<T>(string name) : IUnaryMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, IRegister<V, T> => name switch
            {
                "exp" => V.Exp(x),
                "expm1" => V.Expm1(x),
                "log" => V.Log(x),
                "log1p" => V.Log1p(x),
                "tanh" => V.Tanh(x),
                "sigmoid" => V.Sigmoid(x),
                "softplus" => V.Softplus(x),
                _ => throw new ArgumentException(name),
            };
    }

    private static double Truth(string name, double x) => name switch
    {
        "exp" => Scalar.Exp(x),
        "expm1" => Scalar.Expm1(x),
        "log" => Scalar.Log(x),
        "log1p" => Scalar.Log1p(x),
        "tanh" => Scalar.Tanh(x),
        "sigmoid" => Scalar.Sigmoid(x),
        "softplus" => Scalar.Softplus(x),
        _ => throw new ArgumentException(name),
    };

    private static float[] Map(string name, float[] x)
    {
        float[] y = new float[x.Length];
        Elementwise.Map(new Function<float>(name), x, y);
        return y;
    }

    // Every 19,937th bit pattern, of every size and sign, and all floats around the places where a formula changes.
    private static float[] Sample()
    {
        var x = new List<float>();
        for (long bits = 0; bits <= uint.MaxValue; bits += 19937) x.Add(BitConverter.UInt32BitsToSingle((uint)bits));
        foreach (float place in new[] { 0.625f, 0.34657359f, 1.0397208f, 0.70710677f, 1.4142135f, 0.41421354f, 0.8813736f, 88.72284f, 87.33655f, 103.97208f, 16.99f })
        {
            int bits = BitConverter.SingleToInt32Bits(place);
            for (int i = -3000; i < 3000; i++)
            {
                x.Add(BitConverter.Int32BitsToSingle(bits + i));
                x.Add(-BitConverter.Int32BitsToSingle(bits + i));
            }
        }

        return [.. x];
    }

    [Theory]
    [InlineData("exp", 1.02)]
    [InlineData("expm1", 1.25)]
    [InlineData("log", 0.85)]
    [InlineData("log1p", 1.5)]
    [InlineData("tanh", 1.3)]
    [InlineData("sigmoid", 2.3)]
    [InlineData("softplus", 1.8)]
    public void TheErrorIsTheStatedOne(string name, double ulps)
    {
        float[] x = Sample();
        float[] y = Map(name, x);
        double worst = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double truth = Truth(name, x[i]);
            if (double.IsNaN(truth) || double.IsInfinity(truth) || truth == 0)
            {
                if (!y[i].Equals((float)truth)) Assert.Fail($"{name}({x[i]:R}) is {y[i]:R}, expected {truth:R}");
                continue;
            }

            // The unit of the last place of a float of that size; above the largest float, the one that ∞ would have.
            double unit = Math.ScaleB(1, Math.Max(Math.ILogB(truth), -126) - 23);
            double found = float.IsInfinity(y[i]) ? Math.CopySign(Math.ScaleB(1, 128), y[i]) : y[i];
            if (Math.Abs(truth) > Math.ScaleB(1, 128)) truth = Math.CopySign(Math.ScaleB(1, 128), truth);
            double error = Math.Abs(found - truth) / unit;
            if (!(error <= ulps)) Assert.Fail($"{name}({x[i]:R}) is {found:R}, expected {truth:R}: {error:F3} ulp");
            worst = Math.Max(worst, error);
        }

        // A stated error far above the true one would say nothing.
        Assert.InRange(worst, ulps * 0.7, ulps);
    }

    [Fact]
    public void SpecialValues()
    {
        const float inf = float.PositiveInfinity, nan = float.NaN;
        foreach ((string name, float x, float value) in new (string, float, float)[]
        {
            ("exp", 0, 1), ("exp", inf, inf), ("exp", -inf, 0), ("exp", nan, nan), ("exp", 88.73f, inf), ("exp", -104, 0), ("exp", -103, 1e-45f),
            ("exp", float.MaxValue, inf), ("exp", float.MinValue, 0), ("expm1", 0, 0), ("expm1", -0f, -0f), ("expm1", inf, inf), ("expm1", -inf, -1),
            ("expm1", float.MaxValue, inf), ("expm1", nan, nan), ("expm1", 1e-30f, 1e-30f),
            ("log", 0, -inf), ("log", -0f, -inf), ("log", -1, nan), ("log", -inf, nan), ("log", inf, inf), ("log", nan, nan), ("log", 1, 0),
            ("log", -float.Epsilon, nan), ("log", float.Epsilon, -103.27893f), ("log1p", -1, -inf), ("log1p", -2, nan), ("log1p", inf, inf),
            ("log1p", -0f, -0f), ("log1p", nan, nan), ("log1p", 1e-30f, 1e-30f), ("log1p", float.MaxValue, 88.72284f),
            ("tanh", 0, 0), ("tanh", -0f, -0f), ("tanh", inf, 1), ("tanh", -inf, -1), ("tanh", nan, nan), ("tanh", float.Epsilon, float.Epsilon),
            ("sigmoid", 0, 0.5f), ("sigmoid", inf, 1), ("sigmoid", -inf, 0), ("sigmoid", nan, nan), ("sigmoid", -103, 1e-45f),
            ("softplus", inf, inf), ("softplus", -inf, 0), ("softplus", nan, nan), ("softplus", 200, 200), ("softplus", -103, 1e-45f),
        })
        {
            // A span of one element and one of 40 take different ways through the loop.
            foreach (float found in Map(name, [x]).Concat(Map(name, [.. Enumerable.Repeat(x, 40)])))
            {
                Assert.Equal(value, found);
                Assert.True(float.IsNaN(value) || float.IsNegative(value) == float.IsNegative(found), $"sign of {name}({x})");
            }
        }
    }

    [Fact]
    public void TanhIsOddAndSigmoidStaysBetweenZeroAndOne()
    {
        float[] x = [.. Sample().Where(float.IsFinite)];
        float[] plus = Map("tanh", x), minus = Map("tanh", [.. x.Select(v => -v)]), sigmoid = Map("sigmoid", x);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(-plus[i], minus[i]);
            Assert.InRange(plus[i], -1, 1);
            Assert.InRange(sigmoid[i], 0, 1);
        }
    }

    [Fact]
    public void FunctionsThatRiseNeverFallOverAFewNeighbours()
    {
        foreach (string name in new[] { "exp", "expm1", "tanh", "log", "log1p" })
        {
            foreach (float start in new[] { 1e-5f, 0.34f, 0.62f, 0.7f, 1.03f, 1.41f, 5f, 80f })
            {
                int bits = BitConverter.SingleToInt32Bits(start);
                float[] y = Map(name, [.. Enumerable.Range(0, 200_000).Select(i => BitConverter.Int32BitsToSingle(bits + 8 * i))]);
                for (int i = 1; i < y.Length; i++)
                {
                    if (!(y[i] >= y[i - 1])) Assert.Fail($"{name} falls near {BitConverter.Int32BitsToSingle(bits + 8 * i):R}");
                }
            }
        }
    }
}
