using TinyAE.Layers;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Tests.Models;

/// <summary>A variational autoencoder's objective written once more, in plain loops between the networks, with room for a mistake.</summary>
/// <param name="model">Whose networks, loss and divergence are used, but not its Evaluate.</param>
/// <param name="wrong">What becomes of the two gradients that reach the heads; null: what is right.</param>
internal sealed class HandVariational(VariationalAutoencoder<double> model, Func<HandVariational.Latent, (double Dmu, double DlogVar)>? wrong = null)
    : IObjective<double>
{
    /// <summary>What one latent of one sample knows: β times the divergence's parts, and what comes through z.</summary>
    internal readonly record struct Latent(double LogVar, double Epsilon, double Dz, double DmuByKl, double DlogVarByKl)
    {
        public double DlogVarByZ => 0.5 * Scalar.Exp(0.5 * LogVar) * Epsilon * Dz;

        public (double Dmu, double DlogVar) Right => (Dz + DmuByKl, DlogVarByZ + DlogVarByKl);
    }

    public string Name => "by hand";

    public ParameterLayout Layout => model.Layout;

    public IReadOnlyList<ParameterSlot> Moves => model.Moves;

    public IReadOnlyList<Term> Terms => model.Terms;

    public Shape Input => model.Input;

    public Shape Target => model.Target;

    public int Capacity => model.Capacity;

    public double Evaluate(
        Span<double> theta, in Batch<double> batch, Span<double> dtheta, Span<double> terms, in Pass pass, TermSet wanted = default)
    {
        dtheta.Clear();
        NetworkRun<double> encoder = new(model.Encoder, Layout, Capacity), decoder = new(model.Decoder, Layout, Capacity);
        NetworkRun<double> muRun = new(model.Mu, Layout, Capacity), logVarRun = new(model.LogVar, Layout, Capacity);
        ReadOnlySpan<double> h = model.Encoder.Forward(theta, batch.Input, encoder, pass);
        ReadOnlySpan<double> mu = model.Mu.Forward(theta, h, muRun, pass), logVar = model.LogVar.Forward(theta, h, logVarRun, pass);
        int codes = mu.Length;
        double[] epsilon = new double[codes], z = new double[codes], dz = new double[codes], dzByKl = new double[codes];
        double[] dmu = new double[codes], dlogVar = new double[codes];
        Pass own = pass.For(4 * 8 * 1024); // after the runs of four networks
        for (int n = 0; n < pass.Batch; n++)
        {
            Noise.Normal(own.Key, (uint)n, epsilon.AsSpan(n * model.Code.Size, model.Code.Size));
        }

        for (int i = 0; i < codes; i++)
        {
            z[i] = Math.FusedMultiplyAdd(Scalar.Exp(0.5 * logVar[i]), epsilon[i], mu[i]);
        }

        ReadOnlySpan<double> y = model.Decoder.Forward(theta, z, decoder, pass);
        double[] dy = new double[y.Length], dh = new double[h.Length], dhToo = new double[h.Length];
        double beta = model.BetaAt(pass);
        terms[0] = model.Reconstruction.Evaluate(y, batch.Target, dy, pass);
        terms[1] = beta * model.Kl.Evaluate(mu, logVar, z, dmu, dlogVar, model.Kl.UsesSample ? dzByKl : [], pass);
        double total = (wanted.Contains(0) ? terms[0] : 0) + (wanted.Contains(1) ? terms[1] : 0);
        if (dtheta.IsEmpty)
        {
            return total;
        }

        beta = wanted.Contains(1) ? beta : 0;
        if (!wanted.Contains(0))
        {
            dy.AsSpan().Clear();
        }

        model.Decoder.Backward(theta, z, decoder, dy, dz, dtheta, pass);
        for (int i = 0; i < codes; i++)
        {
            Latent latent = new(logVar[i], epsilon[i], dz[i] + (beta * dzByKl[i]), beta * dmu[i], beta * dlogVar[i]);
            (dmu[i], dlogVar[i]) = wrong?.Invoke(latent) ?? latent.Right;
        }

        model.Mu.Backward(theta, h, muRun, dmu, dh, dtheta, pass);
        model.LogVar.Backward(theta, h, logVarRun, dlogVar, dhToo, dtheta, pass);
        for (int i = 0; i < dh.Length; i++)
        {
            dh[i] += dhToo[i];
        }

        model.Encoder.Backward(theta, batch.Input, encoder, dh, [], dtheta, pass);
        return total;
    }
}
