using TinyAE.Layers;
using TinyAE.Numerics;
using TinyAE.Study;
using TinyAE.Tests.Layers;
using TinyAE.Tests.Numerics;

namespace TinyAE.Tests.Study;

/// <summary>Every mistake of the catalogue in every layer where it can occur.</summary>
internal static class LayerPlants
{
    private delegate double Slope(double x, double y);

    public static IEnumerable<Plant> All =>
        Layers.SelectMany(layer => Common(layer.Name, layer.Create))
            .Concat(Slopes).Concat(OfDense).Concat(Places).Concat(Convolutions).Concat(DenseWithTanh);

    /// <summary>Every layer, by seed: the shapes vary with it.</summary>
    public static IReadOnlyList<(string Name, Func<Random, ILayer<double>> Create)> Layers { get; } =
    [
        ("dense", random => new Dense<double>(random.Next(2, 6), random.Next(2, 6))),
        ("dropout", random => new Dropout<double>(new Shape(random.Next(8, 14)), 0.3)),
        ("conv2d", random => new Conv2D<double>(
            new Shape(random.Next(3, 6), random.Next(3, 6), random.Next(1, 3)),
            random.Next(2, 4), random.Next(2, 4), random.Next(1, 3), Padding.Same)),
        ("conv2d-transpose", random => new Conv2DTranspose<double>(
            new Shape(random.Next(2, 4), random.Next(2, 4), random.Next(1, 3)),
            random.Next(2, 4), random.Next(2, 4), random.Next(1, 3), Padding.Same)),
        ("max-pool2d", random => new MaxPool2D<double>(Image(random), 2, 2, Padding.Same)),
        ("average-pool2d", random => new AveragePool2D<double>(Image(random), 2, 2, Padding.Same)),
        ("up-sampling2d", random => new UpSampling2D<double>(Image(random), new Extent(2, random.Next(1, 4)))),
        ("flatten", random => new Flatten<double>(Image(random))),
        ("reshape", random => new Reshape<double>(new Shape(12), random.Next(2) == 0 ? new Shape(2, 3, 2) : new Shape(3, 4, 1))),
        .. Activation.All.Select<Activation, (string, Func<Random, ILayer<double>>)>(
            activation => (activation.Name, random => Activation.ByName<double>(activation.Name, new Shape(random.Next(5, 10))))),
    ];

    private static Shape Image(Random random) => new(random.Next(3, 6), random.Next(3, 6), random.Next(1, 3));

    private static IEnumerable<Plant> Common(string name, Func<Random, ILayer<double>> create)
    {
        ILayer<double> example = create(new Random(0));
        for (int p = -1; p < example.Parameters.Count; p++)
        {
            int which = p;
            string tensor = p < 0 ? "dx" : "d" + example.Parameters[p].Name;
            yield return Make(Mistake.Missing, (_, right) => Plant.Times(0, right));
            yield return Make(Mistake.Sign, (_, right) => Plant.Times(-1, right));
            yield return Make(Mistake.MissingMeanOverBatch, (call, right) => Plant.Times(call.Pass.Batch, right));
            yield return Make(Mistake.DoubledMeanOverBatch, (call, right) => Plant.Times(1.0 / call.Pass.Batch, right));
            yield return Make(Mistake.Doubled, (_, right) => Plant.Times(2, right));
            yield return Make(Mistake.Halved, (_, right) => Plant.Times(0.5, right));
            yield return Make(Mistake.Factor, (_, right) => Plant.Times(1.001, right));
            yield return Make(
                Mistake.LastSampleOnly, (call, _) => Plant.Gradient(call, which, Plant.Keep(call, (n, batch) => n == batch - 1)));
            yield return Make(
                Mistake.LastSampleLeftOut, (call, _) => Plant.Gradient(call, which, Plant.Keep(call, (n, batch) => n < batch - 1)));
            yield return Make(Mistake.FirstSampleOnly, (call, _) => Plant.Gradient(call, which, Plant.Keep(call, (n, _) => n == 0)));
            yield return Make(Mistake.UpstreamIgnored, (call, _) => Plant.Gradient(call, which, Ones(call.Dy.Length)));

            Func<Random, ILayer<double>> breach = random => new WrongLayer(create(random), Breach(which));
            yield return Of(name, p < 0 ? Mistake.AddedTo : Mistake.Overwritten, tensor, breach);

            Plant Make(Mistake mistake, Plant.Spoiler spoil) => Of(name, mistake, tensor, random => Plant.In(create(random), which, spoil));
        }
    }

    private static double[] Ones(int count)
    {
        double[] ones = new double[count];
        ones.AsSpan().Fill(1);
        return ones;
    }

