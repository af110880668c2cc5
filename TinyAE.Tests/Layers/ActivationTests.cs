using System.Numerics;
using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Tests.Layers;

public class ActivationTests
{
    private const double Ulp = 1.0 / (1 << 23); // of float, relative

    /// <summary>Each activation's function and derivative, written down once more with the functions of the C library.</summary>
    private static readonly Dictionary<string, (Func<double, double> Function, Func<double, double> Derivative)> _truth = new()
    {
        ["sigmoid"] = (x => 1 / (1 + Math.Exp(-x)), x => 1 / (2 + Math.Exp(-x) + Math.Exp(x))),
        ["tanh"] = (Math.Tanh, x => 1 / (Math.Cosh(x) * Math.Cosh(x))),
        ["relu"] = (x => Math.Max(x, 0), x => x > 0 ? 1 : 0),
        ["leaky-relu"] = (x => x > 0 ? x : 0.3 * x, x => x > 0 ? 1 : 0.3),
        ["elu"] = (x => x > 0 ? x : Expm1(x), x => x > 0 ? 1 : Math.Exp(x)),
        ["selu"] = (
            x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Expm1(x)),
            x => 1.0507009873554805 * (x > 0 ? 1 : 1.6732632423543772 * Math.Exp(x))),
        ["softplus"] = (x => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x))), x => 1 / (1 + Math.Exp(-x))),
        ["linear"] = (x => x, _ => 1),
    };

    public static TheoryData<string> Names => [.. Activation.All.Select(activation => activation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void FunctionAndDerivativeAreThoseOfTheFormula(string name)
    {
        Compare<double>(name, 4e-15);
        Compare<float>(name, 6 * Ulp);
    }

    [Theory]
    [InlineData("relu", 0)]
    [InlineData("leaky-relu", 0.3)]
    [InlineData("elu", 1)]
    [InlineData("selu", 1.0507009873554805 * 1.6732632423543772)]
    public void AtTheKinkTheDerivativeIsTheStatedOne(string name, double expected)
    {
        foreach (double zero in new[] { 0.0, -0.0 })
        {
            (double[] y, double[] dx) = Run(name, [zero]);
            Assert.Equal(0, y[0]);
            Assert.Equal(expected, dx[0], 1e-15);
        }
    }

    [Theory]
    [InlineData("sigmoid", 0, 1)]
    [InlineData("tanh", -1, 1)]
    [InlineData("relu", 0, double.PositiveInfinity)]
    [InlineData("leaky-relu", double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("elu", -1, double.PositiveInfinity)]
    [InlineData("selu", -1.0507009873554805 * 1.6732632423543772, double.PositiveInfinity)]
    [InlineData("softplus", 0, double.PositiveInfinity)]
    [InlineData("linear", double.NegativeInfinity, double.PositiveInfinity)]
    public void LimitsAreReachedAndNaNPasses(string name, double low, double high)
    {
        (double[] y, _) = Run<double>(name, [double.NegativeInfinity, double.PositiveInfinity, double.NaN]);
        Assert.Equal([low, high, double.NaN], y);
        (float[] single, _) = Run<float>(name, [float.NegativeInfinity, float.PositiveInfinity, float.NaN]);
        Assert.Equal([(float)low, (float)high, float.NaN], single);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ThreadsDoNotChangeABit(string name)
    {
        using Workers workers = new(3);
        Shape shape = new(70_000);
        ILayer<float> layer = Activation.ByName<float>(name, shape);
        float[] x = Draw.Normal<float>(1, 140_000), dy = Draw.Normal<float>(2, 140_000);
        float[] y = new float[x.Length], dx = new float[x.Length], expectedY = new float[x.Length], expectedDx = new float[x.Length];
        Both(Draw.Pass(2), expectedY, expectedDx);
        Both(Draw.Pass(2, workers: workers), y, dx);
        Assert.True(y.AsSpan().SequenceEqual(expectedY));
        Assert.True(dx.AsSpan().SequenceEqual(expectedDx));

        void Both(Pass pass, float[] output, float[] gradient)
        {
            layer.Forward(default, x, output, [], pass);
            layer.Backward(default, x, output, [], dy, gradient, default, pass);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NobodyNeedsToWantTheGradient(string name) =>
        Activation.ByName<float>(name, new Shape(3)).Backward(default, [1f, 2, 3], [1f, 2, 3], [], [1f, 2, 3], [], default, Draw.Pass(1));

    [Fact]
    public void NamesFindTheirLayers()
    {
        Shape shape = new(2, 3, 4);
        string[] kinds = [.. Activation.All.Select(activation => Activation.ByName<double>(activation.Name, shape).Name)];
        Assert.Equal(["Sigmoid", "Tanh", "ReLU", "LeakyReLU", "ELU", "SELU", "Softplus", "Linear"], kinds);
        foreach (Activation activation in Activation.All)
        {
            ILayer<float> layer = Activation.ByName<float>(activation.Name, shape);
            Assert.Equal(shape, layer.Input);
            Assert.Equal(shape, layer.Output);
            Assert.Empty(layer.Parameters);
            Assert.Same(activation, Activation.ByName(activation.Name));
        }
    }

    [Theory]
    [InlineData("relu", "he-uniform")]
    [InlineData("leaky-relu", "he-uniform")]
    [InlineData("elu", "he-uniform")]
    [InlineData("selu", "lecun-normal")]
    [InlineData("tanh", "glorot-uniform")]
    [InlineData("sigmoid", "glorot-uniform")]
    [InlineData("softplus", "glorot-uniform")]
    [InlineData("linear", "glorot-uniform")]
    public void EachHasTheInitializerThatSuitsIt(string name, string initializer) =>
        Assert.Equal(initializer, Activation.ByName(name).Initializer.Name);

    [Theory]
    [InlineData("")]
    [InlineData("ReLU")]
    [InlineData("gelu")]
    public void AnUnknownNameIsToldTheAllowedOnes(string name)
    {
        Lists(() => Activation.ByName(name));
        Lists(() => Activation.ByName<float>(name, new Shape(1)));

        void Lists(Func<object> code)
        {
            string message = Assert.Throws<ArgumentException>(code).Message;
            Assert.Contains($"'{name}'", message, StringComparison.Ordinal);
            Assert.All(Activation.All, activation => Assert.Contains(activation.Name, message, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ASlopeOutOfRangeIsRefused(double alpha)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeakyReLU<float>(new Shape(1), alpha));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ELU<float>(new Shape(1), alpha));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ELU<float>(new Shape(1), 0));
    }

    private static void Compare<T>(string name, double relative)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (Func<double, double> function, Func<double, double> derivative) = _truth[name];
        T[] x =
        [
            .. Draw.Normal<T>(1, 400),
            .. Draw.Uniform<T>(2, 400, -30, 30),
            .. new[] { 1e-7, -1e-7, 1e-4, -1e-4, 80, -80, 1e4, -1e4 }.Select(T.CreateChecked),
        ];
        (T[] y, T[] dx) = Run(name, x);
        for (int i = 0; i < x.Length; i++)
        {
            double at = double.CreateChecked(x[i]), expected = function(at), slope = derivative(at);
            Assert.Equal(expected, double.CreateChecked(y[i]), relative * Math.Abs(expected));
            Assert.Equal(slope, double.CreateChecked(dx[i]), relative); // 1 − y² and the like cancel: an absolute bound
        }
    }

    private static (T[] Y, T[] Dx) Run<T>(string name, T[] x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ILayer<T> layer = Activation.ByName<T>(name, new Shape(x.Length));
        T[] y = new T[x.Length], dx = new T[x.Length], ones = new T[x.Length];
        Array.Fill(ones, T.One);
        layer.Forward(default, x, y, [], Draw.Pass(1));
        layer.Backward(default, x, y, [], ones, dx, default, Draw.Pass(1));
        return (y, dx);
    }

    // Kahan's corrections of e^x − 1 and ln(1 + x).
    private static double Expm1(double x)
    {
        double u = Math.Exp(x);
        return u == 1 ? x : u - 1 == -1 ? -1 : (u - 1) * x / Math.Log(u);
    }

    private static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * x / (u - 1);
    }
}
