using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Bench;

/// <summary>
/// Times whole training steps of the workloads that PyTorch and NumPy are compared on, and prints a JSON line for each:
/// zero the gradients, forward, loss, backward, optimizer step; the median over single calls.
/// </summary>
internal static class Steps
{
    private static readonly int[] AlphabetSizes = [35, 5, 2, 5, 35];
    private static readonly int[] DenoisingSizes = [35, 15, 10, 5, 10, 15, 35];
    private static readonly int[] StackedSizes = [784, 100, 30, 100, 784];

    private sealed record Workload(string Name, int Batch, Func<Workers, Func<double>> Build);

    private static readonly Workload[] All =
    [
        new("A.sigmoid.adam", 32, workers => Alphabet(workers, AlphabetSizes, "sigmoid", 32, noisy: false)),
        new("A.tanh.adam", 32, workers => Alphabet(workers, AlphabetSizes, "tanh", 32, noisy: false)),
        new("A.sigmoid.sgd.b1", 1, workers => Alphabet(workers, AlphabetSizes, "sigmoid", 1, noisy: false)),
        new("B.sigmoid.adam", 32, workers => Alphabet(workers, DenoisingSizes, "sigmoid", 32, noisy: true)),
        new("B.tanh.adam", 32, workers => Alphabet(workers, DenoisingSizes, "tanh", 32, noisy: true)),
        new("C", 32, workers => Stacked(workers, 32)),
        new("C", 128, workers => Stacked(workers, 128)),
        new("D", 64, workers => Convolutional(workers, 64)),
        new("D", 128, workers => Convolutional(workers, 128)),
        new("E", 128, workers => Variational(workers, 128)),
    ];

    /// <summary>steps [--threads N] [--only A,B,C,D,E] [--secs S].</summary>
    public static int Run(string[] arguments)
    {
        int threads = 1;
        string[] only = [];
        double seconds = 1.5;
        for (int i = 0; i + 1 < arguments.Length; i += 2)
        {
            switch (arguments[i])
            {
                case "--threads": threads = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture); break;
                case "--only": only = arguments[i + 1].Split(','); break;
                case "--secs": seconds = double.Parse(arguments[i + 1], CultureInfo.InvariantCulture); break;
                default:
                    Console.Error.WriteLine($"steps: unknown option {arguments[i]}; allowed: --threads, --only, --secs.");
                    return 2;
            }
        }

        using Workers workers = new(threads);
        foreach (Workload workload in All.Where(w => only.Length == 0 || only.Any(o => w.Name.StartsWith(o, StringComparison.Ordinal))))
        {
            Measure(workload, workload.Build(workers), threads, seconds);
        }