    private static WrongBackward Breach(int p) => call =>
    {
        double[] held = call.Dx.ToArray();
        if (p >= 0 && call.Dtheta.Wanted)
        {
            call.Dtheta[p].Clear();
        }

        call.Right();
        for (int i = 0; i < held.Length && p < 0; i++)
        {
            call.Dx[i] += held[i];
        }
    };

    private static IEnumerable<Plant> Slopes
    {
        get
        {
            foreach (Activation activation in Activation.All.Where(activation => activation.Name != "linear"))
            {
                yield return Make(activation.Name, Mistake.DerivativeLeftOut, (_, _) => 1);
            }

            yield return Make("dropout", Mistake.DerivativeLeftOut, (_, _) => 1);
            yield return Make("tanh", Mistake.DerivativeAtInput, (x, _) => 1 - (x * x));
            yield return Make("sigmoid", Mistake.DerivativeAtInput, (x, _) => x * (1 - x));
            yield return Make("softplus", Mistake.DerivativeAtInput, (x, _) => 1 - Math.Exp(-x));
            yield return Make("elu", Mistake.DerivativeAtInput, (x, _) => x < 0 ? x + 1 : 1);
            yield return Make("tanh", Mistake.DerivativeAtOutput, (_, y) => 1 - (Math.Tanh(y) * Math.Tanh(y)));
            yield return Make("sigmoid", Mistake.DerivativeAtOutput, (_, y) => 1 / (1 + Math.Exp(-y)) / (1 + Math.Exp(y)));
            yield return Make("softplus", Mistake.DerivativeAtOutput, (_, y) => 1 / (1 + Math.Exp(-y)));
            yield return Make("elu", Mistake.DerivativeAtOutput, (x, y) => x < 0 ? Math.Exp(y) : 1);
            yield return Make("tanh", Mistake.DerivativeTwice, (_, y) => (1 - (y * y)) * (1 - (y * y)));
            yield return Make("sigmoid", Mistake.DerivativeTwice, (_, y) => y * (1 - y) * y * (1 - y));
            yield return Make("softplus", Mistake.DerivativeTwice, (_, y) => (1 - Math.Exp(-y)) * (1 - Math.Exp(-y)));

            static Plant Make(string name, Mistake mistake, Slope slope)
            {
                Func<Random, ILayer<double>> create = Layers.Single(layer => layer.Name == name).Create;
                return Of(name, mistake, "dx", random => WrongLayer.Slope(create(random), (x, y) => slope(x, y)));
            }
        }
    }

    private static IEnumerable<Plant> OfDense
    {
        get
        {
            Func<Random, ILayer<double>> create = Layers[0].Create;
            yield return Of("dense", Mistake.Transposed, "dW", random => Plant.In(
                create(random), 0, (call, right) => Plant.Transpose(right, call.Layer.Input.Size)));
            yield return Of("dense", Mistake.Transposed, "dx", random => Plant.In(create(random), -1, (call, right) =>
            {
                int rows = call.Layer.Input.Size, columns = call.Layer.Output.Size;
                double[] dx = new double[right.Length];
                for (int k = 0; k < dx.Length * columns; k++) // W's buffer read as (out, in)
                {
                    int j = k % columns, i = k / columns % rows, n = k / columns / rows;
                    dx[(n * rows) + i] += call.Dy[(n * columns) + j] * call.Theta[0][(j * rows) + i];
                }

                return dx;
            }));
            yield return Of("dense", Mistake.BiasAxis, "db", random => Plant.In(create(random), 1, (call, right) =>
            {
                double[] db = new double[right.Length];
                for (int k = 0; k < call.Dy.Length; k++)
                {
                    db[k / call.Pass.Batch] += call.Dy[k]; // dy read as (out, N)
                }

                return db;
            }));
        }
    }

    private static IEnumerable<Plant> Places
    {
        get
        {
            foreach (string name in new[] { "max-pool2d", "average-pool2d", "up-sampling2d", "conv2d", "conv2d-transpose" })
            {
                Func<Random, ILayer<double>> create = Layers.Single(layer => layer.Name == name).Create;
                foreach (int along in new[] { 0, 1 })
                {
                    yield return Of(name, Mistake.Shifted, "dx", random => Plant.In(create(random), -1, (call, right) =>
                    {
                        Shape shape = call.Layer.Input;
                        double[] dx = new double[right.Length];
                        int step = along == 0 ? shape[1] * shape[2] : shape[2];
                        for (int k = step; k < dx.Length; k++)
                        {
                            int place = k / step % shape[along];
                            dx[k] = place == 0 ? 0 : right[k - step];
                        }

                        return dx;
                    }));
                }
            }
        }
    }

