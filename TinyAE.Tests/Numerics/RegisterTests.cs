using TinyAE.Numerics;
using TinyAE.Tests.House;

namespace TinyAE.Tests.Numerics;

public class RegisterTests
{
    private static readonly string[] Binary =
        ["+", "-", "*", "/", "min", "max", "copysign", ">", ">=", "<", "<=", "="];

    private static readonly string[] Unary =
        ["-", "sqrt", "abs", "floor", "round", "exponent", "significand", "zero", "one",
         "exp", "expm1", "log", "log1p", "tanh", "sigmoid", "softplus"];

    private readonly struct BinaryOperation(string name) : IBinaryMap<float>
    {
        public V Apply<V>(V a, V b)
            where V : struct, IRegister<V, float> => name switch
            {
                "+" => a + b,
                "-" => a - b,
                "*" => a * b,
                "/" => a / b,
                "min" => V.Min(a, b),
                "max" => V.Max(a, b),
                "copysign" => V.CopySign(a, b),
                ">" => V.Select(V.GreaterThan(a, b), V.One, V.Splat(2f)),
                ">=" => V.Select(V.GreaterOrEqual(a, b), V.One, V.Splat(2f)),
                "<" => V.Select(V.LessThan(a, b), V.One, V.Splat(2f)),
                "<=" => V.Select(V.LessOrEqual(a, b), V.One, V.Splat(2f)),
                "=" => V.Select(V.Equal(a, b), V.One, V.Splat(2f)),
                _ => throw new ArgumentException(name),
            };

        public float Expected(float a, float b) => name switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => a / b,
            "min" => b < a ? b : a,
            "max" => b > a ? b : a,
            "copysign" => MathF.CopySign(a, b),
            ">" => a > b ? 1 : 2,
            ">=" => a >= b ? 1 : 2,
            "<" => a < b ? 1 : 2,
            "<=" => a <= b ? 1 : 2,
            "=" => a == b ? 1 : 2,
            _ => throw new ArgumentException(name),
        };
    }

    private readonly struct UnaryOperation(string name) : IUnaryMap<float>
    {
        public V Apply<V>(V a)
            where V : struct, IRegister<V, float>
        {
            switch (name)
            {
                case "-": return -a;
                case "sqrt": return V.Sqrt(a);
                case "abs": return V.Abs(a);
                case "floor": return V.Floor(a);
                case "round": return V.Round(a);
                case "zero": return V.Zero;
                case "one": return V.One;
                case "exponent": return V.Exponent(Normal(a), out _);
                case "significand": V.Exponent(Normal(a), out V significand); return significand;
                case "exp": return V.Exp(a);
                case "expm1": return V.Expm1(a);
                case "log": return V.Log(a);
                case "log1p": return V.Log1p(a);
                case "tanh": return V.Tanh(a);
                case "sigmoid": return V.Sigmoid(a);
                case "softplus": return V.Softplus(a);
                default: throw new ArgumentException(name);
            }
        }

        // What Exponent is defined for: a positive normal number.
        private static V Normal<V>(V a)
            where V : struct, IRegister<V, float> => V.Min(V.Max(V.Splat(1.17549435e-38f), V.Abs(a)), V.Splat(float.MaxValue));

        public float? Expected(float a) => name switch
        {
            "-" => -a,
            "sqrt" => MathF.Sqrt(a),
            "abs" => MathF.Abs(a),
            "floor" => MathF.Floor(a),
            "round" => MathF.Round(a),
            "zero" => 0,
            "one" => 1,
            _ => null,
        };
    }

    private readonly struct FusedMultiplyAdd : ITernaryMap<float>
    {
        public V Apply<V>(V a, V b, V c)
            where V : struct, IRegister<V, float> => V.Fma(a, b, c);
    }

    private readonly struct Scaling : IBinaryMap<float>
    {
        public V Apply<V>(V a, V n)
            where V : struct, IRegister<V, float> => V.Scale(a, n);
    }

    [Fact]
    public void BinaryOperationsAgreeWithPlainOnesAtEveryWidth()
    {
        float[] some = Widths.Floats(150, 1);
        float[] a = new float[some.Length * some.Length];
        float[] b = new float[a.Length];
        float[] expected = new float[a.Length];
        float[] y = new float[a.Length];
        for (int i = 0; i < a.Length; i++) (a[i], b[i]) = (some[i / some.Length], some[i % some.Length]);
        foreach (string name in Binary)
        {
            var operation = new BinaryOperation(name);
            for (int i = 0; i < a.Length; i++) expected[i] = operation.Expected(a[i], b[i]);
            foreach (int bits in Widths.All)
            {
                Widths.Run(bits, new BinaryKernel<BinaryOperation, float>(operation, a, b, y), 0, a.Length);
                Widths.AssertSameBits<float>(expected, y, $"{name} at {bits} bits");
            }
        }
    }

    [Fact]
    public void UnaryOperationsAgreeWithPlainOnesAtEveryWidth()
    {
        float[] x = Widths.Floats(40_000, 2);
        float[] expected = new float[x.Length];
        float[] y = new float[x.Length];
        foreach (string name in Unary)
        {
            var operation = new UnaryOperation(name);
            Widths.Run(0, new UnaryKernel<UnaryOperation, float>(operation, x, expected), 0, x.Length);
            for (int i = 0; i < x.Length; i++) expected[i] = operation.Expected(x[i]) ?? expected[i];
            foreach (int bits in Widths.All)
            {
                Widths.Run(bits, new UnaryKernel<UnaryOperation, float>(operation, x, y), 0, x.Length);
                Widths.AssertSameBits<float>(expected, y, $"{name} at {bits} bits");
            }
        }
    }

    [Fact]
    public void FusedMultiplyAddRoundsOnce()
    {
        float[] some = Widths.Floats(45, 3);
        int n = some.Length;
        float[] a = new float[n * n * n], b = new float[a.Length], c = new float[a.Length], expected = new float[a.Length], y = new float[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            (a[i], b[i], c[i]) = (some[i / (n * n)], some[i / n % n], some[i % n]);
            expected[i] = MathF.FusedMultiplyAdd(a[i], b[i], c[i]);
        }

        foreach (int bits in Widths.All)
        {
            Widths.Run(bits, new TernaryKernel<FusedMultiplyAdd, float>(default, a, b, c, y), 0, a.Length);
            Widths.AssertSameBits<float>(expected, y, $"fma at {bits} bits");
        }

        // One rounding: (1 + 2^-23)² - (1 + 2^-22) is 2^-46, which a rounded product would lose.
        float e = 1 + MathF.ScaleB(1, -23);
        var r = Register512<float>.Fma(Register512<float>.Splat(e), Register512<float>.Splat(e), Register512<float>.Splat(-1 - MathF.ScaleB(1, -22)));
        float[] lanes = new float[16];
        r.Store(ref lanes[0]);
        Assert.All(lanes, lane => Assert.Equal(MathF.ScaleB(1, -46), lane));
    }

    [Fact]
    public void ScaleRoundsOnceOverItsWholeRange()
    {
        float[] significands = [1f, -1.3333334f, 0.7071068f, 0.9999999f, 1.9999999f, 3.9f, -0.25f, 0.25000003f, float.NaN];
        float[] a = new float[significands.Length * 501], n = new float[a.Length], expected = new float[a.Length], y = new float[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            (a[i], n[i]) = (significands[i / 501], i % 501 - 250);
            expected[i] = (float)((double)a[i] * Math.Pow(2, n[i]));
        }

        foreach (int bits in Widths.All)
        {
            Widths.Run(bits, new BinaryKernel<Scaling, float>(default, a, n, y), 0, a.Length);
            Widths.AssertSameBits<float>(expected, y, $"scale at {bits} bits");
        }
    }

    [Fact]
    public void ExponentSplitsPositiveNumbers()
    {
        foreach (float x in Widths.Floats(2000, 4).Select(MathF.Abs).Where(float.IsNormal))
        {
            float n = Lane(ScalarRegister<float>.Exponent(ScalarRegister<float>.Splat(x), out ScalarRegister<float> m));
            Assert.Equal(x, (float)(Lane(m) * Math.Pow(2, n)));
            Assert.InRange(Lane(m), 0.70710677f, 1.41421342f);
        }

        foreach (double x in new[] { 1, 3, 1e300, 1e-300, 5e-324, 0.7071067811865475, 0.7071067811865476, 2.2250738585072014e-308 })
        {
            double n = Scalar.Exponent(x, out double m);
            Assert.Equal(x, m * Math.Pow(2, n / 2) * Math.Pow(2, n / 2), x * 1e-14);
            Assert.InRange(m, 0.7071067811865475, 1.4142135623730951);
        }
    }

    [Fact]
    public void TheThreeWidthsAreOneText()
    {
        // The vector registers differ in their width alone, which C# cannot say in one text; this says that they do.
        string[] texts = [.. new[] { 512, 256, 128 }.Select(bits =>
            string.Join('\n', File.ReadAllLines(Path.Combine(Sources.Root, "TinyAE", "Numerics", $"Register{bits}.cs"))
                .Where(line => !line.Contains("summary", StringComparison.Ordinal)))
                .Replace($"Register{bits}", "Register", StringComparison.Ordinal)
                .Replace($"Vector{bits}", "Vector", StringComparison.Ordinal)
                .Replace("Avx512F", "Sse", StringComparison.Ordinal)
                .Replace(", Vector<float>.Zero)", ")", StringComparison.Ordinal)
                .Replace("Avx.", "Sse.", StringComparison.Ordinal))];
        Assert.Equal(texts[1], texts[2]);
        // Only 512 bits have an instruction for a · 2^n.
        string[] scale = ["        if (Sse.IsSupported)", "        {", "            return new(Sse.Scale(Float(a), Float(n)).As<float, T>());", "        }", "", ""];
        Assert.Equal(texts[1], texts[0].Replace(string.Join('\n', scale), "", StringComparison.Ordinal));
    }

    [Fact]
    public void PartsTouchNoOtherMemory()
    {
        Check<Register512<float>>();
        Check<Register256<float>>();
        Check<Register128<float>>();
        Check<ScalarRegister<float>>();

        static void Check<V>()
            where V : struct, IRegister<V, float>
        {
            for (int count = 0; count <= V.Count; count++)
            {
                float[] source = [.. Enumerable.Range(1, V.Count).Select(i => (float)i)], target = new float[V.Count], lanes = new float[V.Count];
                V.LoadPart(ref source[0], count).Store(ref lanes[0]);
                Assert.Equal(source.Select((value, i) => i < count ? value : 0), lanes);
                V.Load(ref source[0]).StorePart(ref target[0], count);
                Assert.Equal(lanes, target);
                Part.Load<V, float>(ref source[0], count).Store(ref lanes[0]);
                Assert.Equal(target, lanes);
                Array.Clear(target);
                Part.Store(V.Load(ref source[0]), ref target[0], count);
                Assert.Equal(lanes, target);
            }
        }
    }

    [Fact]
    public void WithDoubleAVectorHasArithmeticAndNoMore()
    {
        double[] x = [1.5, -2.25, 3, 4, 5, 6, 7, 1e300], y = new double[8];
        Register512<double> a = Register512<double>.Load(ref x[0]), two = Register512<double>.Splat(2);
        Register512<double>.Fma(a, two, -Register512<double>.Abs(a) / two).Store(ref y[0]);
        Assert.Equal(x.Select(v => Math.FusedMultiplyAdd(v, 2, -Math.Abs(v) / 2)), y);
        Assert.Throws<NotSupportedException>(() => Register512<double>.Exp(two));
        Assert.Throws<NotSupportedException>(() => Register256<double>.Min(default, default));
        Assert.Throws<NotSupportedException>(() => Register128<double>.Scale(default, default));
        Assert.Throws<NotSupportedException>(() => Register128<double>.Exponent(default, out _));
        Assert.Throws<NotSupportedException>(() => Register512<double>.LoadPart(ref x[0], 3));
    }

    [Fact]
    public void MinAndMaxKeepANaNOnTheLeft()
    {
        Assert.True(float.IsNaN(Lane(ScalarRegister<float>.Max(new(float.NaN), new(0)))));
        Assert.Equal(0, Lane(ScalarRegister<float>.Max(new(0), new(float.NaN))));
    }

    [Fact]
    public void OtherNumbersThanFloatAndDoubleAreRefused()
    {
        Half[] x = [Half.One];
        var error = Assert.Throws<NotSupportedException>(() => Elementwise.Map(new ElementwiseTests.Affine<Half>(Half.One, Half.One), x, x));
        Assert.Contains("float and double", error.Message, StringComparison.Ordinal);
    }

    private static float Lane(ScalarRegister<float> register)
    {
        float lane = 0;
        register.Store(ref lane);
        return lane;
    }
}
