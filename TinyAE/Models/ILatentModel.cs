using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Models;

/// <summary>A model with a code: what pictures, evaluations and metrics know of an autoencoder of any kind.</summary>
/// <remarks>
/// Shapes: x (N, ...data), z (N, ...<see cref="Code"/>), predictions (N, ...<see cref="IObjective{T}.Target"/>).
/// No method changes a parameter. Each uses the model's own work arrays, so one thread at a time may call them.
/// </remarks>
public interface ILatentModel<T> : IObjective<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The shape of one code.</summary>
    Shape Code { get; }

    /// <summary>The code that stands for each sample; of a variational model the mean mu of q(z|x), with no noise.</summary>
    /// <param name="theta">The flat vector.</param>
    /// <param name="x">The samples, batch outermost, at most <see cref="IObjective{T}.Capacity"/>.</param>
    /// <param name="pass">The circumstances; not a training pass where the codes are to be used.</param>
    /// <returns>pass.Batch · Code.Size numbers, valid until the model's next call.</returns>
    ReadOnlySpan<T> Encode(Span<T> theta, ReadOnlySpan<T> x, in Pass pass);

    /// <summary>The data that codes stand for: the prediction of the decoder's output, for instance its sigmoid.</summary>
    /// <param name="theta">The flat vector.</param>
    /// <param name="z">The codes, batch outermost.</param>
    /// <param name="prediction">Overwritten; pass.Batch · Target.Size.</param>
    /// <param name="pass">The circumstances.</param>
    void Decode(Span<T> theta, ReadOnlySpan<T> z, Span<T> prediction, in Pass pass);

    /// <summary>Decodes the codes of a batch: what the model makes of x.</summary>
    /// <param name="theta">The flat vector.</param>
    /// <param name="x">The samples, batch outermost.</param>
    /// <param name="prediction">Overwritten; pass.Batch · Target.Size.</param>
    /// <param name="pass">The circumstances.</param>
    void Reconstruct(Span<T> theta, ReadOnlySpan<T> x, Span<T> prediction, in Pass pass);
}
