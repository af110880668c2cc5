using System.Globalization;
using System.Text.Json;
using TinyAE.Numerics;

namespace TinyAE.Bench;

/// <summary>
/// <c>conv [--threads N] [--secs S] [--batch N]</c>: times the three products of the convolutions of Keras' variational autoencoder,
/// one JSON line each with median, best and worst GFLOP/s. Operations count the padding's, as is usual.
/// </summary>
internal static class ConvolutionLines
{
    /// <summary>A decoder's layer stands here as its convolution: the layer's forward pass is the product InputGradient.</summary>
    internal static readonly (string Name, ConvolutionShape Shape)[] Layers =
    [
        ("encoder 28x28x1-32 s2", new(Same(28, 2), Same(28, 2), 1, 32)),
        ("encoder 14x14x32-64 s2", new(Same(14, 2), Same(14, 2), 32, 64)),
        ("decoder 7x7x64-64 s2", new(Transposed(7, 2), Transposed(7, 2), 64, 64)),
        ("decoder 14x14x64-32 s2", new(Transposed(14, 2), Transposed(14, 2), 32, 64)),
        ("decoder 28x28x32-1 s1", new(Transposed(28, 1), Transposed(28, 1), 1, 32)),
    ];

    internal static int Run(string[] args)
    {
        int threads = int.Parse(GemmLines.Option(args, "--threads", "1"), CultureInfo.InvariantCulture);
        int batch = int.Parse(GemmLines.Option(args, "--batch", "128"), CultureInfo.InvariantCulture);
        double seconds = double.Parse(GemmLines.Option(args, "--secs", "0.4"), CultureInfo.InvariantCulture);
        using Workers workers = new(threads);
        foreach ((string name, ConvolutionShape shape) in Layers)
        {
            float[] x = GemmLines.Numbers(batch * shape.Input.Size), y = GemmLines.Numbers(batch * shape.Output.Size);
            float[] w = GemmLines.Numbers(shape.Kernel.Size);
            double flops = 2.0 * batch * shape.Output[0] * shape.Output[1] * shape.Kernel.Size;
            Print("Forward", () => Convolution.Forward<float>(shape, x, w, y, batch, workers));
            Print("InputGradient", () => Convolution.InputGradient<float>(shape, y, w, x, batch, workers));
            Print("KernelGradient", () => Convolution.KernelGradient<float>(shape, x, y, w, batch, Write.Over, workers));

            void Print(string product, Action call)
            {
                double[] times = GemmLines.Time(flops, seconds, call);
                TimeSpan processor = Environment.CpuUsage.TotalTime;
                for (int i = 0; i < times.Length; i++) call();
                processor = (Environment.CpuUsage.TotalTime - processor) / times.Length;
                double median = times[times.Length / 2];
                Console.WriteLine(JsonSerializer.Serialize(new
                {
                    bench = name,
                    product,
                    peer = "tinyae",
                    threads,
                    batch,
                    us_median = Math.Round(median * 1e6, 1),
                    us_processor = Math.Round(processor.TotalMicroseconds, 1), // of all threads: waiting does not count
                    gflops_median = Math.Round(flops / median / 1e9, 1),
                    gflops_best = Math.Round(flops / times[0] / 1e9, 1),
                    gflops_worst = Math.Round(flops / times[^1] / 1e9, 1),
                }));
            }
        }

        return 0;
    }

    private static Window Same(int size, int stride) => Window.Of(size, 3, stride, Padding.Same);

    private static Window Transposed(int size, int stride) => Window.Transposed(size, 3, stride, Padding.Same);
}
