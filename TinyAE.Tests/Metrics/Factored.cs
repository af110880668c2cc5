using TinyAE.Metrics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Metrics;

/// <summary>Factors in all combinations, or some drawn, with codes made from them.</summary>
internal static class Factored
{
    public static readonly int[] Sizes = [3, 6, 8, 5];

    /// <summary>The values of all 720 combinations, the last factor fastest.</summary>
    public static int[] Grid()
    {
        int count = Sizes.Aggregate((a, b) => a * b);
        int[] values = new int[count * Sizes.Length];
        for (int n = 0; n < count; n++)
        {
            int rest = n;
            for (int k = Sizes.Length - 1; k >= 0; k--)
            {
                values[(n * Sizes.Length) + k] = rest % Sizes[k];
                rest /= Sizes[k];
            }
        }

        return values;
    }

    /// <summary>Combinations drawn at random, some of them several times.</summary>
    public static int[] Subset(int seed, int count)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count * Sizes.Length).Select(i => random.Next(Sizes[i % Sizes.Length]))];
    }

    /// <summary>Codes by a formula of a sample's factors.</summary>
    public static FactoredCodes Of(int[] values, int dimensions, Func<int[], int, double> code)
    {
        int count = values.Length / Sizes.Length;
        float[] codes = new float[count * dimensions];
        for (int n = 0; n < count; n++)
        {
            int[] own = values[(n * Sizes.Length)..((n + 1) * Sizes.Length)];
            for (int j = 0; j < dimensions; j++)
            {
                codes[(n * dimensions) + j] = (float)code(own, j);
            }
        }

        return new FactoredCodes(codes, dimensions, ["shape", "scale", "x", "y"], Sizes, values);
    }

    /// <summary>Latent j is factor j on a scale and with a sign of its own; latents beyond the factors are noise.</summary>
    public static FactoredCodes Perfect(int[] values, int dimensions = 4)
    {
        float[] noise = Draw.Normal<float>(9, 100_000);
        int at = 0;
        return Of(values, dimensions, (v, j) => j < 4 ? v[j] * (j % 2 == 0 ? 0.5 : -2) : noise[at++]);
    }

    public static FactoredCodes Noise(int[] values, int dimensions, int seed)
    {
        float[] noise = Draw.Normal<float>(seed, values.Length / 4 * dimensions);
        int at = 0;
        return Of(values, dimensions, (_, _) => noise[at++]);
    }
}
