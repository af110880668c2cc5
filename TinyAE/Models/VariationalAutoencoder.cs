using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Numerics;

namespace TinyAE.Models;

/// <summary>The variational autoencoder: q(z|x) = N(mu(h), exp(logVar(h))), h = encoder(x); y = decoder(z) for a z drawn from q.</summary>
/// <remarks>
/// Shapes: x, t, y (N, ...data), h (N, ...hidden), mu, logVar, ε, z (N, ...code); t is the target, by default x.
/// z = mu + exp(½ logVar) ⊙ ε, with ε standard normal: see <see cref="Sampling{T}"/>
/// L = ℓ(y, t) + β_s D(mu, logVar, z): a reconstruction loss, and β_s times the divergence of q(z|x) from the prior.
/// β_s = β min(1, (s + 1) / warmUpSteps) in step s = pass.Key.Step of training; β everywhere else and without warm-up.
/// ∂L/∂y = ∂ℓ/∂y                                                        dy
/// ∂L/∂z = (∂decoder/∂z)ᵀ dy + β_s ∂D/∂z                                dz; the second part only of a D estimated from z
/// ∂L/∂mu = dz + β_s ∂D/∂mu                                         dmu: the path through z and the divergence meet
/// ∂L/∂logVar = ½ exp(½ logVar) ⊙ ε ⊙ dz + β_s ∂D/∂logVar               dlogVar: likewise
/// ∂L/∂h = (∂mu/∂h)ᵀ dmu + (∂logVar/∂h)ᵀ dlogVar                        dh
/// The terms are "reconstruction" and "kl", the latter times β_s, so that they add up to L; <see cref="Divergence"/> is D itself.
/// With β = 1, D a KL divergence, ℓ a negative log-likelihood, both sums over a sample and means over the batch, −L is an unbiased
/// estimate of the evidence lower bound, in nats a sample.
/// Each evaluation draws one z a sample, outside training too: L is an expectation over z. The same key draws the same z.
/// Source: Kingma and Welling (2014), Auto-encoding variational Bayes; β: Higgins et al. (2017), beta-VAE; the warm-up: Bowman, Vilnis,
/// Vinyals, Dai, Jozefowicz and Bengio (2016), Generating sentences from a continuous space (there not linear).
/// </remarks>
public sealed class VariationalAutoencoder<T> : ILatentModel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly NetworkRun<T> _encoderRun;
    private readonly NetworkRun<T> _muRun;
    private readonly NetworkRun<T> _logVarRun;
    private readonly NetworkRun<T> _decoderRun;
    private readonly T[] _epsilon;
    private readonly T[] _z;
    private readonly T[] _dy;
    private readonly T[] _dz;
    private readonly T[] _dzByKl;
    private readonly T[] _dmu;
    private readonly T[] _dmuByKl;
    private readonly T[] _dlogVar;
    private readonly T[] _dlogVarByKl;
    private readonly T[] _dh;
    private readonly T[] _dhByLogVar;
    private readonly int _samplingUser;

    /// <summary>Joins four networks, a loss and a divergence.</summary>
    /// <param name="encoder">From the data to h.</param>
    /// <param name="mu">From h to the mean of the code.</param>
    /// <param name="logVar">From h to the logarithm of the code's variance.</param>
    /// <param name="decoder">From the code to the loss' input space.</param>
    /// <param name="reconstruction">ℓ. Give it <see cref="LossScale.SampleMean"/> for a bound in nats a sample.</param>
    /// <param name="divergence">D, for instance <see cref="GaussianKl{T}"/>.</param>
    /// <param name="capacity">The largest batch, at least 1.</param>
    /// <param name="beta">β, finite and at least 0.</param>
    /// <param name="warmUpSteps">Steps of training until β is reached; 0: from the start.</param>
    /// <exception cref="ArgumentException">Shapes that do not fit, or a divergence for another number of latents.</exception>
    /// <exception cref="ArgumentOutOfRangeException">β or the number of steps is out of its range.</exception>
    public VariationalAutoencoder(
        Network<T> encoder, Network<T> mu, Network<T> logVar, Network<T> decoder, ILoss<T> reconstruction, ILatentDivergence<T> divergence,
        int capacity, double beta = 1, int warmUpSteps = 0)
    {
        Fits(encoder.Output, mu.Input, "encoder gives h", "mu takes", nameof(mu));
        Fits(encoder.Output, logVar.Input, "encoder gives h", "logVar takes", nameof(logVar));
        Fits(mu.Output, logVar.Output, "mu gives", "logVar gives", nameof(logVar));
        Fits(mu.Output, decoder.Input, "mu gives a code", "the decoder takes", nameof(decoder));
        if (divergence.Latents is int latents && latents != mu.Output.Size)
        {
            throw new ArgumentException(
                $"The divergence {divergence.Name} is for {latents} latents; the code has {mu.Output.Size}.", nameof(divergence));
        }

        if (!(beta >= 0 && double.IsFinite(beta)))
        {
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "β is a finite number, at least 0.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(warmUpSteps);
        Encoder = encoder;
        Mu = mu;
        LogVar = logVar;
        Decoder = decoder;
        Reconstruction = reconstruction;
        Kl = divergence;
        Capacity = capacity;
        Beta = beta;
        WarmUpSteps = warmUpSteps;
        Sampling = new Sampling<T>(mu.Output);
        Layout = new ParameterLayout(encoder, mu, logVar, decoder);
        Moves = Layout.RangesOf(Layout.Networks);
        _samplingUser = NetworkRun<T>.FirstUserAfter(Layout);
        _encoderRun = new NetworkRun<T>(encoder, Layout, capacity);
        _muRun = new NetworkRun<T>(mu, Layout, capacity);
        _logVarRun = new NetworkRun<T>(logVar, Layout, capacity);
        _decoderRun = new NetworkRun<T>(decoder, Layout, capacity);
        _dy = new T[checked(capacity * decoder.Output.Size)];
        int codes = checked(capacity * mu.Output.Size), hidden = checked(capacity * encoder.Output.Size);
        (_epsilon, _z, _dz, _dzByKl) = (new T[codes], new T[codes], new T[codes], new T[divergence.UsesSample ? codes : 0]);
        (_dmu, _dmuByKl, _dlogVar, _dlogVarByKl) = (new T[codes], new T[codes], new T[codes], new T[codes]);
        (_dh, _dhByLogVar) = (new T[hidden], new T[hidden]);
        string warmUp = warmUpSteps > 0 ? $" min(1, (step + 1) / {warmUpSteps})" : "";
        Terms = [new Term("reconstruction", reconstruction.Formula), new Term("kl", $"{beta}{warmUp} · {divergence.Formula}")];
    }

    /// <inheritdoc/>
    public string Name => "variational autoencoder";

    /// <summary>From the data to h, what mu and logVar are computed from.</summary>
    public Network<T> Encoder { get; }

    /// <summary>From h to the mean of the code.</summary>
    public Network<T> Mu { get; }

    /// <summary>From h to the logarithm of the code's variance.</summary>
    public Network<T> LogVar { get; }

    /// <summary>From the code to the loss' input space.</summary>
    public Network<T> Decoder { get; }

    /// <summary>z from mu and logVar.</summary>
    public Sampling<T> Sampling { get; }

    /// <summary>ℓ, the reconstruction loss.</summary>
    public ILoss<T> Reconstruction { get; }

    /// <summary>D, the divergence from the prior.</summary>
    public ILatentDivergence<T> Kl { get; }

    /// <summary>β, the weight of the divergence after the warm-up.</summary>
    public double Beta { get; }

    /// <summary>Steps of training until β is reached; 0: no warm-up.</summary>
    public int WarmUpSteps { get; }

    /// <summary>D of the last evaluation, without β; NaN before the first.</summary>
    public double Divergence { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public ParameterLayout Layout { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSlot> Moves { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Term> Terms { get; }

    /// <inheritdoc/>
    public Shape Input => Encoder.Input;

    /// <inheritdoc/>
    public Shape Target => Decoder.Output;

    /// <inheritdoc/>
    public Shape Code => Decoder.Input;

    /// <inheritdoc/>
    public int Capacity { get; }

    /// <summary>The weight of the divergence in a pass: β_s = β min(1, (s + 1) / warmUpSteps) in step s of training, else β.</summary>
    public double BetaAt(in Pass pass) =>
        pass.Training && WarmUpSteps > 0 ? Beta * Math.Min(1, (pass.Key.Step + 1.0) / WarmUpSteps) : Beta;

    /// <inheritdoc/>
    public ReadOnlySpan<T> Encode(Span<T> theta, ReadOnlySpan<T> x, in Pass pass) =>
        Mu.Forward(theta, Encoder.Forward(theta, x, _encoderRun, pass), _muRun, pass);

    /// <summary>The distribution q(z|x) of each sample. The spans are valid until the model's next call.</summary>
    /// <param name="theta">The flat vector.</param>
    /// <param name="x">The samples, batch outermost.</param>
    /// <param name="mu">The means, pass.Batch · Code.Size.</param>
    /// <param name="logVar">The logarithms of the variances, as many.</param>
    /// <param name="pass">The circumstances.</param>
    public void Encode(Span<T> theta, ReadOnlySpan<T> x, out ReadOnlySpan<T> mu, out ReadOnlySpan<T> logVar, in Pass pass)
    {
        ReadOnlySpan<T> h = Encoder.Forward(theta, x, _encoderRun, pass);
        mu = Mu.Forward(theta, h, _muRun, pass);
        logVar = LogVar.Forward(theta, h, _logVarRun, pass);
    }

    /// <inheritdoc/>
    public void Decode(Span<T> theta, ReadOnlySpan<T> z, Span<T> prediction, in Pass pass) =>
        Reconstruction.Predict(Decoder.Forward(theta, z, _decoderRun, pass), prediction);

    /// <inheritdoc/>
    public void Reconstruct(Span<T> theta, ReadOnlySpan<T> x, Span<T> prediction, in Pass pass) =>
        Decode(theta, Encode(theta, x, pass), prediction, pass);

    /// <inheritdoc/>
    public double Evaluate(Span<T> theta, in Batch<T> batch, Span<T> dtheta, Span<double> terms, in Pass pass, TermSet wanted = default)
    {
        bool gradient = !dtheta.IsEmpty;
        dtheta.Clear();
        ReadOnlySpan<T> x = batch.Input;
        int codes = pass.Batch * Code.Size;
        double beta = wanted.Contains(1) ? BetaAt(pass) : 0;

        // Forward.
        ReadOnlySpan<T> h = Encoder.Forward(theta, x, _encoderRun, pass); // h = encoder(x)
        ReadOnlySpan<T> mu = Mu.Forward(theta, h, _muRun, pass); // mu = mu(h)
        ReadOnlySpan<T> logVar = LogVar.Forward(theta, h, _logVarRun, pass); // logVar = logVar(h)
        Span<T> epsilon = _epsilon.AsSpan(0, codes), z = _z.AsSpan(0, codes);
        pass.Probe?.Enter(Name);
        pass.Probe?.Record("mu", mu, Code);
        pass.Probe?.Record("logVar", logVar, Code);
        Sampling.Forward(mu, logVar, epsilon, z, pass.For(_samplingUser)); // z = mu + exp(½ logVar) ⊙ ε
        pass.Probe?.Record<T>("z", z, Code);
        ReadOnlySpan<T> y = Decoder.Forward(theta, z, _decoderRun, pass); // y = decoder(z)

        // The two terms, each with its derivatives by what it sees.
        bool pulls = gradient && beta > 0;
        Span<T> dy = gradient ? _dy.AsSpan(0, y.Length) : [];
        Span<T> dmuByKl = pulls ? _dmuByKl.AsSpan(0, codes) : [];
        Span<T> dlogVarByKl = pulls ? _dlogVarByKl.AsSpan(0, codes) : [];
        Span<T> dzByKl = pulls && Kl.UsesSample ? _dzByKl.AsSpan(0, codes) : [];
        terms[0] = Reconstruction.Evaluate(y, batch.Target, dy, pass); // dy = ∂ℓ/∂y
        Divergence = Kl.Evaluate(mu, logVar, z, dmuByKl, dlogVarByKl, dzByKl, pass); // ∂D/∂mu, ∂D/∂logVar, ∂D/∂z
        terms[1] = Weighted(BetaAt(pass), Divergence);
        double total = (wanted.Contains(0) ? terms[0] : 0) + (wanted.Contains(1) ? terms[1] : 0); // L = ℓ + β_s D
        if (!gradient)
        {
            return total;
        }

        // Backward, from the output to the sample ...
        if (!wanted.Contains(0))
        {
            dy.Clear();
        }

        Span<T> dz = _dz.AsSpan(0, codes), dmu = _dmu.AsSpan(0, codes), dlogVar = _dlogVar.AsSpan(0, codes);
        Decoder.Backward(theta, z, _decoderRun, dy, dz, dtheta, pass); // dz = (∂decoder/∂z)ᵀ dy
        pass.Probe?.Enter(Name);
        pass.Probe?.Record<T>("dz by reconstruction", dz, Code);
        Join(beta, dzByKl, dz, "dz by kl", pass); // dz += β_s ∂D/∂z

        // ... through the sampling to the distribution: the reparameterization path ...
        Sampling.Backward(logVar, epsilon, dz, dmu, dlogVar, pass); // dmu = dz, dlogVar = ½ exp(½ logVar) ⊙ ε ⊙ dz
        pass.Probe?.Record<T>("dmu by z", dmu, Code);
        pass.Probe?.Record<T>("dlogVar by z", dlogVar, Code);

        // ... which the divergence's own pull meets here ...
        Join(beta, dmuByKl, dmu, "dmu by kl", pass); // dmu += β_s ∂D/∂mu
        Join(beta, dlogVarByKl, dlogVar, "dlogVar by kl", pass); // dlogVar += β_s ∂D/∂logVar

        // ... and on to what both come from, and to the input; nobody asks for dx there.
        Span<T> dh = _dh.AsSpan(0, h.Length), dhByLogVar = _dhByLogVar.AsSpan(0, h.Length);
        Mu.Backward(theta, h, _muRun, dmu, dh, dtheta, pass); // dh = (∂mu/∂h)ᵀ dmu
        LogVar.Backward(theta, h, _logVarRun, dlogVar, dhByLogVar, dtheta, pass);
        Join(1, dhByLogVar, dh, "dh by logVar", pass); // dh += (∂logVar/∂h)ᵀ dlogVar
        Encoder.Backward(theta, x, _encoderRun, dh, [], dtheta, pass); // dtheta += (∂encoder/∂theta)ᵀ dh
        return total;
    }

    // A divergence that does not count must not spoil the loss, even if it is infinite.
    private static double Weighted(double beta, double divergence) => beta == 0 ? 0 : beta * divergence;

    /// <summary>Weights one path's gradient, shows it, and adds it to the sum; an empty one does not exist.</summary>
    private void Join(double weight, Span<T> path, Span<T> sum, string name, in Pass pass)
    {
        if (path.IsEmpty)
        {
            return;
        }

        Elementwise.Map(new Times(T.CreateChecked(weight)), path, path, pass.Workers);
        pass.Probe?.Enter(Name);
        pass.Probe?.Record<T>(name, path, new Shape(path.Length / pass.Batch));
        Elementwise.Map(default(Plus), sum, path, sum, pass.Workers);
    }

    private static void Fits(Shape found, Shape other, string gives, string takes, string name)
    {
        if (found != other)
        {
            throw new ArgumentException($"The {gives} {found}, but {takes} {other}.", name);
        }
    }

    private readonly struct Times(T weight) : IUnaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V path)
            where V : struct, IRegister<V, T> => V.Splat(weight) * path;
    }

    private readonly struct Plus : IBinaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V sum, V path)
            where V : struct, IRegister<V, T> => sum + path;
    }
}
