using TinyAE.Layers;
using TinyAE.Numerics;
using TinyAE.Study;
using TinyAE.Tests.Numerics;

namespace TinyAE.Tests.Layers;

public class Conv2DGradientTests
{
    private const int Weight = 0;
    private const int Bias = 1;
    private static readonly CheckOptions _options = new() { Batch = 2 };

    /// <summary>Mistakes in both layers, as what the wrong convolution would compute; square, with as many channels as filters.</summary>
    private static readonly Dictionary<string, Func<PlainConvolution, PlainConvolution>> _mistakes = new()
    {
        ["padding above off by one"] = right => right with { BeforeY = right.BeforeY + 1 },
        ["padding to the left off by one"] = right => right with { BeforeX = right.BeforeX - 1 },
        ["stride off by one"] = right => right with { StrideY = right.StrideY + 1 },
        ["stride across off by one"] = right => right with { StrideX = right.StrideX - 1 },
        ["kernel flipped"] = right => right with { Flipped = true },
        ["channels and filters exchanged"] = right => right with { Swapped = true },
    };

    public static TheoryData<string> Mistakes => [.. _mistakes.Keys];

    [Fact]
    public void TheGradientIsRightForEveryShape()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            Random random = new(seed);
            Extent kernel = new(random.Next(1, 5), random.Next(1, 5)), stride = new(random.Next(1, 4), random.Next(1, 4));
            Padding padding = seed % 2 == 0 ? Padding.Same : Padding.Valid;
            int least = padding == Padding.Same ? 1 : 4;
            Shape input = new(random.Next(least, 6), random.Next(least, 6), random.Next(1, 4));
            Check(new Conv2D<double>(input, random.Next(1, 4), kernel, stride, padding), seed);
        }
    }

    [Fact]
    public void SoIsThatOfTheTransposedOne()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            Random random = new(seed);
            Extent kernel = new(random.Next(1, 5), random.Next(1, 5)), stride = new(random.Next(1, 4), random.Next(1, 4));
            Extent? outputPadding = seed % 3 == 0 ? null : new(random.Next(0, stride.Height), random.Next(0, stride.Width));
            Shape input = new(random.Next(2, 4), random.Next(2, 4), random.Next(1, 4));
            Padding padding = seed % 2 == 0 ? Padding.Same : Padding.Valid;
            Check(new Conv2DTranspose<double>(input, random.Next(1, 4), kernel, stride, padding, outputPadding), seed);
        }
    }

    /// <summary>Kernel below, at and above the stride; one place; non-square; output padding: each once by name.</summary>
    [Fact]
    public void TheCornersAreRight()
    {
        foreach (Padding padding in new[] { Padding.Same, Padding.Valid })
        {
            foreach (int kernel in new[] { 1, 2, 3, 4 })
            {
                Check(new Conv2D<double>(new Shape(5, 4, 2), 2, kernel, 2, padding), kernel);
                Check(new Conv2DTranspose<double>(new Shape(2, 3, 2), 2, kernel, 2, padding), kernel);
                Check(new Conv2DTranspose<double>(new Shape(2, 3, 2), 2, kernel, 3, padding, new Extent(1, 2)), kernel);
                Check(new Conv2DTranspose<double>(new Shape(1, 1, 2), 2, kernel, 2, padding), kernel);
            }

            Check(new Conv2D<double>(new Shape(1, 1, 3), 2, 1, 1, padding), 1);
        }

        Check(new Conv2D<double>(new Shape(1, 1, 3), 2, new Extent(3, 4), 2, Padding.Same), 1);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsRejected(string mistake)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            PlainConvolution right = new(new ConvolutionShape(Window.Of(5, 3, 2, Padding.Same), Window.Of(5, 3, 2, Padding.Same), 3, 3));
            PlainConvolution wrong = _mistakes[mistake](right);
            Conv2D<double> layer = new(new Shape(5, 5, 3), 3, 3, 2, Padding.Same);
            AssertWrong(["dx"], layer, seed, call => Dx(call, wrong.InputGradient(call.Dy, call.Theta[Weight], call.Pass.Batch)));
            AssertWrong(["dW"], layer, seed, call => Dw(call, wrong.KernelGradient(call.X, call.Dy, call.Pass.Batch)));

            Conv2DTranspose<double> transposed = new(new Shape(3, 3, 3), 3, 3, 2, Padding.Same, 0);
            Assert.Equal(right.Shape.Input, transposed.Output);
            AssertWrong(["dx"], transposed, seed, call => Dx(call, wrong.Forward(call.Dy, call.Theta[Weight], call.Pass.Batch)));
            AssertWrong(["dW"], transposed, seed, call => Dw(call, wrong.KernelGradient(call.Dy, call.X, call.Pass.Batch)));
        }
    }

    [Fact]
    public void TheSpoilingItselfSpoilsNothing()
    {
        PlainConvolution right = new(new ConvolutionShape(Window.Of(5, 3, 2, Padding.Same), Window.Of(5, 3, 2, Padding.Same), 3, 3));
        Conv2D<double> layer = new(new Shape(5, 5, 3), 3, 3, 2, Padding.Same);
        AssertWrong([], layer, 1, call => Dx(call, right.InputGradient(call.Dy, call.Theta[Weight], call.Pass.Batch)));
        AssertWrong([], layer, 1, call => Dw(call, right.KernelGradient(call.X, call.Dy, call.Pass.Batch)));
    }

    [Theory]
    [InlineData("over the wrong axis")]
    [InlineData("of the first sample")]
    [InlineData("mean over the places")]
    public void AWrongBiasIsRejected(string mistake)
    {
        // 3 x 3 places and 3 filters: every axis is as long.
        AssertWrong(["db"], new Conv2D<double>(new Shape(5, 5, 2), 3, 3, 2, Padding.Same), 1, call =>
        {
            double[] before = call.Dtheta.Wanted ? call.Dtheta[Bias].ToArray() : [];
            call.Right();
            for (int i = 0; i < call.Dy.Length && before.Length > 0; i++)
            {
                int f = i % 3, w = i / 3 % 3, n = i / 27;
                (int at, double gradient) = mistake switch
                {
                    "over the wrong axis" => (w, call.Dy[i]),
                    "of the first sample" => (f, n == 0 ? call.Dy[i] : 0),
                    _ => (f, call.Dy[i] / 9),
                };
                before[at] += gradient;
            }

            if (call.Dtheta.Wanted)
            {
                before.CopyTo(call.Dtheta[Bias]);
            }
        });
    }

    private static void Check(ILayer<double> layer, int seed)
    {
        GradientReport report = GradientCheck.Of(layer, _options with { Seed = (ulong)seed });
        report.Assert();
        Assert.Equal(["dW", "db", "dx"], report.Tensors.Select(tensor => tensor.Name));
    }

    private static void AssertWrong(string[] expected, ILayer<double> right, int seed, WrongBackward backward)
    {
        GradientReport report = GradientCheck.Of(new WrongLayer(right, backward), _options with { Seed = (ulong)seed });
        Assert.Equal(expected, report.Tensors.Where(tensor => tensor.Verdict != Verdict.Right).Select(tensor => tensor.Name));
    }

    private static void Dx(BackwardCall call, double[] gradient)
    {
        call.Right();
        if (!call.Dx.IsEmpty)
        {
            gradient.CopyTo(call.Dx);
        }
    }

    private static void Dw(BackwardCall call, double[] gradient)
    {
        double[] before = call.Dtheta.Wanted ? call.Dtheta[Weight].ToArray() : [];
        call.Right();
        for (int i = 0; i < before.Length; i++)
        {
            call.Dtheta[Weight][i] = before[i] + gradient[i];
        }
    }
}
