namespace TinyAE.Numerics;

/// <summary>What random numbers are for. Each purpose has streams of its own.</summary>
public static class RandomPurpose
{
    /// <summary>First values of parameters; the key's step is the parameter's number.</summary>
    public const uint Initialization = 1;

    /// <summary>The order of the samples; the key's step is the epoch.</summary>
    public const uint Shuffle = 2;

    /// <summary>Corruption of the input: bit flips, Gaussian noise, erased parts; the key's step is the training step.</summary>
    public const uint Corruption = 3;

    /// <summary>Data that a generator makes; the key's step is the sample's number or 0.</summary>
    public const uint Data = 4;

    /// <summary>Draws of a study or a picture: points of the latent plane, subsets.</summary>
    public const uint Study = 5;

    /// <summary>Inputs, upstream gradients and choices of elements of a gradient check.</summary>
    public const uint Check = 6;

    /// <summary>The first of the purposes of layers where held-out data are evaluated: as many as those of a phase of a training.</summary>
    public const uint HeldOut = 1u << 31;

    /// <summary>The first of the purposes of layers (dropout, sampling): each layer of each run has its own, see <see cref="Pass.For"/>.</summary>
    public const uint Layer = 1u << 24;
}
