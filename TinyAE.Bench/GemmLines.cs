using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TinyAE.Numerics;

namespace TinyAE.Bench;

/// <summary>
/// <c>gemm [--threads N] [--secs S] [--only NAME,NAME] [--form AB|AtB|ABt|AtBt]</c>: times the products of <see cref="GemmShape.All"/>,
/// one JSON line each with median, best and worst GFLOP/s.
/// </summary>
internal static class GemmLines
{
    internal static int Run(string[] args)
    {
        int threads = int.Parse(Option(args, "--threads", "1"), CultureInfo.InvariantCulture);
        double seconds = double.Parse(Option(args, "--secs", "0.4"), CultureInfo.InvariantCulture);
        string[] only = Option(args, "--only", "").Split(',');
        string form = Option(args, "--form", "AB");
        using Workers workers = new(threads);
        foreach (GemmShape shape in GemmShape.All.Where(s => only.Any(o => s.Name.StartsWith(o, StringComparison.Ordinal))))
        {
            float[] a = Numbers(shape.M * shape.K), b = Numbers(shape.K * shape.N), c = new float[shape.M * shape.N];
            double[] times = Time(shape.Flops, seconds, form switch
            {
                "AB" => () => MatrixProduct.AB<float>(a, b, c, shape.M, shape.N, shape.K, Write.Over, workers),
                "AtB" => () => MatrixProduct.AtB<float>(a, b, c, shape.M, shape.N, shape.K, Write.Over, workers),
                "ABt" => () => MatrixProduct.ABt<float>(a, b, c, shape.M, shape.N, shape.K, Write.Over, workers),
                "AtBt" => () => MatrixProduct.AtBt<float>(a, b, c, shape.M, shape.N, shape.K, Write.Over, workers),
                _ => throw new ArgumentException($"--form {form}: allowed are AB, AtB, ABt, AtBt."),
            });
            double median = times[times.Length / 2];
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                workload = "I",
                bench = shape.Name,
                peer = "tinyae",
                threads,
                m = shape.M,
                n = shape.N,
                k = shape.K,
                us_median = Math.Round(median * 1e6, 3),
                gflops_median = Math.Round(shape.Flops / median / 1e9, 1),
                gflops_best = Math.Round(shape.Flops / times[0] / 1e9, 1),
                gflops_worst = Math.Round(shape.Flops / times[^1] / 1e9, 1),
                form,
            }));
        }
        return 0;
    }

    /// <summary>Sorted times of one call; short calls are timed many at once.</summary>
    internal static double[] Time(double flops, double seconds, Action call)
    {
        int repeats = Math.Max(1, (int)(1e7 / flops));
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < 0.1) call();
        List<double> times = [];
        start = Stopwatch.GetTimestamp();
        while (times.Count < 5 || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < repeats; i++) call();
            times.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds / repeats);
        }
        times.Sort();
        return [.. times];
    }

    internal static string Option(string[] args, string name, string otherwise)
    {
        int at = Array.IndexOf(args, name);
        return at < 0 ? otherwise : at + 1 < args.Length ? args[at + 1] : throw new ArgumentException($"{name} wants a value.");
    }

    internal static float[] Numbers(int count)
    {
        Random random = new(1);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) numbers[i] = (float)(random.NextDouble() * 2 - 1);
        return numbers;
    }
}
