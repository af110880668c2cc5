namespace TinyAE.Numerics;

/// <summary>The circumstances of one forward or backward pass: everything a layer may know besides its numbers.</summary>
/// <param name="Batch">How many samples the spans hold, at least 1.</param>
/// <param name="Training">True while training: dropout drops, batch normalization uses the batch's own statistics.</param>
/// <param name="Key">Where random numbers come from. Forward and Backward of a step, and every evaluation of a gradient check, see
/// the same key and therefore the same noise.</param>
/// <param name="Workers">The threads among which kernels split their work; the results do not depend on how many.</param>
/// <param name="Probe">Sees intermediate quantities when tracing, else null.</param>
public readonly record struct Pass(int Batch, bool Training, RandomKey Key, Workers Workers, IProbe? Probe = null)
{
    /// <summary>The same pass for one of several users of random numbers, so that no two of them draw the same ones.</summary>
    /// <param name="user">The user's number within the model: unique for each layer that draws.</param>
    public Pass For(int user) => this with { Key = Key with { Purpose = Key.Purpose + (uint)user } };
}
