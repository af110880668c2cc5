using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>Gradient checks of what has two inputs, mu and logVar: they stand side by side in each sample of one array.</summary>
internal static class CodeChecks
{
    private const int Latents = 3;

    /// <summary>Checks the sampling, noise frozen: dx is (dmu, dlogVar).</summary>
    public static GradientReport Sampling(ulong seed) =>
        Renamed(GradientCheck.Of(new SamplingLayer(new Shape(Latents)), new CheckOptions { Seed = seed }), "Sampling");

    /// <summary>Checks a divergence in closed form: dy is (dmu, dlogVar).</summary>
    public static GradientReport Divergence(ILatentDivergence<double> divergence, ulong seed) => Renamed(
        GradientCheck.Of(new DivergenceLoss(divergence), new Shape(2 * Latents), new CheckOptions { Seed = seed }), divergence.Name);

    private static GradientReport Renamed(GradientReport report, string name) =>
        report with { Name = name, Tensors = [.. report.Tensors.Select(tensor => tensor with { Name = "dmu, dlogVar" })] };

    private static (double[] Mu, double[] LogVar) Split(ReadOnlySpan<double> both, int batch)
    {
        int latents = both.Length / batch / 2;
        double[] mu = new double[batch * latents], logVar = new double[batch * latents];
        for (int n = 0; n < batch; n++)
        {
            both.Slice(2 * n * latents, latents).CopyTo(mu.AsSpan(n * latents));
            both.Slice(((2 * n) + 1) * latents, latents).CopyTo(logVar.AsSpan(n * latents));
        }

        return (mu, logVar);
    }

    private static void Join(ReadOnlySpan<double> mu, ReadOnlySpan<double> logVar, Span<double> both, int batch)
    {
        int latents = mu.Length / batch;
        for (int n = 0; n < batch; n++)
        {
            mu.Slice(n * latents, latents).CopyTo(both[(2 * n * latents)..]);
            logVar.Slice(n * latents, latents).CopyTo(both[(((2 * n) + 1) * latents)..]);
        }
    }

    private sealed class SamplingLayer(Shape code) : ILayer<double>
    {
        private readonly Sampling<double> _sampling = new(code);

        public Shape Input => new(2 * code.Size);

        public Shape Output => code;

        public int CacheSize(int batch) => batch * code.Size;

        public void Forward(Parameters<double> theta, ReadOnlySpan<double> x, Span<double> y, Span<double> cache, in Pass pass)
        {
            (double[] mu, double[] logVar) = Split(x, pass.Batch);
            _sampling.Forward(mu, logVar, cache, y, pass);
        }

        public void Backward(
            Parameters<double> theta, ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> cache, ReadOnlySpan<double> dy,
            Span<double> dx, Gradients<double> dtheta, in Pass pass)
        {
            if (!dx.IsEmpty)
            {
                double[] dmu = new double[dy.Length], dlogVar = new double[dy.Length];
                _sampling.Backward(Split(x, pass.Batch).LogVar, cache, dy, dmu, dlogVar, pass);
                Join(dmu, dlogVar, dx, pass.Batch);
            }
        }
    }

    private sealed class DivergenceLoss(ILatentDivergence<double> divergence) : ILoss<double>
    {
        public string Name => divergence.Name;

        public LossScale Scale => divergence.Scale;

        public string Formula => divergence.Formula;

        public double Evaluate(ReadOnlySpan<double> y, ReadOnlySpan<double> target, Span<double> dy, in Pass pass)
        {
            (double[] mu, double[] logVar) = Split(y, pass.Batch);
            double[] dmu = new double[dy.Length / 2], dlogVar = new double[dy.Length / 2];
            double value = divergence.Evaluate(mu, logVar, [], dmu, dlogVar, [], pass);
            if (!dy.IsEmpty)
            {
                Join(dmu, dlogVar, dy, pass.Batch);
            }

            return value;
        }
    }
}
