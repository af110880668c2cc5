namespace TinyAE.Study;

/// <summary>A mistake that people make in a backward pass: the catalogue of the gradient check's diagnosis.</summary>
public enum Mistake
{
    /// <summary>The gradient is zero: never computed, or computed and thrown away.</summary>
    Missing,

    /// <summary>The gradient of a parameter replaces what its span held; it is to be added.</summary>
    Overwritten,

    /// <summary>The gradient is added to what its span held; it is to replace that.</summary>
    AddedTo,

    /// <summary>The opposite sign.</summary>
    Sign,

    /// <summary>Too large by the batch N: a sum where a mean over the batch belongs.</summary>
    MissingMeanOverBatch,

    /// <summary>Too small by the batch N: the mean over the batch is taken twice, or where a sum belongs.</summary>
    DoubledMeanOverBatch,

    /// <summary>Too large by the elements D of a sample.</summary>
    MissingMeanOverElements,

    /// <summary>Too small by the elements D of a sample.</summary>
    DoubledMeanOverElements,

    /// <summary>Too large by N D: a sum where the mean over all elements belongs.</summary>
    MissingMean,

    /// <summary>Too small by N D: the mean over all elements is taken twice, or where a sum belongs.</summary>
    DoubledMean,

    /// <summary>Without the factor ½ that logVar has in σ = exp(½ logVar).</summary>
    MissingHalfOfLogVar,

    /// <summary>Twice as large: added twice, or a factor ½ left out.</summary>
    Doubled,

    /// <summary>Half as large: a factor ½ too many, or the 2 of a square left out.</summary>
    Halved,

    /// <summary>Another constant factor.</summary>
    Factor,

    /// <summary>A matrix is read or written with its axes exchanged.</summary>
    Transposed,

    /// <summary>A convolution's kernel is turned round, or not turned round where it should be.</summary>
    KernelFlipped,

    /// <summary>Of the batch, only the last sample enters.</summary>
    LastSampleOnly,

    /// <summary>Of the batch, only the first sample enters.</summary>
    FirstSampleOnly,

    /// <summary>The last sample of the batch is left out.</summary>
    LastSampleLeftOut,

    /// <summary>A bias is summed over the wrong axis.</summary>
    BiasAxis,

    /// <summary>The gradient that comes in is taken to be 1.</summary>
    UpstreamIgnored,

    /// <summary>The derivative of the activation is left out.</summary>
    DerivativeLeftOut,

    /// <summary>The derivative of the activation is written for its output, but taken at its input.</summary>
    DerivativeAtInput,

    /// <summary>The derivative of the activation is written for its input, but taken at its output.</summary>
    DerivativeAtOutput,

    /// <summary>The derivative of the activation enters twice.</summary>
    DerivativeTwice,

    /// <summary>Moved by one place along an axis: a stride or a padding is off by one.</summary>
    Shifted,

    /// <summary>σ where σ² belongs, or σ² where σ belongs.</summary>
    SigmaForVariance,
}