        return 0;
    }

    /// <summary>alphabet: 10,000 steps of workload A, and the last loss. What a user's script does from start to finish.</summary>
    public static int RunAlphabet()
    {
        float[] data = BlackAndWhite(1);
        Autoencoder<float> model = Build(AlphabetSizes, "sigmoid", "sigmoid", new MeanSquaredError<float>(), 32);
        Func<double> step = Step(model, new Adam<float>(), 0.01, data, data, 32, 32, Workers.One);
        double loss = 0;
        for (int i = 0; i < 10_000; i++)
        {
            loss = step();
        }

        Console.WriteLine($"final mse {loss:F5}");
        return 0;
    }

    private static void Measure(Workload workload, Func<double> step, int threads, double seconds)
    {
        long frequency = Stopwatch.Frequency;
        for (long start = Stopwatch.GetTimestamp(), n = 0; n < 3 || Stopwatch.GetTimestamp() - start < frequency / 2; n++)
        {
            step();
        }

        List<double> times = new(20_000);
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long begin = Stopwatch.GetTimestamp();
        while (times.Count < 20_000 && (times.Count < 15 || Stopwatch.GetTimestamp() - begin < seconds * frequency))
        {
            long before = Stopwatch.GetTimestamp();
            step();
            times.Add((Stopwatch.GetTimestamp() - before) * 1e6 / frequency);
        }

        processor = Environment.CpuUsage.TotalTime - processor;
        times.Sort();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            workload = workload.Name,
            peer = "tinyae",
            threads,
            batch = workload.Batch,
            step_us_median = Math.Round(times[times.Count / 2], 2),
            step_us_min = Math.Round(times[0], 2),
            step_us_p90 = Math.Round(times[(int)(times.Count * 0.9)], 2),
            step_us_processor = Math.Round(processor.TotalMicroseconds / times.Count, 2), // of all threads: waiting does not count
            steps = times.Count,
        }));
    }

    /// <summary>Workloads A and B: squared error through a sigmoid output, on 32 random black-and-white characters.</summary>
    private static Func<double> Alphabet(Workers workers, int[] sizes, string activation, int batch, bool noisy)
    {
        float[] clean = BlackAndWhite(1);
        float[] input = [.. clean];
        float[] flips = Draw(clean.Length, 2);
        for (int i = 0; noisy && i < input.Length; i++)
        {
            input[i] = flips[i] < 0.1f ? 1 - input[i] : input[i];
        }

        Autoencoder<float> model = Build(sizes, activation, "sigmoid", new MeanSquaredError<float>(), batch);
        return batch == 1
            ? Step(model, new GradientDescent<float>(), 0.5, input, clean, 32, batch, workers)
            : Step(model, new Adam<float>(), 0.01, input, clean, 32, batch, workers);
    }

    /// <summary>Workload C: SELU, cross-entropy of a sigmoid output (computed on its logits: the same function), gradient descent.</summary>
    private static Func<double> Stacked(Workers workers, int batch)
    {
        float[] data = Draw(2048 * 784, 3);
        Autoencoder<float> model = Build(StackedSizes, "selu", "linear", new BinaryCrossEntropyWithLogits<float>(LossScale.Mean), batch);
        return Step(model, new GradientDescent<float>(), 0.1, data, data, 2048, batch, workers);
    }

    /// <summary>Workload D: the convolutional variational autoencoder of Keras' example, on 1,024 images of noise.</summary>
    private static Func<double> Convolutional(Workers workers, int batch)
    {
        float[] data = Draw(1024 * 784, 4);
        return Step(VariationalNetworks.Convolutional<float>(batch), new Adam<float>(), 1e-3, data, data, 1024, batch, workers);
    }

    /// <summary>Workload E: the dense variational autoencoder of PyTorch's example, its losses summed over the batch.</summary>
    private static Func<double> Variational(Workers workers, int batch)
    {
        float[] data = Draw(2048 * 784, 5);
        return Step(VariationalNetworks.Dense<float>(batch), new Adam<float>(), 1e-3, data, data, 2048, batch, workers);
    }

    private static Autoencoder<float> Build(int[] sizes, string hidden, string output, ILoss<float> loss, int batch)
    {
        int code = sizes.Length / 2;
        return new Autoencoder<float>(
            Chain("encoder", sizes[..(code + 1)], hidden, hidden),
            Chain("decoder", sizes[code..], hidden, output), loss, batch);
    }

    private static Network<float> Chain(string name, int[] sizes, string hidden, string last)
    {
        List<ILayer<float>> layers = [];
        for (int l = 1; l < sizes.Length; l++)
        {
            layers.Add(new Dense<float>(sizes[l - 1], sizes[l]));
            string activation = l == sizes.Length - 1 ? last : hidden;
            if (activation != "linear")
            {
                layers.Add(Activation.ByName<float>(activation, new Shape(sizes[l])));
            }
        }

        return new Network<float>(name, layers);
    }

    private static Func<double> Step(IObjective<float> model, IOptimizer<float> optimizer, double rate, float[] input, float[] target,
                                     int samples, int batch, Workers workers)
    {
        float[] theta = model.Layout.Initialize<float>(0);
        float[] dtheta = new float[model.Layout.TrainableCount];
        double[] terms = new double[model.Terms.Count];
        OptimizerState<float> state = new(optimizer, dtheta.Length);
        int inputs = model.Input.Size, outputs = model.Target.Size;
        int first = 0;
        uint number = 0;
        return () =>
        {
            Pass pass = new(batch, true, new RandomKey(0, RandomPurpose.Layer, number++), workers);
            Batch<float> data = new(
                input.AsSpan(first * inputs, batch * inputs), target.AsSpan(first * outputs, batch * outputs));
            double loss = model.Evaluate(theta, data, dtheta, terms, pass);
            optimizer.Step(theta, dtheta, state, new StepInfo<float>(rate, loss, workers));
            first = (first + batch) % samples;
            return loss;
        };
    }

    private static float[] BlackAndWhite(uint purpose) => [.. Draw(32 * 35, purpose).Select(value => value > 0.5f ? 1f : 0f)];

    private static float[] Draw(int count, uint purpose)
    {
        float[] values = new float[count];
        Noise.Uniform(new RandomKey(0, purpose, 0), 0, values);
        return values;
    }
}
