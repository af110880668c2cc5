using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Random values of mean 0 whose variance keeps the size of the signal from layer to layer: Glorot, He and LeCun.</summary>
/// <remarks>
/// Var(w) = scale / fan, with the fan of the rule: fan_in, or the average (fan_in + fan_out) / 2.
/// Uniform: w in (−r, r), r = √(3 scale / fan). Normal: standard deviation √(scale / fan), not truncated (Keras truncates at two).
/// Glorot: scale 1, average fan (Glorot and Bengio 2010, eq. 16). He: scale 2, fan_in (He et al. 2015, eq. 10).
/// LeCun: scale 1, fan_in (LeCun et al. 1998, Efficient BackProp, eq. 16).
/// </remarks>
/// <param name="name">The name that commands and files use.</param>
/// <param name="scale">The variance times the fan, above 0.</param>
/// <param name="averageFan">True: (fan_in + fan_out) / 2; false: fan_in.</param>
/// <param name="normal">True: normal; false: uniform.</param>
public sealed class VarianceScaling(string name, double scale, bool averageFan, bool normal) : IInitializer
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public void Fill<T>(Parameter parameter, RandomKey key, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double fan = averageFan ? 0.5 * (parameter.FanIn + (double)parameter.FanOut) : parameter.FanIn;
        double size = Math.Sqrt((normal ? 1 : 3) * scale / fan); // the standard deviation, or the radius
        if (normal)
        {
            Noise.Normal(key, 0, values);
        }
        else
        {
            Noise.Uniform(key, 0, values);
        }

        for (int i = 0; i < values.Length; i++)
        {
            double draw = double.CreateChecked(values[i]);
            values[i] = T.CreateChecked(size * (normal ? draw : (2 * draw) - 1));
        }
    }
}