    // As a wrong convolution computes it, from the list of all its products; square, with as many channels as filters.
    private static IEnumerable<Plant> Convolutions
    {
        get
        {
            (Mistake Mistake, Func<PlainConvolution, PlainConvolution> Spoil)[] all =
            [
                (Mistake.Shifted, right => right with { BeforeY = right.BeforeY + 1 }),
                (Mistake.Shifted, right => right with { BeforeX = right.BeforeX - 1 }),
                (Mistake.Shifted, right => right with { StrideY = right.StrideY + 1 }),
                (Mistake.Shifted, right => right with { StrideX = right.StrideX - 1 }),
                (Mistake.KernelFlipped, right => right with { Flipped = true }),
                (Mistake.Transposed, right => right with { Swapped = true }),
            ];
            PlainConvolution plain = new(new ConvolutionShape(Window.Of(5, 3, 2, Padding.Same), Window.Of(5, 3, 2, Padding.Same), 3, 3));
            foreach ((Mistake mistake, Func<PlainConvolution, PlainConvolution> spoil) in all)
            {
                PlainConvolution wrong = spoil(plain);
                yield return Of("conv2d", mistake, "dx", _ => Plant.In(Convolution(), -1,
                    (call, _) => wrong.InputGradient(call.Dy, call.Theta[0], call.Pass.Batch)));
                yield return Of("conv2d", mistake, "dW", _ => Plant.In(Convolution(), 0,
                    (call, _) => wrong.KernelGradient(call.X, call.Dy, call.Pass.Batch)));
                yield return Of("conv2d-transpose", mistake, "dx", _ => Plant.In(Transposed(), -1,
                    (call, _) => wrong.Forward(call.Dy, call.Theta[0], call.Pass.Batch)));
                yield return Of("conv2d-transpose", mistake, "dW", _ => Plant.In(Transposed(), 0,
                    (call, _) => wrong.KernelGradient(call.Dy, call.X, call.Pass.Batch)));
            }

            yield return Of("conv2d", Mistake.BiasAxis, "db", _ => Plant.In(Convolution(), 1, (call, right) =>
            {
                double[] db = new double[right.Length];
                for (int k = 0; k < call.Dy.Length; k++)
                {
                    db[k / 3 % 3] += call.Dy[k]; // over rows and filters: one sum a column
                }

                return db;
            }));

            static ILayer<double> Convolution() => new Conv2D<double>(new Shape(5, 5, 3), 3, 3, 2, Padding.Same);
            static ILayer<double> Transposed() => new Conv2DTranspose<double>(new Shape(3, 3, 3), 3, 3, 2, Padding.Same, 0);
        }
    }

    private static IEnumerable<Plant> DenseWithTanh
    {
        get
        {
            (DenseFault Fault, Mistake Mistake, string Tensor)[] all =
            [
                (DenseFault.WeightTransposed, Mistake.Transposed, "dW"),
                (DenseFault.WeightLastSampleOnly, Mistake.LastSampleOnly, "dW"),
                (DenseFault.WeightIgnoresUpstream, Mistake.UpstreamIgnored, "dW"),
                (DenseFault.BiasMissing, Mistake.Missing, "db"),
                (DenseFault.BiasOverWrongAxis, Mistake.BiasAxis, "db"),
                (DenseFault.InputTransposed, Mistake.Transposed, "dx"),
                (DenseFault.InputLastSampleMissing, Mistake.LastSampleLeftOut, "dx"),
                (DenseFault.DerivativeMissing, Mistake.DerivativeLeftOut, "dW"),
                (DenseFault.DerivativeMissing, Mistake.DerivativeLeftOut, "dx"),
                (DenseFault.DerivativeAtInput, Mistake.DerivativeAtInput, "dW"),
                (DenseFault.DerivativeAtInput, Mistake.DerivativeAtInput, "db"),
                (DenseFault.DerivativeSquared, Mistake.DerivativeTwice, "dx"),
            ];
            return all.Select(one =>
                Of("dense with tanh", one.Mistake, one.Tensor, random => new FaultyDense(random.Next(4, 7), one.Fault)));
        }
    }

    private static Plant Of(string layer, Mistake mistake, string tensor, Func<Random, ILayer<double>> create) => new(
        $"{layer} {tensor}", mistake, tensor,
        seed => GradientCheck.Of(create(new Random(seed)), new CheckOptions { Seed = (ulong)seed, Batch = 3 + (seed % 2) }));
}
