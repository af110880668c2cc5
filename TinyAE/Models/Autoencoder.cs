using System.Numerics;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Numerics;

namespace TinyAE.Models;

/// <summary>The autoencoder: z = encoder(x), y = decoder(z), trained so that y is the input again.</summary>
/// <remarks>
/// Shapes: x, t, y (N, ...data), z (N, ...code); t is the target, the clean x.
/// L = ℓ(y, t) + Ω(z) + Σ_W R(W): a reconstruction loss, a penalty on the code, a penalty on each weight; the latter two may be absent.
/// ∂L/∂y = ∂ℓ/∂y                            dy
/// ∂L/∂z = (∂decoder/∂z)ᵀ dy + ∂Ω/∂z        dz: the two paths meet at the code
/// ∂L/∂W = through the networks + ∂R/∂W     dW
/// Source: Rumelhart, Hinton and Williams (1986), Learning representations by back-propagating errors; Hinton and Salakhutdinov (2006),
/// Reducing the dimensionality of data with neural networks.
/// </remarks>
public sealed class Autoencoder<T> : ILatentModel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly NetworkRun<T> _encoderRun;
    private readonly NetworkRun<T> _decoderRun;
    private readonly T[] _dy;
    private readonly T[] _dz;
    private readonly ParameterSlot[] _decayed;
    private readonly int _codePenaltyTerm;
    private readonly int _weightPenaltyTerm;

    /// <summary>Joins two networks and a loss.</summary>
    /// <param name="encoder">From the data to the code.</param>
    /// <param name="decoder">From the code to the loss' input space.</param>
    /// <param name="loss">Compares the decoder's output with the target.</param>
    /// <param name="capacity">The largest batch, at least 1.</param>
    /// <param name="codePenalty">Ω, or null.</param>
    /// <param name="weightPenalty">R, applied to every weight (not to biases), or null.</param>
    /// <exception cref="ArgumentException">The code's shapes differ.</exception>
    public Autoencoder(
        Network<T> encoder, Network<T> decoder, ILoss<T> loss, int capacity,
        IPenalty<T>? codePenalty = null, IPenalty<T>? weightPenalty = null)
    {
        if (encoder.Output != decoder.Input)
        {
            throw new ArgumentException(
                $"The encoder gives a code {encoder.Output}, but the decoder takes {decoder.Input}.", nameof(decoder));
        }

        Encoder = encoder;
        Decoder = decoder;
        Loss = loss;
        CodePenalty = codePenalty;
        WeightPenalty = weightPenalty;
        Layout = new ParameterLayout(encoder, decoder);
        Moves = Layout.RangesOf(encoder, decoder);
        Capacity = capacity;
        _encoderRun = new NetworkRun<T>(encoder, Layout, capacity);
        _decoderRun = new NetworkRun<T>(decoder, Layout, capacity);
        _dy = new T[checked(capacity * decoder.Output.Size)];
        _dz = new T[checked(capacity * decoder.Input.Size)];
        _decayed = [.. Layout.All.Where(named => named.Parameter.IsDecayed).Select(named => named.Slot)];

        List<Term> terms = [new Term("reconstruction", loss.Formula)];
        _codePenaltyTerm = Add(terms, "code penalty", codePenalty);
        _weightPenaltyTerm = Add(terms, "weight penalty", weightPenalty);
        Terms = terms;
    }

    /// <inheritdoc/>
    public string Name => "autoencoder";

    /// <summary>From the data to the code.</summary>
    public Network<T> Encoder { get; }

    /// <summary>From the code to the loss' input space.</summary>
    public Network<T> Decoder { get; }

    /// <summary>The reconstruction loss.</summary>
    public ILoss<T> Loss { get; }

    /// <summary>The penalty on the code, or null.</summary>
    public IPenalty<T>? CodePenalty { get; }

    /// <summary>The penalty on each weight, or null.</summary>
    public IPenalty<T>? WeightPenalty { get; }

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
    public int Capacity { get; }

    /// <inheritdoc/>
    public Shape Code => Encoder.Output;

    /// <summary>The codes of a batch: z = encoder(x). The span is valid until the next call.</summary>
    public ReadOnlySpan<T> Encode(Span<T> theta, ReadOnlySpan<T> x, in Pass pass) => Encoder.Forward(theta, x, _encoderRun, pass);

    /// <inheritdoc/>
    public void Decode(Span<T> theta, ReadOnlySpan<T> z, Span<T> prediction, in Pass pass) =>
        Loss.Predict(Decoder.Forward(theta, z, _decoderRun, pass), prediction);

    /// <inheritdoc/>
    public void Reconstruct(Span<T> theta, ReadOnlySpan<T> x, Span<T> prediction, in Pass pass) =>
        Decode(theta, Encode(theta, x, pass), prediction, pass);

    /// <inheritdoc/>
    public double Evaluate(Span<T> theta, in Batch<T> batch, Span<T> dtheta, Span<double> terms, in Pass pass, TermSet wanted = default)
    {
        bool gradient = !dtheta.IsEmpty;
        dtheta.Clear();
        ReadOnlySpan<T> x = batch.Input;

        // Forward.
        ReadOnlySpan<T> z = Encoder.Forward(theta, x, _encoderRun, pass); // z = encoder(x)
        ReadOnlySpan<T> y = Decoder.Forward(theta, z, _decoderRun, pass); // y = decoder(z)
        Span<T> dy = gradient ? _dy.AsSpan(0, y.Length) : [];
        Span<T> dz = gradient ? _dz.AsSpan(0, z.Length) : [];
        terms[0] = Loss.Evaluate(y, batch.Target, dy, pass); // dy = ∂ℓ/∂y
        double total = wanted.Contains(0) ? terms[0] : 0;

        // Backward, from the output to the code ...
        if (gradient)
        {
            if (!wanted.Contains(0))
            {
                dy.Clear();
            }

            Decoder.Backward(theta, z, _decoderRun, dy, dz, dtheta, pass); // dz = (∂decoder/∂z)ᵀ dy
            pass.Probe?.Record("dz by reconstruction", (ReadOnlySpan<T>)dz, Decoder.Input);
        }

        // ... where the penalty on the code joins ...
        if (CodePenalty is not null)
        {
            bool counts = wanted.Contains(_codePenaltyTerm);
            terms[_codePenaltyTerm] = CodePenalty.Evaluate(z, counts ? dz : [], pass); // dz += ∂Ω/∂z
            total += counts ? terms[_codePenaltyTerm] : 0;
        }

        // ... and on to the input; nobody asks for dx there.
        if (gradient)
        {
            Encoder.Backward(theta, x, _encoderRun, dz, [], dtheta, pass); // dtheta += (∂encoder/∂theta)ᵀ dz
        }

        if (WeightPenalty is not null)
        {
            bool counts = wanted.Contains(_weightPenaltyTerm);
            terms[_weightPenaltyTerm] = 0;
            foreach (ParameterSlot w in _decayed)
            {
                Span<T> dw = gradient && counts ? dtheta.Slice(w.Offset, w.Length) : [];
                terms[_weightPenaltyTerm] += WeightPenalty.Evaluate(theta.Slice(w.Offset, w.Length), dw, pass); // dW += ∂R/∂W
            }

            total += counts ? terms[_weightPenaltyTerm] : 0;
        }

        return total;
    }

    private static int Add(List<Term> terms, string name, IPenalty<T>? penalty)
    {
        if (penalty is not null)
        {
            terms.Add(new Term(name, penalty.Formula));
        }

        return terms.Count - 1;
    }
}
