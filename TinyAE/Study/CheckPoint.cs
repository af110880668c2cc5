using TinyAE.Layers;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>Draws the point at which a check differentiates.</summary>
internal static class CheckPoint
{
    public const uint Input = 1;
    public const uint Target = 2;
    public const uint Weights = 3;
    public const uint Garbage = 4;
    public const uint Choice = 5;
    public const uint Shift = 6;

    /// <summary>The key of one of the check's own draws.</summary>
    public static RandomKey Key(CheckOptions options, uint which) => new(options.Seed, RandomPurpose.Check, which);

    /// <summary>Uniform in (low, high).</summary>
    public static double[] Uniform(RandomKey key, int count, double low, double high)
    {
        double[] values = new double[count];
        Noise.Uniform(key, 0, values);
        for (int i = 0; i < count; i++)
        {
            values[i] = low + ((high - low) * values[i]);
        }

        return values;
    }

    /// <summary>The initial parameters, each moved by less than <see cref="CheckOptions.Shift"/>, so that no bias is 0 and no scale 1.</summary>
    /// <remarks>
    /// So a forgotten factor shows. State (running variances) is moved upwards only. A weight that is one of more than nine of a sum is moved
    /// by less, 3 / √fan_in of that, or a wide network would be saturated, and its gradients nothing but rounding.
    /// </remarks>
    public static double[] Theta(ParameterLayout layout, CheckOptions options)
    {
        double[] theta = layout.Initialize<double>(options.Seed);
        double[] shift = Uniform(Key(options, Shift), theta.Length, -options.Shift, options.Shift);
        foreach ((_, Parameter parameter, ParameterSlot slot) in layout.All)
        {
            double reach = Math.Min(1, 3 / Math.Sqrt(Math.Max(parameter.FanIn, 1)));
            for (int i = slot.Offset; i < slot.Offset + slot.Length; i++)
            {
                theta[i] += parameter.IsState ? Math.Abs(shift[i]) : reach * shift[i];
            }
        }

        return theta;
    }
}
