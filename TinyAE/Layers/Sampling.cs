using System.Numerics;
using System.Runtime.CompilerServices;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Draws a code from a normal distribution such that the draw can be differentiated: z = mu + exp(½ logVar) ⊙ ε.</summary>
/// <remarks>
/// Shapes: mu, logVar, ε, z (N, ...code); logVar is ln σ², so σ = exp(½ logVar).
/// z_nj = mu_nj + exp(½ logVar_nj) ε_nj, with ε_nj standard normal
/// ∂L/∂mu_nj = dz_nj                              dmu = dz
/// ∂L/∂logVar_nj = ½ exp(½ logVar_nj) ε_nj dz_nj      dlogVar = ½ exp(½ logVar) ⊙ ε ⊙ dz
/// The noise ε depends on no parameter, which is what lets the gradient through: the reparameterization.
/// Keeps ε, so that Backward sees Forward's noise. Sample n's noise follows from the pass' key and n alone, in training and outside.
/// It has two inputs, so it is no <see cref="ILayer{T}"/>; a model calls it. No clipping: logVar above 176 overflows a float's exp.
/// Source: Kingma and Welling (2014), Auto-encoding variational Bayes, section 2.4; Keras' VAE example calls it Sampling.
/// </remarks>
/// <param name="code">The shape of one code.</param>
public sealed class Sampling<T>(Shape code)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The shape of one mu, of one logVar, and of the code drawn from them.</summary>
    public Shape Code => code;

    /// <summary>Draws ε and z.</summary>
    /// <param name="mu">The means, pass.Batch · Code.Size.</param>
    /// <param name="logVar">The logarithms of the variances, as many.</param>
    /// <param name="epsilon">ε, as many; overwritten, for Backward.</param>
    /// <param name="z">The codes, as many; overwritten.</param>
    /// <param name="pass">Batch size, workers, and a key that no other user of random numbers has (<see cref="Pass.For"/>).</param>
    public void Forward(ReadOnlySpan<T> mu, ReadOnlySpan<T> logVar, Span<T> epsilon, Span<T> z, in Pass pass)
    {
        Noise.NormalBatch(pass.Key, epsilon, pass.Batch, pass.Workers); // epsilon = standard normal numbers
        pass.Probe?.Record<T>("epsilon", epsilon, Code);
        Elementwise.Map(default(Function), mu, logVar, epsilon, z, pass.Workers); // z = mu + exp(½ logVar) ⊙ ε
    }

    /// <summary>Takes the gradient of the codes to the distribution that they were drawn from.</summary>
    /// <param name="logVar">What Forward saw.</param>
    /// <param name="epsilon">What Forward drew.</param>
    /// <param name="dz">∂L/∂z.</param>
    /// <param name="dmu">∂L/∂mu; overwritten.</param>
    /// <param name="dlogVar">∂L/∂logVar; overwritten.</param>
    /// <param name="pass">As in Forward.</param>
    public void Backward(
        ReadOnlySpan<T> logVar, ReadOnlySpan<T> epsilon, ReadOnlySpan<T> dz, Span<T> dmu, Span<T> dlogVar, in Pass pass)
    {
        dz.CopyTo(dmu); // dmu = dz
        Elementwise.Map(default(Derivative), logVar, epsilon, dz, dlogVar, pass.Workers); // dlogVar = ½ exp(½ logVar) ⊙ ε ⊙ dz
    }

    private readonly struct Function : ITernaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V mu, V logVar, V epsilon)
            where V : struct, IRegister<V, T> => V.Fma(V.Exp(Half<V>() * logVar), epsilon, mu);
    }

    private readonly struct Derivative : ITernaryMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V logVar, V epsilon, V dz)
            where V : struct, IRegister<V, T> => Half<V>() * V.Exp(Half<V>() * logVar) * epsilon * dz;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Half<V>()
        where V : struct, IRegister<V, T> => V.Splat(T.CreateTruncating(0.5));
}
