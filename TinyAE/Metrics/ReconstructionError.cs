using System.Numerics;
using TinyAE.Losses;
using TinyAE.Numerics;

namespace TinyAE.Metrics;

/// <summary>How far reconstructions are from the data, in units that do not depend on the loss.</summary>
/// <param name="MeanSquared">1/(N·D) Σ_n Σ_i (y_ni − x_ni)², a pixel.</param>
/// <param name="MeanAbsolute">1/(N·D) Σ_n Σ_i |y_ni − x_ni|, a pixel.</param>
/// <param name="Peak">The largest value that a pixel can have; 1 for data in [0, 1].</param>
public sealed record ReconstructionError(double MeanSquared, double MeanAbsolute, double Peak)
{
    private static readonly double _decibel = 10 / Scalar.Log(10);

    /// <summary>The root of the mean squared error, in units of a pixel.</summary>
    public double RootMeanSquared => Math.Sqrt(MeanSquared);

    /// <summary>PSNR, the peak signal-to-noise ratio: 10 log₁₀(peak² / mean squared error), in decibels; ∞ of equal images.</summary>
    /// <remarks>Of several images it is that of their mean squared error, not the mean of their ratios.</remarks>
    public double PeakSignalToNoise => MeanSquared == 0
        ? double.PositiveInfinity
        : _decibel * Scalar.Log(Peak * Peak / MeanSquared);

    /// <summary>The errors of predictions, over all samples and pixels.</summary>
    /// <param name="prediction">y, in the data's own space.</param>
    /// <param name="data">x, as many, at least one.</param>
    /// <param name="peak">The largest value that a pixel can have, above 0.</param>
    /// <param name="workers">Threads that share the sums, or none.</param>
    /// <exception cref="ArgumentException">The lengths differ or are 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The peak is not above 0.</exception>
    public static ReconstructionError Of<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> data, double peak = 1, Workers? workers = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (prediction.Length != data.Length || data.IsEmpty)
        {
            throw new ArgumentException(
                $"Predictions and data are as many, at least one; found {prediction.Length} and {data.Length}.", nameof(prediction));
        }

        if (!(peak > 0 && double.IsFinite(peak)))
        {
            throw new ArgumentOutOfRangeException(nameof(peak), peak, "The largest value of a pixel is above 0.");
        }

        Pass whole = new(1, Training: false, default, workers ?? Workers.One);
        double squares = new MeanSquaredError<T>().Evaluate(prediction, data, [], whole);
        double absolutes = Reduction.Sum(default(Distance<T>), prediction, data, workers) / data.Length;
        return new ReconstructionError(squares, absolutes, peak);
    }

    private readonly struct Distance<T> : IBinaryMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public V Apply<V>(V a, V b)
            where V : struct, IRegister<V, T> => V.Abs(a - b);
    }
}
